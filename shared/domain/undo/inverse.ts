import { commentKey } from '../comments.ts'
import type { FieldValue, IncidentEvent } from '../events.ts'
import type { ActorId, EventId } from '../ids.ts'
import type { NewEvent } from '../newEvent.ts'
import { POSTMORTEM_REVIEWERS, POSTMORTEM_STATE, signOffKey } from '../postmortem.ts'
import { withoutUndone, type Setting } from '../register.ts'
import { findRival, settingsOf, type UndoLog } from './undoLog.ts'

/** What takes an event back. `rival`: who changed the same thing since; it is then for the person to decide. */
export type Inverse = { type: 'event'; event: NewEvent; rival: ActorId | null } | { type: 'nothing' } | { type: 'never'; reason: string }

const never = (reason: string): Inverse => ({ type: 'never', reason })
const write = (event: NewEvent, rival: ActorId | null = null): Inverse => ({ type: 'event', event, rival })

/** Of every kind but those of roles, which hang together: see roles.ts. */
export function inverseOf(event: IncidentEvent, log: UndoLog): Inverse {
  switch (event.kind) {
    case 'declared':
      return never('A declaration stays: resolve the incident, or say in a note that it was none')
    case 'messageSent':
      return never('What was sent cannot be fetched back: send a correction')
    case 'handoverAnswered':
      return never('An answer to an offer of command stays: hand it over again')
    case 'handoverOffered':
      return log.incident.handover?.id === event.id
        ? write({ kind: 'handoverAnswered', offer: event.id, answer: 'withdrawn' })
        : never('The offer of command has its answer')
    case 'statusChanged':
      return setting(event, log, 'status', (value) => ({ ...event, status: value as typeof event.status }))
    case 'severityChanged':
      return setting(event, log, 'severity', (value) => ({ ...event, severity: value as string }))
    case 'visibilityChanged':
      return setting(event, log, 'visibility', (value) => ({ ...event, visibility: value as typeof event.visibility }))
    case 'fieldSet':
      return setting(event, log, `field:${event.field}`, (value) => ({ ...event, value }))
    case 'timestampSet':
      return setting(event, log, `timestamp:${event.timestamp}`, (value) => ({ ...event, to: value as number | null }))
    case 'settingSet':
      return setting(event, log, `setting:${event.path}`, (value) => ({ ...event, value }))
    case 'entryRetimed':
      return setting(event, log, `at:${event.entry}`, (value) => ({
        ...event,
        to: (value ?? log.get(event.entry)?.at ?? event.to) as number
      }))
    case 'entryFlagged':
      return setting(event, log, `flag:${event.entry}`, (value) => ({ ...event, flagged: value === true }))
    case 'taskSet':
      return setting(event, log, `task:${event.task}/${event.property}`, (value, isFirst) => ({
        ...event,
        value: isFirst ? initialOf(log.get(event.task), event.property) : value
      }))
    case 'messageSet':
      return setting(event, log, `message:${event.message}/${event.property}`, (value, isFirst) => ({
        ...event,
        value: isFirst ? initialOf(log.get(event.message), event.property) : value
      }))
    case 'postmortemStarted':
      return never('A postmortem that was started stays: clear its page to start it from another template')
    case 'postmortemStateSet':
      return setting(event, log, POSTMORTEM_STATE, (value) => ({ ...event, state: (value ?? 'draft') as typeof event.state }))
    case 'postmortemReviewersSet':
      return setting(event, log, POSTMORTEM_REVIEWERS, (value) => ({ ...event, reviewers: (value ?? []) as typeof event.reviewers }))
    case 'postmortemSignedOff':
      return setting(event, log, signOffKey(event.by), (value) => ({ ...event, digest: value as string | null }))
    case 'commentResolved':
      return setting(event, log, commentKey(event.comment), (value) => ({ ...event, isResolved: value === true }))
    case 'commentPosted':
    case 'commentReplied':
      return addition(log, event.id, { kind: 'commentRemoved', comment: event.id })
    case 'commentRemoved':
      return removal(log, event, event.comment, 'comment')
    case 'impactChanged':
      return impactBefore(event, log)
    case 'impactAdded':
      return addition(log, event.id, { kind: 'impactRemoved', impact: event.id })
    case 'taskAdded':
      return addition(log, event.id, { kind: 'taskRemoved', task: event.id })
    case 'linkAdded':
      return addition(log, event.id, { kind: 'linkRemoved', link: event.id })
    case 'signalAttached':
      return addition(log, event.id, { kind: 'signalRemoved', signal: event.id })
    case 'entryPosted':
      return addition(log, event.id, { kind: 'entryRetracted', entry: event.id })
    case 'messageDrafted':
      return addition(log, event.id, { kind: 'messageDiscarded', message: event.id })
    case 'impactRemoved':
      return removal(log, event, event.impact, 'impact')
    case 'taskRemoved':
      return removal(log, event, event.task, 'task')
    case 'linkRemoved':
      return removal(log, event, event.link, 'link')
    case 'signalRemoved':
      return removal(log, event, event.signal, 'signal')
    case 'entryRetracted':
      return removal(log, event, event.entry, 'entry')
    case 'messageDiscarded':
      return removal(log, event, event.message, 'draft')
    case 'relatedRemoved':
    case 'relatedAdded':
      return related(event, log)
    case 'restored':
      return removeAgain(log.get(event.removal), log)
    case 'responderAdded':
    case 'responderRemoved':
    case 'roleAssigned':
    case 'roleGiven':
    case 'actorNamed':
    case 'numberAssigned':
    case 'entryEdited':
    case 'pageEdited':
    case 'fileAttached':
    case 'messageDelivered':
      return { type: 'nothing' }
  }
}

type SettingEvent = Extract<IncidentEvent, { base: EventId | null }>

/** The value before it, set again on what is set now. Who set another value since is the rival. */
function setting<E extends SettingEvent>(event: E, log: UndoLog, what: string, make: (value: FieldValue, isFirst: boolean) => E): Inverse {
  const { before, rival } = around(event, settingsOf(log, what))
  return write(setOn(log, what, make(before?.value ?? null, before === undefined)), rival)
}

/** What held before it, and who else set it since. */
function around(
  event: SettingEvent,
  settings: readonly Setting<FieldValue>[]
): { before: Setting<FieldValue> | undefined; rival: ActorId | null } {
  const standing = withoutUndone(settings)
  const index = standing.findIndex(({ id }) => id === event.id)
  // an undoing that left no trace: what it took back stands right before it
  const before = index >= 0 ? standing[index - 1] : settings[settings.findIndex(({ id }) => id === event.id) - 1]
  const rival = standing.findLast(({ id, by }) => id > event.id && by !== event.by)
  return { before, rival: rival?.by ?? null }
}

const ENVELOPE = ['id', 'by', 'at', 'source', 'undoes', 'redoes'] as const

/** `event` as a new one that replaces the current setting. */
function setOn<E extends SettingEvent>(log: UndoLog, what: string, event: E): NewEvent {
  const copy: Record<string, unknown> = { ...event, base: settingsOf(log, what).at(-1)?.id ?? null }
  for (const name of ENVELOPE) delete copy[name]
  return copy as unknown as NewEvent
}

function initialOf(added: IncidentEvent | undefined, property: string): FieldValue {
  const value = added === undefined ? undefined : (added as unknown as Record<string, FieldValue | undefined>)[property]
  return value ?? null
}

type ImpactChanged = Extract<IncidentEvent, { kind: 'impactChanged' }>

function impactBefore(event: ImpactChanged, log: UndoLog): Inverse {
  const what = `impact:${event.impact}`
  const { before, rival } = around(event, settingsOf(log, what))
  const was = before && log.get(before.id)
  if (was?.kind !== 'impactAdded' && was?.kind !== 'impactChanged') return never('What the impact was before is not here')
  const { start, end, scope, isCustomer, fields } = was
  return write(setOn(log, what, { ...event, start, end, scope, isCustomer, fields }), rival)
}

/** What was added goes again; when somebody worked on it since, they are the rival. */
function addition(log: UndoLog, added: EventId, event: NewEvent): Inverse {
  if (log.events.some((other) => isRemovalOf(other, added) && !log.restored.has(other.id))) return never('It was removed since')
  if (log.events.some((other) => other.kind === 'messageSent' && other.draft === added)) return never('It was sent since')
  return write(event, findRival(log, added))
}

const isRemovalOf = (event: IncidentEvent, target: EventId): boolean =>
  (event.kind === 'impactRemoved' && event.impact === target) ||
  (event.kind === 'taskRemoved' && event.task === target) ||
  (event.kind === 'linkRemoved' && event.link === target) ||
  (event.kind === 'signalRemoved' && event.signal === target) ||
  (event.kind === 'entryRetracted' && event.entry === target) ||
  (event.kind === 'messageDiscarded' && event.message === target) ||
  (event.kind === 'commentRemoved' && event.comment === target)

function removal(log: UndoLog, event: IncidentEvent, target: EventId, what: Extract<NewEvent, { kind: 'restored' }>['what']): Inverse {
  if (log.restored.has(event.id)) return never('It was restored since')
  const other = log.events.find((each) => each.id !== event.id && isRemovalOf(each, target) && !log.restored.has(each.id))
  return other ? never(`${log.nameOf(other.by)} removed it, too`) : write({ kind: 'restored', removal: event.id, what })
}

function removeAgain(removed: IncidentEvent | undefined, log: UndoLog): Inverse {
  switch (removed?.kind) {
    case 'impactRemoved':
      return addition(log, removed.impact, { kind: 'impactRemoved', impact: removed.impact })
    case 'taskRemoved':
      return addition(log, removed.task, { kind: 'taskRemoved', task: removed.task })
    case 'linkRemoved':
      return addition(log, removed.link, { kind: 'linkRemoved', link: removed.link })
    case 'signalRemoved':
      return addition(log, removed.signal, { kind: 'signalRemoved', signal: removed.signal })
    case 'entryRetracted':
      return addition(log, removed.entry, { kind: 'entryRetracted', entry: removed.entry })
    case 'messageDiscarded':
      return addition(log, removed.message, { kind: 'messageDiscarded', message: removed.message })
    case 'commentRemoved':
      return addition(log, removed.comment, { kind: 'commentRemoved', comment: removed.comment })
    default:
      return never('What was restored is not here')
  }
}

type RelatedEvent = Extract<IncidentEvent, { kind: 'relatedAdded' | 'relatedRemoved' }>
const isRelated = (event: IncidentEvent): event is RelatedEvent => event.kind === 'relatedAdded' || event.kind === 'relatedRemoved'

/** The word before it on this pair. */
function related({ id, by, incident, title }: RelatedEvent, log: UndoLog): Inverse {
  const words = log.events.filter(isRelated).filter((event) => event.incident === incident)
  const before = words.findLast((event) => event.id < id)
  const rival = words.findLast((event) => event.id > id && event.by !== by)
  const named = title === undefined ? {} : { title }
  const undo: NewEvent =
    before?.kind === 'relatedAdded'
      ? { kind: 'relatedAdded', incident, relation: before.relation, ...named }
      : { kind: 'relatedRemoved', incident, ...named }
  return write(undo, rival?.by ?? null)
}
