import * as v from 'valibot'
import { CUSTOMER_IMPACTS, VISIBILITIES } from '../../domain/events.ts'
import type { ActorId, IncidentId } from '../../domain/ids.ts'
import { fieldValue } from '../../domain/schema.ts'
import { STATUSES } from '../../domain/status.ts'
import { call, stream } from '../rpc.ts'

/* What the list asks: counts, pages, facets, values to offer, where words were found, and everything found for an export. */

const nothing = v.optional(v.null(), null)
const incidentId = v.pipe(
  v.string(),
  v.transform((id) => id as IncidentId)
)
const person = v.object({
  id: v.pipe(
    v.string(),
    v.transform((id) => id as ActorId)
  ),
  name: v.string()
})
const nullableNumber = v.nullable(v.number())
const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const query = v.pipe(v.string(), v.maxLength(100_000))

const incidentRow = v.object({
  id: incidentId,
  number: nullableNumber,
  /** Of its type, before the number. */
  prefix: v.string(),
  title: v.string(),
  severity: v.string(),
  status: v.picklist(STATUSES),
  incidentType: v.string(),
  visibility: v.picklist(VISIBILITIES),
  isTest: v.boolean(),
  customerImpact: v.picklist(CUSTOMER_IMPACTS),
  commander: v.nullable(person),
  services: v.array(v.string()),
  teams: v.array(v.string()),
  declaredAt: v.number(),
  resolvedAt: nullableNumber,
  lastUpdateAt: v.number(),
  /** Some of its changes are on this machine only. */
  isUnshared: v.boolean(),
  /** Of the columns asked for beside these, by name; absent: none has a value. */
  values: v.optional(v.record(v.string(), fieldValue))
})
export type IncidentRow = v.InferOutput<typeof incidentRow>

export const SORT_COLUMNS = [
  'severity',
  'number',
  'title',
  'status',
  'impact',
  'duration',
  'commander',
  'services',
  'lastUpdate',
  'declared'
] as const
/** Not a column: words in the title before words elsewhere, then newest activity; without words newest activity alone. */
export const BEST_MATCH = 'bestMatch'
/** One of SORT_COLUMNS, BEST_MATCH, or the name of a search field: any column can be sorted by. */
const sort = v.object({ by: v.pipe(v.string(), v.maxLength(80)), descending: v.boolean() })
export type Sort = v.InferOutput<typeof sort>

/** What is wrong with a query, and where in it. */
const queryProblem = v.object({ message: v.string(), at: v.number(), length: v.number() })
export type QueryProblem = v.InferOutput<typeof queryProblem>

/** matches: what the query finds. openOutside: open incidents it does not find. */
export const LIST_SECTIONS = ['matches', 'openOutside'] as const

const facet = v.object({
  /** As written in a query: `severity`, `state`, `service`, `commander`. */
  name: v.string(),
  label: v.string(),
  isCustom: v.boolean(),
  type: v.picklist(['values', 'number', 'time']),
  /** Most frequent first, at most 50; closed fields in their own order, zero counts kept. */
  values: v.array(v.object({ value: v.string(), label: v.string(), count: v.number() })),
  /** How many values there are in all. */
  distinct: v.number(),
  /** Incidents that have a value, and the least and the most of numbers and times. */
  count: v.number(),
  min: nullableNumber,
  max: nullableNumber
})
export type Facet = v.InferOutput<typeof facet>

const iso = v.string()
/** The stable shape of `muster list --json`; times ISO in UTC. */
export const incidentSummary = v.object({
  id: incidentId,
  number: nullableNumber,
  /** Of its type, before the number. */
  prefix: v.string(),
  title: v.string(),
  severity: v.string(),
  status: v.string(),
  visibility: v.string(),
  isTest: v.boolean(),
  commander: v.nullable(v.string()),
  services: v.array(v.string()),
  teams: v.array(v.string()),
  declaredAt: iso,
  resolvedAt: v.nullable(iso),
  lastUpdateAt: iso
})
export type IncidentSummary = v.InferOutput<typeof incidentSummary>

const found = v.object({
  id: incidentId,
  /** `notes`, `rootCause`, `postmortem`, `field:<name>`, or `entry:`, `impact:`, `task:`, `link:` and an id. */
  source: v.string(),
  at: v.number(),
  parts: v.array(v.object({ text: v.string(), isMatch: v.boolean() }))
})
/** Where words were found in an incident. */
export type Found = v.InferOutput<typeof found>

const columns = v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(80))), v.maxLength(60)))

export const FIND = {
  countList: call(
    v.object({ query }),
    v.object({ matches: v.number(), openOutside: v.number(), total: v.number(), tookMs: v.number(), problem: v.nullable(queryProblem) })
  ),
  listIncidents: call(
    v.object({
      query,
      sort,
      section: v.picklist(LIST_SECTIONS),
      offset: whole,
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
      /** Names of search fields whose values are wanted, too. */
      columns
    }),
    v.array(incidentRow)
  ),
  countFacets: call(v.object({ query }), v.array(facet)),
  /** Values of a field that hold `text`, with how many incidents of `query` have them; at most 50. */
  suggestValues: call(
    v.object({ query, field: v.pipe(v.string(), v.maxLength(80)), text: v.pipe(v.string(), v.maxLength(500)) }),
    v.array(v.object({ value: v.string(), label: v.string(), count: v.number() }))
  ),
  /** Where the words of a query stand in these incidents; none for those where they stand in the title alone. */
  findSnippets: call(v.object({ query, ids: v.pipe(v.array(incidentId), v.maxLength(200)) }), v.array(found)),
  listSummaries: call(v.object({ query, sort: v.optional(sort) }), v.array(incidentSummary)),
  /** Tells a new number whenever the list may look different. */
  watchList: stream(nothing, v.number(), v.null())
} as const
