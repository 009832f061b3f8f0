import type { DashboardRequest } from '#shared/bridge/contract/exports.ts'
import type { AnalyticsSettings } from '#shared/domain/settings/analytics.ts'
import { datesWords } from './dates.ts'
import { periodWords } from './period.ts'
import { rangeOfScope, type Scope } from './scope.ts'

/** Over what a page of figures speaks, for who reads it on paper. */
export function scopeFacts(scope: Scope, settings: AnalyticsSettings, nowMs: number): Pick<DashboardRequest, 'facts' | 'zone'> {
  const zone = scope.query.zone ?? settings.zone
  const weekStart = scope.query.weekStart ?? settings.weekStart
  const facts = [
    ['Period', periodOf(scope, nowMs, { zone, weekStart })],
    ['Zone', `${zone}, weeks begin on ${weekStart[0]!.toUpperCase()}${weekStart.slice(1)}`],
    ['Definition', scope.query.definition ?? settings.definition],
    ['Filter', scope.query.where.trim() || 'none, every incident'],
    ...(scope.query.compare ? [['Beside', 'the period before']] : [])
  ]
  return { facts: facts.map(([name, value]) => ({ name: name!, value: value! })), zone }
}

function periodOf(scope: Scope, nowMs: number, calendar: Pick<AnalyticsSettings, 'zone' | 'weekStart'>): string {
  const dates = datesWords(rangeOfScope(scope, nowMs, calendar))
  return scope.period ? `${periodWords(scope.period)}, ${dates}` : dates
}
