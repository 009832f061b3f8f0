import type { FieldTerm, Match, Query } from './ast.ts'
import { BUILT_IN, findSearchField, idsNamed, isOrdered, type SearchField, type SearchFields } from './fields.ts'
import { parseIncidentNumber } from '../number.ts'
import type { SearchRow } from './row.ts'
import { numberIn, textsIn } from './rowValues.ts'
import { boundsOf } from './values.ts'
import { foldCase, hasPhrase } from './words.ts'

export type { SearchRow } from './row.ts'

/** What a query means. What is made for it to be quick must find the same rows. `fields`: those it was read with. */
export function matches(query: Query | null, row: SearchRow, nowMs: number, fields: SearchFields = BUILT_IN): boolean {
  if (query === null) return true
  switch (query.type) {
    case 'and':
      return query.items.every((item) => matches(item, row, nowMs, fields))
    case 'or':
      return query.items.some((item) => matches(item, row, nowMs, fields))
    case 'not':
      return !matches(query.item, row, nowMs, fields)
    case 'text':
      return hasText(row, query.text, query.isPrefix, fields)
    case 'field':
      return hasField(row, query, nowMs, fields)
  }
}

function hasText(row: SearchRow, text: string, isPrefix: boolean, fields: SearchFields): boolean {
  if (hasPhrase(row.title, text, isPrefix) || row.pieces.some((piece) => hasPhrase(piece.text, text, isPrefix))) return true
  const number = namedNumber(text, fields)
  return number !== null && number === row.number
}

/** `IR-12` typed as free text, also with `*`, means the incident of that number too; a bare `12` does not. */
export const namedNumber = (text: string, { prefixes }: SearchFields): number | null =>
  /^\d/.test(text) ? null : (parseIncidentNumber(text, prefixes) ?? null)

function hasField(row: SearchRow, { field: name, match }: FieldTerm, nowMs: number, fields: SearchFields): boolean {
  const field = findSearchField(name, fields)
  if (!field) throw new Error(`The query was read with other fields: ${name}`)
  if (isOrdered(field)) {
    const number = numberIn(row, name, nowMs)
    return number !== null && isWithin(number, field, match, nowMs)
  }
  const texts = textsIn(row, name)
  return field.type === 'text' ? hasWords(texts, match) : hasName(texts, field, match)
}

function hasWords(texts: readonly string[], match: Match<string>): boolean {
  if (match.type === 'is' || match.type === 'prefix') return hasPhrase(texts.join('\n'), match.value, match.type === 'prefix')
  return texts.some((text) => text !== '')
}

function hasName(texts: readonly string[], field: SearchField, match: Match<string>): boolean {
  if (texts.some((text) => isLike(text, match))) return true
  const ids = idsNamed(field, (name) => isLike(name, match))
  return texts.some((text) => ids.includes(text))
}

function isWithin(value: number, field: SearchField, match: Match<string>, nowMs: number): boolean {
  const { from, before } = boundsOf(field.type, match, nowMs)
  return (from === null || value >= from) && (before === null || value < before)
}

/** Whether a name is what a checked match of names asks for. */
export function isLike(text: string, match: Match<string>): boolean {
  switch (match.type) {
    case 'is':
      return foldCase(text) === foldCase(match.value)
    case 'prefix':
      return foldCase(text).startsWith(foldCase(match.value))
    case 'exists':
      return true
    default:
      throw new Error(`Names have no order: ${match.type}`)
  }
}
