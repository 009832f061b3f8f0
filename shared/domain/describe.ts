import type { FieldValue, IncidentEvent } from './events.ts'
import type { ActorId, EventId } from './ids.ts'
import type { Entry, Incident } from './incident.ts'
import { impactFieldWords } from './impacts.ts'
import { isOutside } from './notify/recipients.ts'
import { nameOf } from './incident.ts'
import { FIELDS, type Field } from './fields.ts'
import type { PostmortemState } from './postmortem.ts'
import { RESPONDER_ROLE } from './responders.ts'
import { STATUS_TEXT, isStatus } from './status.ts'
import { severityRank } from './severity.ts'
import { TIME_ZONE_FIELD } from './zone.ts'

/** What a sentence may need to know. */
export type Described = Pick<Incident, 'names'> &
  Partial<Pick<Incident, 'tasks'>> & {
    /** What its type calls fields and roles; without it those that are built in. */
    type?: NamingType
  }

/** As much of a type as sentences ask for. */
export interface NamingType {
  fields: readonly Pick<Field, 'name' | 'label' | 'type'>[]
  impactFields: readonly Pick<Field, 'name' | 'label' | 'type'>[]
  roleNames: ReadonlyMap<string, string>
}

/** As the settings call it now, or last; `said`: what it was called when it was given, of a type that is not here. */
export const roleNameIn = (role: string, type?: Pick<NamingType, 'roleNames'>, said?: string): string =>
  type?.roleNames.get(role) ?? said ?? role

const HANDOVER_WORDS = { accepted: 'accepted command', declined: 'declined command', withdrawn: 'withdrew the offer of command' } as const
const RESTORED_WORDS = {
  entry: 'an entry that was taken back',
  impact: 'an impact',
  link: 'a link',
  signal: 'a signal',
  task: 'a task',
  draft: 'a draft',
  comment: 'a comment'
} as const
const SIGNAL_WORDS = { graph: 'a graph', monitor: 'a monitor', link: 'a link', security: 'a security signal' } as const

/**
 * The sentence of a line that Muster wrote by itself, without its author: "raised severity from SEV-2 to SEV-1".
 * null for what a person posted: its text is in the `entries` root.
 */
export function describeEntry(entry: Entry, incident: Described): string | null {
  const { event, before } = entry
  switch (event.kind) {
    case 'entryPosted':
      return null
    case 'declared':
      return `declared the incident as ${event.severity}, ${STATUS_TEXT[event.status].label}: ${event.title}`
    case 'statusChanged':
      return `changed status${from(before, statusLabel)} to ${STATUS_TEXT[event.status].label}`
    case 'severityChanged':
      return `${severityVerb(before, event.severity)} severity${from(before)} to ${event.severity}`
    case 'roleAssigned':
      return `made ${nameOf(incident, event.person)} ${roleNameIn(event.role, incident.type, event.name)}${before ? `, before ${nameOf(incident, before as ActorId)}` : ''}`
    case 'fieldSet':
      return describeField(event.field, event.value, before, incident.type?.fields ?? FIELDS)
    case 'impactAdded':
      return `added ${event.isCustomer ? 'customer ' : ''}impact: ${event.scope}${impactWords(event, incident)}`
    case 'impactChanged':
      return `${event.end === null ? 'changed' : 'ended'} impact: ${event.scope}${impactWords(event, incident)}`
    case 'impactRemoved':
      return 'removed an impact'
    case 'responderAdded':
      return `added ${nameOf(incident, event.person)} as responder`
    case 'responderRemoved':
      return `removed ${nameOf(incident, event.person)} from the responders`
    case 'roleGiven':
      return event.role === RESPONDER_ROLE
        ? `made ${nameOf(incident, event.person)} responder${before ? `, before ${roleNameIn(before, incident.type)}` : ''}`
        : `made ${nameOf(incident, event.person)} ${roleNameIn(event.role, incident.type, event.name)}`
    case 'visibilityChanged':
      return `made the incident ${event.visibility}`
    case 'handoverOffered':
      return `offered command to ${nameOf(incident, event.to)}`
    case 'handoverAnswered':
      return HANDOVER_WORDS[event.answer]
    case 'timestampSet':
      return event.to === null ? `cleared the time it was ${event.timestamp}` : `set the time it was ${event.timestamp} to ${utc(event.to)}`
    case 'restored':
      return `restored ${RESTORED_WORDS[event.what]}`
    case 'linkAdded':
      return `linked ${event.name} ${event.url}`
    case 'linkRemoved':
      return 'removed a link'
    case 'relatedAdded':
      return `marked as ${event.relation === 'duplicate' ? 'a duplicate of' : 'related to'} ${event.title ?? event.incident}`
    case 'relatedRemoved':
      return `marked as not related to ${event.title ?? event.incident}`
    case 'taskAdded':
      return `added a ${event.list === 'task' ? 'task' : 'follow-up'}: ${event.text}`
    case 'taskSet':
      return describeTask(event, incident)
    case 'taskRemoved':
      return `removed ${taskName(event.task, incident)}`
    case 'postmortemStarted':
      return `started the postmortem from ${event.name}`
    case 'postmortemStateSet':
      return describePostmortemState(event.state, before)
    case 'postmortemReviewersSet':
      return event.reviewers.length === 0
        ? 'cleared the reviewers of the postmortem'
        : `made ${event.reviewers.map((person) => nameOf(incident, person)).join(', ')} ${event.reviewers.length === 1 ? 'reviewer' : 'reviewers'} of the postmortem`
    case 'postmortemSignedOff':
      return event.digest === null ? 'took back the sign-off of the postmortem' : 'signed off the postmortem'
    case 'signalAttached':
      return `attached ${SIGNAL_WORDS[event.signal.type]}: ${event.signal.title}`
    case 'signalRemoved':
      return 'removed a signal'
    case 'messageSent':
      return `${describeSending(event)}: ${event.subject}`
    case 'messageDelivered':
      return event.outcome === 'discarded'
        ? `discarded the message to ${event.recipient}, before it went out`
        : `could not reach ${event.recipient}: ${event.detail}`
    default:
      return event.kind
  }
}

const impactWords = ({ fields = {} }: Pick<Extract<IncidentEvent, { kind: 'impactAdded' }>, 'fields'>, { type }: Described): string =>
  impactFieldWords(fields, type?.impactFields ?? [])
    .map(({ label, value }) => `; ${label}: ${value}`)
    .join('')

export function severityVerb(before: string | null, after: string): string {
  const change = before === null ? 0 : severityRank(before) - severityRank(after)
  return change > 0 ? 'raised' : change < 0 ? 'lowered' : 'set'
}

const statusLabel = (status: string): string => (isStatus(status) ? STATUS_TEXT[status].label : status)
const from = (before: string | null, label: (value: string) => string = (value) => value): string =>
  before ? ` from ${label(before)}` : ''

function describeField(name: string, value: FieldValue, before: string | null, fields: NamingType['fields']): string {
  const field = fields.find((each) => each.name === name)
  const label = name === TIME_ZONE_FIELD ? 'the time zone' : (field?.label ?? name)
  const isTime = field?.type === 'datetime'
  const shown =
    isTime && typeof value === 'number' ? utc(value) : Array.isArray(value) ? value.join(', ') : value === null ? '' : String(value)
  if (shown === '') {
    const was = isTime && before !== null && Number.isFinite(Number(before)) ? utc(Number(before)) : before
    return `cleared ${label}${was ? `, before ${was}` : ''}`
  }
  return `set ${label} to ${shown}`
}

type TaskSet = Extract<IncidentEvent, { kind: 'taskSet' }>

const taskName = (task: EventId, { tasks }: Described): string => {
  const found = tasks?.find(({ id }) => id === task)
  return found ? `"${found.text}"` : 'a task'
}

function describeTask({ task, property, value }: TaskSet, incident: Described): string {
  const name = taskName(task, incident)
  switch (property) {
    case 'doneAt':
      return value === null ? `reopened ${name}` : `finished ${name}`
    case 'dueAt':
      return typeof value === 'number' ? `set ${name} due ${utc(value)}` : `cleared when ${name} is due`
    case 'assignees': {
      const people = Array.isArray(value) ? value.map((person) => nameOf(incident, person as ActorId)) : []
      return people.length > 0 ? `assigned ${name} to ${people.join(', ')}` : `unassigned ${name}`
    }
    case 'text':
      return `reworded a task: ${String(value ?? '')}`
    case 'list':
      return `moved ${name} to the ${value === 'followUp' ? 'follow-ups' : 'tasks'}`
  }
}

/** `2026-11-24 10:05 UTC`. */
const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** What is for somebody outside Muster has not gone anywhere yet: it is in the outbox. */
function describeSending({ recipients, renotifies }: Extract<IncidentEvent, { kind: 'messageSent' }>): string {
  const outside = recipients.filter(isOutside).length
  const inside = recipients.length - outside
  const again = renotifies ? ' again' : ''
  if (inside === 0) return `put a message for ${outside} into the outbox${again}`
  return `sent a message${again} to ${inside === 1 ? '1 person' : `${inside} people`}${outside > 0 ? `, and ${outside} into the outbox` : ''}`
}

function describePostmortemState(state: PostmortemState, before: string | null): string {
  if (state === 'review') return 'asked for a review of the postmortem'
  if (state === 'final') return 'made the postmortem final'
  return before === 'final' ? 'reopened the postmortem' : 'put the postmortem back to draft'
}
