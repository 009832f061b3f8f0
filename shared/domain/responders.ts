import { stampMs } from './clock.ts'
import { COMMANDER_ROLE, type IncidentEvent } from './events.ts'
import type { ActorId, EventId } from './ids.ts'

/** What everybody is who has no other role. It cannot be renamed or removed. */
export const RESPONDER_ROLE = 'responder'

export interface Responder {
  person: ActorId
  addedAt: number
  lastContributionAt: number | null
  /** Roles beside that of commander; `responder` when there is none. */
  role: string
  /** Commander: always exactly one, once somebody was. */
  isCommander: boolean
}

/** An offer of command that nobody has answered. */
export interface Handover {
  id: EventId
  from: ActorId
  to: ActorId
  brief: string
  offeredAt: number
}

/** People are named `p…`; `source:…` is an import, `hub:…` a hub. */
export const isPerson = (actor: ActorId): boolean => !actor.includes(':')

const BOOKKEEPING = new Set<IncidentEvent['kind']>(['numberAssigned', 'actorNamed', 'messageDelivered', 'settingSet'])
/** Bookkeeping is not somebody's contribution and not activity. */
export const isContribution = (event: IncidentEvent): boolean => !BOOKKEEPING.has(event.kind)

/** Who was added, who has a role, and whoever wrote something. Sources of imports are not people. */
export function foldResponders(log: readonly IncidentEvent[], commander: ActorId | null): Responder[] {
  const responders = new Map<ActorId, Responder>()
  const removed = new Set<ActorId>()
  const add = (person: ActorId, at: number): Responder => {
    removed.delete(person)
    const known = responders.get(person)
    if (known) return known
    const added: Responder = { person, addedAt: at, lastContributionAt: null, role: RESPONDER_ROLE, isCommander: false }
    responders.set(person, added)
    return added
  }
  for (const event of log) {
    switch (event.kind) {
      case 'declared':
        if (event.commander) add(event.commander, event.at)
        break
      case 'responderAdded':
        add(event.person, event.at)
        break
      case 'roleAssigned':
        if (event.role === COMMANDER_ROLE) add(event.person, event.at)
        else {
          for (const other of responders.values()) if (other.role === event.role) other.role = RESPONDER_ROLE
          add(event.person, event.at).role = event.role
        }
        break
      case 'roleGiven':
        // nobody becomes commander this way: that role is one person's
        add(event.person, event.at).role = event.role === COMMANDER_ROLE ? RESPONDER_ROLE : event.role
        break
      case 'responderRemoved':
        if (responders.has(event.person)) {
          removed.add(event.person)
          responders.get(event.person)!.role = RESPONDER_ROLE
        }
        break
    }
    if (isPerson(event.by) && isContribution(event)) {
      const author = add(event.by, stampMs(event.id))
      author.lastContributionAt = Math.max(author.lastContributionAt ?? 0, stampMs(event.id))
    }
  }
  return [...responders.values()]
    .filter(({ person }) => person === commander || !removed.has(person))
    .map((each) => ({ ...each, isCommander: each.person === commander }))
}

/** The latest offer, while it has no answer and command has not passed some other way. */
export function foldHandover(log: readonly IncidentEvent[], commander: ActorId | null): Handover | null {
  let open: Handover | null = null
  for (const event of log) {
    if (event.kind === 'handoverOffered') open = { id: event.id, from: event.by, to: event.to, brief: event.brief, offeredAt: event.at }
    else if (event.kind === 'handoverAnswered' && event.offer === open?.id) open = null
    else if (event.kind === 'roleAssigned' && event.role === COMMANDER_ROLE) open = null
  }
  return open?.to === commander ? null : open
}
