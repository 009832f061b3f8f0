import { and, andNot, newBitmap, or, type Bitmap } from '#shared/analytics/columns/bitmap.ts'
import { rowsWithin } from '#shared/analytics/columns/numberColumn.ts'
import type { FieldTerm, Match, Query, Term } from '#shared/domain/search/ast.ts'
import { findSearchField, idsNamed, isOrdered, type SearchField, type SearchFields } from '#shared/domain/search/fields.ts'
import { isLike } from '#shared/domain/search/matches.ts'
import { boundsOf } from '#shared/domain/search/values.ts'
import { idsField, MEASURED } from '../projectIncident.ts'
import type { ColumnIndex } from './columnIndex.ts'

export interface Asking {
  index: ColumnIndex
  fields: SearchFields
  nowMs: number
  /** Rows in which words stand: the texts are not in memory. */
  findText: (term: Term) => Bitmap
}

/** The rows a query finds: what `matches` says of each. Not to be written to: it may be a column's own. */
export function evaluate(query: Query | null, asking: Asking): Bitmap {
  const { index } = asking
  if (query === null) return index.all
  switch (query.type) {
    case 'and':
      return query.items.map((item) => evaluate(item, asking)).reduce(and)
    case 'or':
      return query.items.map((item) => evaluate(item, asking)).reduce(or)
    case 'not':
      return andNot(index.all, evaluate(query.item, asking))
    case 'text':
      return asking.findText(query)
    case 'field':
      return evaluateField(query, asking)
  }
}

function evaluateField(term: FieldTerm, { index, fields, nowMs, findText }: Asking): Bitmap {
  const field = findSearchField(term.field, fields)
  if (!field) throw new Error(`The query was read with other fields: ${term.field}`)
  if (field.type === 'text') return findText(term)
  return isOrdered(field) ? findNumbers(index, field, term.match, nowMs) : findNames(index, field, term.match)
}

function findNumbers(index: ColumnIndex, field: SearchField, match: Match<string>, nowMs: number): Bitmap {
  const { from, before } = boundsOf(field.type, match, nowMs)
  const span = field.isCustom ? undefined : SPANS[field.name]
  if (span) return rowsWithin(index.capacity, span(index, nowMs), from, before)
  return index.numbers.get(field.name)?.within(from, before) ?? newBitmap(index.capacity)
}

type NumberAt = (row: number) => number
/** NaN where it ends before it starts, as for what has no start or no end: NaN is within nothing. */
const between = (start: NumberAt, end: NumberAt): NumberAt => {
  return (row) => {
    const length = end(row) - start(row)
    return length >= 0 ? length : NaN
  }
}
const column = (index: ColumnIndex, name: string): NumberAt => {
  const { numbers } = index.numbers.get(name)!
  return (row) => numbers[row]!
}
const orNow = (at: NumberAt, nowMs: number): NumberAt => {
  return (row) => {
    const number = at(row)
    return Number.isNaN(number) ? nowMs : number
  }
}
const SPANS: Readonly<Record<string, (index: ColumnIndex, nowMs: number) => NumberAt>> = {
  duration: (index, nowMs) => between(column(index, 'created'), orNow(column(index, 'resolved'), nowMs)),
  impact_duration: (index, nowMs) => between(column(index, 'impact_start'), orNow(column(index, 'impact_end'), nowMs)),
  time_to_detect: (index) => between(column(index, 'impact_start'), column(index, 'detected')),
  time_to_repair: (index) => between(column(index, 'created'), column(index, MEASURED.customerImpactEnd)),
  time_to_resolve: (index) => between(column(index, 'created'), column(index, 'resolved'))
}

function findNames(index: ColumnIndex, field: SearchField, match: Match<string>): Bitmap {
  const columns = [field.name, idsField(field.name)].flatMap((name) => index.values.get(name) ?? [])
  const found = columns.map((each) =>
    match.type === 'is' ? each.equal(match.value) : match.type === 'exists' ? each.some() : each.having((name) => isLike(name, match))
  )
  const named = idsNamed(field, (name) => isLike(name, match)).flatMap((id) => columns.map((each) => each.having((name) => name === id)))
  return [...found, ...named].reduce(or, newBitmap(index.capacity))
}
