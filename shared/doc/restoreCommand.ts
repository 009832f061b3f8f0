import type * as Y from 'yjs'
import {
  MESSAGE_PROPERTIES,
  TASK_PROPERTIES,
  TIMESTAMPS,
  VISIBILITIES,
  type FieldValue,
  type IncidentEvent,
  type MessageProperty,
  type TaskProperty
} from '../domain/events.ts'
import type { ActorId, EntryId, EventId } from '../domain/ids.ts'
import type { Overruled } from '../domain/incident.ts'
import { POSTMORTEM_STATES } from '../domain/postmortem.ts'
import { fail, type Result } from '../domain/result.ts'
import { isStatus } from '../domain/status.ts'
import { readEvents, readIncident } from './readIncident.ts'
import { headOf, writeOne, type Author, type NewEvent } from './write.ts'

/** Put back a value that lost against another made at the same time: a new change, built on the one shown now. */
export function restoreOverruled(doc: Y.Doc, author: Author, { what, lost }: Pick<Overruled, 'what' | 'lost'>): Result<EventId> {
  const incident = readIncident(doc)
  const event = findEvent(doc, lost.id)
  const restored = event && restoring(what, lost.value, event, headOf(incident, what))
  return restored ? writeOne(doc, author, restored) : fail('notFound', 'What was replaced is not in the log of this incident.')
}

const findEvent = (doc: Y.Doc, id: EventId): IncidentEvent | undefined => readEvents(doc).events.find((event) => event.id === id)

function restoring(what: string, value: FieldValue, lost: IncidentEvent, base: EventId | null): NewEvent | undefined {
  const colon = what.indexOf(':')
  const [setting, subject] = colon < 0 ? [what, ''] : [what.slice(0, colon), what.slice(colon + 1)]
  const slash = subject.lastIndexOf('/')
  const [id, property] = [subject.slice(0, slash), subject.slice(slash + 1)]
  switch (setting) {
    case 'status':
      return typeof value === 'string' && isStatus(value) ? { kind: 'statusChanged', status: value, base } : undefined
    case 'severity':
      return typeof value === 'string' ? { kind: 'severityChanged', severity: value, base } : undefined
    case 'visibility': {
      const visibility = VISIBILITIES.find((each) => each === value)
      return visibility && { kind: 'visibilityChanged', visibility, base }
    }
    case 'field':
      return { kind: 'fieldSet', field: subject, value, base }
    case 'role':
      return typeof value === 'string' ? { kind: 'roleAssigned', role: subject, person: value as ActorId, base } : undefined
    case 'person':
      return typeof value === 'string' ? { kind: 'roleGiven', role: value, person: subject as ActorId, base } : undefined
    case 'timestamp': {
      const timestamp = TIMESTAMPS.find((each) => each === subject)
      return timestamp && { kind: 'timestampSet', timestamp, to: asTime(value), base }
    }
    case 'impact':
      return impactAgain(lost, subject as EventId, base)
    case 'task':
      return isOneOf(TASK_PROPERTIES, property)
        ? { kind: 'taskSet', task: id as EventId, property: property as TaskProperty, value, base }
        : undefined
    case 'message':
      return isOneOf(MESSAGE_PROPERTIES, property)
        ? { kind: 'messageSet', message: id as EventId, property: property as MessageProperty, value, base }
        : undefined
    case 'postmortem':
      return postmortemAgain(subject, value, base)
    case 'comment':
      return { kind: 'commentResolved', comment: subject as EventId, isResolved: value === true, base }
    case 'at':
      return typeof value === 'number' ? { kind: 'entryRetimed', entry: subject as EntryId, to: value, base } : undefined
    case 'flag':
      return { kind: 'entryFlagged', entry: subject as EntryId, flagged: value === true, base }
    default:
      return undefined
  }
}

/** The words of an impact are for reading: what is put back is what the event holds. */
function impactAgain(lost: IncidentEvent, impact: EventId, base: EventId | null): NewEvent | undefined {
  if (lost.kind !== 'impactAdded' && lost.kind !== 'impactChanged') return undefined
  const { start, end, scope, isCustomer, fields } = lost
  return { kind: 'impactChanged', impact, start, end, scope, isCustomer, ...(fields ? { fields } : {}), base }
}

/** A sign-off is its author's alone: nobody puts it back for them. */
function postmortemAgain(subject: string, value: FieldValue, base: EventId | null): NewEvent | undefined {
  const state = POSTMORTEM_STATES.find((each) => each === value)
  if (subject === 'state') return state && { kind: 'postmortemStateSet', state, base }
  if (subject !== 'reviewers') return undefined
  return { kind: 'postmortemReviewersSet', reviewers: Array.isArray(value) ? (value as ActorId[]) : [], base }
}

const isOneOf = (choices: readonly string[], value: string): boolean => choices.includes(value)
const asTime = (value: FieldValue): number | null => (typeof value === 'number' ? value : null)
