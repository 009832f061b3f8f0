import type * as Y from 'yjs'
import { parseEvent, type IncidentEvent } from '#shared/domain/events.ts'
import { eventsOf } from '#shared/doc/roots.ts'

/**
 * The parsed events of one open document. Events never change once written, so each is parsed when it arrives and not again:
 * a fold after one new event among 10,000 then costs only the fold.
 */
export class EventLog {
  readonly #events = new Map<string, IncidentEvent>()
  readonly #map: Y.Map<unknown>

  constructor(doc: Y.Doc) {
    this.#map = eventsOf(doc)
    for (const key of this.#map.keys()) this.#read(key)
  }

  /** Take in what a change of the `events` root touched. */
  update(keys: Iterable<string>): void {
    for (const key of keys) this.#read(key)
  }

  get events(): Iterable<IncidentEvent> {
    return this.#events.values()
  }

  get size(): number {
    return this.#events.size
  }

  #read(key: string): void {
    const parsed = parseEvent(key, this.#map.get(key))
    if (parsed.type === 'event') this.#events.set(key, parsed.event)
    else this.#events.delete(key)
  }
}
