import type { IncidentDetail } from '#shared/bridge/warRoomApi.ts'
import { COMMANDER_ROLE, type LinkRole } from '#shared/domain/events.ts'
import type { Field } from '#shared/domain/fields.ts'
import { duration } from '#shared/domain/lifecycle.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import { STATUS_TEXT, isStatus } from '#shared/domain/status.ts'
import type { ExportClock } from './exportClock.ts'
import type { Fact } from './exportDoc.ts'

const LINK_WORDS: Record<LinkRole, string> = {
  link: 'Link',
  document: 'Document',
  chat: 'Chat',
  video: 'Call',
  postmortem: 'Postmortem',
  tracker: 'Ticket'
}

/** Of the incident's type. */
type FieldTables = Readonly<Record<keyof Pick<IncidentType, 'fields' | 'impactFields'>, readonly Field[]>>

/** What stands over a page: enough to read it without the incident. */
export function headFacts(incident: IncidentDetail, { impactFields }: FieldTables, clock: ExportClock): Fact[] {
  const { severity, status, commander, customerImpact, overrides } = incident
  const declared = overrides.declared ?? incident.declaredAt
  const resolved = overrides.resolved ?? incident.resolvedAt
  const minute = (iso: string) => clock.minute(Date.parse(iso))
  return present([
    ['Severity', severity],
    ['Status', isStatus(status) ? STATUS_TEXT[status].label : status],
    ['Incident Commander', commander ?? ''],
    ['Declared', minute(declared)],
    ['Detected', overrides.detected === null ? '' : minute(overrides.detected)],
    ['Resolved', resolved === null ? 'Not yet' : `${minute(resolved)}${after(declared, resolved)}`],
    ['Customers affected', customerImpact],
    ...impactFacts(incident, impactFields, minute)
  ])
}

/** Everything about an incident that fits on a line. */
export function allFacts(incident: IncidentDetail, { fields, impactFields }: FieldTables, clock: ExportClock): Fact[] {
  const { severity, status, commander, services, teams, customerImpact } = incident
  const minute = (iso: string) => clock.minute(Date.parse(iso))
  const facts = present([
    ['Severity', severity],
    ['Status', isStatus(status) ? STATUS_TEXT[status].label : status],
    ['Declared', minute(incident.declaredAt)],
    ['Resolved', incident.resolvedAt === null ? '' : `${minute(incident.resolvedAt)}${after(incident.declaredAt, incident.resolvedAt)}`],
    ['Incident Commander', commander ?? ''],
    ['Services', services.join(', ')],
    ['Teams', teams.join(', ')],
    ['Customers affected', customerImpact],
    ...fieldsOf(incident, fields, false, minute),
    ...impactFacts(incident, impactFields, minute),
    ...incident.roles.filter(({ role }) => role !== COMMANDER_ROLE).map(({ title, name }): [string, string] => [title, name]),
    ['Responders', incident.responders.map(({ name }) => name).join(', ')],
    ['Visibility', incident.visibility === 'private' ? 'Private' : ''],
    ['Test', incident.isTest ? 'This is a test incident' : ''],
    ['Id', incident.id]
  ])
  return [...facts, ...incident.links.map(({ name, url, role }): Fact => ({ name: LINK_WORDS[role], value: name || url, href: url }))]
}

/** The long texts among the fields, label and Markdown. */
export const textFields = (incident: IncidentDetail, fields: readonly Field[]): [label: string, text: string][] =>
  fieldsOf(incident, fields, true, (iso) => iso)

const present = (facts: readonly [string, string][]): Fact[] =>
  facts.filter(([, value]) => value !== '').map(([name, value]) => ({ name, value }))

function impactFacts({ impacts }: IncidentDetail, fields: readonly Field[], minute: (iso: string) => string): [string, string][] {
  const known = new Map(fields.map((field) => [field.name, field]))
  const words = ([name, value]: [string, unknown]) => `; ${known.get(name)?.label ?? name}: ${readable(value, known.get(name), minute)}`
  return impacts.map(({ start, end, scope, fields: own }) => [
    'Impact',
    `${scope.replace(/[.\s]+$/, '')}, ${minute(start)} to ${end === null ? 'now' : `${minute(end)}${after(start, end)}`}${Object.entries(own).map(words).join('')}`
  ])
}

/** Those with a place of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['title', 'services', 'teams', 'customer_impact'])

/** Label and value of each field that has one: texts, or all others. What is no field of its type any more goes by its name. */
function fieldsOf(
  { fields: values }: IncidentDetail,
  fields: readonly Field[],
  areTexts: boolean,
  minute: (iso: string) => string
): [string, string][] {
  const known = new Map(fields.map((field) => [field.name, field]))
  const names = [...known.keys(), ...Object.keys(values).filter((name) => !known.has(name))]
  return names.flatMap((name): [string, string][] => {
    const field = known.get(name)
    if (ELSEWHERE.has(name) || (field?.type === 'text') !== areTexts) return []
    const value = readable(values[name], field, minute)
    return value === '' ? [] : [[field?.label ?? name, value]]
  })
}

function readable(value: unknown, field: Field | undefined, minute: (iso: string) => string): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.join(', ')
  return field?.type === 'datetime' && typeof value === 'string' ? minute(value) : String(value)
}

function after(startIso: string, endIso: string): string {
  const length = duration(Date.parse(startIso), Date.parse(endIso))
  return length.type === 'done' ? ` (after ${durationText(length.ms)})` : ' (before it started)'
}

function durationText(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  return [days && `${days} d`, hours && `${hours} h`, `${minutes % 60} min`].filter(Boolean).join(' ')
}
