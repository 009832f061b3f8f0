import { parseAnalytics } from '#shared/analytics/query/parse.ts'
import { searchFieldsOf } from '#shared/domain/search/fields.ts'
import type { AnalyticsQuery } from '#shared/analytics/query/ast.ts'
import type { Panel } from '#shared/domain/settings/analytics.ts'
import type { WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import { unusedBy } from './explore.ts'
import { inScope, type Scope } from './scope.ts'

type Asks = Pick<Panel, 'kind' | 'query'>
/** A single value has the small line beside it. */
const HAS_COURSE = ['bars', 'stackedBars', 'lines', 'table', 'value']

/** What a panel of a dashboard asks, over what the page speaks; or what is wrong with its question. */
export function panelQuestion(
  { kind, query: text }: Asks,
  scope: Scope,
  settings: WorkspaceSettings,
  nowMs: number
): { ok: true; query: AnalyticsQuery } | { ok: false; problem: string } {
  const parsed = parseAnalytics(text, searchFieldsOf(settings))
  if (!parsed.ok) return { ok: false, problem: `The question of this panel, character ${parsed.problem.at + 1}: ${parsed.problem.message}` }
  const { zone, weekStart } = settings.analytics
  const calendar = { zone: scope.query.zone ?? zone, weekStart: scope.query.weekStart ?? weekStart }
  const query = inScope(parsed.query, scope, nowMs, calendar, HAS_COURSE.includes(kind))
  const compare = query.compare && hasRoom(kind, query, parsed.query.compare !== false)
  return { ok: true, query: { ...query, compare } }
}

/** Asked of the whole page it is drawn where one number stands beside one other, asked by the panel wherever it can be. */
const hasRoom = (kind: Asks['kind'], query: AnalyticsQuery, isOwn: boolean): boolean =>
  isOwn
    ? !unusedBy(kind, query).includes('compare')
    : ['value', 'topList'].includes(kind) || (['bars', 'lines'].includes(kind) && query.by === null)
