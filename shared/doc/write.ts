import * as Y from 'yjs'
import type { Clock } from '../domain/clock.ts'
import { parseEvent } from '../domain/events.ts'
import type { ActorId, EventId } from '../domain/ids.ts'
import type { Incident } from '../domain/incident.ts'
import type { NewEvent } from '../domain/newEvent.ts'
import { fail, ok, valueOf, type Result } from '../domain/result.ts'
import { findKept } from './keptIncident.ts'
import { tickItems } from './pageItems.ts'
import { entriesOf, eventsOf } from './roots.ts'

export type { NewEvent } from '../domain/newEvent.ts'

/* How events come into a document: as one author, in one transaction. Commands stand on this. */

/** Who does it, with which clock. `name` is written into the incident when it is not there yet. */
export interface Author {
  id: ActorId
  name: string
  clock: Clock
}

/** Names the origin of a transaction in the log. */
export const COMMAND_ORIGIN = 'command'

/**
 * Add events (and bodies for entries) in one transaction, as this author, in this order.
 * Throws FailureError badInput when nobody could read one of them; nothing is written then.
 */
export function writeEvents(
  doc: Y.Doc,
  author: Author,
  events: readonly NewEvent[],
  bodyOf?: (index: number) => string | undefined
): EventId[] {
  return valueOf(tryWrite(doc, author, events, bodyOf))
}

/** As writeEvents, with the reason instead of an exception. */
export function tryWrite(
  doc: Y.Doc,
  author: Author,
  events: readonly NewEvent[],
  bodyOf?: (index: number) => string | undefined
): Result<EventId[]> {
  const kept = findKept(doc)
  if (kept?.clock !== author.clock) for (const key of eventsOf(doc).keys()) author.clock.observe(key as EventId)
  const naming: NewEvent[] = isNamed(doc, author) ? [] : [{ kind: 'actorNamed', actor: author.id, name: author.name }]
  const made = [...naming, ...events].map((event) => ({
    ...event,
    id: author.clock.next(),
    at: event.at ?? author.clock.now(),
    by: author.id
  }))
  for (const event of made) {
    const parsed = parseEvent(event.id, event)
    if (parsed.type === 'malformed') return fail('badInput', `This cannot be kept. ${parsed.problem}.`)
  }
  const ids = made.slice(naming.length).map((event) => event.id)
  doc.transact(() => {
    for (const event of made) eventsOf(doc).set(event.id, event)
    for (const event of made) if (event.kind === 'taskSet' && event.property === 'doneAt') tickItems(doc, event.task, event.value !== null)
    events.forEach((event, index) => {
      if (event.kind === 'entryPosted') entriesOf(doc).set(ids[index]!, new Y.Text(bodyOf?.(index) ?? ''))
    })
  }, COMMAND_ORIGIN)
  return ok(ids)
}

function isNamed(doc: Y.Doc, author: Author): boolean {
  const kept = findKept(doc)
  if (kept) return kept.incident().names.get(author.id) === author.name
  let named: string | undefined
  let last = ''
  for (const [key, value] of eventsOf(doc).entries()) {
    const event = value as { kind?: unknown; actor?: unknown; name?: unknown }
    if (event?.kind === 'actorNamed' && event.actor === author.id && key > last) {
      last = key
      named = String(event.name)
    }
  }
  return named === author.name
}

/** The event that names a person here, when this incident does not know them by this name yet. */
export const naming = (incident: Pick<Incident, 'names'>, author: Author, person: { id: ActorId; name: string }): NewEvent[] =>
  person.id === author.id || incident.names.get(person.id) === person.name
    ? []
    : [{ kind: 'actorNamed', actor: person.id, name: person.name }]

/** Write one event, with a body when it is an entry. */
export function writeOne(doc: Y.Doc, author: Author, event: NewEvent, body?: string): Result<EventId> {
  return lastOf(tryWrite(doc, author, [event], () => body))
}

export const firstOf = (written: Result<EventId[]>): Result<EventId> => (written.ok ? ok(written.value[0]!) : written)
export const lastOf = (written: Result<EventId[]>): Result<EventId> => (written.ok ? ok(written.value.at(-1)!) : written)

/** The event to name as the one that is replaced; null: none yet. */
export const headOf = (incident: Pick<Incident, 'heads'>, what: string): EventId | null => incident.heads.get(what) ?? null
