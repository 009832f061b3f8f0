import { toCsv } from '#shared/domain/csv.ts'
import { bucketTitle } from './partial.ts'
import { cellName, weekdaysFrom } from './heat.ts'
import type {
  Cell,
  DistributionData,
  HeatMapData,
  PanelData,
  SingleData,
  TableData,
  TimeSeriesData,
  TopListData,
  Unit
} from './panelData.ts'
import { binWords, exactValue, rawValue, weekdayName } from './panelFormat.ts'

/*
 * The numbers of a panel as rows: to be read in place of the drawing, and as a file. For people durations are words; in a file they are
 * seconds and moments ISO in UTC, so that other programs can go on with them.
 */

export interface PlainCell {
  text: string
  /** In a file. */
  raw: string
  isNumber?: boolean
}

export interface PlainTable {
  head: readonly PlainCell[]
  rows: readonly (readonly PlainCell[])[]
}

export function plainTable(data: PanelData): PlainTable {
  switch (data.kind) {
    case 'timeSeries':
      return timeSeriesTable(data)
    case 'topList':
      return topListTable(data)
    case 'single':
      return singleTable(data)
    case 'distribution':
      return distributionTable(data)
    case 'heatMap':
      return heatMapTable(data)
    case 'table':
      return tableTable(data)
  }
}

export function panelCsv(data: PanelData): string {
  const { head, rows } = plainTable(data)
  return toCsv([head, ...rows].map((row) => row.map(({ raw }) => raw)))
}

const text = (words: string, raw = words): PlainCell => ({ text: words, raw })
const number = (value: number | null, unit: Unit): PlainCell => ({
  text: value === null ? '–' : exactValue(value, unit),
  raw: rawValue(value),
  isNumber: true
})
const headOf = (name: string, unit: Unit): PlainCell => ({ text: name, raw: unit === 'seconds' ? `${name} (s)` : name, isNumber: true })

function timeSeriesTable(data: TimeSeriesData): PlainTable {
  const { buckets, series, unit, step } = data
  const columns = series.flatMap(({ name, values, n, band }) => [
    { head: headOf(name, unit), cell: (at: number) => number(values[at] ?? null, unit) },
    ...(band ? [{ head: headOf(`${name}, ${band.name}`, unit), cell: (at: number) => number(band.values[at] ?? null, unit) }] : []),
    ...(n && unit !== 'count' ? [{ head: headOf(`${name}, n`, 'count'), cell: (at: number) => number(n[at] ?? null, 'count') }] : [])
  ])
  return {
    head: [text(step[0]!.toUpperCase() + step.slice(1)), ...columns.map(({ head }) => head)],
    rows: buckets.map(({ start }, at) => [
      text(bucketTitle(data, at), new Date(start).toISOString()),
      ...columns.map(({ cell }) => cell(at))
    ])
  }
}

function topListTable({ label, rows, unit }: TopListData): PlainTable {
  const hasPrevious = rows.some(({ previous }) => previous !== undefined)
  const hasN = unit !== 'count' && rows.some(({ n }) => n !== undefined)
  return {
    head: [text(label), headOf('Value', unit), ...(hasPrevious ? [headOf('Previous', unit)] : []), ...(hasN ? [headOf('n', 'count')] : [])],
    rows: inOrder(rows).map(({ name, value, previous, n }) => [
      text(name),
      number(value, unit),
      ...(hasPrevious ? [number(previous ?? null, unit)] : []),
      ...(hasN ? [number(n ?? null, 'count')] : [])
    ])
  }
}

/** As given, with all the rest at the end. */
export const inOrder = <Row extends { isOther?: boolean }>(rows: readonly Row[]): Row[] => [
  ...rows.filter(({ isOther }) => !isOther),
  ...rows.filter(({ isOther }) => isOther)
]

function singleTable({ value, previous, n, unit, spark }: SingleData): PlainTable {
  if (spark) {
    return {
      head: [text('From'), headOf('Value', unit)],
      rows: [
        ...spark.buckets.map(({ start, title }, at) => [
          text(title, new Date(start).toISOString()),
          number(spark.values[at] ?? null, unit)
        ]),
        [text('All'), number(value, unit)],
        ...(previous === undefined ? [] : [[text('Previous'), number(previous, unit)]])
      ]
    }
  }
  return {
    head: [
      headOf('Value', unit),
      ...(previous === undefined ? [] : [headOf('Previous', unit)]),
      ...(n === undefined ? [] : [headOf('n', 'count')])
    ],
    rows: [
      [number(value, unit), ...(previous === undefined ? [] : [number(previous, unit)]), ...(n === undefined ? [] : [number(n, 'count')])]
    ]
  }
}

function distributionTable({ bins, unit }: DistributionData): PlainTable {
  const hasPrevious = bins.some(({ previous }) => previous !== undefined)
  return {
    head: [
      text('Range', unit === 'seconds' ? 'Range (s)' : 'Range'),
      headOf('Incidents', 'count'),
      ...(hasPrevious ? [headOf('Previous', 'count')] : [])
    ],
    rows: bins.map((bin) => [
      text(binWords(bin, unit), bin.to === null ? `${bin.from} and more` : `${bin.from} to ${bin.to}`),
      number(bin.count, 'count'),
      ...(hasPrevious ? [number(bin.previous ?? null, 'count')] : [])
    ])
  }
}

function heatMapTable({ cells, unit, weekStart }: HeatMapData): PlainTable {
  const hours = Array.from({ length: 24 }, (_unused, hour) => hour)
  return {
    head: [text('Weekday'), ...hours.map((hour) => headOf(cellName(1, hour).replace(/.* /, ''), unit))],
    rows: weekdaysFrom(weekStart).map((weekday) => [
      text(weekdayName(weekday)),
      ...hours.map((hour) => number(cells[weekday - 1]?.[hour] ?? null, unit))
    ])
  }
}

const tableTable = ({ columns, rows }: TableData): PlainTable => ({
  head: columns.map(({ label, unit }) => (unit ? headOf(label, unit) : text(label))),
  rows: rows.map(({ cells }) => cells.map((cell, at) => plainCell(cell, columns[at]?.unit ?? 'number')))
})

export function plainCell(cell: Cell, unit: Unit): PlainCell {
  switch (cell.type) {
    case 'text':
      return text(cell.text)
    case 'value':
      return number(cell.value, unit)
    case 'severity':
      return text(cell.severity)
    case 'moment':
      return text(cell.text, new Date(cell.at).toISOString())
    case 'missing':
      return { text: cell.words, raw: '', isNumber: true }
  }
}
