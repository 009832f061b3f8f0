import type * as Y from 'yjs'
import type { ActorId } from '../../domain/ids.ts'
import { isPerson } from '../../domain/responders.ts'
import { eventsOf } from '../roots.ts'

/**
 * Who is behind each Yjs client: whoever wrote events with it. null: two people did, so it says nothing about either. A client that
 * never wrote an event is not in it.
 */
export function writersOf(doc: Y.Doc): Map<number, ActorId | null> {
  const writers = new Map<number, ActorId | null>()
  for (const item of eventsOf(doc)._map.values()) {
    const event = item.content.getContent()[0] as { by?: unknown } | undefined
    if (typeof event?.by !== 'string' || !isPerson(event.by as ActorId)) continue
    const { client } = item.id
    const known = writers.get(client)
    writers.set(client, known === undefined || known === event.by ? (event.by as ActorId) : null)
  }
  return writers
}
