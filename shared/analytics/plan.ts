import type { AnalyticsSettings, Definition } from '../domain/settings/analytics.ts'
import type { Query, QueryProblem } from '../domain/search/ast.ts'
import type { SearchFields } from '../domain/search/fields.ts'
import { parseQuery } from '../domain/search/parse.ts'
import { specOf, unitOf, type MeasureSpec, type Unit } from './measures.ts'
import { TOP, type AnalyticsQuery, type Clause, type ParsedAnalytics, type Place, type Places } from './query/ast.ts'
import { parseAnalytics } from './query/parse.ts'
import { comparedRange, rangeOf, type Range } from './query/range.ts'
import type { Calendar } from './rollup.ts'

/** A question with everything the workspace and the clock have to say to it. */
export interface Plan {
  query: AnalyticsQuery
  places: Places
  spec: MeasureSpec
  unit: Unit
  definition: Definition
  calendar: Calendar
  top: number
  nowMs: number
  range: Range
  /** null: nothing to compare with. */
  previous: { from: number; to: number } | null
  /** Of `where`. */
  where: Query | null
}

export type Planned = { ok: true; plan: Plan } | { ok: false; problem: QueryProblem }

export interface PlanContext {
  settings: AnalyticsSettings
  fields: SearchFields
  nowMs: number
}

/** What each way to show figures has no use for: said, rather than passed over. */
export const UNUSED: Record<'series' | 'distribution' | 'heatMap', readonly Clause[]> = {
  series: [],
  distribution: ['by', 'rollup', 'top', 'compare'],
  heatMap: ['by', 'rollup', 'top', 'compare']
}

export function planAnalytics(text: string, shape: keyof typeof UNUSED, context: PlanContext): Planned {
  const parsed = parseAnalytics(text, context.fields)
  if (!parsed.ok) return parsed
  const unused = UNUSED[shape].find((clause) => parsed.places[clause])
  if (unused) return wrong(`A ${shape === 'heatMap' ? 'heat map' : shape} has no use for ${unused}. Leave it out.`, parsed.places[unused]!)
  return planParsed(parsed, context)
}

function planParsed({ query, places }: ParsedAnalytics & { ok: true }, { settings, fields, nowMs }: PlanContext): Planned {
  const definition = query.definition ?? settings.definition
  const calendar = { zone: query.zone ?? settings.zone, weekStart: query.weekStart ?? settings.weekStart }
  const range = rangeOf(query, nowMs, calendar.zone)
  if (range.from !== null && range.to !== null && range.to <= range.from)
    return wrong('This ends before it begins: to must be later than from.', places.to!)
  if (query.compare && range.from === null) return wrong('Expected from, to know what to compare with.', places.compare!)
  const end = range.to ?? nowMs
  if (query.compare && end <= range.from!) return wrong('Expected a time that has passed, to compare with another period.', places.from!)
  const parsed = parseQuery(query.where, fields)
  if (!parsed.ok) return parsed
  const previous = query.compare ? comparedRange(query.compare, range.from!, end, calendar.zone) : null
  if (previous === undefined) return wrong(`This begins in ${query.compare} itself. Expected another year.`, places.compare!)
  const spec = specOf(query.measure, definition)
  const unit = unitOf(query.measure)
  const top = query.top ?? TOP
  return { ok: true, plan: { query, places, spec, unit, definition, calendar, top, nowMs, range, previous, where: parsed.query } }
}

export const wrong = (message: string, { at, length }: Place): { ok: false; problem: QueryProblem } => ({
  ok: false,
  problem: { message, at, length }
})
