import type { CustomerImpact, EntryCategory, FieldValue, IncidentEvent, Visibility } from './events.ts'
import type { ActorId, EntryId, EventId } from './ids.ts'
import type { Impact, ImpactSpan } from './impacts.ts'
import type { Transition } from './lifecycle.ts'
import type { Setting } from './register.ts'
import type { Status } from './status.ts'

/** One line of the timeline: the event that made it, and what later events say about it. */
export interface Entry {
  id: EntryId
  /** Where it stands in the timeline, epoch ms: the event's time, or where it was moved to. */
  at: number
  /** When it was written, epoch ms. */
  writtenAt: number
  author: ActorId
  category: EntryCategory
  flagged: boolean
  /** Its time was changed after posting. */
  moved: boolean
  /** People who changed its text after posting, in order. */
  editors: ActorId[]
  event: IncidentEvent
  /** What the event replaced, for "from → to"; null where there is nothing to tell. */
  before: string | null
}

export interface Responder {
  person: ActorId
  addedAt: number
  lastContributionAt: number | null
}

/** A setting that lost against another made without seeing it. */
export interface Overruled {
  /** `status`, `severity`, `role:commander`, or `field:<name>`. */
  what: string
  lost: Setting<FieldValue>
  kept: Setting<FieldValue>
}

export interface Incident {
  /** False until the declaring event has arrived: the other values are then placeholders. */
  isDeclared: boolean
  /** Given by the hub; null before. */
  number: number | null
  title: string
  severity: string
  status: Status
  visibility: Visibility
  isTest: boolean
  customerImpact: CustomerImpact
  commander: ActorId | null
  fields: Record<string, FieldValue>
  services: string[]
  teams: string[]
  declaredAt: number
  declaredBy: ActorId | null
  resolvedAt: number | null
  transitions: Transition[]
  impacts: Impact[]
  impactSpan: ImpactSpan
  responders: Responder[]
  links: { id: EventId; name: string; url: string }[]
  /** By time, oldest first; one time: in the order of writing. */
  timeline: Entry[]
  overruled: Overruled[]
  /** Name of every actor in this incident. A Map: an actor may call itself anything. */
  names: ReadonlyMap<ActorId, string>
  /** Latest activity, epoch ms. */
  lastUpdateAt: number
  /** For each setting, the event to name as `base` when replacing it; null: none yet. */
  heads: ReadonlyMap<string, EventId>
}

export const nameOf = (incident: Pick<Incident, 'names'>, actor: ActorId | null): string | null =>
  actor === null ? null : (incident.names.get(actor) ?? actor)
