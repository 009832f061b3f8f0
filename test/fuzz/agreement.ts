import * as Y from 'yjs'
import { expect } from 'vitest'
import { COLUMNS } from '#main/core/projectIncident.ts'
import { Projector } from '#main/core/projector.ts'
import { hasGaps, Replica } from '#main/core/replica.ts'
import type { DocStore } from '#main/core/docStore.ts'
import { openProjections, type Db } from '#main/core/sqlite/openDatabase.ts'
import { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import { readEvents } from '#shared/doc/readIncident.ts'
import { entriesOf, eventsOf, findEntryText, newDoc, notesOf, postmortemOf } from '#shared/doc/roots.ts'
import { COMMANDER_ROLE, type IncidentEvent } from '#shared/domain/events.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import type { Incident } from '#shared/domain/incident.ts'
import { duration, type Transition } from '#shared/domain/lifecycle.ts'
import { isOpen } from '#shared/domain/status.ts'
import type { FuzzSeat } from './fuzzSeat.ts'
import { WORDS } from './operations.ts'
import type { Random } from './random.ts'

export interface Found {
  documents: number
  incidents: number
  events: number
  textLength: number
  /** Settings that lost against one made at the same time. */
  overruled: number
  numbered: number
}

/** All seats hold the same documents, fold the same incidents, and list them as a seat does that starts from its log alone. */
export async function expectAgreement(seats: readonly FuzzSeat[], random: Random): Promise<Found> {
  const found: Found = { documents: 0, incidents: 0, events: 0, textLength: 0, overruled: 0, numbered: 0 }
  for (const seat of seats) await seat.settle()
  const docIds = (await seats[0]!.store.listDocsSince(0)).sort()
  for (const seat of seats) expect((await seat.store.listDocsSince(0)).sort(), `documents of ${seat.name}`).toEqual(docIds)
  for (const docId of docIds) {
    const docs = await Promise.all(seats.map((seat) => loadFromLog(seat.store, docId)))
    const [first] = docs
    for (const [index, doc] of docs.entries()) {
      const who = `${docId} at ${seats[index]!.name}`
      expect(hasGaps(doc), `gaps in ${who}`).toBe(false)
      expect(describeDoc(doc), who).toEqual(describeDoc(first!))
      await seats[index]!.replica.use(docId, (live) => expect(describeDoc(live), `${who}, in memory`).toEqual(describeDoc(first!)))
    }
    expectSoundIncident(first!, random, found)
  }
  const rows = rowsOf(seats[0]!.projection.db)
  for (const seat of seats) {
    expect(rowsOf(seat.projection.db), `list of ${seat.name}`).toEqual(rows)
    expect(rowsOf(await rebuild(seat.store)), `rebuilt list of ${seat.name}`).toEqual(rows)
  }
  expect(rows.incidents.length).toBe(found.incidents)
  return found
}

async function loadFromLog(store: DocStore, docId: string): Promise<Y.Doc> {
  const doc = newDoc(docId)
  for (const update of (await store.load(docId)).updates) Y.applyUpdate(doc, update)
  return doc
}

/** Content and structure, from the bytes a newcomer would get. Equal state vectors alone do not show a missing deletion. */
export function describeDoc(doc: Y.Doc): unknown {
  const copy = newDoc(doc.guid)
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const { sv, ds } = Y.snapshot(copy)
  const deleted = [...ds.clients].map(([client, runs]) => [client, runs.map(({ clock, len }) => [clock, len])] as const)
  return {
    stateVector: byClient([...sv]),
    deleted: byClient(deleted),
    events: Object.fromEntries([...eventsOf(copy).entries()].sort(([a], [b]) => (a < b ? -1 : 1))),
    entries: [...entriesOf(copy).keys()].sort().map((id) => [id, findEntryText(copy, id)?.toDelta()]),
    notes: notesOf(copy).toString(),
    postmortem: postmortemOf(copy).toString()
  }
}

const byClient = <T extends readonly [number, unknown]>(pairs: T[]): T[] => pairs.sort(([a], [b]) => a - b)

/** Maps as lists, so that two incidents can be compared as text. */
const plain = (incident: Incident): unknown => ({ ...incident, names: [...incident.names].sort(), heads: [...incident.heads].sort() })

function expectSoundIncident(doc: Y.Doc, random: Random, found: Found): void {
  const { events, malformed } = readEvents(doc)
  const incident = foldIncident(events)
  const repeated = random.shuffle([...events, ...events.filter(() => random.chance(0.2))])
  expect(plain(foldIncident(repeated)), `${doc.guid} folded from other orders`).toEqual(plain(incident))
  expect(malformed).toEqual([])
  expect(incident.commander).toBe(commanderOf(events))
  expect(incident.resolvedAt).toBe(resolvedByTable(incident.transitions))
  for (const [from, to] of [
    [incident.declaredAt, incident.resolvedAt],
    ...incident.impacts.map(({ start, end }) => [start, end])
  ] as const) {
    const span = duration(from ?? null, to ?? null)
    if (span.type === 'done') expect(span.ms).toBeGreaterThanOrEqual(0)
  }
  found.documents += 1
  found.incidents += incident.isDeclared ? 1 : 0
  found.events += events.length
  found.overruled += incident.overruled.length
  found.numbered += incident.number === null ? 0 : 1
  for (const id of entriesOf(doc).keys()) found.textLength += findEntryText(doc, id)?.length ?? 0
}

/** The one named last, by stamp. */
function commanderOf(events: readonly IncidentEvent[]): ActorId | null {
  let last: { id: string; person: ActorId } | undefined
  for (const event of events) {
    const person =
      event.kind === 'declared' ? event.commander : event.kind === 'roleAssigned' && event.role === COMMANDER_ROLE ? event.person : null
    if (person !== null && (!last || event.id > last.id)) last = { id: event.id, person }
  }
  return last?.person ?? null
}

/** Read from the end: the first ended status after the last open one. */
function resolvedByTable(transitions: readonly Transition[]): number | null {
  const lastOpen = transitions.findLastIndex(({ status }) => isOpen(status))
  return transitions[lastOpen + 1]?.at ?? null
}

async function rebuild(store: DocStore): Promise<Db> {
  const projection = new ProjectionStore(openProjections(':memory:'), 'rebuilt')
  const projector = new Projector(new Replica({ store }), projection)
  await projector.start()
  await projector.settle()
  return projection.db
}

interface Rows {
  incidents: unknown[]
  values: unknown[]
  pieces: unknown[]
  matches: Record<string, unknown[]>
}

/** Everything a list, a facet or a search can show. */
function rowsOf(db: Db): Rows {
  const all = (sql: string, ...params: string[]): unknown[] =>
    db
      .prepare(sql)
      .raw()
      .all(...params)
  const matches = (word: string) =>
    all('SELECT id FROM incident WHERE rowid IN (SELECT rowid / 1048576 FROM piece_text WHERE piece_text MATCH ?) ORDER BY id', word)
  return {
    incidents: all(`SELECT id, ${COLUMNS.join(', ')} FROM incident ORDER BY id`),
    values: all('SELECT id, field, value, v.number FROM incident_value v JOIN incident i ON i.rowid = incident_rowid ORDER BY 1, 2, 3'),
    pieces: all('SELECT id, source, at, text FROM piece JOIN incident i ON i.rowid = piece.rowid / 1048576 ORDER BY 1, 2'),
    matches: Object.fromEntries(WORDS.map((word) => [word, matches(word)]))
  }
}
