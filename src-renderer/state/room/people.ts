import type { Person } from '#shared/bridge/warRoomApi.ts'
import { COMMANDER_ROLE } from '#shared/domain/events.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import { nameOf, type Incident } from '#shared/domain/incident.ts'
import { RESPONDER_ROLE } from '#shared/domain/responders.ts'
import type { Role } from '#shared/domain/settings/settings.ts'
import { formatAge } from '#renderer/parts/format.ts'
import { listPeople, type Peer } from './presence.ts'

/** Who may be chosen for something in an incident: its responders, who is here, then everybody known; each once. */
export function listChoices(incident: Incident, peers: readonly Peer[], known: readonly Person[]): (Person & { detail?: string })[] {
  const choices = new Map<ActorId, Person & { detail?: string }>()
  const add = (id: ActorId, name: string, detail?: string) => choices.has(id) || choices.set(id, { id, name, detail })
  for (const peer of listPeople(peers)) add(peer.id, peer.name, 'here')
  for (const { person } of incident.responders) add(person, nameOf(incident, person) ?? person, 'responder')
  for (const person of known) add(person.id, person.name)
  return [...choices.values()]
}

export interface ResponderRow {
  id: ActorId
  name: string
  /** Id of their role; the commander's is `commander`. */
  roleId: string
  /** What it is called. */
  role: string
  presence: 'here' | 'away'
  /** "writing", "here", "18m ago", or when they were added. */
  state: string
  addedAt: number
  lastContributionAt: number | null
}

/** The responders as listed: the commander first, then who is here, then by last contribution. */
export function listResponders(
  incident: Incident,
  peers: readonly Peer[],
  own: ActorId,
  now: number,
  roles: readonly Pick<Role, 'id' | 'name'>[] = []
): ResponderRow[] {
  const here = new Map(listPeople(peers).map((peer) => [peer.id, peer]))
  const nameOfRole = (id: string) =>
    id === COMMANDER_ROLE ? 'Commander' : (roles.find((role) => role.id === id)?.name ?? (id === RESPONDER_ROLE ? 'Responder' : id))
  const rows = incident.responders.map(({ person, addedAt, lastContributionAt, role }): ResponderRow => {
    const roleId = incident.commander === person ? COMMANDER_ROLE : role
    const peer = here.get(person)
    const isHere = peer !== undefined || person === own
    return {
      id: person,
      name: nameOf(incident, person) ?? person,
      roleId,
      role: nameOfRole(roleId),
      presence: isHere ? 'here' : 'away',
      state: peer?.at
        ? 'writing'
        : isHere
          ? 'here'
          : lastContributionAt === null
            ? 'nothing yet'
            : `${formatAge(now - lastContributionAt)} ago`,
      addedAt,
      lastContributionAt
    }
  })
  const rank = (row: ResponderRow) => (row.roleId === COMMANDER_ROLE ? 0 : row.presence === 'here' ? 1 : 2)
  return rows.sort((a, b) => rank(a) - rank(b) || (b.lastContributionAt ?? b.addedAt) - (a.lastContributionAt ?? a.addedAt))
}

/** What taking a one-person role does to whoever has it now: said before it is done. null: nobody has it. */
export function demotedBy(incident: Incident, role: Pick<Role, 'id' | 'isMany'>): string | null {
  if (role.isMany || role.id === RESPONDER_ROLE) return null
  const holder = role.id === COMMANDER_ROLE ? incident.commander : incident.responders.find((each) => each.role === role.id)?.person
  return holder ? `${nameOf(incident, holder)} becomes Responder` : null
}
