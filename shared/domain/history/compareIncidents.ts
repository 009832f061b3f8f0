import type { FieldValue } from '../events.ts'
import type { Field } from '../fields.ts'
import type { ActorId } from '../ids.ts'
import { nameOf, type Incident } from '../incident.ts'
import { utcMinute } from '../notify/variables.ts'
import type { IncidentType } from '../settings/settings.ts'
import { STATUS_TEXT } from '../status.ts'

/** One fact that is not the same at two moments. null: there was none. */
export interface FactChange {
  /** `severity`, `field:root_cause`, `impact:<id>` … */
  what: string
  /** "Severity", "Root Cause", "Impact". */
  label: string
  before: string | null
  after: string | null
}

export type FactRow = readonly [what: string, label: string, value: string | null]

/** What a reader would call different between two states of one incident; the timeline is left to who shows it. */
export function compareIncidents(before: Incident, after: Incident, type: IncidentType): FactChange[] {
  const [old, now] = [factsOf(before, type), factsOf(after, type)]
  const labels = new Map([...old, ...now].map(([what, label]) => [what, label]))
  const [was, is] = [old, now].map((rows) => new Map(rows.map(([what, , value]) => [what, value])))
  return [...labels].flatMap(([what, label]) => {
    const change: FactChange = { what, label, before: was!.get(what) ?? null, after: is!.get(what) ?? null }
    return change.before === change.after ? [] : [change]
  })
}

/** Every fact of an incident with its name; null: it has no value. Empty before it was declared. */
export function factsOf(incident: Incident, type: IncidentType): FactRow[] {
  if (!incident.isDeclared) return []
  const name = (actor: ActorId | null) => nameOf(incident, actor)
  return [
    ['title', 'Title', incident.title],
    ['severity', 'Severity', incident.severity],
    ['status', 'Status', STATUS_TEXT[incident.status].label],
    ['visibility', 'Visibility', incident.visibility],
    ['commander', 'Incident Commander', name(incident.commander)],
    ['customer_impact', 'Customers affected', incident.customerImpact],
    ['resolved', 'Resolved', incident.resolvedAt === null ? null : utcMinute(incident.resolvedAt)],
    ...type.fields
      .filter(({ name: field }) => !OWN_ROW.has(field))
      .map((field): FactRow => fieldRow(field, incident.fields[field.name] ?? null)),
    ['services', 'Services', incident.services.join(', ') || null],
    ['teams', 'Teams', incident.teams.join(', ') || null],
    ...incident.responders.map(({ person, role }): FactRow => [`responder:${person}`, `Responder ${name(person)}`, roleName(type, role)]),
    ...incident.impacts.map(({ id, scope, start, end }): FactRow => [
      `impact:${id}`,
      'Impact',
      `${scope}, ${utcMinute(start)} to ${end === null ? 'now' : utcMinute(end)}`
    ]),
    ...incident.tasks.map((task): FactRow => {
      const who = task.assignees.map((person) => name(person)).join(', ')
      const label = task.list === 'followUp' ? 'Follow-up' : 'Task'
      return [`task:${task.id}`, label, `${task.text}${who && `, ${who}`}, ${task.doneAt === null ? 'open' : 'done'}`]
    }),
    ...incident.links.map(({ id, name: words, url }): FactRow => [`link:${id}`, 'Link', words ? `${words}, ${url}` : url])
  ]
}

/** Shown by a row of their own above. */
const OWN_ROW: ReadonlySet<string> = new Set(['title', 'customer_impact', 'services', 'teams'])

const roleName = (type: IncidentType, role: string): string => type.roles.find(({ id }) => id === role)?.name ?? role

function fieldRow(field: Field, value: FieldValue): FactRow {
  const what = `field:${field.name}`
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return [what, field.label, null]
  if (Array.isArray(value)) return [what, field.label, value.join(', ')]
  return [what, field.label, field.type === 'datetime' && typeof value === 'number' ? utcMinute(value) : String(value)]
}
