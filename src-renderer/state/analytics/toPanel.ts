import type {
  AnalyticsDistribution,
  AnalyticsGroup,
  AnalyticsHeatMap,
  AnalyticsPeriod,
  AnalyticsPoint,
  AnalyticsSeries
} from '#shared/bridge/contract/analytics.ts'
import { hourOf } from '#shared/analytics/wall.ts'
import { WEEKDAYS, type PanelKind } from '#shared/domain/settings/analytics.ts'
import { wallAt } from '#shared/domain/zone.ts'
import {
  PREVIOUS_ID,
  type Bucket,
  type PanelAbout,
  type PanelData,
  type PanelPick,
  type PanelSeries,
  type SingleData,
  type Tone,
  type Unit
} from '#renderer/charts/panels/panelData.ts'

/* From what the core answers to what a panel draws. Durations become seconds, and nothing else is reckoned here. */

export type Answer = AnalyticsSeries | AnalyticsDistribution | AnalyticsHeatMap

const UNIT: Record<AnalyticsSeries['unit'], Unit> = { count: 'count', ms: 'seconds', number: 'number' }
const scaled = (value: number | null, unit: AnalyticsSeries['unit']): number | null =>
  value === null || unit !== 'ms' ? value : value / 1000

export function toPanel(kind: PanelKind, answer: Answer, nowMs: number): PanelData {
  if (answer.type === 'distribution') return distributionOf(answer)
  if (answer.type === 'heatMap') return heatMapOf(answer)
  switch (kind) {
    case 'topList':
      return topListOf(answer)
    case 'value':
      return singleOf(answer, nowMs)
    case 'table':
      return tableOf(answer, nowMs)
    default:
      return timeSeriesOf(kind, answer, nowMs)
  }
}

function timeSeriesOf(kind: PanelKind, answer: AnalyticsSeries, nowMs: number): PanelData {
  const { current, previous, unit } = answer
  const buckets = bucketsOf(current, answer, nowMs)
  const values = (list: readonly (number | null)[]) => list.slice(0, buckets.length).map((value) => scaled(value, unit))
  const series = current.series.map(({ group, cells }): PanelSeries => ({
    id: idOf(group),
    name: nameOf(group, answer),
    ...toneOf(group, answer),
    values: values(cells.value),
    n: cells.n.slice(0, buckets.length)
  }))
  const last = buckets.length - 1
  const isRunning = current.partial.includes(last)
  return {
    kind: 'timeSeries',
    shape: kind === 'lines' ? 'line' : kind === 'stackedBars' ? 'stacked' : 'bar',
    unit: UNIT[unit],
    step: answer.rollup ?? 'period',
    buckets,
    series: previous ? [...series, ...beforeOf(previous, answer, (list) => fitted(values(list), last + 1))] : series,
    ...(previous && answer.by ? { previousName: nameOfPeriod(previous, answer.zone, current.from) } : {}),
    isRunning,
    partial: current.partial.filter((index) => index < last || (index === last && !isRunning))
  }
}

/** Beside each group what it was; what is not grouped is one line more. */
function beforeOf(
  previous: AnalyticsPeriod,
  answer: AnalyticsSeries,
  values: (list: readonly (number | null)[]) => (number | null)[]
): PanelSeries[] {
  const period = nameOfPeriod(previous, answer.zone, answer.current.from)
  return previous.series.map(({ group, cells }) =>
    answer.by === null
      ? { id: PREVIOUS_ID, name: period, isPrevious: true, values: values(cells.value) }
      : {
          id: `${PREVIOUS_ID} ${idOf(group)}`,
          name: `${nameOf(group, answer)}, ${period[0]!.toLowerCase()}${period.slice(1)}`,
          isPrevious: true,
          beforeOf: idOf(group),
          values: values(cells.value),
          n: fitted(cells.n, values(cells.value).length).map((n) => n ?? 0)
        }
  )
}

/** `2023`, `Mar 2024`, else `The period before`, or `The same days of 2022` where it does not end at `next`. */
export function nameOfPeriod({ from, to }: Pick<AnalyticsPeriod, 'from' | 'to'>, zone: string, next: number | null): string {
  const [start, end] = [from, to].map((at) => (at === null ? '' : new Date(wallAt(at, zone)).toISOString()))
  const [year, month] = [Number(start!.slice(0, 4)), Number(start!.slice(5, 7))]
  if (start!.slice(4) === '-01-01T00:00:00.000Z' && end === `${year + 1}${start!.slice(4)}`) return String(year)
  const monthAfter = new Date(Date.UTC(year, month, 1)).toISOString()
  if (start!.endsWith('-01T00:00:00.000Z') && end === monthAfter) return `${MONTHS[month - 1]} ${year}`
  return to === next ? 'The period before' : `The same days of ${year}`
}

/** A period before may have a bucket more or less: months are not all of one length. */
const fitted = (values: (number | null)[], length: number): (number | null)[] =>
  Array.from({ length }, (_unused, index) => values[index] ?? null)

function topListOf(answer: AnalyticsSeries): PanelData {
  const { current, previous, unit, by } = answer
  const before = new Map(previous?.series.map(({ group, total }) => [idOf(group), scaled(total.value, unit)]))
  return {
    kind: 'topList',
    unit: UNIT[unit],
    label: by?.label ?? answer.measureLabel,
    rows: current.series.map(({ group, total }) => ({
      id: idOf(group),
      name: nameOf(group, answer),
      ...toneOf(group, answer),
      value: scaled(total.value, unit),
      ...(previous ? { previous: before.get(idOf(group)) ?? null } : {}),
      n: total.n,
      isOther: group.type === 'other'
    }))
  }
}

function singleOf(answer: AnalyticsSeries, nowMs: number): PanelData {
  const { current, previous, unit } = answer
  const spark = sparkOf(answer, nowMs)
  return {
    kind: 'single',
    unit: UNIT[unit],
    value: scaled(current.total.value, unit),
    ...(previous ? { previous: scaled(previous.total.value, unit) } : {}),
    n: current.total.n,
    sense: answer.measure.startsWith('time_to_') ? 'speed' : 'amount',
    ...(spark ? { spark } : {})
  }
}

/** Its course over the period, without the bucket that is not over: that would look like a fall. undefined: there is none to see. */
function sparkOf(answer: AnalyticsSeries, nowMs: number): SingleData['spark'] {
  const [series] = answer.current.series
  if (answer.rollup === null || !series) return undefined
  const begun = bucketsOf(answer.current, answer, nowMs)
  const buckets = answer.current.partial.includes(begun.length - 1) ? begun.slice(0, -1) : begun
  if (buckets.length < 2) return undefined
  return { buckets, values: series.cells.value.slice(0, buckets.length).map((value) => scaled(value, answer.unit)) }
}

/** A row a bucket, a column a group; without a roll-up a row a group. */
function tableOf(answer: AnalyticsSeries, nowMs: number): PanelData {
  const { current, previous, unit } = answer
  const value = (each: number | null) => ({ type: 'value', value: scaled(each, unit) }) as const
  const before = previous && { id: PREVIOUS_ID, label: nameOfPeriod(previous, answer.zone, current.from), unit: UNIT[unit] }
  if (answer.rollup === null) {
    return {
      kind: 'table',
      columns: [
        { id: 'group', label: answer.by?.label ?? answer.measureLabel, width: 'minmax(0, 1fr)' },
        { id: 'value', label: answer.agg, unit: UNIT[unit] },
        ...(before ? [before] : []),
        { id: 'n', label: 'Incidents', unit: 'count' }
      ],
      rows: current.series.map(({ group, total }) => ({
        id: idOf(group),
        cells: [
          { type: 'text', text: nameOf(group, answer) },
          value(total.value),
          ...(previous ? [value(previous.series.find((each) => idOf(each.group) === idOf(group))?.total.value ?? null)] : []),
          { type: 'value', value: total.n }
        ]
      }))
    }
  }
  return {
    kind: 'table',
    columns: [
      { id: 'bucket', label: 'From', width: 'minmax(0, 1fr)' },
      ...current.series.map(({ group }) => ({ id: idOf(group), label: nameOf(group, answer), unit: UNIT[unit] })),
      ...(before && answer.by === null ? [before] : [])
    ],
    rows: bucketsOf(current, answer, nowMs).map(({ start, title }, index) => ({
      id: String(start),
      cells: [
        { type: 'moment', at: start, text: title },
        ...current.series.map(({ cells }) => value(cells.value[index] ?? null)),
        ...(previous && answer.by === null ? [value(previous.series[0]?.cells.value[index] ?? null)] : [])
      ]
    }))
  }
}

function distributionOf({ bins, valueUnit }: AnalyticsDistribution): PanelData {
  const edge = (value: number) => scaled(value, valueUnit)!
  return {
    kind: 'distribution',
    unit: UNIT[valueUnit],
    bins: bins.map(({ from, to, n }) => ({ from: edge(from), to: edge(to), count: n }))
  }
}

function heatMapOf({ cells, unit, weekStart }: AnalyticsHeatMap): PanelData {
  const days = <T>(list: readonly T[]): T[][] => WEEKDAYS.map((_day, index) => list.slice(index * 24, index * 24 + 24))
  return {
    kind: 'heatMap',
    unit: UNIT[unit],
    cells: days(cells.value.map((value) => scaled(value, unit))),
    n: days(cells.n),
    weekStart: WEEKDAYS.indexOf(weekStart) + 1
  }
}

const idOf = ({ type, value }: AnalyticsGroup): string => `${type}:${value}`

function nameOf(group: AnalyticsGroup, answer: AnalyticsSeries): string {
  switch (group.type) {
    case 'all':
      return answer.measureLabel
    case 'none':
      return `No ${answer.by?.label.toLowerCase() ?? 'value'}`
    case 'other':
      return 'Other'
    case 'value':
      return group.label
  }
}

function toneOf(group: AnalyticsGroup, { by }: AnalyticsSeries): { tone?: Tone } {
  if (group.type === 'other' || group.type === 'none') return { tone: { hue: 'other' } }
  return by?.name === 'severity' && group.type === 'value' ? { tone: { severity: group.value } } : {}
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Up to the one that runs: what has not begun says nothing. */
function bucketsOf({ edges }: AnalyticsPeriod, { rollup, zone }: AnalyticsSeries, nowMs: number): Bucket[] {
  let before = -1
  const begun = edges.slice(0, -1).filter((start) => start <= nowMs)
  return begun.map((start) => {
    const wall = wallAt(start, zone)
    const date = new Date(wall)
    const month = MONTHS[date.getUTCMonth()]!
    const [day, year] = [date.getUTCDate(), date.getUTCFullYear()]
    const isNew = date.getUTCMonth() !== before
    before = date.getUTCMonth()
    const full = `${day} ${month} ${year}`
    switch (rollup) {
      case 'hour':
        return {
          start,
          label: `${String(hourOf(wall)).padStart(2, '0')}:00`,
          title: `${full}, ${String(hourOf(wall)).padStart(2, '0')}:00`
        }
      case 'week':
        return { start, label: isNew ? `${day} ${month}` : String(day), title: `Week of ${full}` }
      case 'month':
        return { start, label: date.getUTCMonth() === 0 ? `${month} ${year}` : month, title: `${month} ${year}` }
      case 'quarter': {
        const quarter = `Q${Math.floor(date.getUTCMonth() / 3) + 1}`
        return { start, label: quarter === 'Q1' ? `${quarter} ${year}` : quarter, title: `${quarter} ${year}` }
      }
      default:
        return { start, label: isNew ? `${day} ${month}` : String(day), title: full }
    }
  })
}

const dayOf = (at: number, zone: string): string => {
  const date = new Date(wallAt(at, zone))
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** `31 Aug 2026 to 22 Nov 2026, by week`: both days are part of it. */
export function periodOf(answer: Answer, range: { from: number | null; to: number | null }): string {
  const from = range.from === null ? 'From the beginning' : dayOf(range.from, answer.zone)
  const to = range.to === null ? 'now' : dayOf(range.to - 1, answer.zone)
  const step = answer.type === 'series' && answer.rollup ? `, by ${answer.rollup}` : ''
  return `${from} to ${to}${step}`
}

export function aboutOf(title: string, answer: Answer, range: { from: number | null; to: number | null }): PanelAbout {
  const total = answer.type === 'series' ? answer.current.total : answer.total
  return {
    title,
    detail:
      answer.type === 'heatMap' ? answer.zone : answer.measure === 'incident_count' || title.includes(answer.agg) ? undefined : answer.agg,
    period: periodOf(answer, range),
    zone: answer.zone,
    definition: `Definition ${answer.definition}`,
    counts: { n: total.n, pending: total.pending, notApplicable: total.notApplicable, invalid: total.invalid }
  }
}

/** The incidents behind what somebody pointed at. */
export function pointOf(pick: PanelPick, answer: Answer): AnalyticsPoint {
  const groupAt = (index: number | null) => {
    const all = answer.type === 'series' ? [...answer.current.series, ...(answer.by ? (answer.previous?.series ?? []) : [])] : []
    const group = index === null ? undefined : all[index]?.group
    return group ? { type: group.type, value: group.value } : null
  }
  switch (pick.type) {
    case 'bucket': {
      const isPrevious = answer.type === 'series' && pick.series !== null && pick.series >= answer.current.series.length
      const edges = answer.type === 'series' ? (isPrevious ? answer.previous : answer.current)?.edges : undefined
      return { isPrevious, bucket: edges?.[pick.bucket] ?? null, group: groupAt(pick.series) }
    }
    case 'row':
    case 'cell':
      if (answer.type === 'series' && answer.rollup !== null) return { bucket: answer.current.edges[pick.row] ?? null }
      return { group: groupAt(pick.row) }
    case 'value':
      return {}
    case 'bin':
      return { bin: answer.type === 'distribution' ? (answer.bins[pick.bin]?.from ?? null) : null }
    case 'hour':
      return { heatCell: (pick.weekday - 1) * 24 + pick.hour }
  }
}
