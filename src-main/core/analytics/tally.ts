import { aggregate, percentileOf, percentOf, type Aggregation } from '#shared/analytics/aggregate.ts'
import type { Cell, Cells } from '#shared/analytics/figures.ts'
import type { MeasureColumn } from './measureColumns.ts'
import { sortedCells } from './sortedCells.ts'

/** Which row counts in which cell. Rows rise. Not to be changed once tallied. */
export interface Contributions {
  rows: Uint32Array
  cells: Uint32Array
  cellCount: number
  /** Each row counts in one cell; else it may count in several, one after the other. */
  isOnce?: true
}

/** The values of each cell next to each other: cell by cell from `starts`. Their order is nobody's. */
export interface Scattered {
  starts: Uint32Array
  values: Float64Array
}

export const inOneCell = (rows: Uint32Array): Contributions => ({ rows, cells: new Uint32Array(rows.length), cellCount: 1, isOnce: true })

/** Four counts a cell, in the order of outcomes. */
export function countOutcomes({ rows, cells, cellCount }: Contributions, { outcomes }: MeasureColumn): Uint32Array {
  const counts = new Uint32Array(cellCount * 4)
  for (let at = 0; at < rows.length; at++) counts[cells[at]! * 4 + outcomes[rows[at]!]!]! += 1
  return counts
}

export function scatter({ rows, cells, cellCount }: Contributions, column: MeasureColumn, counts: Uint32Array): Scattered {
  const { outcomes, values } = column
  const starts = startsOf(counts, cellCount)
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

/** Where the values of each cell begin, and behind the last where they end. */
export function startsOf(counts: Uint32Array, cellCount: number): Uint32Array {
  const starts = new Uint32Array(cellCount + 1)
  for (let cell = 0; cell < cellCount; cell++) starts[cell + 1] = starts[cell]! + counts[cell * 4]!
  return starts
}

export const tally = (contributions: Contributions, column: MeasureColumn, agg: Aggregation): Cells =>
  cellsOf(countOutcomes(contributions, column), (counts) => valuesOf(contributions, column, agg, counts))

/** As `tally`, of rows that each count in one cell; with all of them together, which are `whole`. */
export function tallyWithTotal(
  contributions: Contributions,
  whole: Contributions,
  column: MeasureColumn,
  agg: Aggregation
): { cells: Cells; total: Cell } {
  const { cellCount } = contributions
  const counts = countOutcomes(contributions, column)
  const sums = isOfSums(agg, column) ? exactSums(contributions, column) : null
  const cells = cellsOf(counts, () => (sums ? meansOf(sums, counts, agg) : valuesOf(contributions, column, agg, counts)))
  const all = new Uint32Array(4)
  for (let at = 0; at < cellCount * 4; at++) all[at % 4]! += counts[at]!
  const total = cellsOf(all, () => (sums ? meansOf(Float64Array.of(sumOf(sums)), all, agg) : valuesOf(whole, column, agg, all)))
  return { cells, total: firstOf(total) }
}

const sumOf = (sums: Float64Array): number => sums.reduce((a, b) => a + b, 0)
const firstOf = ({ value, n, pending, notApplicable, invalid }: Cells): Cell => ({
  value: value[0]!,
  n: n[0]!,
  pending: pending[0]!,
  notApplicable: notApplicable[0]!,
  invalid: invalid[0]!
})

function cellsOf(counts: Uint32Array, values: (counts: Uint32Array) => (number | null)[]): Cells {
  const of = (outcome: number): number[] => Array.from({ length: counts.length / 4 }, (_, cell) => counts[cell * 4 + outcome]!)
  return { value: values(counts), n: of(0), pending: of(1), notApplicable: of(2), invalid: of(3) }
}

function valuesOf(contributions: Contributions, column: MeasureColumn, agg: Aggregation, counts: Uint32Array): (number | null)[] {
  const { cellCount } = contributions
  if (agg === 'count') return Array.from({ length: cellCount }, (_, cell) => counts[cell * 4]!)
  const sums = isOfSums(agg, column) ? exactSums(contributions, column) : null
  if (sums) return meansOf(sums, counts, agg)
  const percent = percentOf(agg)
  const { starts, values } = percent === null ? scatter(contributions, column, counts) : sortedCells(contributions, column, counts)
  return Array.from({ length: cellCount }, (_, cell) => {
    const own = values.subarray(starts[cell]!, starts[cell + 1]!)
    return percent === null || own.length === 0 ? aggregate(agg, own) : percentileOf(own, percent)
  })
}

const isOfSums = (agg: Aggregation, { areWhole }: MeasureColumn): boolean => areWhole && (agg === 'sum' || agg === 'mean')

/** null: they would be rounded. None of the values is below zero. */
function exactSums({ rows, cells, cellCount }: Contributions, { values }: MeasureColumn): Float64Array | null {
  const sums = new Float64Array(cellCount)
  for (let at = 0; at < rows.length; at++) sums[cells[at]!]! += values[rows[at]!]!
  return sumOf(sums) <= Number.MAX_SAFE_INTEGER ? sums : null
}

const meansOf = (sums: Float64Array, counts: Uint32Array, agg: Aggregation): (number | null)[] =>
  Array.from(sums, (sum, cell) => (agg === 'sum' ? sum : counts[cell * 4] === 0 ? null : sum / counts[cell * 4]!))
