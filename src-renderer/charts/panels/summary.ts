import { formatCount, plural } from '#renderer/parts/format.ts'
import { missingOf } from './aboutWords.ts'
import { changeOf } from './change.ts'
import { cellName, highestOf } from './heat.ts'
import {
  isEmpty,
  type DistributionData,
  type HeatMapData,
  type PanelAbout,
  type PanelData,
  type SingleData,
  type TimeSeriesData,
  type TopListData
} from './panelData.ts'
import { binWords, exactValue } from './panelFormat.ts'

/** What somebody who cannot see the drawing needs first: `Incidents by week, 12 weeks, 0 to 13, last 7.` */
export function summaryOf(about: PanelAbout, data: PanelData): string {
  return `${[about.title, ...(isEmpty(data) ? [emptyWords(about)] : factsOf(data))].join(', ')}.`
}

/** Incidents that have no value yet are there. */
export const emptyWords = (about: PanelAbout): string =>
  `no ${missingOf(about).length > 0 ? 'values' : (about.noun ?? 'incidents')} in this range`

function factsOf(data: PanelData): string[] {
  switch (data.kind) {
    case 'timeSeries':
      return timeSeriesFacts(data)
    case 'topList':
      return topListFacts(data)
    case 'single':
      return singleFacts(data)
    case 'distribution':
      return distributionFacts(data)
    case 'heatMap':
      return heatMapFacts(data)
    case 'table':
      return [plural(data.rows.length, 'row')]
  }
}

function timeSeriesFacts(data: TimeSeriesData): string[] {
  const current = data.series.filter(({ isPrevious }) => !isPrevious)
  const lines = data.shape === 'stacked' ? [totalsOf(data)] : current.map(({ values }) => values)
  const known = lines.flatMap((line) => line.filter((value) => value !== null))
  const least = known.reduce((low, value) => Math.min(low, value), Infinity)
  const most = known.reduce((high, value) => Math.max(high, value), -Infinity)
  return [
    plural(data.buckets.length, data.step),
    ...(current.length > 1 ? [`${current.length} series`] : []),
    least === most ? exactValue(least, data.unit) : `${exactValue(least, data.unit)} to ${exactValue(most, data.unit)}`,
    ...(lines.length === 1 && data.buckets.length > 1
      ? [`last ${exactValue(lines[0]!.at(-1) ?? null, data.unit)}${data.isRunning ? ' so far' : ''}`]
      : [])
  ]
}

/** Of each bucket, all series of this period together; null where none has a value. */
export const totalsOf = ({ buckets, series }: TimeSeriesData): (number | null)[] =>
  buckets.map((_bucket, index) => {
    const values = series.flatMap(({ values, isPrevious }) => (isPrevious ? [] : (values[index] ?? [])))
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0)
  })

function topListFacts({ rows, unit }: TopListData): string[] {
  const first = rows.find(({ isOther }) => !isOther)
  return [plural(rows.length, 'row'), ...(first ? [`first ${first.name} with ${exactValue(first.value, unit)}`] : [])]
}

function singleFacts(data: SingleData): string[] {
  const change = changeOf(data)
  return [exactValue(data.value, data.unit), ...(change ? [change.words] : [])]
}

function distributionFacts({ bins, unit, marks = [] }: DistributionData): string[] {
  const all = bins.reduce((sum, { count }) => sum + count, 0)
  const most = bins.reduce((best, bin) => (bin.count > best.count ? bin : best))
  return [
    plural(all, 'incident'),
    `most ${binWords(most, unit)} with ${formatCount(most.count)}`,
    ...marks.map(({ name, value }) => `${name} ${exactValue(value, unit)}`)
  ]
}

function heatMapFacts(data: HeatMapData): string[] {
  const high = highestOf(data)
  const weekday = data.cells.findIndex((row) => row.includes(high))
  const hour = data.cells[weekday]?.indexOf(high) ?? 0
  return ['by weekday and hour', `most on ${cellName(weekday + 1, hour)} with ${exactValue(high, data.unit)}`]
}
