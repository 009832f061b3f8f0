import * as v from 'valibot'
import { EVENT_ID } from './clock.ts'
import type { ActorId, EntryId, EventId } from './ids.ts'
import { SEVERITY } from './severity.ts'
import { STATUSES } from './status.ts'

/*
 * Every kind of event an incident's log can hold. Events are immutable; `base` names the event a setting replaces
 * (null: the value set at declaration, or none). Lengths are bounds on what a peer may make us keep in memory.
 */

const text = (max: number) => v.pipe(v.string(), v.maxLength(max))
const eventId = v.pipe(
  v.string(),
  v.regex(EVENT_ID),
  v.transform((id) => id as EventId)
)
const entryId = v.pipe(
  v.string(),
  v.regex(EVENT_ID),
  v.transform((id) => id as EntryId)
)
const actorId = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(120),
  v.transform((id) => id as ActorId)
)
/** Epoch ms within what a Date can show. */
const time = v.pipe(v.number(), v.integer(), v.minValue(-8.64e15), v.maxValue(8.64e15))
const base = v.nullable(eventId)
const status = v.picklist(STATUSES)
const severity = v.pipe(v.string(), v.regex(SEVERITY))

export const VISIBILITIES = ['public', 'private'] as const
export const CUSTOMER_IMPACTS = ['yes', 'no', 'unknown'] as const
/** Commander is always there and always one person; other roles come from settings. */
export const COMMANDER_ROLE = 'commander'
/** Categories of what a person posts. What Muster writes itself has its category from its kind. */
export const ENTRY_CATEGORIES = ['note', 'update', 'integration', 'task', 'notification', 'signal', 'system'] as const
export type EntryCategory = (typeof ENTRY_CATEGORIES)[number]
export type Visibility = (typeof VISIBILITIES)[number]
export type CustomerImpact = (typeof CUSTOMER_IMPACTS)[number]

const fieldValue = v.union([v.null(), text(10_000), v.number(), v.pipe(v.array(text(500)), v.maxLength(1000))])
export type FieldValue = v.InferOutput<typeof fieldValue>

const envelope = {
  id: eventId,
  /** The human time of what happened, epoch ms; may be backdated; never decides who wins. */
  at: time,
  by: actorId,
  /** Where an imported fact comes from. Two events with one source are one fact; the first id counts. */
  source: v.optional(text(300))
}

const event = <Kind extends string, Fields extends v.ObjectEntries>(kind: Kind, fields: Fields) =>
  v.object({ ...envelope, kind: v.literal(kind), ...fields })

export const EVENT_SCHEMAS = {
  declared: event('declared', {
    title: text(500),
    severity,
    status,
    visibility: v.picklist(VISIBILITIES),
    isTest: v.boolean(),
    customerImpact: v.picklist(CUSTOMER_IMPACTS),
    commander: v.nullable(actorId)
  }),
  /** Only a hub writes it; the first one counts. */
  numberAssigned: event('numberAssigned', { number: v.pipe(v.number(), v.integer(), v.minValue(1)), hub: text(64) }),
  /** The name an actor goes by, kept in each incident so that it can be read on its own. */
  actorNamed: event('actorNamed', { actor: actorId, name: text(200) }),
  statusChanged: event('statusChanged', { status, base }),
  severityChanged: event('severityChanged', { severity, base }),
  fieldSet: event('fieldSet', { field: text(64), value: fieldValue, base }),
  roleAssigned: event('roleAssigned', { role: text(64), person: actorId, base }),
  responderAdded: event('responderAdded', { person: actorId }),
  impactAdded: event('impactAdded', { start: time, end: v.nullable(time), scope: text(2_000), isCustomer: v.boolean() }),
  impactChanged: event('impactChanged', {
    impact: eventId,
    start: time,
    end: v.nullable(time),
    scope: text(2_000),
    isCustomer: v.boolean(),
    base
  }),
  /** Its body is the Y.Text of the same id under the `entries` root. */
  entryPosted: event('entryPosted', { category: v.picklist(ENTRY_CATEGORIES) }),
  /** Somebody other than at posting typed in the body; written once per person and editing session. */
  entryEdited: event('entryEdited', { entry: entryId }),
  entryRetimed: event('entryRetimed', { entry: entryId, to: time, base }),
  entryFlagged: event('entryFlagged', { entry: entryId, flagged: v.boolean(), base }),
  entryRetracted: event('entryRetracted', { entry: entryId }),
  linkAdded: event('linkAdded', { name: text(300), url: text(2_000) })
} as const

export type EventKind = keyof typeof EVENT_SCHEMAS
export type EventOf<Kind extends EventKind> = v.InferOutput<(typeof EVENT_SCHEMAS)[Kind]>
export type IncidentEvent = { [Kind in EventKind]: EventOf<Kind> }[EventKind]

const schemaOf: ReadonlyMap<string, v.GenericSchema<unknown, IncidentEvent>> = new Map(
  Object.entries(EVENT_SCHEMAS) as unknown as [string, v.GenericSchema<unknown, IncidentEvent>][]
)

export type ParsedEvent =
  | { type: 'event'; event: IncidentEvent }
  /** A newer build's kind: kept in the log, ignored by the fold. */
  | { type: 'unknown'; kind: string }
  | { type: 'malformed'; problem: string }

/** Parse one value of the `events` map. `key` must be the event's own id. Never throws. */
export function parseEvent(key: string, input: unknown): ParsedEvent {
  const kind = typeof input === 'object' && input !== null ? (input as { kind?: unknown }).kind : undefined
  if (typeof kind !== 'string') return { type: 'malformed', problem: 'it has no kind' }
  const schema = schemaOf.get(kind)
  if (!schema) return { type: 'unknown', kind }
  const parsed = v.safeParse(schema, input)
  if (!parsed.success) return { type: 'malformed', problem: describeIssue(parsed.issues[0]) }
  if (parsed.output.id !== key) return { type: 'malformed', problem: `it is filed under ${key} but calls itself ${parsed.output.id}` }
  return { type: 'event', event: parsed.output }
}

function describeIssue(issue: v.BaseIssue<unknown> | undefined): string {
  if (!issue) return 'unreadable'
  const path = issue.path?.map((item) => String(item.key)).join('.')
  return path ? `${path}: ${issue.message}` : issue.message
}
