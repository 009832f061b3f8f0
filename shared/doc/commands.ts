import type * as Y from 'yjs'
import { stampMs } from '../domain/clock.ts'
import { COMMANDER_ROLE, type CustomerImpact, type EntryCategory, type FieldValue, type Visibility } from '../domain/events.ts'
import { checkField, findField, type Field } from '../domain/fields.ts'
import type { ActorId, EntryId, EventId } from '../domain/ids.ts'
import type { Incident } from '../domain/incident.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { SEVERITY } from '../domain/severity.ts'
import type { Status } from '../domain/status.ts'
import { eventsOf, findEntryText } from './roots.ts'
import { readIncident } from './readIncident.ts'
import { firstOf, headOf, lastOf, naming, tryWrite, writeOne, type Author, type NewEvent } from './write.ts'

export { COMMAND_ORIGIN, writeEvents, type Author } from './write.ts'

/*
 * What a person or an integration can do to an incident: check first, then one transaction. Each returns the id of the event
 * it wrote. The same commands serve the window, the command line and the importers.
 */

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
  /** Id of the incident type; absent: the default one. */
  incidentType?: string
  /** Further fields of its type, checked by whoever knows the settings: `checkField` with the field of the type. */
  fields?: Readonly<Record<string, FieldValue>>
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
      commander: commander?.id ?? null,
      ...(declaration.incidentType === undefined ? {} : { incidentType: declaration.incidentType })
    }
  ]
  if (commander && commander.id !== author.id) events.push({ kind: 'actorNamed', actor: commander.id, name: commander.name })
  for (const field of ['services', 'teams'] as const) {
    const checked = checkField(findField(field)!, declaration[field] ?? [])
    if (!checked.ok) return fail('badInput', checked.problem)
    if ((checked.value as string[]).length > 0) events.push({ kind: 'fieldSet', field, value: checked.value, base: null })
  }
  for (const [field, value] of Object.entries(declaration.fields ?? {})) {
    if (value !== null) events.push({ kind: 'fieldSet', field, value, base: null })
  }
  if (declaration.customerImpact === 'yes') {
    events.push({ kind: 'impactAdded', start: author.clock.now(), end: null, scope: 'Customers affected', isCustomer: true })
  }
  const notes = declaration.notes?.trim()
  if (notes) events.push({ kind: 'entryPosted', category: 'note' })
  return firstOf(tryWrite(doc, author, events, (index) => (events[index]?.kind === 'entryPosted' ? notes : undefined)))
}

/** `before`: what is written in the same transaction. */
export function postEntry(
  doc: Y.Doc,
  author: Author,
  entry: { text: string; at?: number; category?: EntryCategory },
  before: readonly NewEvent[] = []
): Result<EntryId> {
  if (entry.text.trim() === '') return fail('badInput', 'The note is empty. Write what you saw or did.')
  const posted: NewEvent = { kind: 'entryPosted', category: entry.category ?? 'note', at: entry.at }
  return lastOf(tryWrite(doc, author, [...before, posted], () => entry.text))
}

export function changeStatus(doc: Y.Doc, author: Author, status: Status, at?: number): Result<EventId> {
  const incident = readIncident(doc)
  if (incident.status === status) return fail('badInput', `The incident is ${status} already.`)
  return writeOne(doc, author, { kind: 'statusChanged', status, base: headOf(incident, 'status'), at })
}

export function changeSeverity(doc: Y.Doc, author: Author, severity: string, at?: number): Result<EventId> {
  const incident = readIncident(doc)
  if (!SEVERITY.test(severity)) return fail('badInput', `Severity is one of SEV-0 to SEV-10 or UNKNOWN, not "${severity}".`)
  if (incident.severity === severity) return fail('badInput', `The severity is ${severity} already.`)
  return writeOne(doc, author, { kind: 'severityChanged', severity, base: headOf(incident, 'severity'), at })
}

/** `field`: a row of the field table of the incident's type, or the name of a built-in one. */
export function setField(doc: Y.Doc, author: Author, field: Field | string, value: FieldValue): Result<EventId> {
  const known = typeof field === 'string' ? findField(field) : field
  if (!known) return fail('badInput', `There is no field "${String(field)}".`)
  const checked = checkField(known, value)
  if (!checked.ok) return fail('badInput', checked.problem)
  const base = headOf(readIncident(doc), `field:${known.name}`)
  return writeOne(doc, author, { kind: 'fieldSet', field: known.name, value: checked.value, base })
}

export function assignCommander(doc: Y.Doc, author: Author, person: { id: ActorId; name: string }): Result<EventId> {
  const incident = readIncident(doc)
  if (incident.commander === person.id) return fail('badInput', `${person.name} is Incident Commander already.`)
  const base = headOf(incident, `role:${COMMANDER_ROLE}`)
  return lastOf(
    tryWrite(doc, author, [...naming(incident, author, person), { kind: 'roleAssigned', role: COMMANDER_ROLE, person: person.id, base }])
  )
}

export interface ImpactInput {
  start: number
  end: number | null
  scope: string
  isCustomer: boolean
  /** Fields of this impact alone, checked by whoever knows the settings. */
  fields?: Readonly<Record<string, FieldValue>>
}

export function addImpact(doc: Y.Doc, author: Author, impact: ImpactInput): Result<EventId> {
  const problem = impactProblem(impact)
  return problem ? fail('badInput', problem) : writeOne(doc, author, { kind: 'impactAdded', ...asWritten(impact) })
}

/** `base`: the change of it that was seen; without it the one that holds now. What somebody else changed since goes to the merge list. */
export function changeImpact(doc: Y.Doc, author: Author, id: EventId, impact: ImpactInput, base?: EventId | null): Result<EventId> {
  const problem = impactProblem(impact)
  if (problem) return fail('badInput', problem)
  const incident = readIncident(doc)
  if (!incident.impacts.some((known) => known.id === id)) return fail('notFound', NO_IMPACT)
  return writeOne(doc, author, {
    kind: 'impactChanged',
    impact: id,
    ...asWritten(impact),
    base: base ?? headOf(incident, `impact:${id}`)
  })
}

/** It leaves the incident; the timeline keeps that it was there. */
export function removeImpact(doc: Y.Doc, author: Author, id: EventId): Result<EventId> {
  return readIncident(doc).impacts.some((known) => known.id === id)
    ? writeOne(doc, author, { kind: 'impactRemoved', impact: id })
    : fail('notFound', NO_IMPACT)
}

const NO_IMPACT = 'That impact is not part of this incident any more.'

/** Trimmed, without fields that have no value. */
function asWritten({ start, end, scope, isCustomer, fields = {} }: ImpactInput): ImpactInput {
  const kept = Object.fromEntries(Object.entries(fields).filter(([, value]) => hasValue(value)))
  return { start, end, scope: scope.trim(), isCustomer, ...(Object.keys(kept).length > 0 ? { fields: kept } : {}) }
}

const hasValue = (value: FieldValue): boolean => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

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
  return writeOne(doc, author, { kind: 'entryRetimed', entry, to: Math.round(to), base: headOf(incident, `at:${entry}`) })
}

export function flagEntry(doc: Y.Doc, author: Author, entry: EntryId, flagged: boolean): Result<EventId> {
  const incident = readIncident(doc)
  if (!hasEntry(incident, entry)) return fail('notFound', NO_ENTRY)
  return writeOne(doc, author, { kind: 'entryFlagged', entry, flagged, base: headOf(incident, `flag:${entry}`) })
}

const NO_ENTRY = 'That entry is not in the timeline of this incident.'
const hasEntry = (incident: Incident, entry: EntryId): boolean => incident.timeline.some(({ id }) => id === entry)

/** Take back what was posted: it leaves the timeline, the log keeps it. */
export function retractEntry(doc: Y.Doc, author: Author, entry: EntryId): Result<EventId> {
  const found = readIncident(doc).timeline.find((candidate) => candidate.id === entry)
  if (found?.event.kind !== 'entryPosted') return fail('badInput', 'Only what somebody posted can be taken back.')
  return writeOne(doc, author, { kind: 'entryRetracted', entry })
}

/** Note that this author types in a body now; at most once per author and entry an hour, so that the log says who touched it. */
export function markEdited(doc: Y.Doc, author: Author, entry: EntryId): Result<EventId | null> {
  if (!findEntryText(doc, entry)) return fail('notFound', 'The text of that entry has not arrived yet.')
  const recent = author.clock.now() - 3600_000
  for (const [id, value] of eventsOf(doc).entries()) {
    const event = value as { kind?: unknown; entry?: unknown; by?: unknown } | null
    if (event?.kind === 'entryEdited' && event.entry === entry && event.by === author.id && stampMs(id as EventId) > recent) return ok(null)
  }
  return writeOne(doc, author, { kind: 'entryEdited', entry })
}
