import type * as Y from 'yjs'
import { COMMANDER_ROLE } from '../domain/events.ts'
import type { ActorId, EventId } from '../domain/ids.ts'
import { nameOf, type Incident } from '../domain/incident.ts'
import { RESPONDER_ROLE, type Handover, type Responder } from '../domain/responders.ts'
import { fail, type Result } from '../domain/result.ts'
import type { Role } from '../domain/settings/settings.ts'
import { assignCommander } from './commands.ts'
import { readIncident } from './readIncident.ts'
import { headOf, lastOf, naming, tryWrite, writeOne, type Author } from './write.ts'

/* Who works on it, as what, and how command passes. */

interface Person {
  id: ActorId
  name: string
}

/** Give a person a role of the incident's type. One that is one person's is taken from whoever had it; `responder` takes theirs away. */
export function setRole(doc: Y.Doc, author: Author, person: Person, role: Pick<Role, 'id' | 'name' | 'isMany'>): Result<EventId> {
  if (role.id === COMMANDER_ROLE) return assignCommander(doc, author, person)
  const incident = readIncident(doc)
  if (findResponder(incident, person.id)?.role === role.id) return fail('badInput', `${person.name} is ${role.name} already.`)
  const isShared = role.isMany || role.id === RESPONDER_ROLE
  return lastOf(
    tryWrite(doc, author, [
      ...naming(incident, author, person),
      isShared
        ? { kind: 'roleGiven', role: role.id, name: role.name, person: person.id, base: headOf(incident, `person:${person.id}`) }
        : { kind: 'roleAssigned', role: role.id, name: role.name, person: person.id, base: headOf(incident, `role:${role.id}`) }
    ])
  )
}

export function addResponder(doc: Y.Doc, author: Author, person: Person): Result<EventId> {
  const incident = readIncident(doc)
  if (findResponder(incident, person.id)) return fail('badInput', `${person.name} is a responder already.`)
  return lastOf(tryWrite(doc, author, [...naming(incident, author, person), { kind: 'responderAdded', person: person.id }]))
}

export function removeResponder(doc: Y.Doc, author: Author, person: ActorId): Result<EventId> {
  const incident = readIncident(doc)
  if (incident.commander === person)
    return fail('badInput', `${nameOf(incident, person)} is Incident Commander. Hand over first, then remove them.`)
  if (!findResponder(incident, person)) return fail('notFound', 'That person is not among the responders.')
  return writeOne(doc, author, { kind: 'responderRemoved', person })
}

/** Offer command with a brief. It passes when they accept; until then it stays where it is. */
export function offerHandover(doc: Y.Doc, author: Author, to: Person, brief: string): Result<EventId> {
  const incident = readIncident(doc)
  if (incident.commander === to.id) return fail('badInput', `${to.name} is Incident Commander already.`)
  if (to.id === author.id) return fail('badInput', 'Command is offered to somebody else. Take it instead.')
  if (brief.length > MAX_BRIEF) return fail('badInput', `A brief may have ${MAX_BRIEF} characters; this has ${brief.length}.`)
  if (incident.handover)
    return fail('badInput', `Command is offered to ${nameOf(incident, incident.handover.to)}. Withdraw that offer first.`)
  return lastOf(tryWrite(doc, author, [...naming(incident, author, to), { kind: 'handoverOffered', to: to.id, brief: brief.trim() }]))
}

/** The answer and the change of command are one transaction: nobody sees the one without the other. */
export function acceptHandover(doc: Y.Doc, author: Author): Result<EventId> {
  const incident = readIncident(doc)
  const offer = offerTo(incident, author.id)
  if (!offer) return fail('notFound', NO_OFFER)
  return lastOf(
    tryWrite(doc, author, [
      { kind: 'handoverAnswered', offer: offer.id, answer: 'accepted' },
      { kind: 'roleAssigned', role: COMMANDER_ROLE, person: author.id, base: headOf(incident, `role:${COMMANDER_ROLE}`) }
    ])
  )
}

export function declineHandover(doc: Y.Doc, author: Author): Result<EventId> {
  const offer = offerTo(readIncident(doc), author.id)
  return offer ? writeOne(doc, author, { kind: 'handoverAnswered', offer: offer.id, answer: 'declined' }) : fail('notFound', NO_OFFER)
}

/** Whoever offered takes it back; so may the commander. */
export function withdrawHandover(doc: Y.Doc, author: Author): Result<EventId> {
  const { handover, commander } = readIncident(doc)
  if (!handover) return fail('notFound', 'No offer of command is open.')
  if (handover.from !== author.id && commander !== author.id)
    return fail('notAllowed', 'Only who offered command, or the commander, takes the offer back.')
  return writeOne(doc, author, { kind: 'handoverAnswered', offer: handover.id, answer: 'withdrawn' })
}

export const MAX_BRIEF = 20_000
const NO_OFFER = 'Command is not offered to you any more.'
const findResponder = (incident: Incident, person: ActorId): Responder | undefined =>
  incident.responders.find((responder) => responder.person === person)
const offerTo = ({ handover }: Incident, person: ActorId): Handover | null => (handover?.to === person ? handover : null)
