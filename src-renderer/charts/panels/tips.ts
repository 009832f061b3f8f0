import { isHidden, PREVIOUS_ID, type DistributionData, type PanelData, type TimeSeriesData } from './panelData.ts'
import { binWords, exactValue } from './panelFormat.ts'
import { bucketTitle } from './partial.ts'
import { seriesLooks, type SeriesLook } from './look.ts'
import { formatCount, plural } from '#renderer/parts/format.ts'

export interface TipRow {
  name: string
  value: string
  /** `n = 12`: what the value stands on. */
  note?: string
  look?: SeriesLook
  isLine?: boolean
}

export interface Tip {
  title: string
  rows: readonly TipRow[]
}

/** Everything at one place, hidden series left out. */
export function timeSeriesTip(data: TimeSeriesData, bucket: number, hidden: readonly string[]): Tip {
  const looks = seriesLooks(data.series)
  const shown = data.series.map((series, index) => ({ series, look: looks[index]! })).filter(({ series }) => !isHidden(series, hidden))
  const rows = shown.flatMap(({ series, look }): TipRow[] => {
    const isLine = data.shape === 'line' || series.isPrevious === true
    const own = { name: series.name, value: exactValue(series.values[bucket] ?? null, data.unit), look, isLine }
    const n = series.n?.[bucket]
    const note = n === undefined || data.unit === 'count' ? {} : { note: `n = ${formatCount(n)}` }
    const band = series.band ? [{ name: series.band.name, value: exactValue(series.band.values[bucket] ?? null, data.unit) }] : []
    return [{ ...own, ...note }, ...band]
  })
  const current = shown.filter(({ series }) => !series.isPrevious)
  if (data.shape === 'stacked' && current.length > 1)
    rows.splice(current.length, 0, { name: 'Together', value: together(current, bucket, data) })
  return { title: bucketTitle(data, bucket), rows }
}

function together(shown: readonly { series: TimeSeriesData['series'][number] }[], bucket: number, { unit }: TimeSeriesData): string {
  const values = shown.flatMap(({ series }) => series.values[bucket] ?? [])
  return exactValue(values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0), unit)
}

export function distributionTip({ bins, unit }: DistributionData, bin: number): Tip {
  const { count, previous } = bins[bin]!
  const all = bins.reduce((sum, each) => sum + each.count, 0)
  const share = all === 0 ? {} : { note: `${Math.round((count / all) * 100)} %` }
  const before = previous === undefined ? [] : [{ name: 'Previous', value: formatCount(previous), look: PREVIOUS, isLine: true }]
  return { title: binWords(bins[bin]!, unit), rows: [{ name: 'Incidents', value: formatCount(count), ...share, look: COUNT }, ...before] }
}

const COUNT: SeriesLook = { fill: '--d-1', edge: '--d-1', texture: 'plain', dash: [] }
const PREVIOUS: SeriesLook = { fill: '--d-prev', edge: '--tx-3', texture: 'plain', dash: [3, 3] }

/** As it is spoken: `Week of 5 Oct 2026. SEV-1: 2. Previous: 11.` */
export const spokenTip = ({ title, rows }: Tip): string =>
  [title, ...rows.map(({ name, value, note }) => `${name}: ${value}${note ? `, ${note}` : ''}`)].join('. ')

export interface LegendItem {
  id: string
  name: string
  look: SeriesLook
  isLine: boolean
}

/** What can be hidden and shown; a single series without a period before needs none. */
export function legendOf(data: PanelData): LegendItem[] {
  if (data.kind === 'distribution') return distributionLegend(data)
  if (data.kind !== 'timeSeries' || (data.series.length < 2 && !data.series[0]?.band)) return []
  const looks = seriesLooks(data.series)
  const items = data.series.flatMap(({ id, name, isPrevious, beforeOf }, index): LegendItem[] =>
    beforeOf === undefined ? [{ id, name, look: looks[index]!, isLine: data.shape === 'line' || isPrevious === true }] : []
  )
  // one word for all of the period before: each has the colour of what it was
  return data.previousName === undefined ? items : [...items, { id: PREVIOUS_ID, name: data.previousName, look: PREVIOUS, isLine: true }]
}

const distributionLegend = ({ bins }: DistributionData): LegendItem[] =>
  bins.some(({ previous }) => previous !== undefined)
    ? [
        { id: 'count', name: 'Incidents', look: COUNT, isLine: false },
        { id: 'previous', name: 'Previous', look: PREVIOUS, isLine: true }
      ]
    : []

export const countWords = (count: number, noun = 'incidents'): string =>
  noun === 'incidents' ? plural(count, 'incident') : `${formatCount(count)} ${noun}`
