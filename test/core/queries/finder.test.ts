import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listIncidents } from '#main/core/queries/listQueries.ts'
import { valueOf } from '#shared/domain/result.ts'
import { matches } from '#shared/domain/search/matches.ts'
import { printQuery } from '#shared/domain/search/print.ts'
import type { SearchRow } from '#shared/domain/search/row.ts'
import { isOpen } from '#shared/domain/status.ts'
import { FIELDS, NOW, plainQuery, searchRow } from '../../domain/search/arbitraries.ts'
import { naiveFacet } from './naiveFacet.ts'
import { expectSameAsSql, folded, followed } from './followed.ts'
import { openStore, projected, rowidOf } from './projection.ts'

const sort = { by: 'lastUpdate', descending: true }

const openFinder = (rows: readonly SearchRow[]) => followed(openStore(rows))

describe('the list from memory', () => {
  const ROWS = fc.sample(searchRow, { seed: 15, numRuns: 200 })
  const { store, columns, finder, close } = openFinder(ROWS)
  beforeAll(() => columns.ready(FIELDS))
  afterAll(close)
  const rowidsWhere = (test: (row: SearchRow) => boolean) => ROWS.flatMap((row, index) => (test(row) ? [index + 1] : []))
  const all = { sort, section: 'matches' as const, offset: 0, limit: 1000 }

  test('Q30 finds what a query means, in the order and by the pages of SQL', () => {
    expect(columns.get(FIELDS)).not.toBeNull()
    fc.assert(
      fc.property(plainQuery, fc.boolean(), fc.nat(60), (query, descending, offset) => {
        const text = printQuery(query)
        const wanted = rowidsWhere((row) => matches(query, row, NOW, FIELDS))
        const rows = valueOf(finder.list({ ...all, query: text }, NOW, FIELDS))
        expect(
          rows.map(({ id }) => rowidOf(id)).sort((a, b) => a - b),
          text
        ).toEqual(wanted)
        expect(finder.count(text, NOW, FIELDS)).toEqual({
          matches: wanted.length,
          openOutside: rowidsWhere((row) => isOpen(row.status) && !matches(query, row, NOW, FIELDS)).length,
          total: ROWS.length,
          problem: null
        })
        for (const section of ['matches', 'openOutside'] as const) {
          const page = { query: text, sort: { by: 'lastUpdate', descending }, section, offset, limit: 20, columns: ['cost', 'tags'] }
          expect(finder.list(page, NOW, FIELDS)).toEqual(listIncidents(store.db, page, NOW, FIELDS))
        }
      }),
      { seed: 16, numRuns: 250 }
    )
  })

  test('Q31 counts of every facet are those of a count incident by incident', () => {
    fc.assert(
      fc.property(plainQuery, (query) => {
        for (const facet of valueOf(finder.facets(printQuery(query), NOW, FIELDS)))
          expect(folded(facet), printQuery(query)).toEqual(folded(naiveFacet(ROWS, query, facet.name)))
      }),
      { seed: 17, numRuns: 80 }
    )
  })

  test('Q32 values are offered by what is typed of them, with the count each has beside the rest of the query', async () => {
    const offered = await finder.suggest({ query: 'service:checkout state:active', field: 'service', text: 'PAY' }, NOW, FIELDS)
    expect(offered.map(({ value }) => value).sort()).toEqual(['pay ments', 'pay*'])
    for (const { value, count } of offered)
      expect(count).toBe(rowidsWhere((row) => row.status === 'active' && row.services.some((name) => name === value)).length)
    const types = await finder.suggest({ query: '', field: 'type', text: 'mil' }, NOW, FIELDS)
    expect(types.map(({ value, label }) => [value, label])).toEqual([['t9', 'Émile']])
    expect(await finder.suggest({ query: '', field: 'severity', text: 'sev-9' }, NOW, FIELDS)).toEqual([
      { value: 'SEV-9', label: 'SEV-9', count: 0 }
    ])
    expect(await finder.suggest({ query: '', field: 'no_such', text: '' }, NOW, FIELDS)).toEqual([])
  })
})

test('Q33 follows every change: what was changed, added and removed one by one is what building anew gives', async () => {
  const change = fc.record({ rowid: fc.integer({ min: 1, max: 90 }), row: fc.option(searchRow, { freq: 4 }), fromAbove: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(
      fc.array(searchRow, { maxLength: 40 }),
      fc.array(change, { maxLength: 60 }),
      plainQuery,
      async (rows, changes, query) => {
        const live = openFinder(rows)
        const ready = live.columns.ready(FIELDS)
        // some come while it is being built
        for (const [index, { rowid, row }] of changes.entries()) {
          if (index === 5) await ready
          live.save([
            row
              ? projected(rowid, row)
              : { docId: projected(rowid, rows[0] ?? changes.find((each) => each.row)?.row ?? NOBODY).docId, incident: null }
          ])
        }
        await ready
        const text = printQuery(query)
        for (const asked of ['', text]) expectSameAsSql(live, asked)
        live.close()
      }
    ),
    { seed: 18, numRuns: 25 }
  )
})

const [NOBODY] = fc.sample(searchRow, { seed: 1, numRuns: 1 }) as [SearchRow]
