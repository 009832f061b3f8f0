/* What comes of a question: the same from the reference and from the columns. */

/** Of one cell: the aggregated value, of how many values it is, and what could not be counted. */
export interface Cell {
  /** null: of nothing there is no such value. */
  value: number | null
  n: number
  pending: number
  notApplicable: number
  invalid: number
}

/** Cells one after the other. */
export type Cells = { [Name in keyof Cell]: Cell[Name][] }

export const cellAt = (cells: Cells, index: number): Cell => ({
  value: cells.value[index]!,
  n: cells.n[index]!,
  pending: cells.pending[index]!,
  notApplicable: cells.notApplicable[index]!,
  invalid: cells.invalid[index]!
})

/** all: the query does not group. none: incidents without a value. other: those with a value that is not among the first, each once. */
export type Group = { type: 'all' | 'none' | 'other'; value: '' } | { type: 'value'; value: string }

export interface Series {
  group: Group
  /** Over the whole period: not the sum of its buckets. */
  total: Cell
  /** A bucket each. */
  cells: Cells
}

export interface Period {
  /** Epoch ms; null: no end on that side. */
  from: number | null
  to: number | null
  /** Where buckets begin, and the end of the last. */
  edges: number[]
  /** Buckets that are not whole: cut off by the period, or not over yet. */
  partial: number[]
  /** Of all incidents, each once. */
  total: Cell
  series: Series[]
}

export const MAX_BUCKETS = 20_000
/** Buckets times groups. */
export const MAX_CELLS = 100_000
