import type { AttachedFile, AttachedSignal, Link, Related } from './attachments.ts'
import type { Comment } from './comments.ts'
import type { CustomerImpact, EntryCategory, FieldValue, IncidentEvent, Timestamp, Visibility } from './events.ts'
import type { ActorId, EntryId, EventId } from './ids.ts'
import type { Impact, ImpactSpan } from './impacts.ts'
import type { Transition } from './lifecycle.ts'
import type { Message } from './messages.ts'
import type { Postmortem } from './postmortem.ts'
import type { Setting } from './register.ts'
import type { Handover, Responder } from './responders.ts'
import type { Status } from './status.ts'
import type { Task } from './tasks.ts'

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

export type { Responder } from './responders.ts'

/** A setting that lost against another made without seeing it. */
export interface Overruled {
  /**
   * `status`, `severity`, `visibility`, `role:<role>`, `person:<actor>` (their role), `field:<name>`, `timestamp:<name>`, `impact:<id>`,
   * `task:<id>/<property>`, `message:<id>/<property>`, `at:<entry>`, `flag:<entry>`,
   * `postmortem:state`, `postmortem:reviewers`, `postmortem:signOff/<actor>` or `comment:<id>`.
   */
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
  /** Id of its type in the settings. */
  incidentType: string
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
  /** An offer of command that waits for its answer. */
  handover: Handover | null
  links: Link[]
  /** Tasks and follow-ups, in the order of adding. */
  tasks: Task[]
  related: Related[]
  signals: AttachedSignal[]
  files: AttachedFile[]
  /** Drafts and sent messages, in the order of writing. */
  messages: Message[]
  postmortem: Postmortem
  /** Remarks on words of the pages, in the order of writing. */
  comments: Comment[]
  /** Times set by hand for measures and search, epoch ms. */
  overrides: Record<Timestamp, number | null>
  /** By time, oldest first; one time: in the order of writing. */
  timeline: Entry[]
  overruled: Overruled[]
  /** Name of every actor in this incident. A Map: an actor may call itself anything. */
  names: ReadonlyMap<ActorId, string>
  /** Latest activity, epoch ms. */
  lastUpdateAt: number
  /** When stakeholders were last told something, epoch ms: the clock of the next update starts here. 0: never. */
  lastBroadcastAt: number
  /** For each setting, the event to name as `base` when replacing it; null: none yet. */
  heads: ReadonlyMap<string, EventId>
}

export const nameOf = (incident: Pick<Incident, 'names'>, actor: ActorId | null): string | null =>
  actor === null ? null : (incident.names.get(actor) ?? actor)
