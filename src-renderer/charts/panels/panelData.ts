/*
 * What a panel draws: plain data, wherever it comes from. Moments are epoch ms, durations are seconds. `null` is no value and is never
 * drawn or written as 0.
 */

/** What the numbers are. */
export type Unit = 'count' | 'seconds' | 'number'

/** A colour of its own meaning, or the nth of the colours for everything else. */
export type Tone = { severity: string } | { hue: 'active' | 'other' | 1 | 2 | 3 | 4 | 5 }

export interface Bucket {
  /** Epoch ms. */
  start: number
  /** On the axis, as short as can be: `14`, `5 Oct`. */
  label: string
  /** In the tip and the table: `Week of 5 Oct 2026`. */
  title: string
}

export interface PanelSeries {
  /** Names the series for `hidden`. */
  id: string
  name: string
  /** Without one, colours are given in order. */
  tone?: Tone
  /** One a bucket. */
  values: readonly (number | null)[]
  /** How many incidents a value stands on, one a bucket. Not needed for counts. */
  n?: readonly number[]
  /** The period before, laid over this one: a dashed line. */
  isPrevious?: boolean
  /** Of a previous one beside several: the series it was. Hidden with it, or with all of the period before. */
  beforeOf?: string
  /** Lines only: from `values` up to these, such as p50 to p90. */
  band?: { name: string; values: readonly (number | null)[] }
}

/** All of the period before together, in `hidden`. */
export const PREVIOUS_ID = 'previous'
export const isHidden = ({ id, beforeOf }: PanelSeries, hidden: readonly string[]): boolean =>
  hidden.includes(id) || (beforeOf !== undefined && (hidden.includes(beforeOf) || hidden.includes(PREVIOUS_ID)))

export interface TimeSeriesData {
  kind: 'timeSeries'
  shape: 'bar' | 'stacked' | 'line'
  unit: Unit
  /** What a bucket is: `week`. */
  step: string
  buckets: readonly Bucket[]
  /** In the order of the legend. Of a stack, the first is on top. */
  series: readonly PanelSeries[]
  /** Of the period before, where it has several series: `2023`. */
  previousName?: string
  /** The last bucket is not over yet. */
  isRunning?: boolean
  /** Buckets that are cut off by the range: what happened in the rest of them is not counted. */
  partial?: readonly number[]
}

export interface TopRow {
  id: string
  name: string
  value: number | null
  previous?: number | null
  n?: number
  tone?: Tone
  /** All the rest together: always last. */
  isOther?: boolean
}

export interface TopListData {
  kind: 'topList'
  unit: Unit
  /** What a row is: `Service`. */
  label: string
  rows: readonly TopRow[]
}

export interface SingleData {
  kind: 'single'
  unit: Unit
  value: number | null
  /** null: the period before has none. Absent: nothing is compared. */
  previous?: number | null
  n?: number
  /** `speed`: a time that is over sooner is faster. `amount` (default): more and less. */
  sense?: 'amount' | 'speed'
  /** The same measure by bucket, for the small line. */
  spark?: { buckets: readonly Bucket[]; values: readonly (number | null)[] }
}

export interface Bin {
  from: number
  /** Without it, there is no upper end. */
  to: number | null
  count: number
  previous?: number
}

export interface DistributionData {
  kind: 'distribution'
  /** Of the edges of the bins; what is counted are incidents. */
  unit: Unit
  bins: readonly Bin[]
  /** Drawn as lines across, such as p50 and p90. */
  marks?: readonly { name: string; value: number }[]
}

export interface HeatMapData {
  kind: 'heatMap'
  unit: Unit
  /** Seven rows from Monday, each of 24 hours. */
  cells: readonly (readonly (number | null)[])[]
  n?: readonly (readonly number[])[]
  /** 1 is Monday, 7 Sunday: which is drawn first. */
  weekStart: number
}

export type MissingKind = 'pending' | 'notApplicable' | 'invalid'

export type Cell =
  | { type: 'text'; text: string; isMono?: boolean }
  | { type: 'value'; value: number | null }
  | { type: 'severity'; severity: string }
  | { type: 'moment'; at: number; text: string }
  /** No value, and why: `none`, `running`, `end before start`. */
  | { type: 'missing'; kind: MissingKind; words: string }

export interface TableColumn {
  id: string
  label: string
  /** Of its values; with one, the column stands at the right. */
  unit?: Unit
  /** Its cells lead to why they say what they say: a pick of type `cell`. */
  hasReason?: boolean
  /** A CSS track, such as `minmax(0, 1fr)` or `110px`. */
  width?: string
}

export interface TableData {
  kind: 'table'
  columns: readonly TableColumn[]
  rows: readonly { id: string; cells: readonly Cell[] }[]
  sort?: { column: string; isDescending: boolean }
}

export type PanelData = TimeSeriesData | TopListData | SingleData | DistributionData | HeatMapData | TableData

/** What somebody pointed at: the way to the incidents behind it. */
export type PanelPick =
  /** `series` null: the whole bucket. */
  | { type: 'bucket'; bucket: number; series: number | null }
  | { type: 'row'; row: number }
  /** `column`: its id. */
  | { type: 'cell'; row: number; column: string }
  | { type: 'value' }
  | { type: 'bin'; bin: number }
  /** `weekday` 1 is Monday. */
  | { type: 'hour'; weekday: number; hour: number }

export interface PanelAbout {
  title: string
  /** What is counted, in the plural: `incidents`. */
  noun?: string
  /** Quiet words after the title: `UTC`, `p50, band to p90`. */
  detail?: string
  /** `31 Aug to 22 Nov 2026, by week`. */
  period: string
  /** `UTC`, or the zone's name. */
  zone: string
  /** `Definition 2023`. */
  definition?: string
  /** How many incidents the panel stands on, and how many have no value. */
  counts?: { n: number } & Partial<Record<MissingKind, number>>
}

/** Where the data is on its way. What was drawn last stays while more is loaded. */
export type PanelStatus = { type: 'ready' } | { type: 'loading' } | { type: 'failed'; message: string }

export const isEmpty = (data: PanelData): boolean => {
  switch (data.kind) {
    case 'timeSeries':
      return data.series.every(({ values }) => values.every((value) => value === null || (data.unit === 'count' && value === 0)))
    case 'topList':
    case 'table':
      return data.rows.length === 0
    case 'single':
      return false
    case 'distribution':
      return data.bins.every(({ count, previous }) => count === 0 && !previous)
    case 'heatMap':
      return data.cells.every((row) => row.every((value) => value === null || value === 0))
  }
}
