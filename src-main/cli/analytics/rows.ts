import type { AnalyticsCell, AnalyticsGroup, AnalyticsPeriod, AnalyticsSeries } from '#shared/bridge/contract/analytics.ts'
import { cellAt } from '#shared/analytics/figures.ts'
import { toCsv } from '#shared/domain/csv.ts'
import { isoIn } from '#shared/domain/zone.ts'

export interface Row extends AnalyticsCell {
  /** Where its bucket begins, with the zone's offset at that moment. */
  start: string
  /** null: nothing groups, or incidents without a value. */
  group: string | null
}

/** The groups beyond the first. A field may well have a value "other", hardly one in brackets. */
const OTHER = '(other)'

const nameOf = ({ type, value }: AnalyticsGroup): string | null => (type === 'value' ? value : type === 'other' ? OTHER : null)

export const scaled = (value: number | null, unit: AnalyticsSeries['unit']): number | null =>
  value === null || unit !== 'ms' ? value : value / 1000

/** As many buckets as have begun: one that has not says nothing. */
export const bucketCount = ({ edges }: AnalyticsPeriod, nowMs: number): number =>
  edges.slice(0, -1).filter((start, index) => index === 0 || start <= nowMs).length

/** A row a bucket and group, bucket by bucket. */
export function rowsOf(period: AnalyticsPeriod, { zone, unit }: Pick<AnalyticsSeries, 'zone' | 'unit'>, nowMs: number): Row[] {
  return period.edges.slice(0, bucketCount(period, nowMs)).flatMap((start, index) =>
    period.series.map(({ group, cells }) => {
      const { value, ...counts } = cellAt(cells, index)
      return { start: isoIn(start, zone), group: nameOf(group), value: scaled(value, unit), ...counts }
    })
  )
}

/** `previous` is there only where it was asked for. */
export function jsonOf(answer: AnalyticsSeries, nowMs: number) {
  const { definition, measure, agg, zone, current, previous } = answer
  const buckets = rowsOf(current, answer, nowMs)
  return { definition, measure, agg, zone, buckets, ...(previous ? { previous: rowsOf(previous, answer, nowMs) } : {}) }
}

const COLUMNS = ['start', 'group', 'value', 'n', 'pending', 'notApplicable', 'invalid'] as const satisfies readonly (keyof Row)[]

/** The rows of the JSON; of a comparison with the period they are of before them. */
export function csvOf(answer: AnalyticsSeries, nowMs: number): string {
  const { buckets, previous } = jsonOf(answer, nowMs)
  const lines = (rows: readonly Row[], period: string[]) =>
    rows.map((row) => [...period, ...COLUMNS.map((column) => String(row[column] ?? ''))])
  if (!previous) return toCsv([COLUMNS, ...lines(buckets, [])])
  return toCsv([['period', ...COLUMNS], ...lines(buckets, ['current']), ...lines(previous, ['previous'])])
}
