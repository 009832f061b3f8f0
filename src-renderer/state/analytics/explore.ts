import type { Aggregation } from '#shared/analytics/aggregate.ts'
import { EMPTY, type AnalyticsQuery, type Clause } from '#shared/analytics/query/ast.ts'
import { printAnalytics } from '#shared/analytics/query/print.ts'
import { PANEL_KINDS, type PanelKind } from '#shared/domain/settings/analytics.ts'
import type { Route } from '../route.ts'

/* A question of one's own: what is asked, and how the answer is shown. Both stand in the address. */

export const DEFAULT_QUERY: AnalyticsQuery = { ...EMPTY, rollup: 'month' }
export const DEFAULT_KIND: PanelKind = 'bars'

export const KIND_WORDS: Record<PanelKind, string> = {
  bars: 'Bars',
  stackedBars: 'Stacked bars',
  lines: 'Lines',
  topList: 'Top list',
  value: 'Single value',
  distribution: 'Distribution',
  heatMap: 'Heat map',
  table: 'Table'
}

export const AGG_WORDS: Record<Aggregation, string> = {
  count: 'Count',
  sum: 'Sum',
  mean: 'Mean',
  min: 'Smallest',
  max: 'Greatest',
  p50: 'p50, the median',
  p75: 'p75',
  p90: 'p90',
  p95: 'p95',
  p99: 'p99'
}

export const exploreRoute = (text: string, kind: PanelKind): Route => ({ screen: 'analytics', page: 'explore', text, kind })
/** Nothing else is known of an address of another build. */
export const kindOf = (text: string | undefined): PanelKind => PANEL_KINDS.find((kind) => kind === text) ?? DEFAULT_KIND

/** What a kind cannot show of a question. Choosing another kind shows it again. */
export function unusedBy(kind: PanelKind, { by, rollup }: AnalyticsQuery): readonly Clause[] {
  switch (kind) {
    case 'lines':
      return []
    case 'bars':
    case 'stackedBars':
      // two bars or columns for each of many groups are read by nobody
      return by === null ? [] : ['compare']
    case 'table':
      return by === null || rollup === null ? [] : ['compare']
    case 'topList':
      return ['rollup']
    case 'value':
      // by its roll-up goes the small line
      return ['by', 'top']
    case 'distribution':
    case 'heatMap':
      return ['by', 'top', 'rollup', 'compare']
  }
}

const NOTHING: Partial<AnalyticsQuery> = { by: null, top: null, rollup: null, compare: false }

/** What of a question is set and not shown by a kind. */
export const leftOut = (kind: PanelKind, query: AnalyticsQuery): Clause[] =>
  unusedBy(kind, query).filter((clause) => {
    const key = clause as keyof AnalyticsQuery
    return query[key] !== NOTHING[key]
  })

/** As it is asked for a kind. */
export function fitTo(kind: PanelKind, query: AnalyticsQuery): AnalyticsQuery {
  const asked = Object.fromEntries(leftOut(kind, query).map((clause) => [clause, NOTHING[clause as keyof AnalyticsQuery]]))
  return { ...query, ...asked }
}

/** Without what a dashboard's page says for all its panels. */
export const forDashboard = (query: AnalyticsQuery): AnalyticsQuery => ({
  ...query,
  ...{ from: null, to: null, rollup: null, compare: false, zone: null, weekStart: null }
})

/** Another measure. Incidents are counted; of anything else the middle is what people ask for first. */
export function withMeasure(query: AnalyticsQuery, measure: string): AnalyticsQuery {
  if (measure === 'incident_count') return { ...query, measure, agg: 'count' }
  return { ...query, measure, agg: query.agg === 'count' ? 'p50' : query.agg }
}

/** `Time to resolve, p90, by service`. `labels` of measures and groups by their names. */
export function titleOf({ agg, measure, by }: AnalyticsQuery, labels: ReadonlyMap<string, string>): string {
  const label = (name: string) => labels.get(name) ?? name
  const isCount = agg === 'count'
  return [label(measure), ...(isCount ? [] : [agg]), ...(by === null ? [] : [`by ${label(by).toLowerCase()}`])].join(', ')
}

/** For a shell: a single quote ends the text, stands alone, and begins it again. */
export const commandOf = (query: AnalyticsQuery): string => `muster analytics '${printAnalytics(query).replaceAll("'", `'\\''`)}'`
