import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import { BUILT_IN } from '#shared/domain/search/fields.ts'
import { printQuery } from '#shared/domain/search/print.ts'
import type { SearchRow } from '#shared/domain/search/row.ts'
import { until } from '#test/support/until.ts'
import { FIELDS, NOW, plainQuery, searchRow } from '../../domain/search/arbitraries.ts'
import { expectSameAsSql, followed } from './followed.ts'
import { openStore, projected } from './projection.ts'

const ROWS = fc.sample(searchRow, { seed: 46, numRuns: 200 })
const [FIRST] = ROWS as [SearchRow]
let store: ProjectionStore
beforeEach(() => {
  store = openStore(ROWS)
})
afterEach(() => void store.close())

/** As a start does. */
async function start(fields = FIELDS) {
  const live = followed(store)
  await live.columns.ready(fields)
  return live
}
const run = (sql: string, ...params: (string | number)[]) => store.db.prepare(sql).run(...params)
const count = (table: string) => store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
const severe = (live: Awaited<ReturnType<typeof start>>) => live.finder.count('severity:SEV-9', NOW, FIELDS).matches
/** Severity SEV-9 for incidents that nobody marks as changed: only who reads the rows themselves sees it. */
function changeUnseen(rowids: string) {
  run(`UPDATE incident SET severity = 'SEV-9' WHERE rowid IN (${rowids})`)
  run('DELETE FROM column_stale')
}

test('Q46 columns come from segments at a start, with what changed since, and are what the rows say', async () => {
  const change = fc.record({ rowid: fc.integer({ min: 1, max: 230 }), row: fc.option(searchRow, { freq: 4 }), isTold: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(change, { maxLength: 90 }), { maxLength: 3 }), plainQuery, async (runs, query) => {
      store.close()
      store = openStore(ROWS)
      for (const changes of [[], ...runs, []]) {
        const live = await start()
        for (const { rowid, row, isTold } of changes) {
          const doc = row ? projected(rowid, row) : { docId: projected(rowid, FIRST).docId, incident: null }
          // a crash comes between the projection and who follows it
          if (isTold) live.save([doc])
          else store.save([doc], null)
        }
        live.columns.close()
      }
      const live = await start()
      for (const asked of ['', printQuery(query)]) expectSameAsSql(live, asked)
      live.columns.close()
    }),
    { seed: 46, numRuns: 25 }
  )
})

test('Q47 a start reads segments instead of rows', async () => {
  await start()
  expect(count('column_segment')).toBe(7)
  expect(count('column_stale')).toBe(0)
  changeUnseen('40, 41, 150')
  expect(severe(await start())).toBe(0)
  // a change that is marked is read beside its segment
  run(`UPDATE incident SET severity = 'SEV-9' WHERE rowid = 100`)
  run('INSERT INTO column_stale VALUES (100)')
  expect(severe(await start())).toBe(1)
})

test.each([
  ['has flipped bits', `UPDATE column_segment SET body = zeroblob(length(body)) WHERE first = 32`],
  ['is cut short', `UPDATE column_segment SET body = substr(body, 1, 100) WHERE first = 32`],
  ['is gone', `DELETE FROM column_segment WHERE first = 32`],
  ['is of another format', `UPDATE column_segment SET format = '[0]' WHERE first = 32`]
])('Q48 a segment that %s is made anew from its rows', async (_how, harm) => {
  await start()
  changeUnseen('40, 41, 150')
  run(harm)
  expect(severe(await start())).toBe(2)
  changeUnseen('42')
  expect(severe(await start())).toBe(2)
})

test('Q48 segments that together are short of an incident are all made anew', async () => {
  await start()
  run('DELETE FROM incident WHERE rowid = 70')
  run('DELETE FROM incident_value WHERE incident_rowid = 70')
  const live = await start()
  for (const asked of ['', 'state:active']) expectSameAsSql(live, asked)
})

test('Q49 fields that became text or no longer are have their segments made anew', async () => {
  await start()
  const live = await start(BUILT_IN)
  expect([...live.columns.get(BUILT_IN)!.values.keys()]).not.toEqual([...(await start()).columns.get(FIELDS)!.values.keys()])
  expectSameAsSql(await start(), 'state:active')
})

test('Q50 after many changes the segments are written anew while nothing happens', async () => {
  const live = await start()
  live.save(Array.from({ length: 200 }, (_, index) => projected(index + 1, { ...FIRST, severity: 'SEV-8' })))
  expect(count('column_stale')).toBe(200)
  await until('the changes are in the segments', () => count('column_stale') === 0)
  expect(live.finder.count('severity:SEV-8', NOW, FIELDS).matches).toBe(200)
  expect((await start()).finder.count('severity:SEV-8', NOW, FIELDS).matches).toBe(200)
})
