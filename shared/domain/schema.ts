import * as v from 'valibot'
import { EVENT_ID } from './clock.ts'
import type { ActorId, EntryId, EventId } from './ids.ts'

/* What events are made of. Lengths are bounds on what a peer may make us keep in memory. */

export const text = (max: number) => v.pipe(v.string(), v.maxLength(max))
export const eventId = v.pipe(
  v.string(),
  v.regex(EVENT_ID),
  v.transform((id) => id as EventId)
)
export const entryId = v.pipe(
  v.string(),
  v.regex(EVENT_ID),
  v.transform((id) => id as EntryId)
)
export const actorId = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(120),
  v.transform((id) => id as ActorId)
)
/** Epoch ms within what a Date can show. */
export const time = v.pipe(v.number(), v.integer(), v.minValue(-8.64e15), v.maxValue(8.64e15))
/** The event a setting replaces; null: the value set at declaration, or none. */
export const base = v.nullable(eventId)

/** What a setting, a field or a property may hold. Times are epoch ms. */
export const fieldValue = v.union([
  v.null(),
  v.boolean(),
  text(10_000),
  v.pipe(v.number(), v.finite()),
  v.pipe(v.array(text(500)), v.maxLength(1000))
])
export type FieldValue = v.InferOutput<typeof fieldValue>

const envelope = {
  id: eventId,
  /** The human time of what happened, epoch ms; may be backdated; never decides who wins. */
  at: time,
  by: actorId,
  /** Where an imported fact comes from. Two events with one source are one fact; the first id counts. */
  source: v.optional(text(300)),
  /** It takes back this earlier change of its author; see undo.ts. */
  undoes: v.optional(eventId),
  /** It takes back this undoing of its author. */
  redoes: v.optional(eventId)
}

export const event = <Kind extends string, Fields extends v.ObjectEntries>(kind: Kind, fields: Fields) =>
  v.object({ ...envelope, kind: v.literal(kind), ...fields })
