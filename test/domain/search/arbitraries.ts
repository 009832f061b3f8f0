import fc from 'fast-check'
import { COMPARISONS, joinTrees, type FieldTerm, type Match, type Query, type Term } from '#shared/domain/search/ast.ts'
import { findSearchField, SEARCH_FIELDS, type FieldName } from '#shared/domain/search/fields.ts'
import type { SearchRow } from '#shared/domain/search/matches.ts'
import { splitWords } from '#shared/domain/search/words.ts'

/** The moment all tests of queries happen at. */
export const NOW = Date.UTC(2026, 2, 10, 12)
const DAY = 86_400_000

export const WORDS = ['checkout', 'Check', 'error', 'café', 'IR-7', 'foo_bar', 'AND', '2026', 'naïve']
export const NAMES = ['checkout', 'Checkout', 'pay ments', 'pay*', '100%', 'a_b', 'ana', 'Émile', 'x"y\\', '-dash', 'OR']
const TIMES = ['2026', '2026-02', '2026-03-09', '2026-03-10T11:59', '2026-03-10T10:00:30Z', '2026-03-01T00:00:00.250+02:00']
const AGES = ['now', 'now-2h', '7d', '90m', 'now+1d', '1d12h']
const DURATIONS = ['90s', '15m', '2h', '1h30m', '3d', '0s']
const NUMBERS = ['1', '7', 'IR-7', 'ir-12', '40']

const sampleValues = (field: FieldName): string[] => {
  const { type, choices } = findSearchField(field) ?? { type: 'text' }
  if (choices) return [...choices]
  if (type === 'time') return [...TIMES, ...AGES]
  if (type === 'durationMs') return DURATIONS
  if (type === 'number') return NUMBERS
  return type === 'text' ? WORDS : NAMES
}

function fieldMatch(field: FieldName, values: fc.Arbitrary<string>): fc.Arbitrary<Match<string>> {
  const type = findSearchField(field)?.type
  const exists = fc.constant<Match<string>>({ type: 'exists' })
  if (type !== 'time' && type !== 'durationMs' && type !== 'number') {
    const is = values.map((value): Match<string> => ({ type: 'is', value }))
    const prefix = values.map((value): Match<string> => ({ type: 'prefix', value: type === 'text' ? value : value.slice(0, 3) }))
    return type === 'boolean' ? fc.oneof(is, exists) : fc.oneof(is, prefix, exists)
  }
  const exact = type === 'time' ? fc.constantFrom(...TIMES) : values
  const is = exact.map((value): Match<string> => ({ type: 'is', value }))
  const compare = fc.record({ type: fc.constant('compare' as const), comparison: fc.constantFrom(...COMPARISONS), value: values })
  const range = fc.record({ type: fc.constant('range' as const), from: fc.option(values), to: fc.option(values) })
  return type === 'durationMs' ? fc.oneof(compare, range, exists) : fc.oneof(is, compare, range, exists)
}

const fieldTerm = (anyText: fc.Arbitrary<string> | null): fc.Arbitrary<FieldTerm> =>
  fc.constantFrom(...SEARCH_FIELDS.map(({ name }) => name)).chain((field) => {
    const isOpen = !findSearchField(field)?.choices && ['keyword', 'list'].includes(findSearchField(field)?.type ?? '')
    const values = anyText && isOpen ? anyText : fc.constantFrom(...sampleValues(field))
    return fieldMatch(field, values).map((match): FieldTerm => ({ type: 'field', field, match }))
  })

function trees(term: fc.Arbitrary<Term>): fc.Arbitrary<Query> {
  return fc.letrec<{ tree: Query }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      term,
      fc.array(tie('tree'), { minLength: 2, maxLength: 4 }).map((items) => joinTrees<Term>('and', items)),
      fc.array(tie('tree'), { minLength: 2, maxLength: 4 }).map((items) => joinTrees<Term>('or', items)),
      tie('tree').map((item): Query => ({ type: 'not', item }))
    )
  })).tree
}

/** Queries over the words and names that `searchRow` uses. */
export const plainQuery: fc.Arbitrary<Query> = trees(
  fc.oneof(
    fc.record({
      type: fc.constant('text' as const),
      text: fc.constantFrom(...WORDS, 'check', 'cafe', 'error checkout'),
      isPrefix: fc.boolean()
    }),
    { arbitrary: fieldTerm(null), weight: 4 }
  )
)

const anyText = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
  fc.constantFrom(...NAMES, 'TO', 'NOT', '*', 'a:b', '[x]')
)
const usableText = anyText.filter((text) => text.trim() !== '' && !/[^\P{Cc}\t\n\v\f\r]|\p{Surrogate}/u.test(text))

/** Queries with any text in them that a query may hold. */
export const strangeQuery: fc.Arbitrary<Query> = trees(
  fc.oneof(
    fc.record({
      type: fc.constant('text' as const),
      text: usableText.filter((text) => splitWords(text).length > 0),
      isPrefix: fc.boolean()
    }),
    { arbitrary: fieldTerm(usableText.filter((text) => text.slice(0, 3).trim() !== '' && text.slice(0, 3).isWellFormed())), weight: 4 }
  )
)

const time = fc.oneof(
  fc.integer({ min: NOW - 90 * DAY, max: NOW + DAY }),
  fc.constantFrom(
    Date.UTC(2026, 2, 9),
    Date.UTC(2026, 2, 10),
    Date.UTC(2026, 1, 1),
    Date.UTC(2026, 2, 10, 11, 59),
    NOW,
    NOW - 2 * 3_600_000
  )
)
const someWords = fc.array(fc.constantFrom(...WORDS, 'checkouts', 'errors in', 'cafe!'), { maxLength: 5 }).map((words) => words.join(' '))
/** As the projection keeps them: no two that differ in case only. */
const someNames = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3, selector: (name) => name.toLowerCase() })

export const searchRow: fc.Arbitrary<SearchRow> = fc
  .record({
    number: fc.option(fc.constantFrom(1, 7, 12, 40)),
    title: someWords,
    body: someWords,
    severity: fc.constantFrom('SEV-0', 'SEV-1', 'SEV-2', 'SEV-3', 'SEV-4', 'SEV-5', 'UNKNOWN'),
    status: fc.constantFrom('active' as const, 'stable' as const, 'resolved' as const, 'completed' as const),
    visibility: fc.constantFrom('public' as const, 'private' as const),
    isTest: fc.boolean(),
    customerImpact: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
    commander: fc.option(fc.constantFrom('p1', 'p2', 'ana')),
    commanderName: fc.option(fc.constantFrom(...NAMES)),
    services: someNames,
    teams: someNames,
    declaredAt: time,
    resolvedAt: fc.option(time),
    lastUpdateAt: time
  })
  .map((row) => (row.commander === null ? { ...row, commanderName: null } : row))
