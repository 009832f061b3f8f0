import type { IncidentEvent } from './events.ts'
import { foldIncident } from './fold.ts'
import type { EventId } from './ids.ts'
import type { Incident } from './incident.ts'

/*
 * What is shown of a huge incident while the whole of it is still on its way: the incident as it is, with the newest lines of its
 * timeline. It is the fold of some of the events, so there is no second truth.
 */

/** More than a tall window shows. */
export const OPENING_LINES = 80
/** With more, the whole is there as soon. */
const MOST_EVENTS = 3000

/** Kinds there may be any number of: they make lines, and say who wrote and when. */
const isBulk = (event: IncidentEvent): boolean => event.kind === 'entryPosted' || event.kind === 'entryEdited'

/** The events the opening is folded from; null: there are too many, or it would not be true. */
export function openingEvents(all: Iterable<IncidentEvent>, incident: Incident, lines = OPENING_LINES): IncidentEvent[] | null {
  const shown = new Set<string>(incident.timeline.slice(-lines).map(({ id }) => id))
  const chosen = new Map<EventId, IncidentEvent>()
  const traces = new Traces()
  for (const event of all) {
    const isShown = shown.has(event.kind === 'entryEdited' ? event.entry : event.id)
    if (isBulk(event) && !isShown) traces.note(event)
    else chosen.set(event.id, event)
    if (chosen.size > MOST_EVENTS) return null
  }
  for (const event of traces.events()) chosen.set(event.id, event)
  const events = [...chosen.values()]
  return isTrue(foldOpening(events, lines), incident) ? events : null
}

/** As `openingEvents` chose them. */
export function foldOpening(events: readonly IncidentEvent[], lines = OPENING_LINES): Incident {
  const incident = foldIncident(events)
  return { ...incident, timeline: incident.timeline.slice(-lines) }
}

/** What is left out is still to be seen in who took part, since when and until when, and in when people were told last. */
class Traces {
  readonly #first = new Map<string, IncidentEvent>()
  readonly #last = new Map<string, IncidentEvent>()
  #told: IncidentEvent | undefined

  note(event: IncidentEvent): void {
    const { by, id } = event
    if (id < (this.#first.get(by)?.id ?? '~')) this.#first.set(by, event)
    if (id > (this.#last.get(by)?.id ?? '')) this.#last.set(by, event)
    if (event.kind === 'entryPosted' && event.category === 'update' && event.at > (this.#told?.at ?? 0)) this.#told = event
  }

  events(): IncidentEvent[] {
    return [...this.#first.values(), ...this.#last.values(), ...(this.#told ? [this.#told] : [])]
  }
}

/** Copies of imported facts refer to each other: leaving some out may change what the others are. */
function isTrue(opening: Incident, incident: Incident): boolean {
  const end = incident.timeline.slice(-opening.timeline.length)
  return (
    opening.timeline.length > 0 &&
    opening.lastUpdateAt === incident.lastUpdateAt &&
    opening.lastBroadcastAt === incident.lastBroadcastAt &&
    opening.responders.length === incident.responders.length &&
    opening.timeline.every(({ id, at }, index) => id === end[index]!.id && at === end[index]!.at)
  )
}
