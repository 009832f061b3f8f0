import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findSnippets } from '#main/core/queries/snippets.ts'
import { printQuery } from '#shared/domain/search/print.ts'
import type { SearchRow } from '#shared/domain/search/row.ts'
import { FIELDS, NOW, plainQuery, searchRow, WORDS } from '../../domain/search/arbitraries.ts'
import { expectSameAsSql, followed } from './followed.ts'
import { idOf, openStore, projected } from './projection.ts'

const [BASE] = fc.sample(searchRow, { seed: 51, numRuns: 1 }) as [SearchRow]
const piece = (place: number, text: string) => ({ source: `entry:${place}`, at: NOW + place, text })
const withTexts = (title: string, texts: readonly string[]): SearchRow => ({
  ...BASE,
  title,
  pieces: texts.map((text, n) => piece(n, text))
})

/** Texts shown are those that are looked up incident by incident. */
function expectSameSnippets({ finder, store }: ReturnType<typeof followed>, query: string, incidents: number): void {
  const ids = Array.from({ length: incidents }, (_, index) => idOf(index + 1))
  expect(finder.snippets(query, ids, FIELDS), query).toEqual(findSnippets(store.db, query, ids, FIELDS))
}

test('Q51 what words find, and the text shown for it, follow every change though it is remembered', async () => {
  const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((words) => words.join(' '))
  const row = fc.record({ of: searchRow, title: text, pieces: fc.array(text, { maxLength: 5 }) }).map(({ of, title, pieces }) => ({
    ...of,
    title,
    pieces: pieces.map((each, n) => piece(n, each))
  }))
  const doc = fc.record({ rowid: fc.integer({ min: 1, max: 120 }), row: fc.option(row, { freq: 5 }) })
  const query = fc.oneof(plainQuery.map(printQuery), fc.constantFrom('checkout', 'error', 'title:error', 'ch*', 'IR-7', '-cafe'))
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 40 }),
      fc.array(fc.record({ query, docs: fc.array(doc, { maxLength: 90 }) }), { maxLength: 6 }),
      async (rows, steps) => {
        const live = followed(openStore(rows))
        await live.columns.ready(FIELDS)
        const queries = steps.map((step) => step.query)
        for (const { docs } of [{ docs: [] }, ...steps]) {
          live.save(docs.map(({ rowid, row: to }) => (to ? projected(rowid, to) : { docId: projected(rowid, BASE).docId, incident: null })))
          for (const each of queries) {
            expectSameAsSql(live, each)
            expectSameSnippets(live, each, 120)
          }
        }
        live.close()
      }
    ),
    { seed: 51, numRuns: 12 }
  )
})

test('Q52 an incident with thousands of matches hides none after it, and shows its newest', async () => {
  const many = Array.from({ length: 9000 }, (_, n) => `disk ${n}`)
  const live = followed(
    openStore([
      withTexts('first', ['a disk', 'nothing']),
      withTexts('disk', many),
      withTexts('third', ['other']),
      withTexts('fourth', ['the disk'])
    ])
  )
  await live.columns.ready(FIELDS)
  for (const query of ['disk', 'dis*', 'qu*']) expectSameSnippets(live, query, 4)
  expect(live.finder.count('disk', NOW, FIELDS).matches).toBe(3)
  expect(live.finder.count('title:disk', NOW, FIELDS).matches).toBe(1)
  const shown = live.finder.snippets('disk', [idOf(1), idOf(2), idOf(3), idOf(4)], FIELDS)
  expect(shown.map(({ id, source }) => [id, source])).toEqual([
    [idOf(1), 'entry:0'],
    [idOf(2), 'entry:8999'],
    [idOf(4), 'entry:0']
  ])
  for (const added of [['other'], ['other', 'a diskette'], ['other', 'gone']]) {
    live.save([projected(2, withTexts('disk', [...many, ...added]))])
    for (const query of ['disk', 'dis*', 'other*']) expectSameSnippets(live, query, 4)
  }
  live.save([projected(2, withTexts('no longer', ['a disk at last', ...many.slice(1, 10)]))])
  expect(live.finder.count('title:disk', NOW, FIELDS).matches).toBe(0)
  for (const query of ['disk', 'dis*']) expectSameSnippets(live, query, 4)
  live.close()
})
