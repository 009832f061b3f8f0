import {
  joinTrees,
  type FieldTerm,
  type Match,
  type Query,
  type QueryProblem,
  type Syntax,
  type SyntaxTerm,
  type Term,
  type Word
} from './ast.ts'
import { closestField, findSearchField, isOrdered, readChoice, type SearchField, type SearchFields } from './fields.ts'
import { parseIncidentNumber } from '../number.ts'
import { parseRelativeTime, readStretch } from './values.ts'
import { splitWords } from './words.ts'

type Checked<T> = { ok: true; query: T } | { ok: false; problem: QueryProblem }
type Place = { at: number; length: number }

const problem = (message: string, { at, length }: Place): { ok: false; problem: QueryProblem } => ({
  ok: false,
  problem: { message, at, length }
})

/** Every field must exist and every value must be one it can have; the first that is not is the problem. */
export function checkQuery(tree: Syntax, fields: SearchFields): Checked<Query> {
  if (tree.type === 'term') return checkTerm(tree, fields)
  if (tree.type === 'not') {
    const item = checkQuery(tree.item, fields)
    return item.ok ? { ok: true, query: { type: 'not', item: item.query } } : item
  }
  const items: Query[] = []
  for (const item of tree.items) {
    const checked = checkQuery(item, fields)
    if (!checked.ok) return checked
    items.push(checked.query)
  }
  return { ok: true, query: joinTrees<Term>(tree.type, items) }
}

function checkTerm(term: SyntaxTerm, fields: SearchFields): Checked<Term> {
  if (!term.field) return checkText(term)
  const field = findSearchField(term.field.text, fields)
  if (!field) return unknownField(term.field, term, fields)
  const match = checkMatch(field, term.match, term, fields)
  return match.ok ? { ok: true, query: { type: 'field', field: field.name, match: match.query } satisfies FieldTerm } : match
}

function unknownField(name: Word, term: SyntaxTerm, fields: SearchFields): Checked<never> {
  const close = closestField(name.text, fields)
  const names = fields.all.map((field) => field.name)
  const help = close
    ? `Did you mean ${close}?`
    : `There are ${names.slice(0, -1).join(', ')} and ${names.at(-1)}. To search for text with a colon, use quotes.`
  return problem(`There is no field ${quote(name.text)}. ${help}`, { at: name.at, length: Math.min(name.length, term.length) })
}

function checkText({ match, at, length }: SyntaxTerm): Checked<Term> {
  if (match.type !== 'is' && match.type !== 'prefix') return problem('Expected a word: * alone finds everything.', { at, length })
  const words = checkWords(match.value)
  return words.ok ? { ok: true, query: { type: 'text', text: words.query, isPrefix: match.type === 'prefix' } } : words
}

/** Full-text search knows letters and digits only. */
function checkWords(word: Word): Checked<string> {
  if (splitWords(word.text).length > 0) return { ok: true, query: word.text }
  return problem('Expected a letter or a digit: signs alone cannot be searched for.', word)
}

function checkMatch(field: SearchField, match: Match<Word>, place: Place, fields: SearchFields): Checked<Match<string>> {
  switch (match.type) {
    case 'exists':
      return { ok: true, query: { type: 'exists' } }
    case 'is':
      return checkIs(field, match.value, fields)
    case 'prefix':
      return checkPrefix(field, match.value)
    case 'compare': {
      if (!isOrdered(field)) return notOrdered(field, place)
      const value = checkNumeric(field, match.value, fields)
      return value.ok ? { ok: true, query: { ...match, value: value.query } } : value
    }
    case 'range': {
      if (!isOrdered(field)) return notOrdered(field, place)
      const from = match.from ? checkNumeric(field, match.from, fields) : { ok: true as const, query: null }
      if (!from.ok) return from
      const to = match.to ? checkNumeric(field, match.to, fields) : { ok: true as const, query: null }
      return to.ok ? { ok: true, query: { type: 'range', from: from.query, to: to.query } } : to
    }
  }
}

const notOrdered = (field: SearchField, place: Place): Checked<never> =>
  problem(`${field.name} has no order to compare by. Expected a value, such as ${field.example}.`, place)

function checkIs(field: SearchField, word: Word, fields: SearchFields): Checked<Match<string>> {
  if (field.choices) {
    const value = readChoice(field, word.text)
    return value === undefined ? notAChoice(field, word) : { ok: true, query: { type: 'is', value } }
  }
  const value = isOrdered(field) ? checkMoment(field, word, fields) : field.type === 'text' ? checkWords(word) : checkNotEmpty(field, word)
  return value.ok ? { ok: true, query: { type: 'is', value: value.query } } : value
}

/** Nothing is ever exactly two hours long, or seven days old: such a value needs a side. */
function checkMoment(field: SearchField, word: Word, fields: SearchFields): Checked<string> {
  const value = checkNumeric(field, word, fields)
  const needsSide = field.type === 'durationMs' || (field.type === 'time' && parseRelativeTime(word.text, 0) !== undefined)
  if (!value.ok || !needsSide) return value
  const [more, less] = field.type === 'time' ? ['later', 'earlier'] : ['longer', 'shorter']
  return problem(
    `Expected > or < before ${quote(word.text)}: ${field.name}:>${clip(word.text)} is ${more}, ${field.name}:<${clip(word.text)} ${less}.`,
    word
  )
}

function checkPrefix(field: SearchField, word: Word): Checked<Match<string>> {
  if (isOrdered(field) || field.type === 'boolean')
    return problem(`${field.name} cannot be searched with *. Expected a value, such as ${field.example}.`, word)
  if (field.choices && !field.choices.some((choice) => choice.toLowerCase().startsWith(word.text.toLowerCase())))
    return notAChoice(field, word)
  const value = field.type === 'text' ? checkWords(word) : checkNotEmpty(field, word)
  return value.ok ? { ok: true, query: { type: 'prefix', value: value.query } } : value
}

function checkNotEmpty(field: SearchField, word: Word): Checked<string> {
  if (word.text.trim() !== '') return { ok: true, query: word.text }
  return problem(`Expected a value for ${field.name} between the quotes. For those without one, use -${field.name}:*.`, word)
}

function notAChoice(field: SearchField, word: Word): Checked<never> {
  const choices =
    field.name === 'severity' ? 'SEV-0 to SEV-10 or UNKNOWN' : (field.choices ?? []).join(', ').replace(/, ([^,]*)$/, ' or $1')
  return problem(`${quote(word.text)} is not a ${field.name}. Expected ${choices}.`, word)
}

function checkNumeric(field: SearchField, word: Word, { prefixes }: SearchFields): Checked<string> {
  const isNumber = field.type === 'incidentNumber'
  if (isNumber ? parseIncidentNumber(word.text, prefixes) !== undefined : readStretch(field.type, word.text, 0))
    return { ok: true, query: word.text }
  return problem(`${quote(word.text)} is not ${isNumber ? expectedNumber(prefixes) : (EXPECTED[field.type] ?? 'a value')}`, word)
}

const expectedNumber = (prefixes: readonly string[]): string =>
  `an incident number. Expected one such as 12 or ${prefixes.map((prefix) => `${prefix}-12`).join(' or ')}.`

const EXPECTED: Partial<Record<SearchField['type'], string>> = {
  time: 'a time. Expected a date such as 2026-01-31 or 2026-01-31T10:00Z, or how long ago, such as 7d or now-2h.',
  durationMs: 'a duration. Expected one such as 90s, 15m, 2h or 3d.',
  number: 'a number. Expected one such as 12 or 0.5.'
}

const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
const quote = (text: string): string => `"${clip(text)}"`
