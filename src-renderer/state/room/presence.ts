import * as v from 'valibot'
import type { ActorId, EntryId } from '#shared/domain/ids.ts'
import { PAGES, type PageName } from '#shared/domain/prose/pages.ts'

/*
 * What the windows in a room tell each other about themselves (awareness). It comes from other machines: parsed, never trusted,
 * and never stored.
 */

const user = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  name: v.pipe(v.string(), v.maxLength(200)),
  color: v.optional(v.string(), '')
})
const place = v.object({
  entry: v.optional(v.string()),
  page: v.optional(v.picklist(PAGES)),
  /** Windows of earlier builds: the page of notes. */
  notes: v.optional(v.boolean()),
  field: v.optional(v.pipe(v.string(), v.maxLength(64)))
})
const state = v.object({ user, at: v.optional(v.nullable(v.fallback(v.nullable(place), null)), null) })

/** Where in the room somebody is writing. */
export type Place = { entry: EntryId } | { page: PageName } | { field: string }

export interface Peer {
  clientId: number
  id: ActorId
  name: string
  /** null: looks on. */
  at: Place | null
}

export interface LocalUser {
  id: ActorId
  name: string
  /** `#rrggbb`, for clients of other makes; windows of Muster choose the colour by person and theme. */
  color: string
}

/** The other windows in the room, in the order in which they came; what does not parse is nobody. */
export function listPeers(states: ReadonlyMap<number, unknown>, ownClientId: number): Peer[] {
  const peers: Peer[] = []
  for (const [clientId, value] of states) {
    if (clientId === ownClientId) continue
    const peer = parsePeer(clientId, value)
    if (peer) peers.push(peer)
  }
  return peers
}

export function parsePeer(clientId: number, value: unknown): Peer | undefined {
  const parsed = v.safeParse(state, value)
  if (!parsed.success) return undefined
  return { clientId, id: parsed.output.user.id as ActorId, name: parsed.output.user.name, at: asPlace(parsed.output.at) }
}

function asPlace(at: v.InferOutput<typeof place> | null): Place | null {
  if (at?.entry) return { entry: at.entry as EntryId }
  if (at?.field) return { field: at.field }
  if (at?.page) return { page: at.page }
  return at?.notes ? { page: 'notes' } : null
}

/** One of each person: somebody with two windows is here once, and writing when either window is. */
export function listPeople(peers: readonly Peer[]): Peer[] {
  const people = new Map<ActorId, Peer>()
  for (const peer of peers) {
    const known = people.get(peer.id)
    if (!known || (known.at === null && peer.at !== null)) people.set(peer.id, peer)
  }
  return [...people.values()]
}

/** Who has the text of `entry` open, one of each person. */
export function listWriters(peers: readonly Peer[], entry: EntryId): Peer[] {
  return listPeople(peers.filter((peer) => peer.at !== null && 'entry' in peer.at && peer.at.entry === entry))
}

/** Who writes on this page, one of each person. */
export const listPageWriters = (peers: readonly Peer[], page: PageName): Peer[] =>
  listPeople(peers.filter((peer) => peer.at !== null && 'page' in peer.at && peer.at.page === page))
