import { joinTrees, type FieldTerm, type Query, type Term } from './ast.ts'
import { BUILT_IN, findSearchField, type SearchFields } from './fields.ts'
import { parseQuery } from './parse.ts'
import { onlyField, printQuery } from './print.ts'
import { foldCase } from './words.ts'

/*
 * What the facets do with a query. A facet's own part are the things asked for beside everything else (joined by AND) that
 * are about its field alone: `severity:SEV-1`, `severity:(SEV-1 OR SEV-2)`, `-severity:SEV-5`. Within an OR with other things
 * a term is not the facet's: taking it out would ask for something else.
 */

/** The query without a facet's own part; it never finds less than `query`. Null: nothing else is asked for. */
export function withoutField(query: Query | null, field: string): Query | null {
  return joinAll(listParts(query).filter((part) => onlyField(part) !== field))
}

/** The values of `field` that are chosen, in the order of the query. */
export function selectedValues(query: Query | null, field: string): string[] {
  return listParts(query).flatMap((part) => chosenIn(part, field) ?? [])
}

/**
 * The query text with one value of a facet added, or removed where it was chosen, printed tidily: `severity:(SEV-1 OR SEV-2)`.
 * A text with a problem stays as it is, for the person to mend first.
 */
export function toggleValue(queryText: string, field: string, value: string, fields: SearchFields = BUILT_IN): string {
  const parsed = parseQuery(queryText, fields)
  if (!parsed.ok) return queryText
  const isChosen = selectedValues(parsed.query, field).some((chosen) => isSame(chosen, value))
  const parts = listParts(parsed.query)
  return printQuery(joinAll(isChosen ? dropValue(parts, field, value) : addValue(parts, field, value, fields)))
}

const listParts = (query: Query | null): Query[] => (query === null ? [] : query.type === 'and' ? query.items : [query])
const joinAll = (parts: Query[]): Query | null => (parts.length === 0 ? null : joinTrees<Term>('and', parts))
const isSame = (a: string, b: string): boolean => foldCase(a) === foldCase(b)
const newTerm = (field: string, value: string): FieldTerm => ({ type: 'field', field, match: { type: 'is', value } })

/** The values a part chooses: `field:a`, `field:(a OR b)`; undefined: it is no such choice. */
function chosenIn(part: Query, field: string): string[] | undefined {
  if (part.type === 'field') return part.field === field && part.match.type === 'is' ? [part.match.value] : undefined
  if (part.type !== 'or') return undefined
  const values = part.items.map((item) => (item.type === 'field' ? chosenIn(item, field) : undefined))
  return values.every((value) => value !== undefined) ? values.flat() : undefined
}

function dropValue(parts: Query[], field: string, value: string): Query[] {
  return parts.flatMap((part) => {
    const chosen = chosenIn(part, field)
    if (!chosen?.some((other) => isSame(other, value))) return [part]
    const rest = chosen.filter((other) => !isSame(other, value))
    return rest.length === 0 ? [] : [anyOf(field, rest)]
  })
}

/** Joins the first choice of the field, or is added at the end. Leaving the value out and choosing it would find nothing. */
function addValue(parts: Query[], field: string, value: string, fields: SearchFields): Query[] {
  const kept = parts.filter((part) => part.type !== 'not' || !chosenIn(part.item, field)?.every((other) => isSame(other, value)))
  const first = kept.findIndex((part) => chosenIn(part, field) !== undefined)
  if (first === -1) return [...kept, newTerm(field, value)]
  return kept.map((part, index) => (index === first ? chooseAny(field, [...(chosenIn(part, field) ?? []), value], fields) : part))
}

/** A closed field keeps its own order (SEV-1 before SEV-2), others the order of choosing. */
function chooseAny(field: string, values: string[], fields: SearchFields): Query {
  const known = findSearchField(field, fields)?.choices ?? []
  return anyOf(field, known.length > 0 ? values.toSorted((a, b) => known.indexOf(a) - known.indexOf(b)) : values)
}

const anyOf = (field: string, values: readonly string[]): Query =>
  joinTrees<Term>(
    'or',
    values.map((value) => newTerm(field, value))
  )

/** The ends asked for of a field of numbers or times, as typed; null: no end on that side. Undefined: none is asked for. */
export function selectedRange(query: Query | null, field: string): { from: string | null; to: string | null } | undefined {
  let range: { from: string | null; to: string | null } | undefined
  for (const part of listParts(query)) {
    if (part.type !== 'field' || part.field !== field) continue
    const { match } = part
    if (match.type === 'range') range = { from: match.from ?? range?.from ?? null, to: match.to ?? range?.to ?? null }
    if (match.type === 'compare' && match.comparison === '>=') range = { from: match.value, to: range?.to ?? null }
    if (match.type === 'compare' && match.comparison === '<=') range = { from: range?.from ?? null, to: match.value }
  }
  return range
}

/**
 * The query text with the range of a field set, in place of what it asked of that field before; both null: without it. A text with a
 * problem stays as it is. Values that cannot be read are the caller's to refuse: see `readStretch`.
 */
export function setRange(
  queryText: string,
  field: string,
  from: string | null,
  to: string | null,
  fields: SearchFields = BUILT_IN
): string {
  const parsed = parseQuery(queryText, fields)
  if (!parsed.ok) return queryText
  const rest = listParts(withoutField(parsed.query, field))
  const match: FieldTerm['match'] | null =
    from !== null && to !== null
      ? { type: 'range', from, to }
      : from !== null
        ? { type: 'compare', comparison: '>=', value: from }
        : to !== null
          ? { type: 'compare', comparison: '<=', value: to }
          : null
  return printQuery(joinAll(match === null ? rest : [...rest, { type: 'field', field, match }]))
}
