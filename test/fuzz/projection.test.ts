import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { KeptFolds } from '#main/core/keptFolds.ts'
import { COLUMNS, projectIncident } from '#main/core/projectIncident.ts'
import { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import { newDoc, rootCauseOf } from '#shared/doc/roots.ts'
import { createClock } from '#shared/domain/clock.ts'
import type { DeviceId } from '#shared/domain/ids.ts'
import { declareOne, operateOnce, OPERATION_NAMES, PEOPLE, WORDS } from './operations.ts'
import { baseSeed, seededRandom } from './random.ts'

const SEEDS = Number(process.env['MUSTER_FUZZ_SEEDS'] ?? 12)
const STEPS = 250
const NOW = Date.UTC(2026, 2, 1)
const ID = 'incident-a'

const openStore = () => new ProjectionStore(new Database(':memory:'), 'test')

/** Everything a list, a facet or a search can show, and what waits for people. */
function rowsOf({ db }: ProjectionStore) {
  const all = (sql: string, ...params: string[]) => db.prepare(sql).all(...params)
  return {
    incident: all(`SELECT ${COLUMNS.join(', ')} FROM incident`),
    values: all('SELECT field, value, number FROM incident_value ORDER BY 1, 2'),
    pieces: all('SELECT source, at, text FROM piece ORDER BY 1'),
    found: WORDS.map((word) =>
      all('SELECT source FROM piece WHERE rowid IN (SELECT rowid FROM piece_text WHERE piece_text MATCH ?) ORDER BY 1', word)
    ),
    work: all('SELECT kind, id, person, text, due_at FROM work_item ORDER BY 1, 2, 3')
  }
}

/** What several people do to one incident, each at a copy of their own, whose changes arrive late and in any order. */
function* play(seed: number): Generator<Y.Doc> {
  const random = seededRandom(seed)
  let now = NOW
  const shared = newDoc(ID)
  const crew = PEOPLE.slice(0, 3).map((person, index) => {
    const clock = createClock(`fuzz${index}` as DeviceId, () => now)
    return { doc: index === 0 ? shared : newDoc(ID), author: { ...person, clock }, random }
  })
  declareOne(crew[0]!)
  for (const { doc } of crew.slice(1)) Y.applyUpdate(doc, Y.encodeStateAsUpdate(shared))
  for (let step = 0; step < STEPS; step += 1) {
    now += random.int(0, 90_000)
    const at = random.pick(crew)
    operateOnce(at)
    if (random.chance(0.02)) rootCauseOf(at.doc).insert(0, [new Y.XmlText(random.pick(WORDS))])
    if (at.doc !== shared && random.chance(0.3)) Y.applyUpdate(shared, Y.encodeStateAsUpdate(at.doc))
    if (at.doc !== shared && random.chance(0.3)) Y.applyUpdate(at.doc, Y.encodeStateAsUpdate(shared))
    yield shared
  }
}

describe('the projection of an incident that is kept folded', () => {
  it.each(Array.from({ length: SEEDS }, (_, index) => baseSeed(100) + index))(
    'R12 holds after every change what a projection of the whole gives, seed %i',
    (seed) => {
      expect(OPERATION_NAMES.length).toBeGreaterThan(20)
      const folds = new KeptFolds({ from: 0 })
      const kept = openStore()
      const sizes = { changed: 0, whole: 0 }
      let step = 0
      for (const doc of play(seed)) {
        step += 1
        if (step % 3 === 1) continue
        const incident = folds.project(ID, doc)
        sizes[incident?.replaced ? 'changed' : 'whole'] += 1
        kept.save([{ docId: ID, incident }], null)
        if (step % 5 !== 0) continue
        const anew = openStore()
        // another document: the one that is kept would answer for itself
        const copy = newDoc(ID)
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
        anew.save([{ docId: ID, incident: projectIncident(ID, copy) }], null)
        expect(rowsOf(kept), `after step ${step}`).toEqual(rowsOf(anew))
        anew.close()
      }
      expect(sizes.whole).toBe(1)
      expect(sizes.changed).toBeGreaterThan(100)
      kept.close()
    }
  )
})
