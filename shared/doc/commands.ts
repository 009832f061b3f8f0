import * as Y from 'yjs'
import { stampMs, type Clock } from '../domain/clock.ts'
import {
  COMMANDER_ROLE,
  parseEvent,
  type CustomerImpact,
  type EntryCategory,
  type FieldValue,
  type IncidentEvent,
  type Visibility
} from '../domain/events.ts'
import { checkField, findField } from '../domain/fields.ts'
import type { ActorId, EntryId, EventId } from '../domain/ids.ts'
import type { Incident } from '../domain/incident.ts'
import { fail, ok, valueOf, type Result } from '../domain/result.ts'
import { SEVERITY } from '../domain/severity.ts'
import type { Status } from '../domain/status.ts'
import { entriesOf, eventsOf, findEntryText } from './roots.ts'
import { readIncident } from './readIncident.ts'

/*
 * What a person or an integration can do to an incident: check first, then one transaction. Each returns the id of the event
 * it wrote. The same commands serve the window, the command line and the importers.
 */

/** Who does it, with which clock. `name` is written into the incident when it is not there yet. */
export interface Author {
  id: ActorId
  name: string
  clock: Clock
}

/** Names the origin of a transaction in the log. */
export const COMMAND_ORIGIN = 'command'

export interface Declaration {
  title: string
  severity: string
  commander?: { id: ActorId; name: string } | null
  customerImpact?: CustomerImpact
  visibility?: Visibility
  isTest?: boolean
  notes?: string
  services?: string[]
  teams?: string[]
}

type NewEvent = {
  [Kind in IncidentEvent['kind']]: Omit<Extract<IncidentEvent, { kind: Kind }>, 'id' | 'by' | 'at'> & { at?: number }
}[IncidentEvent['kind']]

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

function tryWrite(
  doc: Y.Doc,
  author: Author,
  events: readonly NewEvent[],
  bodyOf?: (index: number) => string | undefined
): Result<EventId[]> {
  for (const key of eventsOf(doc).keys()) author.clock.observe(key as EventId)
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
    events.forEach((event, index) => {
      if (event.kind === 'entryPosted') entriesOf(doc).set(ids[index]!, new Y.Text(bodyOf?.(index) ?? ''))
    })
  }, COMMAND_ORIGIN)
  return ok(ids)
}

function isNamed(doc: Y.Doc, author: Author): boolean {
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

export function declareIncident(doc: Y.Doc, author: Author, declaration: Declaration): Result<EventId> {
  const title = checkField(findField('title')!, declaration.title)
  if (!title.ok) return fail('badInput', title.problem)
  if (!SEVERITY.test(declaration.severity))
    return fail('badInput', `Severity is one of SEV-0 to SEV-10 or UNKNOWN, not "${declaration.severity}".`)
  if (eventsOf(doc).size > 0) return fail('badInput', 'This incident is declared already.')
  const commander = declaration.commander === undefined ? { id: author.id, name: author.name } : declaration.commander
  const events: NewEvent[] = [
    {
      kind: 'declared',
      title: title.value as string,
      severity: declaration.severity,
      status: 'active',
      visibility: declaration.visibility ?? 'public',
      isTest: declaration.isTest ?? false,
      customerImpact: declaration.customerImpact ?? 'unknown',
      commander: commander?.id ?? null
    }
  ]
  if (commander && commander.id !== author.id) events.push({ kind: 'actorNamed', actor: commander.id, name: commander.name })
  for (const field of ['services', 'teams'] as const) {
    const checked = checkField(findField(field)!, declaration[field] ?? [])
    if (!checked.ok) return fail('badInput', checked.problem)
    if ((checked.value as string[]).length > 0) events.push({ kind: 'fieldSet', field, value: checked.value, base: null })
  }
  if (declaration.customerImpact === 'yes') {
    events.push({ kind: 'impactAdded', start: author.clock.now(), end: null, scope: 'Customers affected', isCustomer: true })
  }
  const notes = declaration.notes?.trim()
  if (notes) events.push({ kind: 'entryPosted', category: 'note' })
  return firstOf(tryWrite(doc, author, events, (index) => (events[index]?.kind === 'entryPosted' ? notes : undefined)))
}

export function postEntry(doc: Y.Doc, author: Author, entry: { text: string; at?: number; category?: EntryCategory }): Result<EntryId> {
  if (entry.text.trim() === '') return fail('badInput', 'The note is empty. Write what you saw or did.')
  return one(doc, author, { kind: 'entryPosted', category: entry.category ?? 'note', at: entry.at }, entry.text)
}

export function changeStatus(doc: Y.Doc, author: Author, status: Status, at?: number): Result<EventId> {
  const incident = readIncident(doc)
  if (incident.status === status) return fail('badInput', `The incident is ${status} already.`)
  return one(doc, author, { kind: 'statusChanged', status, base: head(incident, 'status'), at })
}

export function changeSeverity(doc: Y.Doc, author: Author, severity: string, at?: number): Result<EventId> {
  const incident = readIncident(doc)
  if (!SEVERITY.test(severity)) return fail('badInput', `Severity is one of SEV-0 to SEV-10 or UNKNOWN, not "${severity}".`)
  if (incident.severity === severity) return fail('badInput', `The severity is ${severity} already.`)
  return one(doc, author, { kind: 'severityChanged', severity, base: head(incident, 'severity'), at })
}

export function setField(doc: Y.Doc, author: Author, name: string, value: FieldValue): Result<EventId> {
  const field = findField(name)
  if (!field) return fail('badInput', `There is no field "${name}".`)
  const checked = checkField(field, value)
  if (!checked.ok) return fail('badInput', checked.problem)
  return one(doc, author, { kind: 'fieldSet', field: name, value: checked.value, base: head(readIncident(doc), `field:${name}`) })
}

export function assignCommander(doc: Y.Doc, author: Author, person: { id: ActorId; name: string }): Result<EventId> {
  const incident = readIncident(doc)
  if (incident.commander === person.id) return fail('badInput', `${person.name} is Incident Commander already.`)
  const events: NewEvent[] = []
  if (incident.names.get(person.id) !== person.name && person.id !== author.id)
    events.push({ kind: 'actorNamed', actor: person.id, name: person.name })
  events.push({ kind: 'roleAssigned', role: COMMANDER_ROLE, person: person.id, base: head(incident, `role:${COMMANDER_ROLE}`) })
  const written = tryWrite(doc, author, events)
  return written.ok ? ok(written.value.at(-1)!) : written
}

export interface ImpactInput {
  start: number
  end: number | null
  scope: string
  isCustomer: boolean
}

export function addImpact(doc: Y.Doc, author: Author, impact: ImpactInput): Result<EventId> {
  const problem = impactProblem(impact)
  return problem ? fail('badInput', problem) : one(doc, author, { kind: 'impactAdded', ...impact, scope: impact.scope.trim() })
}

export function changeImpact(doc: Y.Doc, author: Author, id: EventId, impact: ImpactInput): Result<EventId> {
  const problem = impactProblem(impact)
  if (problem) return fail('badInput', problem)
  const incident = readIncident(doc)
  if (!incident.impacts.some((known) => known.id === id)) return fail('notFound', 'That impact is not part of this incident.')
  return one(doc, author, {
    kind: 'impactChanged',
    impact: id,
    ...impact,
    scope: impact.scope.trim(),
    base: head(incident, `impact:${id}`)
  })
}

const MAX_SCOPE = 2000

function impactProblem(impact: ImpactInput): string | undefined {
  const scope = impact.scope.trim()
  if (scope === '') return 'Say who or what is affected.'
  if (scope.length > MAX_SCOPE) return `What is affected may have ${MAX_SCOPE} characters; this has ${scope.length}.`
  if (impact.end !== null && impact.end < impact.start) return 'The impact ends before it starts.'
  return undefined
}

export function retimeEntry(doc: Y.Doc, author: Author, entry: EntryId, to: number): Result<EventId> {
  if (!Number.isFinite(to)) return fail('badInput', 'That is not a time.')
  const incident = readIncident(doc)
  if (!hasEntry(incident, entry)) return fail('notFound', NO_ENTRY)
  return one(doc, author, { kind: 'entryRetimed', entry, to: Math.round(to), base: head(incident, `at:${entry}`) })
}

export function flagEntry(doc: Y.Doc, author: Author, entry: EntryId, flagged: boolean): Result<EventId> {
  const incident = readIncident(doc)
  if (!hasEntry(incident, entry)) return fail('notFound', NO_ENTRY)
  return one(doc, author, { kind: 'entryFlagged', entry, flagged, base: head(incident, `flag:${entry}`) })
}

const NO_ENTRY = 'That entry is not in the timeline of this incident.'
const hasEntry = (incident: Incident, entry: EntryId): boolean => incident.timeline.some(({ id }) => id === entry)

/** Take back what was posted: it leaves the timeline, the log keeps it. */
export function retractEntry(doc: Y.Doc, author: Author, entry: EntryId): Result<EventId> {
  const found = readIncident(doc).timeline.find((candidate) => candidate.id === entry)
  if (found?.event.kind !== 'entryPosted') return fail('badInput', 'Only what somebody posted can be taken back.')
  return one(doc, author, { kind: 'entryRetracted', entry })
}

/** Note that this author types in a body now; at most once per author and entry an hour, so that the log says who touched it. */
export function markEdited(doc: Y.Doc, author: Author, entry: EntryId): Result<EventId | null> {
  if (!findEntryText(doc, entry)) return fail('notFound', 'The text of that entry has not arrived yet.')
  const recent = author.clock.now() - 3600_000
  for (const [id, value] of eventsOf(doc).entries()) {
    const event = value as { kind?: unknown; entry?: unknown; by?: unknown } | null
    if (event?.kind === 'entryEdited' && event.entry === entry && event.by === author.id && stampMs(id as EventId) > recent) return ok(null)
  }
  return one(doc, author, { kind: 'entryEdited', entry })
}

function one(doc: Y.Doc, author: Author, event: NewEvent, body?: string): Result<EventId> {
  return firstOf(tryWrite(doc, author, [event], () => body))
}

const firstOf = (written: Result<EventId[]>): Result<EventId> => (written.ok ? ok(written.value[0]!) : written)

const head = (incident: Incident, what: string): EventId | null => incident.heads.get(what) ?? null
