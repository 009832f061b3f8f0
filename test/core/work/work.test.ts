import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type * as Y from 'yjs'
import type { Deliverer } from '#main/core/work/deliverer.ts'
import { Work } from '#main/core/work/work.ts'
import type { AlertOrOpen } from '#shared/bridge/contract/notify.ts'
import { assignCommander, changeSeverity, declareIncident, postEntry, type Author } from '#shared/doc/commands.ts'
import { sendMessage } from '#shared/doc/messageCommands.ts'
import { tryWrite } from '#shared/doc/write.ts'
import { valueOf, type Result } from '#shared/domain/result.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { MINUTE } from '#test/support/events.ts'
import { openTestReplica, type TestReplica } from '#test/support/replicas.ts'

const type = DEFAULT_SETTINGS.types[0]!
const [ana, ben] = [newAuthor('Ana'), newAuthor('Ben')]
/** Ana sits here. */
const people = { getSeated: () => ({ id: ana.id, name: ana.name }) }

let seat: TestReplica
let now: number
beforeEach(() => {
  seat = openTestReplica()
  now = Date.now()
})
afterEach(() => void vi.useRealTimers())

function openWork(deliverers: Deliverer[] = [], own = seat): { work: Work; told: AlertOrOpen[] } {
  const settings = { get: () => DEFAULT_SETTINGS, onChange: () => () => {} }
  const work = new Work({ replica: own.replica, projector: own.projector, db: own.db, people, settings, now: () => now, deliverers })
  const told: AlertOrOpen[] = []
  work.onAlert((alert) => told.push(alert))
  work.start()
  onTestFinished(() => work.close())
  return { work, told }
}

async function change<T>(docId: string, work: (doc: Y.Doc) => Result<T>): Promise<T> {
  const done = await seat.replica.use(docId, (doc) => valueOf(work(doc)))
  await seat.projector.settle()
  return done
}
const declare = (docId: string, author: Author = ben, severity = 'SEV-2') =>
  change(docId, (doc) => declareIncident(doc, author, { ...aDeclaration, severity }))
const send = (docId: string, author: Author, recipients: string[], subject = 'Rolling back') =>
  change(docId, (doc) => sendMessage(doc, author, { recipients, subject, body: 'In **ten** minutes' }, { type }))
const toAna = [`person:${ana.id}`]

describe('the inbox', () => {
  it('P39 holds what others sent to a person, newest first, unread until it is read, also after a restart and a new list', async () => {
    const { work, told } = openWork()
    await declare('incident-a')
    await send('incident-a', ben, toAna, 'First')
    await send('incident-a', ben, [`person:${ben.id}`, 'email:ops@example.org'])
    await send('incident-a', ana, [...toAna, `person:${ben.id}`], 'Her own')
    await send('incident-a', ben, [...toAna, ...toAna], 'Second')
    const items = work.listInbox(ana.id, 10, 0)
    expect(items.map(({ subject, isRead, author }) => [subject, isRead, author.name])).toEqual([
      ['Second', false, 'Ben'],
      ['First', false, 'Ben']
    ])
    expect(work.count(ana.id)).toMatchObject({ unread: 2, outbox: 1 })
    expect(told.map((alert) => alert.type === 'alert' && [alert.title, alert.body])).toEqual([
      ['First', 'Ben · Checkout fails'],
      ['Second', 'Ben · Checkout fails']
    ])
    work.markRead(ana.id, [items[0]!.id], true)
    expect(work.count(ana.id).unread).toBe(1)
    await seat.close()
    seat = openTestReplica(seat.dir)
    seat.projection.clear()
    await seat.projector.start()
    await seat.projector.settle()
    const again = openWork()
    expect(again.work.listInbox(ana.id, 10, 0).map(({ isRead }) => isRead)).toEqual([true, false])
    again.work.markRead(ana.id, null, true)
    expect(again.work.count(ana.id).unread).toBe(0)
    again.work.markRead(ana.id, [items[0]!.id], false)
    expect(again.work.count(ana.id).unread).toBe(1)
    // nothing of it is news
    expect(again.told).toEqual([])
  })
  it('P49 many at once are told as one, in words short enough for a desktop', async () => {
    const { told } = openWork()
    await declare('incident-a')
    await seat.replica.use('incident-a', (doc) => {
      for (let n = 0; n < 5; n++) valueOf(sendMessage(doc, ben, { recipients: toAna, subject: `Number ${n}`, body: '' }, { type }))
    })
    await seat.projector.settle()
    expect(told).toEqual([{ type: 'alert', title: '5 things wait for you', body: 'They are under My work.', incident: null }])
    await send('incident-a', ben, toAna, 'long '.repeat(90))
    const last = told.at(-1)
    expect(last?.type === 'alert' && [last.title.length <= 100, last.body.length <= 200]).toEqual([true, true])
  })
  it('D260 tasks, follow-ups and offers of command of a person are listed until they are done or answered', async () => {
    const { work } = openWork()
    await declare('incident-a')
    const task = { kind: 'taskAdded' as const, list: 'task' as const, assignees: [ana.id], dueAt: now }
    const [first] = await change('incident-a', (doc) =>
      tryWrite(doc, ben, [
        { ...task, text: 'Call the bank' },
        { ...task, text: 'Some day', list: 'followUp', dueAt: null },
        { ...task, text: 'Not hers', assignees: [ben.id] },
        { kind: 'handoverOffered', to: ana.id, brief: '' }
      ])
    )
    expect(work.listItems(ana.id).map(({ kind, text }) => [kind, text])).toEqual([
      ['handover', 'Ben'],
      ['task', 'Call the bank'],
      ['followUp', 'Some day']
    ])
    expect(work.count(ana.id)).toMatchObject({ tasks: 1, handovers: 1 })
    await change('incident-a', (doc) => tryWrite(doc, ana, [{ kind: 'taskSet', task: first!, property: 'doneAt', value: now, base: null }]))
    expect(work.listItems(ana.id).map(({ kind }) => kind)).toEqual(['handover', 'followUp'])
  })
})

describe('updates that are due', () => {
  it('D261 the commander is reminded once for each time an update is due, and whoever commands then', async () => {
    await declare('incident-a', ana)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { work, told } = openWork()
    const late = async () => {
      now += 31 * MINUTE
      await vi.advanceTimersByTimeAsync(31 * MINUTE)
    }
    expect(told).toEqual([])
    await late()
    expect(told.map((alert) => alert.type === 'alert' && alert.title)).toEqual(['Update due on Checkout fails'])
    expect(work.count(ana.id).updates).toBe(1)
    await late()
    expect(told).toHaveLength(1)
    work.close()
    // a restart does not remind of the same again
    expect(openWork().told).toEqual([])
    vi.useRealTimers()
    await change('incident-a', (doc) => postEntry(doc, ana, { text: 'Still rolling back', category: 'update', at: now }))
    expect(work.count(ana.id).updates).toBe(0)
    now += 31 * MINUTE
    expect(openWork().told).toHaveLength(1)
    await change('incident-a', (doc) => assignCommander(doc, ana, ben))
    expect(work.count(ana.id).updates).toBe(0)
    expect(work.count(ben.id).updates).toBe(1)
    await change('incident-a', (doc) => changeSeverity(doc, ana, 'SEV-4'))
    expect(work.count(ben.id).updates).toBe(0)
  })
})

describe('the outbox', () => {
  const listed = (work: Work) => work.outbox.list().map(({ recipient, why }) => [recipient, why])

  it('D262 what nothing here can deliver waits and says why; discarding ends it', async () => {
    const { work } = openWork()
    await declare('incident-a')
    const message = await send('incident-a', ben, [...toAna, 'email:ops@example.org', 'channel:incidents', 'page:on-call'])
    expect(listed(work)).toEqual([
      ['channel:incidents', 'No chat is connected; it goes when one is.'],
      ['email:ops@example.org', 'No e-mail service is set up; it goes when one is.'],
      ['page:on-call', 'No paging service is connected; it goes when one is.']
    ])
    const place = { incident: 'incident-a' as never, message, recipient: 'channel:incidents' }
    valueOf(await work.outbox.discard(ana, place))
    await seat.projector.settle()
    expect(listed(work).map(([recipient]) => recipient)).toEqual(['email:ops@example.org', 'page:on-call'])
    expect(await work.outbox.discard(ana, place)).toMatchObject({ ok: false })
    expect(await work.outbox.deliverAll(ana)).toBe(0)
    expect(listed(work)).toHaveLength(2)
  })
  it('D263 who can deliver gets each message once; what failed stays with its cause and is tried again', async () => {
    const taken: string[] = []
    let problem: string | null = 'connection refused'
    const mail: Deliverer = {
      kind: 'email',
      async deliver({ to, subject, body }) {
        if (problem) throw new Error(problem)
        taken.push(`${to}: ${subject}, ${body}`)
        return { outcome: 'delivered', detail: '250 ok' }
      }
    }
    const { work } = openWork([mail])
    await declare('incident-a')
    await send('incident-a', ben, ['email:ops@example.org', 'page:on-call'])
    expect(listed(work)[0]).toEqual(['email:ops@example.org', 'It goes out now.'])
    expect(await work.outbox.deliverAll(ana)).toBe(0)
    await seat.projector.settle()
    expect(listed(work)[0]).toEqual(['email:ops@example.org', 'The last attempt failed: connection refused'])
    problem = null
    expect(await work.outbox.deliverAll(ana)).toBe(1)
    await seat.projector.settle()
    expect(await work.outbox.deliverAll(ana)).toBe(0)
    expect(taken).toEqual(['ops@example.org: Rolling back, In **ten** minutes'])
    expect(listed(work).map(([recipient]) => recipient)).toEqual(['page:on-call'])
  })
})
