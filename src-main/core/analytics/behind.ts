import type { AnalyticsPoint } from '#shared/bridge/contract/analytics.ts'
import { binEdges, binOf } from '#shared/analytics/bins.ts'
import type { Plan } from '#shared/analytics/plan.ts'
import { isNumberField } from '#shared/analytics/query/parse.ts'
import type { Range } from '#shared/analytics/query/range.ts'
import { joinTrees, type Query } from '#shared/domain/search/ast.ts'
import { findSearchField, type SearchFields } from '#shared/domain/search/fields.ts'
import { printQuery } from '#shared/domain/search/print.ts'
import { heatCellOf } from './heatCell.ts'
import { groupsOf } from './groups.ts'
import { INVALID, NOT_APPLICABLE, PENDING, VALUE, type MeasureColumn } from './measureColumns.ts'
import { keyOf, placesOf } from './seriesOf.ts'
import type { SelectedRows } from './rows.ts'

type Point = Required<Omit<AnalyticsPoint, 'isPrevious'>>

const OUTCOME = { value: VALUE, pending: PENDING, notApplicable: NOT_APPLICABLE, invalid: INVALID } as const

/** The rows behind a point, greatest value first, then latest declared. `edges`: of the buckets it is one of. */
export function rowsBehind(
  plan: Plan,
  selected: SelectedRows,
  shownIn: SelectedRows,
  column: MeasureColumn,
  fields: SearchFields,
  point: Point,
  edges: readonly number[]
): number[] {
  const { rows, declared } = selected
  const { outcomes, values } = column
  const tests = [
    inBucket(declared, edges, point.bucket),
    inGroup(plan, selected, shownIn, column, fields, point.group),
    point.heatCell === null ? null : (row: number) => heatCellOf(declared[row]!, plan.calendar.zone) === point.heatCell,
    inBin(plan, rows, column, point.bin),
    point.outcome === null ? null : (row: number) => outcomes[row] === OUTCOME[point.outcome!]
  ].filter((test) => test !== null)
  return Array.from(rows)
    .filter((row) => tests.every((test) => test(row)))
    .sort((a, b) => outcomes[a]! - outcomes[b]! || values[b]! - values[a]! || declared[b]! - declared[a]! || a - b)
}

type Test = ((row: number) => boolean) | null

function inBucket(declared: Float64Array, edges: readonly number[], bucket: number | null): Test {
  const at = edges.indexOf(bucket ?? NaN)
  if (bucket === null) return null
  return (row) => declared[row]! >= edges[at]! && declared[row]! < edges[at + 1]!
}

/** `shownIn`: of the period that says which groups are shown. */
function inGroup(
  plan: Plan,
  { index }: SelectedRows,
  shownIn: SelectedRows,
  column: MeasureColumn,
  fields: SearchFields,
  group: Point['group']
): Test {
  const { by } = plan.query
  if (group === null || group.type === 'all' || by === null) return null
  const groups = groupsOf(index, by, isNumberField(findSearchField(by, fields)!))
  const placed = placesOf(plan, shownIn.rows, groups, column, null)
  const place = group.type === 'other' ? placed.groups.findIndex(({ type }) => type === 'other') : -1
  const isIn = groups.names.map((name, id) => (place >= 0 ? placed.placeOf[id] === place : keyOf(name) === keyOf(group)))
  const has = groups.lists.map((ids) => ids.some((id) => isIn[id]!))
  return (row) => has[groups.listOf[row]!]!
}

function inBin(plan: Plan, rows: Uint32Array, { outcomes, values }: MeasureColumn, bin: number | null): Test {
  if (bin === null) return null
  const own = Array.from(
    rows.filter((row) => outcomes[row] === VALUE),
    (row) => values[row]!
  )
  if (own.length === 0) return () => false
  const edges = binEdges(
    plan.unit,
    own.reduce((a, b) => Math.min(a, b)),
    own.reduce((a, b) => Math.max(a, b))
  )
  const wanted = edges.indexOf(bin)
  return (row) => outcomes[row] === VALUE && binOf(edges, values[row]!) === wanted
}

/** The same as the list would ask for it; null: it cannot. `areTestsOut`: of every type tests are left out; null: of some. */
export function queryBehind(plan: Plan, range: Range, point: Point, edges: readonly number[], areTestsOut: boolean | null): string | null {
  if (point.outcome !== null || point.heatCell !== null || point.bin !== null || areTestsOut === null) return null
  const group = groupTerm(plan, point.group)
  if (group === null) return null
  const within = point.bucket === null ? range : { from: point.bucket, to: edges[edges.indexOf(point.bucket) + 1]! }
  const parts: Query[] = [
    ...(plan.where ? [plan.where] : []),
    ...group,
    ...bound('>=', later(range.from, within.from)),
    ...bound('<', earlier(range.to, within.to)),
    ...(areTestsOut ? [{ type: 'field', field: 'test', match: { type: 'is', value: 'false' } } as const] : [])
  ]
  return parts.length === 0 ? '' : printQuery(joinTrees('and', parts))
}

const later = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b))
const earlier = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b))

const bound = (comparison: '>=' | '<', at: number | null): Query[] =>
  at === null ? [] : [{ type: 'field', field: 'created', match: { type: 'compare', comparison, value: new Date(at).toISOString() } }]

/** Empty: all of them. */
function groupTerm({ query: { by } }: Plan, group: Point['group']): Query[] | null {
  if (group === null || group.type === 'all' || by === null) return []
  switch (group.type) {
    case 'other':
      return null
    case 'none':
      return [{ type: 'not', item: { type: 'field', field: by, match: { type: 'exists' } } }]
    case 'value':
      return [{ type: 'field', field: by, match: { type: 'is', value: group.value } }]
  }
}
