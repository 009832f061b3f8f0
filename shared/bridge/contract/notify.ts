import * as v from 'valibot'
import type { ActorId, IncidentId } from '../../domain/ids.ts'
import { STATUSES } from '../../domain/status.ts'
import { call, stream } from '../rpc.ts'

/* Messages, the work of a person, and what waits to leave Muster. Times are epoch ms. */

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

const incidentMark = v.object({
  id: incidentId,
  number: v.nullable(v.number()),
  /** Of its type, before the number. */
  prefix: v.string(),
  title: v.string(),
  severity: v.string(),
  status: v.picklist(STATUSES)
})
export type IncidentMark = v.InferOutput<typeof incidentMark>

const inboxItem = v.object({
  id: v.string(),
  incident: incidentMark,
  sentAt: v.number(),
  author: person,
  subject: v.string(),
  body: v.string(),
  /** The rule that sent it; null: a person did. */
  rule: v.nullable(v.string()),
  /** It follows an earlier message of its rule. */
  isAgain: v.boolean(),
  isRead: v.boolean()
})
export type InboxItem = v.InferOutput<typeof inboxItem>

const workItem = v.object({
  kind: v.picklist(['task', 'followUp', 'handover']),
  id: v.string(),
  incident: incidentMark,
  /** What to do; for an offer of command, who offers it. */
  text: v.string(),
  dueAt: v.nullable(v.number())
})
export type WorkItem = v.InferOutput<typeof workItem>

const updateDue = v.object({ incident: incidentMark, dueAt: v.number() })
export type UpdateDue = v.InferOutput<typeof updateDue>

const outboxItem = v.object({
  message: v.string(),
  recipient: v.string(),
  incident: incidentMark,
  since: v.number(),
  subject: v.string(),
  author: person,
  /** The last attempt; null: there was none. */
  failure: v.nullable(v.object({ detail: v.string(), at: v.number() })),
  /** Why it is still here, in a sentence. */
  why: v.string()
})
export type OutboxItem = v.InferOutput<typeof outboxItem>

/** What asks for a person's attention: messages not read, tasks with a time, command offered, updates that are due. */
const workCounts = v.object({ unread: v.number(), tasks: v.number(), handovers: v.number(), updates: v.number(), outbox: v.number() })
export type WorkCounts = v.InferOutput<typeof workCounts>

/** Something that just came for the person who sits here; `incident` null: several things at once. */
const alert = v.object({ type: v.literal('alert'), title: v.string(), body: v.string(), incident: v.nullable(incidentId) })
export type Alert = v.InferOutput<typeof alert>
/** open: the person chose to see it, outside the window. */
const alertOrOpen = v.variant('type', [alert, v.object({ type: v.literal('open'), incident: v.nullable(incidentId) })])
export type AlertOrOpen = v.InferOutput<typeof alertOrOpen>

const ids = v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(10_000))

export const NOTIFY = {
  watchWork: stream(nothing, workCounts, v.null()),
  watchAlerts: stream(nothing, alertOrOpen, v.null()),
  listInbox: call(
    v.object({
      offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 200)
    }),
    v.array(inboxItem)
  ),
  /** For the person who sits here. `ids` null: everything there is. */
  markRead: call(v.object({ ids: v.nullable(ids), isRead: v.boolean() }), v.null()),
  listWork: call(nothing, v.object({ items: v.array(workItem), updates: v.array(updateDue) })),
  listOutbox: call(nothing, v.array(outboxItem)),
  /** It need not go out any more. */
  discardOutgoing: call(v.object({ incident: incidentId, message: v.string(), recipient: v.string() }), v.null()),
  /** Recipients as a person writes them. */
  notify: call(
    v.object({
      ref: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
      to: v.pipe(v.array(v.string()), v.maxLength(200)),
      /** Absent: those of the template. */
      subject: v.optional(v.string()),
      body: v.optional(v.string()),
      /** Its id or name. */
      template: v.optional(v.string())
    }),
    v.object({ id: incidentId, message: v.string(), recipients: v.array(v.string()) })
  )
} as const
