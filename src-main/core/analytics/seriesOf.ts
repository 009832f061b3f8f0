import { cellAt, MAX_CELLS, type Cell, type Cells, type Group, type Period, type Series } from '#shared/analytics/figures.ts'
import { edgesOf, partialOf } from '#shared/analytics/period.ts'
import { wrong, type Plan } from '#shared/analytics/plan.ts'
import type { Range } from '#shared/analytics/query/range.ts'
import { isNumberField } from '#shared/analytics/query/parse.ts'
import type { QueryProblem } from '#shared/domain/search/ast.ts'
import { findSearchField, type SearchFields } from '#shared/domain/search/fields.ts'
import { bucketsOf } from './buckets.ts'
import { groupsOf, spread, type GroupColumn } from './groups.ts'
import type { MeasureColumn } from './measureColumns.ts'
import { rankGroups } from './rankGroups.ts'
import type { SelectedRows } from './rows.ts'
import { tally, tallyWithTotal, type Contributions } from './tally.ts'

export type MadePeriod = { ok: true; period: Period } | { ok: false; problem: QueryProblem }

/** `shown`: the groups to show; null: those that are greatest in this period. */
export function periodOf(
  plan: Plan,
  range: Range,
  selected: SelectedRows,
  column: MeasureColumn,
  fields: SearchFields,
  shown: readonly Group[] | null
): MadePeriod {
  const { rows, index } = selected
  const made = edgesOf(plan, range, selected.span)
  if (!made.ok) return made
  const { edges } = made
  const placed = inBuckets(selected, plan, edges)
  const { cells: buckets, cellCount: bucketCount } = placed
  const { by, agg } = plan.query
  const rest = { from: range.from, to: range.to, edges, partial: partialOf(plan, range, edges) }
  if (by === null) {
    const { cells, total } = tallyWithTotal(placed, selected.whole, column, agg)
    return { ok: true, period: { ...rest, total, series: [{ group: { type: 'all', value: '' }, total, cells }] } }
  }
  const groups = groupsOf(index, by, isNumberField(findSearchField(by, fields)!))
  const places = placesOf(plan, rows, groups, column, shown)
  if (places.groups.length * bucketCount > MAX_CELLS) return tooMany(plan)
  const total = cellAt(tally(selected.whole, column, agg), 0)
  return { ok: true, period: { ...rest, total, series: seriesOf(plan, { rows, buckets, bucketCount }, groups, places, column) } }
}

const tooMany = (plan: Plan): MadePeriod =>
  wrong(
    `This would be more than ${MAX_CELLS.toLocaleString('en')} points. Choose a longer roll-up, fewer groups, or a shorter time.`,
    plan.places.rollup!
  )

const oneCell = ({ value, n, pending, notApplicable, invalid }: Cell): Cells => ({
  value: [value],
  n: [n],
  pending: [pending],
  notApplicable: [notApplicable],
  invalid: [invalid]
})

/** The same for each panel with this roll-up. */
function inBuckets(selected: SelectedRows, { query, calendar }: Plan, edges: readonly number[]): Contributions {
  const { rows, declared } = selected
  const key = JSON.stringify([query.rollup, calendar, edges[0], edges.length])
  const known = selected.inBuckets.get(key)
  if (known) return known
  const cellCount = Math.max(0, edges.length - 1)
  const made: Contributions = { rows, cells: bucketsOf(rows, declared, edges), cellCount, isOnce: true }
  selected.inBuckets.set(key, made)
  return made
}

/** Where each group is shown: what is none of `groups` counts at the place behind the last, where there is one for the rest. */
export interface Placed {
  groups: readonly Group[]
  placeOf: Uint32Array
}

export function placesOf(
  plan: Plan,
  rows: Uint32Array,
  groups: GroupColumn,
  column: MeasureColumn,
  shown: readonly Group[] | null
): Placed {
  const first = shown ?? rankGroups(plan, rows, groups, column)
  const kept = first.filter(({ type }) => type !== 'other')
  const places = new Map(kept.map((group, place) => [keyOf(group), place]))
  const placeOf = Uint32Array.from(groups.names, (name) => places.get(keyOf(name)) ?? kept.length)
  // of the period before, too: what is shown there is what is shown here
  const hasRest = shown ? shown.length > kept.length : isAnyAt(rows, groups, placeOf, kept.length)
  return { groups: hasRest ? [...kept, { type: 'other', value: '' }] : kept, placeOf }
}

export const keyOf = ({ type, value }: Pick<Group, 'type' | 'value'>): string => `${type} ${value}`

const isAnyAt = (rows: Uint32Array, { listOf, lists }: GroupColumn, placeOf: Uint32Array, place: number): boolean => {
  const has = lists.map((ids) => ids.some((id) => placeOf[id] === place))
  return rows.some((row) => has[listOf[row]!]!)
}

function seriesOf(
  { query }: Plan,
  { rows, buckets, bucketCount }: { rows: Uint32Array; buckets: Uint32Array; bucketCount: number },
  groups: GroupColumn,
  { groups: shown, placeOf }: Placed,
  column: MeasureColumn
): Series[] {
  // what is not shown has a place behind all
  const count = shown.length
  const placed = spread(rows, groups, placeOf)
  const totals = tally({ rows: placed.rows, cells: placed.groups, cellCount: count + 1 }, column, query.agg)
  if (bucketCount === 1)
    return shown.map((group, place) => ({ group, total: cellAt(totals, place), cells: oneCell(cellAt(totals, place)) }))
  const bucketOfRow = new Uint32Array(column.values.length)
  for (let at = 0; at < rows.length; at++) bucketOfRow[rows[at]!] = buckets[at]!
  const cells = placed.groups.map((place, at) => place * bucketCount + bucketOfRow[placed.rows[at]!]!)
  const all = tally({ rows: placed.rows, cells, cellCount: (count + 1) * bucketCount }, column, query.agg)
  return shown.map((group, place) => ({
    group,
    total: cellAt(totals, place),
    cells: cutCells(all, place * bucketCount, (place + 1) * bucketCount)
  }))
}

const cutCells = (cells: Cells, from: number, to: number): Cells => ({
  value: cells.value.slice(from, to),
  n: cells.n.slice(from, to),
  pending: cells.pending.slice(from, to),
  notApplicable: cells.notApplicable.slice(from, to),
  invalid: cells.invalid.slice(from, to)
})
