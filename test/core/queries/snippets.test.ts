import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { findSnippets } from '#main/core/queries/snippets.ts'
import { markedParts, snippetOf, wantedTexts } from '#shared/domain/search/found.ts'
import { matches } from '#shared/domain/search/matches.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { hasPhrase } from '#shared/domain/search/words.ts'
import { FIELDS, NOW, searchRow, WORDS } from '../../domain/search/arbitraries.ts'
import { idOf, openProjection } from './projection.ts'

const [base] = fc.sample(searchRow, { seed: 3, numRuns: 1 })
if (!base) throw new Error('No row')
const piece = (source: string, text: string) => ({ source, at: NOW, text })
const ROWS = [
  {
    ...base,
    title: 'Checkout fails',
    pieces: [piece('entry:e1', 'The CAFÉ orders time out'), piece('entry:e2', `${'word '.repeat(60)}café again\n\nhere`)]
  },
  { ...base, title: 'The café is closed', pieces: [piece('notes', 'nothing')] },
  { ...base, title: 'Other', pieces: [piece('field:root_cause', 'A full disk')] }
]
const db = openProjection(ROWS)
afterAll(() => void db.close())
const find = (query: string) =>
  findSnippets(
    db,
    query,
    ROWS.map((_, index) => idOf(index + 1)),
    FIELDS
  )
const textOf = (parts: readonly { text: string }[]) => parts.map(({ text }) => text).join('')

test('Q37 the newest text with the words is shown around them, with where it stands; a title shows its own', () => {
  const [first, ...others] = find('cafe')
  expect(others).toEqual([])
  expect(first).toMatchObject({ id: idOf(1), source: 'entry:e2' })
  expect(first?.parts.filter(({ isMatch }) => isMatch)).toEqual([{ text: 'café', isMatch: true }])
  expect(textOf(first!.parts)).toMatch(/^…(word )+café again here$/)
  expect(find('"cafe ord"*')[0]).toMatchObject({ source: 'entry:e1' })
  expect(textOf(find('"cafe ord"*')[0]!.parts.filter(({ isMatch }) => isMatch))).toBe('CAFÉ orders')
  expect(find('root_cause:disk')).toMatchObject([{ id: idOf(3), source: 'field:root_cause' }])
  for (const none of ['state:active', '-cafe', 'cafe (', '']) expect(find(none)).toEqual([])
})

test('Q37 what is marked is what the search finds, and the text stays as it is', () => {
  const words = fc
    .array(fc.constantFrom(...WORDS, 'checkouts', 'ČERNÝ', 'x-y', '🙂', '\n', 'cafe!'), { maxLength: 40 })
    .map((each) => each.join(' '))
  fc.assert(
    fc.property(
      words,
      fc.constantFrom('checkout', 'cafe', 'foo bar', 'IR-7', 'error check', 'cerny'),
      fc.boolean(),
      (text, wanted, isPrefix) => {
        const terms = [{ type: 'text' as const, text: wanted, isPrefix }]
        const parts = markedParts(text, terms)
        expect(textOf(parts)).toBe(text)
        const isFound = hasPhrase(text, wanted, isPrefix)
        expect(parts.some(({ isMatch }) => isMatch)).toBe(isFound)
        const snippet = snippetOf(text, terms)
        expect(snippet !== null).toBe(isFound)
        if (snippet) expect(snippet.some(({ isMatch }) => isMatch)).toBe(true)
        if (snippet) expect(textOf(snippet).length).toBeLessThan(230)
      }
    ),
    { seed: 37, numRuns: 1000 }
  )
})

test('Q37 only what is asked for is marked: not what is to be left out', () => {
  const parsed = parseQuery('checkout -error (foo OR title:bar*) state:active', FIELDS)
  if (!parsed.ok) throw new Error()
  expect(wantedTexts(parsed.query).map(({ text }) => text)).toEqual(['checkout', 'foo', 'bar'])
  expect(matches(parsed.query, ROWS[0]!, NOW, FIELDS)).toBe(false)
})
