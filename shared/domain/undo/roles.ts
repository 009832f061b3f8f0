import { COMMANDER_ROLE, type IncidentEvent } from '../events.ts'
import { foldIncident } from '../fold.ts'
import type { ActorId } from '../ids.ts'
import type { Incident } from '../incident.ts'
import type { NewEvent } from '../newEvent.ts'
import { RESPONDER_ROLE, type Responder } from '../responders.ts'
import type { Step } from './steps.ts'
import type { UndoLog } from './undoLog.ts'

type RoleEvent = Extract<IncidentEvent, { kind: 'responderAdded' | 'responderRemoved' | 'roleAssigned' | 'roleGiven' }>
const KINDS: ReadonlySet<IncidentEvent['kind']> = new Set(['responderAdded', 'responderRemoved', 'roleAssigned', 'roleGiven'])
const isRole = (event: IncidentEvent): event is RoleEvent => KINDS.has(event.kind)

export type RolesUndone = { changes: NewEvent[]; rival: ActorId | null } | { reason: string }

/** Who responds, in which role, as it would be without the step: one change of a role may have moved several people. */
export function undoRoles(step: Step, log: UndoLog): RolesUndone {
  const own = step.filter(isRole)
  if (own.length === 0) return { changes: [], rival: null }
  // what this person did after it is undone already, and is nothing together with its undoing
  const { id: first, by } = step[0]!
  const isBefore = (event: IncidentEvent) => event.id < first || event.by !== by
  const before = foldIncident(log.events.filter(isBefore))
  const commander = undoCommander(own, before, log.incident)
  if ('reason' in commander) return commander
  const changes = [...commander.changes, ...undoPresence(own, before, log.incident), ...undoRolesOf(before, log, isBefore)]
  return { changes, rival: findRival(own, log) }
}

function undoCommander(own: readonly RoleEvent[], before: Incident, now: Incident): { changes: NewEvent[] } | { reason: string } {
  const took = own.some((event) => event.kind === 'roleAssigned' && event.role === COMMANDER_ROLE)
  if (!took || before.commander === now.commander) return { changes: [] }
  if (before.commander === null) return { reason: 'There was no commander before, and an incident keeps one: hand over instead' }
  const base = now.heads.get(`role:${COMMANDER_ROLE}`) ?? null
  return { changes: [{ kind: 'roleAssigned', role: COMMANDER_ROLE, person: before.commander, base }] }
}

/** Who came by it goes, unless they did something since; who went by it comes back. */
function undoPresence(own: readonly RoleEvent[], before: Incident, now: Incident): NewEvent[] {
  const was = peopleOf(before)
  const is = peopleOf(now)
  return [...new Set(own.map(({ person }) => person))].flatMap((person): NewEvent[] => {
    if (was.has(person) && !is.has(person)) return [{ kind: 'responderAdded', person }]
    return is.has(person) && !was.has(person) ? [{ kind: 'responderRemoved', person }] : []
  })
}

/** Those who lost a role by it have it again; first whoever has one that is too much, so that a role of one person is free. */
function undoRolesOf(before: Incident, log: UndoLog, isBefore: (event: IncidentEvent) => boolean): NewEvent[] {
  const is = peopleOf(log.incident)
  const differ = before.responders.filter(({ person, role }) => role !== (is.get(person)?.role ?? RESPONDER_ROLE))
  const order = [...differ].sort((a, b) => Number(a.role !== RESPONDER_ROLE) - Number(b.role !== RESPONDER_ROLE))
  return order.map(({ person, role }): NewEvent => {
    const given = log.events.findLast(
      (event) => isRole(event) && event.person === person && isBefore(event) && 'role' in event && event.role === role
    )
    return given?.kind === 'roleAssigned'
      ? { kind: 'roleAssigned', role, person, base: log.incident.heads.get(`role:${role}`) ?? null }
      : { kind: 'roleGiven', role, person, base: log.incident.heads.get(`person:${person}`) ?? null }
  })
}

const peopleOf = ({ responders }: Incident): ReadonlyMap<ActorId, Responder> => new Map(responders.map((each) => [each.person, each]))

/** Somebody else who since gave one of these people or roles another turn, or one of these people who wrote since. */
function findRival(own: readonly RoleEvent[], log: UndoLog): ActorId | null {
  const last = own.at(-1)!.id
  const author = own[0]!.by
  const people = new Set(own.map(({ person }) => person))
  const roles = new Set(own.flatMap((event) => ('role' in event && event.role !== RESPONDER_ROLE ? [event.role] : [])))
  const added = new Set(own.flatMap((event) => (event.kind === 'responderRemoved' ? [] : [event.person])))
  const rival = log.events.find(
    (event) =>
      event.id > last &&
      event.by !== author &&
      ((isRole(event) && (people.has(event.person) || ('role' in event && roles.has(event.role)))) || added.has(event.by))
  )
  return rival?.by ?? null
}
