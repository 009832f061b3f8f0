import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { People } from '#main/core/people.ts'
import { Replica } from '#main/core/replica.ts'
import { openLog } from '#main/core/sqlite/openDatabase.ts'
import { alertOfMessage, alertOfUpdate } from '#main/core/work/alerts.ts'
import { SqliteDocStore } from '#main/core/sqlite/sqliteDocStore.ts'
import { LOG_FILE, openCore } from '#main/seat/openCore.ts'
import { cellOf } from '#renderer/state/list/exportRows.ts'
import { portPair } from '#shared/bridge/ports.ts'
import { connect } from '#shared/bridge/rpc.ts'
import { CORE_CHANNELS, splitPort } from '#shared/bridge/split.ts'
import { WAR_ROOM, type WarRoom } from '#shared/bridge/warRoomApi.ts'
import { setSettings } from '#shared/doc/settingsCommands.ts'
import { WORKSPACE_DOC, type IncidentId } from '#shared/domain/ids.ts'
import { incidentLabel, parseIncidentNumber } from '#shared/domain/number.ts'
import { valueOf } from '#shared/domain/result.ts'
import { pathOf } from '#shared/domain/settings/paths.ts'
import { runFake } from '#test/cli/fakeIo.ts'
import { tempDir } from '#test/support/tempDir.ts'
import { until } from '#test/support/until.ts'

/** A folder whose workspace has a second type, Security, of the prefix SEC. */
async function setUp(dataDir: string): Promise<void> {
  const replica = new Replica({ store: new SqliteDocStore(openLog(join(dataDir, LOG_FILE))) })
  const people = new People(replica)
  const ana = people.authorOf(await people.byName('Ana'))
  const set = (name: string, value: string) => ({ path: pathOf('types', 'security', name), value })
  await replica.use(WORKSPACE_DOC, (doc) => valueOf(setSettings(doc, ana, [set('name', 'Security'), set('prefix', 'SEC')])))
  await replica.close()
}

/** A room in which an incident of each type has its number. */
async function openNumbered(): Promise<{ warRoom: WarRoom; plain: IncidentId; security: IncidentId; number: number }> {
  const dataDir = tempDir()
  await setUp(dataDir)
  const core = await openCore({ dataDir, isShared: false })
  onTestFinished(() => core.close())
  const [near, far] = portPair()
  core.attach(far, { as: 'Ana' })
  const warRoom = connect(splitPort(near, CORE_CHANNELS).rpc, WAR_ROOM)
  valueOf(await warRoom.hostWarRoom({ port: 0, onLan: false }))
  const declare = async (title: string, incidentType?: string) =>
    valueOf(await warRoom.declareIncident({ title, severity: 'SEV-2', ...(incidentType ? { incidentType } : {}) })).id
  const [plain, security] = [await declare('Checkout fails'), await declare('Key found in a log', 'security')]
  const numberIn = async (ref: string) => valueOf(await warRoom.showIncident({ ref })).number
  await until('both have a number', async () => (await numberIn(security)) !== null && (await numberIn(plain)) !== null)
  return { warRoom, plain, security, number: (await numberIn(security))! }
}

it('D340 a number is read with any prefix a type has, in any case, or with none; another prefix is no reference', () => {
  const read = (text: string) => parseIncidentNumber(text, ['IR', 'SEC', 'P1'])
  expect(['7', 'SEC-7', 'sec-7', 'IR-7', 'p1-7', '007'].map(read)).toEqual([7, 7, 7, 7, 7, 7])
  expect(['ABC-7', 'SEC7', 'SEC-', '-7', 'SEC-7x', 'SEC--7', 'P-7', '7-SEC', 'SEC-1234567890', ''].map(read)).toEqual(
    Array(10).fill(undefined)
  )
})

it('D341 everything that names an incident says the prefix of its type: lists, offers, work, messages, exports', async () => {
  const { warRoom, plain, security, number } = await openNumbered()
  const label = `SEC-${number}`
  const rows = valueOf(
    await warRoom.listIncidents({ query: '', sort: { by: 'lastUpdate', descending: true }, section: 'matches', offset: 0, limit: 10 })
  )
  const row = rows.find(({ id }) => id === security)!
  expect(rows.map(incidentLabel).sort()).toEqual([expect.stringMatching(/^IR-\d+$/), label])
  expect(cellOf(row, { name: 'id', label: 'ID' }, 0)).toBe(label)
  const known = (found: readonly { id: string; number: number | null; prefix: string }[]) =>
    incidentLabel(found.find(({ id }) => id === security)!)
  expect(known(valueOf(await warRoom.suggestIncidents({ text: 'key', limit: 5 })))).toBe(label)
  expect(known(valueOf(await warRoom.findSimilar({ title: 'Key found', services: [] })))).toBe(label)
  expect(known(valueOf(await warRoom.listNear({ id: plain })))).toBe(label)
  expect(known(valueOf(await warRoom.describeIncidents({ ids: [security] })))).toBe(label)
  valueOf(await warRoom.relateIncidents({ id: plain, other: security, relation: 'related' }))
  expect(valueOf(await warRoom.showIncident({ ref: plain })).timeline.at(-1)!.text).toContain(label)

  valueOf(await warRoom.addTask({ ref: security, text: 'Turn the key', assign: ['Ana'] }))
  valueOf(await warRoom.notify({ ref: security, to: ['ops@example.org'], subject: 'Key', body: 'Found' }))
  expect(valueOf(await warRoom.listWork(null)).items.map(({ incident }) => incidentLabel(incident))).toEqual([label])
  expect(valueOf(await warRoom.listOutbox(null)).map(({ incident }) => incidentLabel(incident))).toEqual([label])
  const [outgoing] = valueOf(await warRoom.listOutbox(null))
  expect(alertOfMessage({ incident: outgoing!.incident, author: outgoing!.author, subject: 'Key' }).body).toBe(
    `Ana · ${label} Key found in a log`
  )
  expect(alertOfUpdate({ incident: outgoing!.incident, dueAt: 0 }).title).toBe(`Update due on ${label} Key found in a log`)

  const exported = valueOf(await warRoom.exportFile({ ref: security, format: 'md' }))
  expect(new TextDecoder().decode(exported.bytes)).toContain(`# ${label}: Key found in a log`)
  expect(exported.fileName).toBe(`${label} Key found in a log.md`)
  // the number itself stays a number for scripts; its prefix is beside it
  const [summary] = valueOf(await warRoom.listSummaries({ query: label }))
  expect(summary).toMatchObject({ id: security, number, prefix: 'SEC' })
  const listed = await runFake(['list'], { listSummaries: warRoom.listSummaries, countList: warRoom.countList })
  expect(listed.out).toContain(`${label} `)
  expect((await runFake(['show', label], { showIncident: warRoom.showIncident })).out).toContain(`${label}  Key found in a log\n`)
})

it('D342 it is found by its number with any prefix there is, in commands, in the search and in what is offered', async () => {
  const { warRoom, security, number } = await openNumbered()
  for (const ref of [`SEC-${number}`, `sec-${number}`, `IR-${number}`, String(number)]) {
    expect(valueOf(await warRoom.findIncident({ ref })), ref).toEqual({ id: security })
    expect(valueOf(await warRoom.suggestIncidents({ text: ref, limit: 1 }))[0]!.id, ref).toBe(security)
    expect(valueOf(await warRoom.countList({ query: `number:${ref}` })), ref).toMatchObject({ matches: 1, problem: null })
  }
  const find = async (query: string) => valueOf(await warRoom.listSummaries({ query })).map(({ id }) => id)
  expect([await find(`sec-${number}`), await find(`IR-${number}`), await find(`ABC-${number}`)]).toEqual([[security], [security], []])
  expect(await warRoom.findIncident({ ref: `ABC-${number}` })).toMatchObject({ ok: false, error: { reason: 'notFound' } })
  expect(valueOf(await warRoom.suggestIncidents({ text: `ABC-${number}`, limit: 5 }))).toEqual([])
  expect(valueOf(await warRoom.countList({ query: `number:ABC-${number}` })).problem?.message).toBe(
    `"ABC-${number}" is not an incident number. Expected one such as 12 or IR-12 or SEC-12.`
  )
})
