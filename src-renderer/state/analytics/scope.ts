import { EMPTY, type AnalyticsQuery, type Compare } from '#shared/analytics/query/ast.ts'
import { parseAnalytics } from '#shared/analytics/query/parse.ts'
import { printAnalytics } from '#shared/analytics/query/print.ts'
import type { Rollup } from '#shared/analytics/rollup.ts'
import type { SearchFields } from '#shared/domain/search/fields.ts'
import { parseRelativeTime } from '#shared/domain/search/values.ts'
import { datesWords } from './dates.ts'
import { datesOf, parsePeriod, periodWords, printPeriod, rollupFor, type Calendar, type Period } from './period.ts'

/**
 * Over what a whole page of panels speaks. As text, in the address: `last 12w compare previous where team:Payments`, the words of a
 * query without what is measured. `period` moves on with the days; without it `from` and `to` are dates that stay.
 */
export interface Scope {
  period: Period | null
  query: AnalyticsQuery
}

const HEAD = 'count incident_count'
export const DEFAULT_SCOPE: Scope = { period: { count: 12, unit: 'w' }, query: { ...EMPTY, compare: true } }

/** What cannot be read is left out, and said: an address may be of another workspace. */
export function parseScope(text: string, fields?: SearchFields): { scope: Scope; problem: string | null } {
  const trimmed = text.trim()
  if (trimmed === '') return { scope: DEFAULT_SCOPE, problem: null }
  const last = /^last (\S+)\s*/.exec(trimmed)
  const period = last ? parsePeriod(last[1]!) : null
  const parsed = parseAnalytics(`${HEAD} ${last ? trimmed.slice(last[0].length) : trimmed}`, fields)
  if (!parsed.ok) return { scope: { ...DEFAULT_SCOPE, period: period ?? DEFAULT_SCOPE.period }, problem: parsed.problem.message }
  const problem = last && !period ? `"${last[1]}" is not a period. Expected a number and d, w, m, q or y, such as 12w.` : null
  return { scope: { period, query: parsed.query }, problem }
}

export function printScope({ period, query }: Scope): string {
  const clauses = printAnalytics(period ? { ...query, from: null, to: null } : query)
    .slice(HEAD.length)
    .trim()
  return [period ? `last ${printPeriod(period)}` : '', clauses].filter(Boolean).join(' ')
}

/** `Last 12 weeks, by week, beside the period before; only service:checkout`. */
export function scopeWords({ period, query }: Scope): string {
  const dates = datesWords(query)
  const parts = [
    period ? periodWords(period) : dates[0]!.toUpperCase() + dates.slice(1),
    ...(query.rollup ? [`by ${query.rollup}`] : []),
    ...(query.zone ? [query.zone] : []),
    ...(query.compare ? [`beside ${besideWords(query.compare)}`] : [])
  ]
  return `${parts.join(', ')}${query.where === '' ? '' : `; only ${query.where}`}`
}

function besideWords(compare: Exclude<Compare, false>): string {
  if (compare === true) return 'the period before'
  return compare === 'lastyear' ? 'a year before' : String(compare)
}

/** The dates a scope has now; null where it has no end on that side. */
export function rangeOfScope({ period, query }: Scope, nowMs: number, calendar: Calendar): { from: string | null; to: string | null } {
  return period ? datesOf(period, nowMs, calendar) : { from: query.from, to: query.to }
}

/** What a panel asks within a scope: its own words go before, and both filters hold. `rollup` stays none for what has no course. */
export function inScope(query: AnalyticsQuery, scope: Scope, nowMs: number, calendar: Calendar, hasCourse: boolean): AnalyticsQuery {
  const range = query.from !== null || query.to !== null ? { from: query.from, to: query.to } : rangeOfScope(scope, nowMs, calendar)
  return {
    ...query,
    ...range,
    rollup: hasCourse ? (query.rollup ?? scope.query.rollup ?? fitting(range, nowMs)) : null,
    zone: query.zone ?? scope.query.zone,
    weekStart: query.weekStart ?? scope.query.weekStart,
    compare: query.compare || scope.query.compare,
    definition: query.definition ?? scope.query.definition,
    where: both(query.where, scope.query.where)
  }
}

const DAY_MS = 24 * 3600_000

/** The step that fits a period; `from` and `to` as typed. */
function fitting({ from, to }: { from: string | null; to: string | null }, nowMs: number): Rollup {
  const msOf = (text: string): number => parseRelativeTime(text, nowMs) ?? Date.parse(text)
  const [start, end] = [from === null ? NaN : msOf(from), to === null ? nowMs : msOf(to)]
  return Number.isFinite(start) && Number.isFinite(end) ? rollupFor((end - start) / DAY_MS) : 'month'
}

export function both(one: string, other: string): string {
  if (one.trim() === '' || other.trim() === '') return one.trim() || other.trim()
  return `(${one}) AND (${other})`
}
