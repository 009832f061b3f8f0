import type * as Y from 'yjs'
import { TASK_PROPERTIES, type IncidentEvent } from '../domain/events.ts'
import { foldIncident } from '../domain/fold.ts'
import { compareIncidents } from '../domain/history/compareIncidents.ts'
import type { ActorId, EventId } from '../domain/ids.ts'
import { nameOf, type Incident } from '../domain/incident.ts'
import { RESPONDER_ROLE } from '../domain/responders.ts'
import { fail, type Result } from '../domain/result.ts'
import type { IncidentType } from '../domain/settings/settings.ts'
import { taskKey } from '../domain/tasks.ts'
import { removeLink } from './attachCommands.ts'
import { assignCommander, changeImpact, changeSeverity, changeStatus, removeImpact, setField } from './commands.ts'
import { eventsUntil } from './history/viewDoc.ts'
import { addResponder, removeResponder, setRole } from './peopleCommands.ts'
import { readEvents, readIncident } from './readIncident.ts'
import { removeTask } from './taskCommands.ts'
import { changeVisibility } from './timeCommands.ts'
import { headOf, lastOf, tryWrite, type Author, type NewEvent } from './write.ts'

/** The incident by what was known at `atMs`. */
export const incidentAt = (doc: Y.Doc, atMs: number): Incident => foldIncident(eventsUntil(readEvents(doc).events, atMs))

/** The facts (`FactChange.what`) that can be set to what they were: they differ from now, and do not follow from others. */
export function listBringable(then: Incident, now: Incident, type: IncidentType): ReadonlySet<string> {
  if (!then.isDeclared) return new Set()
  return new Set(
    compareIncidents(then, now, type).flatMap(({ what, before }) =>
      what === 'resolved' || (what === 'commander' && before === null) ? [] : [what]
    )
  )
}

/** Set one fact to what it was at `atMs`: a new change, built on what holds now. */
export function bringBack(doc: Y.Doc, author: Author, type: IncidentType, what: string, atMs: number): Result<unknown> {
  const [then, now] = [incidentAt(doc, atMs), readIncident(doc)]
  if (!listBringable(then, now, type).has(what)) return fail('badInput', 'It is so already, or there is nothing to bring back.')
  const colon = what.indexOf(':')
  const [setting, subject] = colon < 0 ? [what, ''] : [what.slice(0, colon), what.slice(colon + 1)]
  switch (setting) {
    case 'title':
      return setField(doc, author, 'title', then.title)
    case 'severity':
      return changeSeverity(doc, author, then.severity)
    case 'status':
      return changeStatus(doc, author, then.status)
    case 'visibility':
      return changeVisibility(doc, author, type, then.visibility)
    case 'customer_impact':
      return setField(doc, author, 'customer_impact', then.customerImpact)
    case 'services':
    case 'teams':
      return setField(doc, author, setting, then[setting])
    case 'commander':
      return assignCommander(doc, author, personOf(then, then.commander!))
    case 'field':
      return setField(doc, author, type.fields.find(({ name }) => name === subject) ?? subject, then.fields[subject] ?? null)
    case 'responder':
      return responderAgain(doc, author, type, then, subject as ActorId)
    case 'impact':
      return impactAgain(doc, author, then, now, subject as EventId)
    case 'task':
      return taskAgain(doc, author, then, now, subject as EventId)
    case 'link':
      return then.links.some(({ id }) => id === subject)
        ? addedAgain(doc, author, subject as EventId)
        : removeLink(doc, author, subject as EventId)
    default:
      return fail('badInput', `There is no fact "${what}".`)
  }
}

const personOf = (incident: Incident, id: ActorId) => ({ id, name: nameOf(incident, id)! })

function responderAgain(doc: Y.Doc, author: Author, type: IncidentType, then: Incident, person: ActorId): Result<unknown> {
  const was = then.responders.find((each) => each.person === person)
  if (!was) return removeResponder(doc, author, person)
  if (was.role === RESPONDER_ROLE && !readIncident(doc).responders.some((each) => each.person === person))
    return addResponder(doc, author, personOf(then, person))
  const role = type.roles.find(({ id }) => id === was.role)
  return setRole(doc, author, personOf(then, person), role ?? { id: was.role, name: was.role, isMany: true })
}

function impactAgain(doc: Y.Doc, author: Author, then: Incident, now: Incident, id: EventId): Result<unknown> {
  const [was, is] = [then, now].map(({ impacts }) => impacts.find((impact) => impact.id === id))
  if (!was) return removeImpact(doc, author, id)
  return is ? changeImpact(doc, author, id, was) : addedAgain(doc, author, id)
}

function taskAgain(doc: Y.Doc, author: Author, then: Incident, now: Incident, id: EventId): Result<unknown> {
  const [was, is] = [then, now].map(({ tasks }) => tasks.find((task) => task.id === id))
  if (!was) return removeTask(doc, author, id)
  if (!is) return addedAgain(doc, author, id)
  const events = TASK_PROPERTIES.flatMap((property): NewEvent[] =>
    String(was[property]) === String(is[property])
      ? []
      : [{ kind: 'taskSet', task: id, property, value: was[property], base: headOf(now, taskKey(id, property)) }]
  )
  return lastOf(tryWrite(doc, author, events))
}

/** No removal of what was added holds any more, also when two people removed it: it is there again with all it had. */
function addedAgain(doc: Y.Doc, author: Author, id: EventId): Result<EventId> {
  const restored = [...readEvents(doc).events].flatMap((event) => restoring(event, id))
  return restored.length > 0
    ? lastOf(tryWrite(doc, author, restored))
    : fail('notFound', 'Who removed it is not in the log of this incident.')
}

function restoring(event: IncidentEvent, id: EventId): NewEvent[] {
  if (event.kind === 'impactRemoved' && event.impact === id) return [{ kind: 'restored', removal: event.id, what: 'impact' }]
  if (event.kind === 'taskRemoved' && event.task === id) return [{ kind: 'restored', removal: event.id, what: 'task' }]
  if (event.kind === 'linkRemoved' && event.link === id) return [{ kind: 'restored', removal: event.id, what: 'link' }]
  return []
}
