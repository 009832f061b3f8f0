import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BEST_MATCH } from '#shared/bridge/contract/find.ts'
import { valueOf } from '#shared/domain/result.ts'
import { wantedTexts } from '#shared/domain/search/found.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { printQuery } from '#shared/domain/search/print.ts'
import { hasPhrase } from '#shared/domain/search/words.ts'
import { FIELDS, NOW, plainQuery, searchRow } from '../../domain/search/arbitraries.ts'
import { followed } from './followed.ts'
import { openStore, rowidOf } from './projection.ts'

test('Q53 best match first: all words in the title, then some, then none, each by newest activity, by pages and both ways', async () => {
  const ROWS = fc.sample(searchRow, { seed: 53, numRuns: 150 })
  const { columns, finder, close } = followed(openStore(ROWS))
  await columns.ready(FIELDS)
  const words = fc.constantFrom('checkout', 'checkout error', 'error OR cafe', '"foo bar"*', 'title:error OR naive', 'checkout -error', '')
  fc.assert(
    fc.property(fc.oneof(words, plainQuery.map(printQuery)), fc.nat(40), fc.boolean(), (query, offset, descending) => {
      const list = (by: string, from: number, limit: number, isDown = true) =>
        valueOf(finder.list({ query, sort: { by, descending: isDown }, section: 'matches', offset: from, limit }, NOW, FIELDS)).map(
          ({ id }) => rowidOf(id)
        )
      const terms = termsOf(query)
      const tierOf = (rowid: number): number => {
        const hits = terms.filter(({ text, isPrefix }) => hasPhrase(ROWS[rowid - 1]!.title, text, isPrefix)).length
        return hits === terms.length ? 0 : hits > 0 ? 1 : 2
      }
      const wanted = list('lastUpdate', 0, 1000).toSorted((a, b) => tierOf(a) - tierOf(b))
      expect(list(BEST_MATCH, 0, 1000), query).toEqual(wanted)
      const turned = descending ? wanted : wanted.toReversed()
      expect(list(BEST_MATCH, offset, 15, descending), query).toEqual(turned.slice(offset, offset + 15))
    }),
    { seed: 54, numRuns: 150 }
  )
  close()
})

function termsOf(text: string) {
  const parsed = parseQuery(text, FIELDS)
  return parsed.ok ? wantedTexts(parsed.query) : []
}
