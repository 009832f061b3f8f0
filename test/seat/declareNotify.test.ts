import { expect, it, onTestFinished } from 'vitest'
import { openCore } from '#main/seat/openCore.ts'
import { portPair } from '#shared/bridge/ports.ts'
import { connect } from '#shared/bridge/rpc.ts'
import { CORE_CHANNELS, splitPort } from '#shared/bridge/split.ts'
import { WAR_ROOM, type WarRoom } from '#shared/bridge/warRoomApi.ts'
import { openWarRoom } from '#main/seat/openWarRoom.ts'
import { newActorId } from '#shared/domain/ids.ts'
import { ok, valueOf } from '#shared/domain/result.ts'
import { runFake } from '#test/cli/fakeIo.ts'
import { tempDir } from '#test/support/tempDir.ts'

async function openAs(dataDir: string, as: string) {
  const opened = await openWarRoom({ dataDir, as })
  onTestFinished(() => opened.close())
  return opened.warRoom
}
const TITLE = 'Checkout fails'
const declared = { title: TITLE, severity: 'SEV-2' }

it('D350 whoever is named while declaring gets the message the type offers first: in Muster at once, others through the outbox', async () => {
  const ana = await openAs(tempDir(), 'Ana')
  const ben = { id: newActorId(), name: 'Ben' }
  // Ben is known from here on
  valueOf(await ana.declareIncident({ ...declared, title: 'Before', commander: ben }))
  const { id, notified } = valueOf(await ana.declareIncident({ ...declared, notify: ['ben', 'ops@example.org', '#incidents'] }))
  expect(notified).toEqual({ inside: 1, outside: 2 })
  const shown = valueOf(await ana.showIncident({ ref: id }))
  expect(shown.timeline.at(-1)!.text).toBe(`sent a message to 1 person, and 2 into the outbox: [SEV-2] ${TITLE}`)
  expect(valueOf(await ana.listOutbox(null)).map(({ recipient }) => recipient)).toEqual(['channel:incidents', 'email:ops@example.org'])
  expect(valueOf(await ana.declareIncident(declared)).notified).toBeNull()
})

it('D351 a recipient who is nobody, or a commander there is none of, is refused before anything is declared', async () => {
  const ana = await openAs(tempDir(), 'Ana')
  const problem = async (more: Partial<Parameters<typeof ana.declareIncident>[0]>) => {
    const answer = await ana.declareIncident({ ...declared, ...more })
    return answer.ok ? null : answer.error.message
  }
  expect(await problem({ notify: ['Nobody Known'] })).toMatch(/^"Nobody Known" is nobody here/)
  expect(await problem({ notify: ['commander'], commander: null })).toBe('There is no commander to send it to. Choose somebody by name.')
  expect(valueOf(await ana.listSummaries({ query: '' }))).toEqual([])
  // somebody new in command is somebody
  expect(await problem({ notify: ['Cho'], commander: { id: newActorId(), name: 'Cho' } })).toBeNull()
})

it('D352 a message sent while declaring has the number, where a hub is there to give it', async () => {
  const dataDir = tempDir()
  const core = await openCore({ dataDir, isShared: false })
  onTestFinished(() => core.close())
  const [ana, cho] = [attach('Ana'), attach('Cho')]
  valueOf(await ana.hostWarRoom({ port: 0, onLan: false }))
  const commander = { id: newActorId(), name: 'Cho' }
  const { id } = valueOf(await ana.declareIncident({ ...declared, commander, notify: ['commander'] }))
  const { number } = valueOf(await ana.showIncident({ ref: id }))
  const [message] = valueOf(await cho.listInbox({ limit: 10, offset: 0 }))
  expect(message).toMatchObject({ subject: `[SEV-2] ${TITLE}`, isRead: false, author: { name: 'Ana' } })
  expect(message!.body).toContain(`IR-${number} was declared at`)

  function attach(as: string): WarRoom {
    const [near, far] = portPair()
    core.attach(far, { as })
    return connect(splitPort(near, CORE_CHANNELS).rpc, WAR_ROOM)
  }
})

it('D353 the command line declares with --notify, and says whom it reached', async () => {
  const answers = { declareIncident: () => ok({ id: 'abc', notified: { inside: 0, outside: 1 } }) }
  const ran = await runFake(['declare', '--title', TITLE, '--notify', '#ops', '--notify', 'Ana'], answers)
  expect([ran.code, ran.out, ran.err]).toEqual([0, 'abc\n', 'In the outbox for 1. Nobody in Muster gets it.\n'])
  expect(ran.calls.at(-1)).toMatchObject(['declareIncident', { title: TITLE, notify: ['#ops', 'Ana'] }])
})
