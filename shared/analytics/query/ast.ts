import type { Definition, Weekday } from '../../domain/settings/analytics.ts'
import type { QueryProblem } from '../../domain/search/ast.ts'
import type { Aggregation } from '../aggregate.ts'
import type { Rollup } from '../rollup.ts'

/**
 * What is asked of the figures. As text: `p90 time_to_resolve by service rollup month zone Europe/Berlin from 2024-01-01 to 2025-01-01
 * top 8 compare previous where state:resolved`. Incidents are placed by when they were declared, as set by hand where it was.
 */
export interface AnalyticsQuery {
  agg: Aggregation
  /** A built-in measure or the name of a number field. */
  measure: string
  /** Name of a search field. */
  by: string | null
  rollup: Rollup | null
  /** null: that of the workspace. */
  zone: string | null
  weekStart: Weekday | null
  /** As typed: a date in the zone, a moment, or `now-90d`. It begins there. */
  from: string | null
  /** It ends before this: `to 2025-01-01` is without that day. */
  to: string | null
  /** Groups shown beside the rest; null: TOP. */
  top: number | null
  /** Beside the same figures of another period. */
  compare: Compare
  definition: Definition | null
  /** In the language of the list; empty: every incident. */
  where: string
}

/** true: the period before, of the same length. lastyear: the same days a year before. A number: the same days of that year. */
export type Compare = boolean | 'lastyear' | number

/** How many incidents there are, and nothing else said. */
export const EMPTY: AnalyticsQuery = {
  agg: 'count',
  measure: 'incident_count',
  by: null,
  rollup: null,
  zone: null,
  weekStart: null,
  from: null,
  to: null,
  top: null,
  compare: false,
  definition: null,
  where: ''
}

export const CLAUSES = ['by', 'rollup', 'zone', 'weekstart', 'from', 'to', 'top', 'compare', 'definition', 'where'] as const
export type Clause = (typeof CLAUSES)[number]

/** Groups shown where nothing is said, and at most. */
export const TOP = 10
export const MAX_TOP = 50

export interface Place {
  at: number
  length: number
}
/** Where each part stands in the text. */
export type Places = Partial<Record<Clause | 'agg' | 'measure', Place>>

export type ParsedAnalytics = { ok: true; query: AnalyticsQuery; places: Places } | { ok: false; problem: QueryProblem }
