import type { Facet } from '#shared/bridge/contract/find.ts'
import type { SearchField, SearchFields } from '#shared/domain/search/fields.ts'
import { severityRank } from '#shared/domain/severity.ts'

/** How often a value is there. `value` is what a query asks for. */
export interface Counted {
  value: string
  count: number
}
/** Of a field of numbers or times: how many have one, and the ends. */
export interface Spread {
  count: number
  min: number | null
  max: number | null
}

/** Values listed of one facet; rarer ones are found by searching in it. */
export const MAX_VALUES = 50
const VALUE_FACETS = [
  'severity',
  'state',
  'service',
  'team',
  'commander',
  'responder',
  'created_by',
  'customer_impacted',
  'detection_method',
  'type',
  'postmortem',
  'postmortem_state',
  'visibility',
  'test'
]
const RANGE_FACETS = ['created']

export const isRange = ({ type }: Pick<SearchField, 'type'>): boolean => type === 'number' || type === 'time'

/** The facets in the order of the panel: built-in values, those of the workspace, times. */
export function facetFields({ byName, all }: SearchFields): SearchField[] {
  const builtIn = (names: readonly string[]) => names.map((name) => byName.get(name)!)
  return [...builtIn(VALUE_FACETS), ...all.filter((field) => field.isCustom && field.type !== 'text'), ...builtIn(RANGE_FACETS)]
}

export function rangeFacet(field: SearchField, { count, min, max }: Spread): Facet {
  const { name, label, isCustom = false } = field
  return { name, label, isCustom, type: field.type === 'time' ? 'time' : 'number', values: [], distinct: 0, count, min, max }
}

/** Closed fields keep their own order and show their zeros; of others the most frequent come first, then A to Z. */
export function valueFacet(field: SearchField, counted: readonly Counted[], count: number, distinct = counted.length): Facet {
  const { name, label, isCustom = false } = field
  const values = arrange(field, counted).map((each) => ({ ...each, label: labelOf(field, each.value) }))
  return { name, label, isCustom, type: 'values', values, distinct: Math.max(distinct, values.length), count, min: null, max: null }
}

export function arrange(field: SearchField, counted: readonly Counted[]): Counted[] {
  const offered = field.choices ? (field.offered ?? field.choices) : field.names ? (field.offered ?? []) : []
  if (offered.length === 0) return counted.toSorted(byCount).slice(0, MAX_VALUES)
  const counts = new Map(counted.map(({ value, count }) => [value, count]))
  const others = counted.filter(({ value, count }) => count > 0 && !offered.includes(value))
  const all = [...offered.map((value) => ({ value, count: counts.get(value) ?? 0 })), ...others]
  return field.name === 'severity' ? all.toSorted((a, b) => severityRank(a.value) - severityRank(b.value)) : all
}

const byCount = (a: Counted, b: Counted): number => b.count - a.count || compareFolded(a.value, b.value)
const compareFolded = (a: string, b: string): number => {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()]
  return x < y ? -1 : x > y ? 1 : a < b ? -1 : a > b ? 1 : 0
}

const YES_NO: Readonly<Record<string, string>> = {
  yes: 'Yes',
  no: 'No',
  true: 'Yes',
  false: 'No',
  unknown: 'Not known',
  public: 'Public',
  private: 'Private'
}
export const labelOf = (field: SearchField, value: string): string =>
  field.names?.get(value) ?? (field.choices && field.name !== 'severity' ? (YES_NO[value] ?? value) : value)
