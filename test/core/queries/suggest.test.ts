import Database from 'better-sqlite3'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { projectIncident } from '#main/core/projectIncident.ts'
import { findSimilar, listNear } from '#main/core/queries/similar.ts'
import { suggestIncidents } from '#main/core/queries/suggest.ts'
import { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import { changeStatus, declareIncident, writeEvents, type Author } from '#shared/doc/commands.ts'
import { createClock } from '#shared/domain/clock.ts'
import { newDeviceId, type ActorId } from '#shared/domain/ids.ts'
import type { Status } from '#shared/domain/status.ts'

interface Made {
  title: string
  number?: number
  status?: Status
  services?: string[]
}

const T0 = Date.UTC(2026, 10, 23, 3)
const MINUTE = 60_000

/** A projection of incidents declared one a minute, in this order. */
function projectionOf(made: readonly Made[]) {
  const store = new ProjectionStore(new Database(':memory:'), 'log')
  const docs = made.map(({ title, number, status, services }, index) => {
    const by: Author = { id: 'pana' as ActorId, name: 'Ana', clock: createClock(newDeviceId(), () => T0 + index * MINUTE) }
    const doc = new Y.Doc()
    declareIncident(doc, by, { title, severity: 'SEV-2', services })
    if (number !== undefined) writeEvents(doc, by, [{ kind: 'numberAssigned', number, hub: 'h' }])
    if (status !== undefined) changeStatus(doc, by, status)
    return { docId: `one${index}`, incident: projectIncident(`one${index}`, doc) }
  })
  store.save(docs, 1)
  return store.db
}

const titles = (made: readonly Made[], text: string, limit = 10): string[] =>
  suggestIncidents(projectionOf(made), text, limit, ['IR', 'SEC']).map(({ title }) => title)

test('U80 a number finds its incident first, then those that begin with it, whatever prefix of a type it has', () => {
  const made = [121, 1, 12, 3, 1203].map((number) => ({ title: `No ${number}`, number }))
  expect(titles(made, 'abc-12')).toEqual([])
  for (const text of ['12', 'IR-12', 'sec-12']) expect(titles(made, text)).toEqual(['No 12', 'No 121', 'No 1203'])
})

test('U80 words of the title find it, the last one half typed; open ones first, then the latest', () => {
  const made: Made[] = [
    { title: 'Checkout slow', status: 'resolved' },
    { title: 'Checkout broken' },
    { title: 'Slow login', status: 'completed' },
    { title: 'Checkout in the café slow' }
  ]
  expect(titles(made, 'check')).toEqual(['Checkout in the café slow', 'Checkout broken', 'Checkout slow'])
  expect(titles(made, 'slow che')).toEqual(['Checkout in the café slow', 'Checkout slow'])
  expect(titles(made, 'CAFE')).toEqual(['Checkout in the café slow'])
  expect(titles(made, 'heckout')).toEqual([])
})

test('U80 without words the latest, and never more than asked for', () => {
  const made = Array.from({ length: 5 }, (_, index) => ({ title: `No ${index}` }))
  expect(titles(made, ' ', 3)).toEqual(['No 4', 'No 3', 'No 2'])
})

test.each(['"', '*', 'a"b', '{title} : x', 'NOT', '^', '- -', '🙂'])('U80 no text becomes an operator: %s', (text) => {
  expect(() => titles([{ title: 'Checkout' }], text)).not.toThrow()
})

test('U81 what somebody is about to declare is looked for among open and recent incidents, by any word of the title', () => {
  const db = projectionOf([
    { title: 'Checkout returns 5xx', status: 'completed' },
    { title: 'Checkouts return 5xx again', services: ['checkout-api'] },
    { title: 'Invoices are late' }
  ])
  const found = (title: string, nowMs: number) => findSimilar(db, { title, services: [] }, nowMs).map((card) => card.title)
  expect(found('5xx at checkout', T0)).toEqual(['Checkouts return 5xx again', 'Checkout returns 5xx'])
  expect(found('5xx at checkout', T0 + 30 * 24 * 60 * MINUTE)).toEqual(['Checkouts return 5xx again'])
  expect(found('of the', T0)).toEqual([])
  expect(found('" OR NOT (', T0)).toEqual([])
})

test('U82 incidents declared within 20 minutes of one are offered beside it, the nearest first', () => {
  const db = projectionOf(Array.from({ length: 30 }, (_, minute) => ({ title: `Minute ${minute}` })))
  expect(listNear(db, 'one0').map(({ title }) => title)).toEqual(['Minute 1', 'Minute 2', 'Minute 3', 'Minute 4', 'Minute 5'])
  const lonely = projectionOf([{ title: 'Only one' }])
  expect(listNear(lonely, 'one0')).toEqual([])
  expect(listNear(lonely, 'nobody')).toEqual([])
})
