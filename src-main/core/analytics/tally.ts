import { aggregate, interpolate, percentOf, rankOf, type Aggregation } from '#shared/analytics/aggregate.ts'
import type { Cells } from '#shared/analytics/figures.ts'
import type { MeasureColumn } from './measureColumns.ts'
import { select } from './select.ts'

/** Which row counts in which cell; a row may count in several. */
export interface Contributions {
  rows: Uint32Array
  cells: Uint32Array
  cellCount: number
}

/** The values of each cell next to each other: cell by cell from `starts`. Their order is nobody's. */
export interface Scattered {
  starts: Uint32Array
  values: Float64Array
}

/** Four counts a cell, in the order of outcomes. */
export function countOutcomes({ rows, cells, cellCount }: Contributions, { outcomes }: MeasureColumn): Uint32Array {
  const counts = new Uint32Array(cellCount * 4)
  for (let at = 0; at < rows.length; at++) counts[cells[at]! * 4 + outcomes[rows[at]!]!]! += 1
  return counts
}

export function scatter({ rows, cells, cellCount }: Contributions, column: MeasureColumn, counts: Uint32Array): Scattered {
  const { outcomes, values } = column
  const starts = new Uint32Array(cellCount + 1)
  for (let cell = 0; cell < cellCount; cell++) starts[cell + 1] = starts[cell]! + counts[cell * 4]!
  const scattered = new Float64Array(starts[cellCount]!)
  const next = starts.slice()
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    if (outcomes[row] !== 0) continue
    const cell = cells[at]!
    scattered[next[cell]!] = values[row]!
    next[cell]! += 1
  }
  return { starts, values: scattered }
}

/** `scattered`: asked for only where values are needed one by one. */
export function tally(
  contributions: Contributions,
  column: MeasureColumn,
  agg: Aggregation,
  counts = countOutcomes(contributions, column),
  scattered = () => scatter(contributions, column, counts)
): Cells {
  const of = (outcome: number): number[] => Array.from({ length: contributions.cellCount }, (_, cell) => counts[cell * 4 + outcome]!)
  const n = of(0)
  return { value: valuesOf(contributions, column, agg, n, scattered), n, pending: of(1), notApplicable: of(2), invalid: of(3) }
}

function valuesOf(
  contributions: Contributions,
  column: MeasureColumn,
  agg: Aggregation,
  n: readonly number[],
  scattered: () => Scattered
): (number | null)[] {
  if (agg === 'count') return [...n]
  if (column.areWhole && (agg === 'sum' || agg === 'mean')) {
    const sums = sumWhole(contributions, column)
    if (sums.every((sum) => sum <= Number.MAX_SAFE_INTEGER)) return meansOf(sums, n, agg)
  }
  const percent = percentOf(agg)
  const { starts, values } = scattered()
  return n.map((count, cell) => {
    const own = values.subarray(starts[cell]!, starts[cell + 1]!)
    return percent === null || count === 0 ? aggregate(agg, own) : percentileOf(own, percent)
  })
}

/** None of them is below zero. */
function sumWhole({ rows, cells, cellCount }: Contributions, { values }: MeasureColumn): Float64Array {
  const sums = new Float64Array(cellCount)
  for (let at = 0; at < rows.length; at++) sums[cells[at]!]! += values[rows[at]!]!
  return sums
}

const meansOf = (sums: Float64Array, n: readonly number[], agg: 'sum' | 'mean'): (number | null)[] =>
  n.map((count, cell) => (agg === 'sum' ? sums[cell]! : count === 0 ? null : sums[cell]! / count))

/** As that of the sorted values, without sorting them; changes their order. */
function percentileOf(values: Float64Array, percent: number): number {
  const { index, rest } = rankOf(values.length, percent)
  const value = select(values, index)
  if (rest === 0) return value
  let next = Infinity
  for (let at = index + 1; at < values.length; at++) if (values[at]! < next) next = values[at]!
  return interpolate(value, next, rest)
}
