import fc from 'fast-check'
import { COMPARISONS, joinTrees, type FieldTerm, type Match, type Query, type Term } from '#shared/domain/search/ast.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import type { Field, FieldType } from '#shared/domain/fields.ts'
import { findSearchField, searchFieldsOf, type SearchFields } from '#shared/domain/search/fields.ts'
import { fieldPieces, type SearchRow } from '#shared/domain/search/row.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { splitWords } from '#shared/domain/search/words.ts'

/** The moment all tests of queries happen at. */
export const NOW = Date.UTC(2026, 2, 10, 12)
const DAY = 86_400_000

export const WORDS = ['checkout', 'Check', 'error', 'café', 'IR-7', 'foo_bar', 'AND', '2026', 'naïve']
export const NAMES = ['checkout', 'Checkout', 'pay ments', 'pay*', '100%', 'a_b', 'ana', 'Émile', 'x"y\\', '-dash', 'OR']
const TIMES = ['2026', '2026-02', '2026-03-09', '2026-03-10T11:59', '2026-03-10T10:00:30Z', '2026-03-01T00:00:00.250+02:00']
const AGES = ['now', 'now-2h', '7d', '90m', 'now+1d', '1d12h']
const DURATIONS = ['90s', '15m', '2h', '1h30m', '3d', '0s']
const AMOUNTS = ['0', '12', '-1.5', '0.1', '1e21']
const NUMBERS = ['1', '7', 'IR-7', 'ir-12', '40']

const custom = (name: string, type: FieldType): Field => ({
  name,
  label: name,
  type,
  section: 'attributes',
  hint: '',
  maxLength: 200,
  choices: [],
  isCustom: true
})
const [firstType] = DEFAULT_SETTINGS.types
/** A workspace with two types, named roles, and fields of its own; some are called as built-in ones, which keep their meaning. */
export const FIELDS: SearchFields = searchFieldsOf({
  types: [
    {
      ...firstType!,
      fields: [
        ...firstType!.fields,
        custom('region', 'dropdown'),
        custom('cost', 'number'),
        custom('due', 'datetime'),
        custom('status', 'text')
      ]
    },
    {
      ...firstType!,
      id: 't9',
      name: 'Émile',
      roles: [{ id: 'r7', name: 'pay ments', description: '', isMany: true, order: 'a' }],
      fields: [custom('tags', 'autocomplete'), custom('why', 'text'), custom('region', 'number'), custom('responder', 'number')]
    }
  ]
})

const sampleValues = (field: string): string[] => {
  const { type, choices } = findSearchField(field, FIELDS) ?? { type: 'text' }
  if (choices) return [...choices]
  if (type === 'time') return [...TIMES, ...AGES]
  if (type === 'durationMs') return DURATIONS
  if (type === 'incidentNumber') return NUMBERS
  if (type === 'number') return AMOUNTS
  return type === 'text' ? WORDS : NAMES
}

function fieldMatch(field: string, values: fc.Arbitrary<string>): fc.Arbitrary<Match<string>> {
  const type = findSearchField(field, FIELDS)?.type
  const exists = fc.constant<Match<string>>({ type: 'exists' })
  if (type !== 'time' && type !== 'durationMs' && type !== 'number' && type !== 'incidentNumber') {
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
  fc.constantFrom(...FIELDS.all.map(({ name }) => name)).chain((field) => {
    const isOpen = !findSearchField(field, FIELDS)?.choices && ['keyword', 'list'].includes(findSearchField(field, FIELDS)?.type ?? '')
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

const person = fc.record({ id: fc.constantFrom('p1', 'p2', 'ana'), name: fc.constantFrom(...NAMES) })
const fieldValue: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.constantFrom<FieldValue>(...NAMES, true, -1.5, 0, 12, 1e21, NOW, NOW - 7 * DAY),
  someWords,
  someNames
)
/** Of the settings, of the built-in search, and of neither; values of any type in each. */
const someFields = fc
  .dictionary(fc.constantFrom('region', 'cost', 'due', 'tags', 'why', 'root_cause', 'detection_method', 'responder', 'gone'), fieldValue, {
    maxKeys: 5
  })
  .map((fields) => Object.assign(Object.create(null) as Record<string, FieldValue>, fields))

export const searchRow: fc.Arbitrary<SearchRow> = fc
  .record({
    number: fc.option(fc.constantFrom(1, 7, 12, 40)),
    title: someWords,
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
    lastUpdateAt: time,
    pieces: fc.array(someWords, { maxLength: 3 }).map((texts) => texts.map((text, index) => ({ source: `entry:${index}`, at: NOW, text }))),
    incidentType: fc.constantFrom('incident', 'security', 't9'),
    createdBy: fc.option(person),
    responders: fc.uniqueArray(person, { maxLength: 3, selector: ({ id }) => id }),
    roles: fc.uniqueArray(fc.constantFrom('commander', 'scribe', 'r7'), { maxLength: 2 }),
    hasPostmortem: fc.boolean(),
    postmortemState: fc.constantFrom(null, 'draft' as const, 'review' as const, 'final' as const),
    detectedAt: time,
    impactStart: fc.option(time),
    impactEnd: fc.option(time),
    customerImpactStart: fc.option(time),
    customerImpactEnd: fc.option(time),
    createdAt: time,
    activeMs: fc.option(fc.integer({ min: -1, max: 90 * DAY })),
    stableMs: fc.option(fc.integer({ min: -1, max: 90 * DAY })),
    fields: someFields
  })
  .map((row) => ({
    ...row,
    commanderName: row.commander === null ? null : row.commanderName,
    pieces: [...row.pieces, ...fieldPieces(row.fields, NOW)]
  }))
