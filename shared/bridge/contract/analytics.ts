import * as v from 'valibot'
import { AGGREGATIONS } from '../../analytics/aggregate.ts'
import { DEFINITIONS, WEEKDAYS } from '../../domain/settings/analytics.ts'
import type { IncidentId } from '../../domain/ids.ts'
import { STATUSES } from '../../domain/status.ts'
import { call, stream } from '../rpc.ts'

/*
 * Figures. A question is a text (shared/analytics/query; `parseAnalytics` reads it, `printAnalytics` writes it), so a panel, a link and
 * the command line all hold the same. Answers come in three shapes: series (bars, lines, top list, single value, table), distribution,
 * heat map. Each says the definition, zone and calendar it went by, and counts what it could not measure. A question with a problem
 * gets `{type: 'problem'}` with the place in its text; the three shapes say so, too, of a part they have no use for.
 *
 * Values are ms of `unit` ms, else plain numbers. Times are epoch ms. `watchAnalytics` tells when figures may be different.
 */

const nothing = v.optional(v.null(), null)
const text = v.pipe(v.string(), v.maxLength(100_000))
const nullable = v.nullable(v.number())
const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const incidentId = v.pipe(
  v.string(),
  v.transform((id) => id as IncidentId)
)

/** Counted and shown, never dropped: n have a value; pending is still running, invalid ends before it starts. */
const cell = v.object({ value: nullable, n: v.number(), pending: v.number(), notApplicable: v.number(), invalid: v.number() })
export type AnalyticsCell = v.InferOutput<typeof cell>
/** One list a property, a place in each for every bucket. */
const cells = v.object({
  value: v.array(nullable),
  n: v.array(v.number()),
  pending: v.array(v.number()),
  notApplicable: v.array(v.number()),
  invalid: v.array(v.number())
})
export type AnalyticsCells = v.InferOutput<typeof cells>

/** all: not grouped. none: incidents without a value. other: those with a value that is not among the first, each once. */
export const GROUP_TYPES = ['all', 'value', 'none', 'other'] as const
const group = v.object({ type: v.picklist(GROUP_TYPES), value: v.string(), label: v.string() })
export type AnalyticsGroup = v.InferOutput<typeof group>

const period = v.object({
  /** null: no end on that side. `to` is not part of it. */
  from: nullable,
  to: nullable,
  /** Where buckets begin, and after these the end of the last: one longer than `cells`. Without a roll-up there is one bucket. */
  edges: v.array(v.number()),
  /** Indices of buckets that are cut off by the period, or not over yet. */
  partial: v.array(v.number()),
  /** Of all incidents, each once. */
  total: cell,
  /** Greatest total first, other last; one of `all` where nothing groups. `total` is over the period, not the sum of its buckets. */
  series: v.array(v.object({ group, total: cell, cells }))
})
export type AnalyticsPeriod = v.InferOutput<typeof period>

const problem = v.object({ type: v.literal('problem'), message: v.string(), at: v.number(), length: v.number() })
export type AnalyticsProblem = v.InferOutput<typeof problem>

export const UNITS = ['count', 'ms', 'number'] as const
/** What every answer says of itself. */
const said = {
  /** The question as it is printed: the same for the same question. */
  text: v.string(),
  definition: v.picklist(DEFINITIONS),
  measure: v.string(),
  measureLabel: v.string(),
  /** `resolved − created`: what is measured under this definition. */
  arithmetic: v.string(),
  agg: v.picklist(AGGREGATIONS),
  /** Of `value`: of the aggregation count it is count. */
  unit: v.picklist(UNITS),
  zone: v.string(),
  weekStart: v.picklist(WEEKDAYS),
  /** Tests that would have been counted; types say in the settings whether theirs are. */
  testsLeftOut: v.number(),
  tookMs: v.number()
}
const series = v.object({
  type: v.literal('series'),
  ...said,
  rollup: v.nullable(v.picklist(['hour', 'day', 'week', 'month', 'quarter'])),
  by: v.nullable(v.object({ name: v.string(), label: v.string() })),
  current: period,
  /**
   * The period before: the groups of the current one, its nth bucket beside the nth, so that both are as far into their period. Where
   * one has more of them (months of 28 and 31 days, a day of 23 hours) what is too many stands beside nothing. null: not asked for.
   */
  previous: v.nullable(period)
})
export type AnalyticsSeries = v.InferOutput<typeof series>

const distribution = v.object({
  type: v.literal('distribution'),
  ...said,
  /** Unit of the edges of bins. */
  valueUnit: v.picklist(UNITS),
  /** From `from` to before `to`, the last one to its very end; without gaps. None where there is no value. */
  bins: v.array(v.object({ from: v.number(), to: v.number(), n: v.number() })),
  total: cell
})
export type AnalyticsDistribution = v.InferOutput<typeof distribution>

const heatMap = v.object({
  type: v.literal('heatMap'),
  ...said,
  /** 7 × 24 by the clocks of the zone when the incident was declared: Monday 0:00 first, then hour by hour. */
  cells,
  total: cell
})
export type AnalyticsHeatMap = v.InferOutput<typeof heatMap>

export const OUTCOMES = ['value', 'pending', 'notApplicable', 'invalid'] as const
/** A point of an answer. What is left out is not asked: `{}` is everything behind the question. */
const point = v.object({
  isPrevious: v.optional(v.boolean(), false),
  /** Where its bucket begins. */
  bucket: v.optional(nullable, null),
  group: v.optional(v.nullable(v.object({ type: v.picklist(GROUP_TYPES), value: v.string() })), null),
  /** Of a heat map: 0 to 167. */
  heatCell: v.optional(nullable, null),
  /** Of a distribution: where its bin begins. */
  bin: v.optional(nullable, null),
  outcome: v.optional(v.nullable(v.picklist(OUTCOMES)), null)
})
export type AnalyticsPoint = v.InferInput<typeof point>

const behind = v.object({
  id: incidentId,
  number: nullable,
  /** Of its type, before the number. */
  prefix: v.string(),
  title: v.string(),
  severity: v.string(),
  status: v.picklist(STATUSES),
  declaredAt: v.number(),
  outcome: v.picklist(OUTCOMES),
  value: nullable
})
export type BehindIncident = v.InferOutput<typeof behind>

const evidence = v.object({
  /** What it stands for: `resolved`, `impact start`, `Active`. */
  name: v.string(),
  at: nullable,
  /** Set by hand, and not when it happened. */
  isByHand: v.boolean(),
  /** The event of the log it is from, and what that says; null: there is none yet. */
  event: v.nullable(v.object({ id: v.string(), at: v.number(), by: v.string(), words: v.string() }))
})
const why = v.object({
  definition: v.picklist(DEFINITIONS),
  measure: v.string(),
  measureLabel: v.string(),
  unit: v.picklist(UNITS),
  outcome: v.picklist(OUTCOMES),
  value: nullable,
  /** In words: `resolved − created`. */
  arithmetic: v.string(),
  /** In figures: `2026-03-10T12:30:00Z − 2026-03-10T12:00:00Z = 30 min`, or why there is no value. */
  reckoning: v.string(),
  evidence: v.array(evidence),
  /** Of a time in a status: each stretch of it; `to` null: it is in it now. */
  stretches: v.array(v.object({ from: v.number(), to: nullable, ms: nullable }))
})
export type WhyMeasure = v.InferOutput<typeof why>

const named = v.object({ name: v.string(), label: v.string() })
const abilities = v.object({
  definition: v.picklist(DEFINITIONS),
  zone: v.string(),
  weekStart: v.picklist(WEEKDAYS),
  measures: v.array(v.object({ ...named.entries, unit: v.picklist(UNITS), arithmetic: v.string() })),
  groups: v.array(named)
})
export type AnalyticsAbilities = v.InferOutput<typeof abilities>

export const ANALYTICS = {
  /** What can be measured and grouped by in this workspace, and by which definition, zone and week it counts. */
  describeAnalytics: call(nothing, abilities),
  /** For bars, lines, top list, single value and table. */
  measureSeries: call(v.object({ text }), v.variant('type', [series, problem])),
  measureDistribution: call(v.object({ text }), v.variant('type', [distribution, problem])),
  measureHeatMap: call(v.object({ text }), v.variant('type', [heatMap, problem])),
  /**
   * The incidents behind a point: greatest value first, then latest declared. `query`: the same in the language of the list, where it
   * can be said there; null where it cannot (other, pending …).
   */
  listBehind: call(
    v.object({ text, point, offset: whole, limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)) }),
    v.variant('type', [
      v.object({ type: v.literal('incidents'), total: v.number(), incidents: v.array(behind), query: v.nullable(v.string()) }),
      problem
    ])
  ),
  /** From which events a measure of one incident was reckoned. `ref`: `IR-12`, `12` or an id. */
  explainMeasure: call(
    v.object({
      ref: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
      measure: v.pipe(v.string(), v.maxLength(80)),
      definition: v.optional(v.nullable(v.picklist(DEFINITIONS)), null)
    }),
    why
  ),
  /** Tells a new number whenever figures may look different: incidents or settings changed, here or on another seat. */
  watchAnalytics: stream(nothing, v.number(), v.null())
} as const
