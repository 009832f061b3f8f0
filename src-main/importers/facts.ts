import * as Y from 'yjs'
import { createClock } from '#shared/domain/clock.ts'
import type { EventKind, EventOf, IncidentEvent } from '#shared/domain/events.ts'
import type { ActorId, DeviceId, EventId } from '#shared/domain/ids.ts'
import { readEvents } from '#shared/doc/readIncident.ts'
import { entriesOf, eventsOf } from '#shared/doc/roots.ts'

/*
 * Writing what a source says into a document: only what is not there yet, at the source's own times, in one transaction.
 * What people wrote since stays as it is.
 */

/** Payload of an event: what the writer does not fill in. Settings get their base, references their id from the document. */
type Payload = {
  [Kind in EventKind]: { kind: Kind } & Omit<EventOf<Kind>, 'id' | 'by' | 'at' | 'source' | 'base' | 'kind' | 'entry' | 'impact' | 'task'>
}[EventKind]

export interface Fact {
  /** Names it within its source: a fact of this name that is there already is the same fact. */
  name: string
  at: number
  /** When the source wrote it; the order of facts is that of these times. */
  writtenAt: number
  /** Somebody else than the source itself. */
  by?: ActorId
  payload: Payload
  /** For an entry: what it says. */
  body?: string
  /** For what concerns an entry, an impact or a task: the name of the fact that made it. */
  about?: string
}

export interface Origin {
  /** Start of every source of this incident's facts. */
  prefix: string
  by: ActorId
  /** One a run: two runs never make the same event id. */
  device: DeviceId
}

/** Names the origin of the transaction. */
export const IMPORT_ORIGIN = 'import'

type PlannedEvent = { event: IncidentEvent; body: string | undefined }

/** What a document holds already, as far as a writer of facts must know. */
export class FactLog {
  /** Fact by source; of several events of one source the first, as in the fold. */
  readonly bySource = new Map<string, IncidentEvent>()
  /** Settings of each register in id order, with what they set. */
  readonly #settings = new Map<string, { id: EventId; value: unknown }[]>()

  add(event: IncidentEvent): void {
    if (event.source !== undefined) this.bySource.set(event.source, event)
    for (const [what, value] of settingsOf(event)) {
      const list = this.#settings.get(what)
      if (!list) this.#settings.set(what, [{ id: event.id, value }])
      else list.splice(list.findLastIndex(({ id }) => id < event.id) + 1, 0, { id: event.id, value })
    }
  }

  /** What stood in a register just before an event of this id. */
  before(what: string, id: EventId): { id: EventId; value: unknown } | undefined {
    return this.#settings.get(what)?.findLast((setting) => setting.id < id)
  }
}

export function readFactLog(doc: Y.Doc): FactLog {
  const log = new FactLog()
  if (eventsOf(doc).size === 0) return log
  const events = readEvents(doc).events.sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const event of events) if (event.source === undefined || !log.bySource.has(event.source)) log.add(event)
  return log
}

/** Add the facts that are missing; false, without a transaction, when none is. `facts` in the order of `writtenAt`. */
export function writeFacts(doc: Y.Doc, origin: Origin, facts: readonly Fact[], log: FactLog = readFactLog(doc)): boolean {
  const planned = planEvents(origin, facts, log)
  if (planned.length === 0) return false
  const events = eventsOf(doc)
  const entries = entriesOf(doc)
  doc.transact(() => {
    for (const { event, body } of planned) {
      events.set(event.id, event)
      if (event.kind === 'entryPosted') entries.set(event.id, new Y.Text(body ?? ''))
    }
  }, IMPORT_ORIGIN)
  return true
}

function planEvents(origin: Origin, facts: readonly Fact[], log: FactLog): PlannedEvent[] {
  let now = 0
  const clock = createClock(origin.device, () => now)
  const planned: PlannedEvent[] = []
  for (const fact of facts) {
    const source = origin.prefix + fact.name
    if (log.bySource.has(source)) continue
    now = fact.writtenAt
    const id = clock.next()
    const about = fact.about === undefined ? undefined : log.bySource.get(origin.prefix + fact.about)?.id
    const event = fillIn({ ...fact.payload, id, at: fact.at, by: fact.by ?? origin.by, source } as IncidentEvent, about, log)
    if (!event) continue
    log.add(event)
    planned.push({ event, body: fact.body })
  }
  return planned
}

/** The event with what it refers to; undefined where it would change nothing or concerns what is not there. */
function fillIn(event: IncidentEvent, about: EventId | undefined, log: FactLog): IncidentEvent | undefined {
  switch (event.kind) {
    case 'statusChanged':
    case 'severityChanged':
    case 'fieldSet':
    case 'roleAssigned': {
      const [what, value] = settingsOf(event)[0]!
      const before = log.before(what, event.id)
      const isSame = before !== undefined && JSON.stringify(before.value) === JSON.stringify(value)
      return isSame ? undefined : { ...event, base: before?.id ?? null }
    }
    case 'impactChanged':
      return about && { ...event, impact: about, base: log.before(`impact:${about}`, event.id)?.id ?? null }
    case 'entryFlagged':
    case 'entryRetimed':
      return about && { ...event, entry: about, base: null }
    case 'taskSet':
      return about && { ...event, task: about, base: null }
    case 'timestampSet':
      return { ...event, base: log.before(`timestamp:${event.timestamp}`, event.id)?.id ?? null }
    default:
      return event
  }
}

/** Which registers an event sets, and to what. */
function settingsOf(event: IncidentEvent): [what: string, value: unknown][] {
  switch (event.kind) {
    case 'declared': {
      const { status, severity, title, customerImpact, commander } = event
      const settings: [string, unknown][] = [
        ['status', status],
        ['severity', severity],
        ['field:title', title],
        ['field:customer_impact', customerImpact]
      ]
      return commander === null ? settings : [...settings, ['role:commander', commander]]
    }
    case 'statusChanged':
      return [['status', event.status]]
    case 'severityChanged':
      return [['severity', event.severity]]
    case 'fieldSet':
      return [[`field:${event.field}`, event.value]]
    case 'roleAssigned':
      return [[`role:${event.role}`, event.person]]
    case 'timestampSet':
      return [[`timestamp:${event.timestamp}`, event.to]]
    case 'impactAdded':
      return [[`impact:${event.id}`, event]]
    case 'impactChanged':
      return [[`impact:${event.impact}`, event]]
    default:
      return []
  }
}
