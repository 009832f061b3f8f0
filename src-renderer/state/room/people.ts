import type { Person } from '#shared/bridge/warRoomApi.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import { nameOf, type Incident } from '#shared/domain/incident.ts'
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
  role: 'Commander' | 'Responder'
  presence: 'here' | 'away'
  /** "writing", "here", "18m ago", or when they were added. */
  state: string
  addedAt: number
  lastContributionAt: number | null
}

/** The responders as listed: the commander first, then who is here, then by last contribution. */
export function listResponders(incident: Incident, peers: readonly Peer[], own: ActorId, now: number): ResponderRow[] {
  const here = new Map(listPeople(peers).map((peer) => [peer.id, peer]))
  const rows = incident.responders.map(({ person, addedAt, lastContributionAt }): ResponderRow => {
    const peer = here.get(person)
    const isHere = peer !== undefined || person === own
    return {
      id: person,
      name: nameOf(incident, person) ?? person,
      role: incident.commander === person ? 'Commander' : 'Responder',
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
  const rank = (row: ResponderRow) => (row.role === 'Commander' ? 0 : row.presence === 'here' ? 1 : 2)
  return rows.sort((a, b) => rank(a) - rank(b) || (b.lastContributionAt ?? b.addedAt) - (a.lastContributionAt ?? a.addedAt))
}
