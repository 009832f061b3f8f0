import type { AnalyticsCell, AnalyticsGroup, AnalyticsPeriod, AnalyticsSeries } from '#shared/bridge/contract/analytics.ts'
import { cellAt } from '#shared/analytics/figures.ts'
import { isoIn } from '#shared/domain/zone.ts'
import { count, safeLine, tableText, type Column } from '../table.ts'
import { durationText } from '../times.ts'
import { bucketCount } from './rows.ts'

interface Line {
  start: string
  group: string
  cell: AnalyticsCell
  /** null: not compared, or the period before has no such bucket. */
  before: AnalyticsCell | null
}

/** For people: columns only of what was asked for, and below them what all of it is about. */
export function analyticsText(answer: AnalyticsSeries, nowMs: number): string {
  const { by, rollup, previous, unit, agg } = answer
  const shown = (cell: AnalyticsCell | null) => (cell ? valueText(cell.value, unit) : '')
  const columns: (Column<Line> | null)[] = [
    rollup && { title: `${rollup.toUpperCase()} FROM`, text: ({ start }) => start },
    by && { title: by.label.toUpperCase(), text: ({ group }) => group, max: 40 },
    { title: agg.toUpperCase(), text: ({ cell }) => shown(cell) },
    previous && { title: 'BEFORE', text: ({ before }) => shown(before) },
    { title: 'N', text: ({ cell }) => String(cell.n) },
    { title: 'PENDING', text: ({ cell }) => String(cell.pending) },
    { title: 'NOT APPLICABLE', text: ({ cell }) => String(cell.notApplicable) },
    { title: 'INVALID', text: ({ cell }) => String(cell.invalid) }
  ]
  const wanted = columns.filter((column) => column !== null)
  return `${tableText(linesOf(answer, nowMs), wanted)}\n\n${aboutText(answer)}`
}

function linesOf({ current, previous, zone, rollup }: AnalyticsSeries, nowMs: number): Line[] {
  return current.edges.slice(0, bucketCount(current, nowMs)).flatMap((start, index) =>
    current.series.map(({ group, cells }, place) => {
      const before = previous?.series[place]?.cells
      return {
        start: `${startText(start, zone, rollup)}${current.partial.includes(index) ? ' *' : ''}`,
        group: groupText(group),
        cell: cellAt(cells, index),
        before: before && index < before.n.length ? cellAt(before, index) : null
      }
    })
  )
}

function startText(at: number, zone: string, rollup: AnalyticsSeries['rollup']): string {
  const iso = isoIn(at, zone)
  return rollup === 'hour' ? iso.replace('T', ' ') : iso.slice(0, 10)
}

function groupText({ type, value, label }: AnalyticsGroup): string {
  switch (type) {
    case 'value':
      return label || value
    case 'none':
      return '(none)'
    case 'other':
      return '(other)'
    case 'all':
      return ''
  }
}

function aboutText({ measureLabel, arithmetic, definition, zone, current, previous, unit, agg, testsLeftOut }: AnalyticsSeries): string {
  const all = (cell: AnalyticsCell) => `${valueText(cell.value, unit)} of ${count(cell.n, 'incident')}`
  const lines = [
    `${safeLine(measureLabel)}: ${safeLine(arithmetic)}; definition ${definition}, ${zone}.`,
    `${agg} over the whole period: ${all(current.total)}${previous ? `; ${beside(current, previous)}: ${all(previous.total)}` : ''}.`,
    testsLeftOut > 0 ? `${count(testsLeftOut, 'test')} left out.` : '',
    current.partial.length > 0 ? '* is not whole: cut off by the period, or not over yet.' : ''
  ]
  return lines.filter(Boolean).join('\n')
}

/** The period before ends where this one begins. */
const beside = ({ from }: AnalyticsPeriod, { to }: AnalyticsPeriod): string => (to === from ? 'in the period before' : 'in the other year')

function valueText(value: number | null, unit: AnalyticsSeries['unit']): string {
  if (value === null) return '-'
  if (unit !== 'ms') return String(Math.round(value * 1000) / 1000)
  return value < 60_000 ? `${Math.round(value / 100) / 10}s` : durationText(value)
}
