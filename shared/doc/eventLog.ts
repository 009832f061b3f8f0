import type * as Y from 'yjs'
import { parseEvent, type IncidentEvent } from '../domain/events.ts'
import type { EventId } from '../domain/ids.ts'
import type { Incident } from '../domain/incident.ts'
import { IncidentFold } from '../domain/incidentFold.ts'
import { eventsOf } from './roots.ts'

/**
 * The parsed events of one open document, and the incident they make. Events never change once written, so each is parsed when it
 * arrives and not again, and what comes at the end of the log is worked into the incident as it was.
 */
export class EventLog {
  readonly #events = new Map<string, IncidentEvent>()
  readonly #map: Y.Map<unknown>
  readonly #fold = new IncidentFold()
  readonly #onId: (id: EventId) => void
  /** Not folded yet. */
  #fresh: IncidentEvent[] = []
  /** Something else than an addition happened: the whole is folded again. */
  #isChanged = true

  /** `onId` is told every key of the log, once or more. */
  constructor(doc: Y.Doc, onId: (id: EventId) => void = () => {}) {
    this.#map = eventsOf(doc)
    this.#onId = onId
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

  /** Not yet part of what `fold` gave last. */
  get fresh(): readonly IncidentEvent[] {
    return this.#fresh
  }

  /** The incident as of now; the same object while nothing came. */
  fold(): Incident {
    const fresh = this.#fresh
    this.#fresh = []
    if (!this.#isChanged) return this.#fold.add(fresh, () => this.#events.values())
    this.#isChanged = false
    return this.#fold.reset(this.#events.values())
  }

  #read(key: string): void {
    this.#onId(key as EventId)
    const parsed = parseEvent(key, this.#map.get(key))
    if (this.#events.has(key)) this.#isChanged = true
    if (parsed.type === 'event') {
      this.#events.set(key, parsed.event)
      this.#fresh.push(parsed.event)
    } else this.#events.delete(key)
  }
}
