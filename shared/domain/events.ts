import * as v from 'valibot'
import { FILE_HASH } from './ids.ts'
import { actorId, base, entryId, event, eventId, fieldValue, text, time } from './schema.ts'
import { POSTMORTEM_STATES } from './postmortem.ts'
import { PAGES } from './prose/pages.ts'
import { SEVERITY } from './severity.ts'
import { signalSchema } from './signals.ts'
import { STATUSES } from './status.ts'

export type { FieldValue } from './schema.ts'

/*
 * Every kind of event an incident's log can hold. Events are immutable; `base` names the event a setting replaces
 * (null: the value set at declaration, or none).
 */

const status = v.picklist(STATUSES)
const severity = v.pipe(v.string(), v.regex(SEVERITY))

export const VISIBILITIES = ['public', 'private'] as const
export const CUSTOMER_IMPACTS = ['yes', 'no', 'unknown'] as const
/** Commander is always there and always one person; other roles come from settings. */
export const COMMANDER_ROLE = 'commander'
/** Categories of what a person posts. What Muster writes itself has its category from its kind. */
export const ENTRY_CATEGORIES = ['note', 'update', 'integration', 'task', 'notification', 'signal', 'system'] as const
/** Tasks belong to running the incident, follow-ups to the time after. */
export const TASK_LISTS = ['task', 'followUp'] as const
export type TaskList = (typeof TASK_LISTS)[number]
/** text: string. assignees: list of actors. dueAt, doneAt: epoch ms or null. list: one of TASK_LISTS. */
export const TASK_PROPERTIES = ['text', 'assignees', 'dueAt', 'doneAt', 'list'] as const
export type TaskProperty = (typeof TASK_PROPERTIES)[number]
export const LINK_ROLES = ['link', 'document', 'chat', 'video', 'postmortem', 'tracker'] as const
export type LinkRole = (typeof LINK_ROLES)[number]
/** Times of an incident that may be set by hand, for measures and search; the timeline keeps what happened. */
export const TIMESTAMPS = ['declared', 'detected', 'resolved'] as const
export type Timestamp = (typeof TIMESTAMPS)[number]
export const RELATIONS = ['related', 'duplicate'] as const
export type Relation = (typeof RELATIONS)[number]
export const HANDOVER_ANSWERS = ['accepted', 'declined', 'withdrawn'] as const
/** What can be taken back again after it was removed. */
export const REMOVABLE = ['entry', 'impact', 'link', 'signal', 'task', 'draft', 'comment'] as const
/** `recipients`: list. `subject`, `body`: text. */
export const MESSAGE_PROPERTIES = ['recipients', 'subject', 'body', 'template'] as const
export type MessageProperty = (typeof MESSAGE_PROPERTIES)[number]
/** discarded: somebody decided that it need not go out any more. */
export const DELIVERY_OUTCOMES = ['delivered', 'failed', 'discarded'] as const
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number]
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const
/** Type of incidents that name none. */
export const DEFAULT_TYPE = 'incident'
export type EntryCategory = (typeof ENTRY_CATEGORIES)[number]
export type Visibility = (typeof VISIBILITIES)[number]
export type CustomerImpact = (typeof CUSTOMER_IMPACTS)[number]

/** `person:<actor>`, `email:<address>`, `channel:<name>`, `page:<name>`. */
const message = { recipients: v.pipe(v.array(text(500)), v.maxLength(200)), subject: text(500), body: text(20_000) }

/** What the role was called then, so that the log can be read without the settings. */
const roleName = v.optional(text(60))

export const EVENT_SCHEMAS = {
  declared: event('declared', {
    title: text(500),
    severity,
    status,
    visibility: v.picklist(VISIBILITIES),
    isTest: v.boolean(),
    customerImpact: v.picklist(CUSTOMER_IMPACTS),
    commander: v.nullable(actorId),
    /** Id of its incident type in the settings; absent: the default one. */
    incidentType: v.optional(text(64))
  }),
  /** Only a hub writes it; the first one counts. */
  numberAssigned: event('numberAssigned', { number: v.pipe(v.number(), v.integer(), v.minValue(1)), hub: text(64) }),
  /** The name an actor goes by, kept in each incident so that it can be read on its own. */
  actorNamed: event('actorNamed', { actor: actorId, name: text(200) }),
  statusChanged: event('statusChanged', { status, base }),
  visibilityChanged: event('visibilityChanged', { visibility: v.picklist(VISIBILITIES), base }),
  severityChanged: event('severityChanged', { severity, base }),
  fieldSet: event('fieldSet', { field: text(64), value: fieldValue, base }),
  /** A role that one person has: whoever had it is a responder again. */
  roleAssigned: event('roleAssigned', { role: text(64), person: actorId, base, name: roleName }),
  /** A role that several may have; `responder` takes the role away. `base` is the last role event of this person. */
  roleGiven: event('roleGiven', { role: text(64), person: actorId, base, name: roleName }),
  responderAdded: event('responderAdded', { person: actorId }),
  /** Leaves the list until they write or are added again. A commander cannot leave. */
  responderRemoved: event('responderRemoved', { person: actorId }),
  /** Command passes only when `to` accepts. */
  handoverOffered: event('handoverOffered', { to: actorId, brief: text(20_000) }),
  handoverAnswered: event('handoverAnswered', { offer: eventId, answer: v.picklist(HANDOVER_ANSWERS) }),
  impactAdded: event('impactAdded', {
    start: time,
    end: v.nullable(time),
    scope: text(2_000),
    isCustomer: v.boolean(),
    fields: v.optional(v.record(text(64), fieldValue))
  }),
  impactChanged: event('impactChanged', {
    impact: eventId,
    start: time,
    end: v.nullable(time),
    scope: text(2_000),
    isCustomer: v.boolean(),
    fields: v.optional(v.record(text(64), fieldValue)),
    base
  }),
  impactRemoved: event('impactRemoved', { impact: eventId }),
  /** Its body is the Y.Text of the same id under the `entries` root. */
  entryPosted: event('entryPosted', { category: v.picklist(ENTRY_CATEGORIES) }),
  /** Somebody other than at posting typed in the body; written once per person and editing session. */
  entryEdited: event('entryEdited', { entry: entryId }),
  /** Somebody typed in a page; written once per person, page and hour, so that the log says whose the letters are. */
  pageEdited: event('pageEdited', { page: v.picklist(PAGES) }),
  entryRetimed: event('entryRetimed', { entry: entryId, to: time, base }),
  entryFlagged: event('entryFlagged', { entry: entryId, flagged: v.boolean(), base }),
  entryRetracted: event('entryRetracted', { entry: entryId }),
  /** A removal (or retraction) holds no more; removing again is another event. */
  restored: event('restored', { removal: eventId, what: v.picklist(REMOVABLE) }),
  linkAdded: event('linkAdded', { name: text(300), url: text(2_000), role: v.optional(v.picklist(LINK_ROLES)) }),
  linkRemoved: event('linkRemoved', { link: eventId }),
  taskAdded: event('taskAdded', {
    list: v.picklist(TASK_LISTS),
    text: v.pipe(text(2_000), v.minLength(1)),
    assignees: v.pipe(v.array(actorId), v.maxLength(50)),
    dueAt: v.nullable(time)
  }),
  taskSet: event('taskSet', { task: eventId, property: v.picklist(TASK_PROPERTIES), value: fieldValue, base }),
  taskRemoved: event('taskRemoved', { task: eventId }),
  timestampSet: event('timestampSet', { timestamp: v.picklist(TIMESTAMPS), to: v.nullable(time), base }),
  /** `title`: number and title as they were then, so that the log can be read on its own. */
  relatedAdded: event('relatedAdded', { incident: text(64), relation: v.picklist(RELATIONS), title: v.optional(text(600)) }),
  relatedRemoved: event('relatedRemoved', { incident: text(64), title: v.optional(text(600)) }),
  signalAttached: event('signalAttached', { signal: signalSchema }),
  signalRemoved: event('signalRemoved', { signal: eventId }),
  /** Its bytes are the document `file-<hash>`; entries show it as `![name](file:<hash>)`. */
  fileAttached: event('fileAttached', {
    hash: v.pipe(v.string(), v.regex(FILE_HASH)),
    name: text(300),
    mediaType: v.picklist(IMAGE_TYPES),
    bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
    width: v.pipe(v.number(), v.integer(), v.minValue(1)),
    height: v.pipe(v.number(), v.integer(), v.minValue(1))
  }),
  /** `copy` names the template's text in the page: one that two people started with stands there once. */
  postmortemStarted: event('postmortemStarted', { template: text(64), name: text(80), copy: text(64), base }),
  postmortemStateSet: event('postmortemStateSet', { state: v.picklist(POSTMORTEM_STATES), base }),
  postmortemReviewersSet: event('postmortemReviewersSet', { reviewers: v.pipe(v.array(actorId), v.maxLength(50)), base }),
  /** By its author, for the text of this digest; null: taken back. */
  postmortemSignedOff: event('postmortemSignedOff', { digest: v.nullable(text(64)), base }),
  commentPosted: event('commentPosted', {
    page: v.picklist(PAGES),
    anchor: v.object({ start: text(200), end: text(200) }),
    quote: text(1_000),
    text: v.pipe(text(5_000), v.minLength(1))
  }),
  commentReplied: event('commentReplied', { comment: eventId, text: v.pipe(text(5_000), v.minLength(1)) }),
  commentResolved: event('commentResolved', { comment: eventId, isResolved: v.boolean(), base }),
  /** A comment with its replies, or one reply. */
  commentRemoved: event('commentRemoved', { comment: eventId }),
  /** A message somebody is still writing. */
  messageDrafted: event('messageDrafted', { ...message, template: v.nullable(text(64)) }),
  messageSet: event('messageSet', { message: eventId, property: v.picklist(MESSAGE_PROPERTIES), value: fieldValue, base }),
  messageDiscarded: event('messageDiscarded', { message: eventId }),
  /** `rule`: the rule that sent it. `renotifies`: the earlier message of that rule it follows. */
  messageSent: event('messageSent', {
    ...message,
    draft: v.nullable(eventId),
    rule: v.nullable(text(64)),
    renotifies: v.nullable(eventId)
  }),
  /** What became of one recipient outside Muster. */
  messageDelivered: event('messageDelivered', {
    message: eventId,
    recipient: text(500),
    outcome: v.picklist(DELIVERY_OUTCOMES),
    detail: text(1_000)
  }),
  /** Only in the workspace document: one value of the settings, see settings/. */
  settingSet: event('settingSet', { path: v.pipe(text(300), v.minLength(1)), value: fieldValue, base })
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
