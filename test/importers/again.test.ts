import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { changeSeverity, changeStatus, postEntry, retimeEntry } from '#shared/doc/commands.ts'
import { readEvents, readIncident } from '#shared/doc/readIncident.ts'
import { findEntryText } from '#shared/doc/roots.ts'
import { createClock } from '#shared/domain/clock.ts'
import type { ActorId, DeviceId } from '#shared/domain/ids.ts'
import { importText, iso, loadFixture, MemoryTarget } from './memoryTarget.ts'

const author = { id: 'pann' as ActorId, name: 'Ann', clock: createClock('anndevice' as DeviceId) }
const FIXTURES = ['statusFeed.jsonl', 'cloudStatus.json', 'statuspage.json']
const record = (changes: object) => ({
  id: '9',
  title: 'Slow',
  url: 'https://s.example/9',
  started_at: '2025-01-01T00:00Z',
  updated_at: '2025-01-01T00:05Z',
  resolved_at: null as string | null,
  impact: 'minor',
  components: ['Web'],
  updates: [{ at: '2025-01-01T00:00Z', status: 'Investigating', message: 'Looking.' }],
  ...changes
})
const open = JSON.stringify(record({}))
const closed = JSON.stringify(
  record({
    updated_at: '2025-01-01T02:00Z',
    resolved_at: '2025-01-01T02:00Z',
    impact: 'major',
    components: ['Web', 'App'],
    updates: [...record({}).updates, { at: '2025-01-01T02:00Z', status: 'Resolved', message: 'Over.' }]
  })
)

it.each(FIXTURES)('I7 importing %s again writes nothing at all', async (name) => {
  const target = new MemoryTarget()
  const first = await importText(loadFixture(name), target)
  target.updates = 0
  const second = await importText(loadFixture(name), target)
  expect(second).toMatchObject({ incidents: first.incidents, added: 0, changed: 0, unchanged: first.incidents })
  expect(target.updates).toBe(0)
})

it('I8 a later file adds only what is new: updates, end, severity, services, end of impact', async () => {
  const target = new MemoryTarget()
  await importText(open, target)
  const before = readEvents(target.byTitle('Slow').doc).events.length
  expect(await importText(closed, target)).toMatchObject({ added: 0, changed: 1 })
  const { doc, incident } = target.byTitle('Slow')
  expect(target.entries('Slow')).toEqual(['00:00 Looking.', '02:00 Over.'])
  expect(incident).toMatchObject({ status: 'resolved', severity: 'SEV-2', services: ['Web', 'App'], overruled: [] })
  expect(iso(incident.resolvedAt)).toBe('2025-01-01T02:00:00.000Z')
  expect(incident.impacts).toMatchObject([{ end: Date.parse('2025-01-01T02:00Z') }])
  expect(readEvents(doc).events.length - before).toBe(5)
  expect(await importText(closed, target)).toMatchObject({ unchanged: 1 })
})

it('I9 an older file never undoes a newer one', async () => {
  const target = new MemoryTarget()
  await importText(closed, target)
  expect(await importText(open, target)).toMatchObject({ unchanged: 1 })
  expect(target.byTitle('Slow').incident).toMatchObject({ status: 'resolved', severity: 'SEV-2', services: ['Web', 'App'] })
})

it('I10 what people wrote since the first import stays', async () => {
  const target = new MemoryTarget()
  await importText(open, target)
  const { doc, incident } = target.byTitle('Slow')
  const imported = incident.timeline.find(({ event }) => event.kind === 'entryPosted')!
  findEntryText(doc, imported.id)!.insert(0, 'Corrected: ')
  retimeEntry(doc, author, imported.id, Date.parse('2025-01-01T00:30Z'))
  postEntry(doc, author, { text: 'Our own note', at: Date.parse('2025-01-01T01:00Z') })
  changeStatus(doc, author, 'completed')
  changeSeverity(doc, author, 'SEV-1')
  await importText(closed, target)
  expect(target.entries('Slow')).toEqual(['00:30 Corrected: Looking.', '01:00 Our own note', '02:00 Over.'])
  expect(target.byTitle('Slow').incident).toMatchObject({ status: 'completed', severity: 'SEV-1' })
})

it('a status that stands already is not written once more', async () => {
  const target = new MemoryTarget()
  await importText(open, target)
  const { doc } = target.byTitle('Slow')
  const early = { ...author, clock: createClock('anndevice' as DeviceId, () => Date.parse('2025-01-01T01:50Z')) }
  changeStatus(doc, early, 'resolved')
  await importText(closed, target)
  const { incident } = target.byTitle('Slow')
  expect(incident.transitions.map(({ status }) => status)).toEqual(['active', 'resolved'])
  expect(iso(incident.resolvedAt)).toBe('2025-01-01T01:50:00.000Z')
})

it('I11 two people importing the same file and then meeting have each incident once', async () => {
  const [one, two] = [new MemoryTarget(), new MemoryTarget()]
  await importText(loadFixture('statusFeed.jsonl'), one)
  await importText(loadFixture('statusFeed.jsonl'), two)
  for (const [id, doc] of one.docs) {
    const alone = readIncident(doc)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(two.docs.get(id)!))
    const merged = readIncident(doc)
    expect(merged.timeline.map(({ at, event }) => [at, event.kind])).toEqual(alone.timeline.map(({ at, event }) => [at, event.kind]))
    expect(merged).toMatchObject({ transitions: alone.transitions, resolvedAt: alone.resolvedAt, overruled: [] })
    expect(merged.impacts).toHaveLength(alone.impacts.length)
  }
  one.updates = 0
  expect(await importText(loadFixture('statusFeed.jsonl'), one)).toMatchObject({ unchanged: 4 })
  expect(one.updates).toBe(0)
})
