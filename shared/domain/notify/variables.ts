import { isAnswered, type Field } from '../fields.ts'
import type { FieldValue } from '../events.ts'
import { nameOf, type Incident } from '../incident.ts'
import type { IncidentId } from '../ids.ts'
import { duration } from '../lifecycle.ts'
import type { IncidentType } from '../settings/settings.ts'
import { STATUS_TEXT } from '../status.ts'
import { nextUpdateDue } from './updateDue.ts'

/* What a template may say of an incident: one row a variable. Times in UTC, with the zone's name. */

export interface RenderContext {
  id: IncidentId | string
  type: IncidentType
  /** Epoch ms; running durations end here. */
  nowMs: number
}

export interface Variable {
  /** As written after `incident.`. */
  name: string
  /** What it gives, for the list of variables. */
  help: string
  value(incident: Incident, context: RenderContext): string
}

const ABSENT = 'not known yet'

/** `2026-11-24 10:05 UTC`. */
export const utcMinute = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** `45s`, `12m`, `1h 12m`, `3d 4h`. */
export function spanWords(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  if (minutes === 0) return `${Math.floor(Math.max(0, ms) / 1000)}s`
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60]
  if (days > 0) return hours > 0 ? `${days}d ${hours}h` : `${days}d`
  if (hours > 0) return rest > 0 ? `${hours}h ${rest}m` : `${hours}h`
  return `${rest}m`
}

function lengthWords(startAt: number | null, endAt: number | null, nowMs: number): string {
  const span = duration(startAt, endAt)
  if (span.type === 'none') return 'none'
  if (span.type === 'invalid') return 'end before start'
  return spanWords(span.type === 'done' ? span.ms : nowMs - span.sinceAt)
}

const responderNames = (incident: Incident): string =>
  incident.responders.map(({ person }) => nameOf(incident, person)).join(', ') || 'none'
const commanderName = (incident: Incident): string => nameOf(incident, incident.commander) ?? 'nobody'
const creatorName = (incident: Incident): string => nameOf(incident, incident.declaredBy) ?? ABSENT

/** Impacts that reach customers; when none does, all of them are told of. */
const customerScopes = ({ impacts }: Incident): string => {
  const customer = impacts.filter(({ isCustomer }) => isCustomer)
  return (customer.length > 0 ? customer : impacts).map(({ scope }) => scope).join('; ') || 'none'
}
const impactStatus = ({ impacts, impactSpan }: Incident): string =>
  impacts.length === 0 ? 'none' : impactSpan.end === null ? 'active' : 'ended'

const ROWS: readonly [string, string, Variable['value']][] = [
  [
    'number',
    'Its number, such as IR-12; before it has one, IR-? and the start of its id',
    ({ number }, { id, type }) => (number === null ? `${type.prefix}-? (${id.slice(0, 8)})` : `${type.prefix}-${number}`)
  ],
  ['title', 'Its title', ({ title }) => title],
  ['severity', 'Its severity, such as SEV-2', ({ severity }) => severity],
  ['status', 'Its status, such as Active', ({ status }) => STATUS_TEXT[status].label],
  ['visibility', 'public or private', ({ visibility }) => visibility],
  ['type', 'Its incident type', (_incident, { type }) => type.name],
  ['url', 'Its address in Muster', (_incident, { id }) => `muster:incident/${id}`],
  ['created', 'When it was declared', ({ declaredAt, overrides }) => utcMinute(overrides.declared ?? declaredAt)],
  [
    'detected',
    'When it was detected; when it was declared, unless set by hand',
    ({ declaredAt, overrides }) => utcMinute(overrides.detected ?? overrides.declared ?? declaredAt)
  ],
  [
    'resolved',
    'When it was resolved',
    ({ resolvedAt, overrides }) =>
      (overrides.resolved ?? resolvedAt) === null ? 'not resolved' : utcMinute((overrides.resolved ?? resolvedAt)!)
  ],
  [
    'duration',
    'From declared to resolved, or until now',
    ({ declaredAt, resolvedAt, overrides }, { nowMs }) =>
      lengthWords(overrides.declared ?? declaredAt, overrides.resolved ?? resolvedAt, nowMs)
  ],
  [
    'next_update',
    'When the next update is due',
    (incident, { type }) => {
      const due = nextUpdateDue(incident, type)
      return due === null ? 'not scheduled' : utcMinute(due)
    }
  ],
  ['customer_impact_start', 'Start of the impact', ({ impactSpan }) => (impactSpan.start === null ? 'none' : utcMinute(impactSpan.start))],
  [
    'customer_impact_end',
    'End of the impact',
    ({ impactSpan }) => (impactSpan.start === null ? 'none' : impactSpan.end === null ? 'ongoing' : utcMinute(impactSpan.end))
  ],
  ['customer_impact_duration', 'Length of the impact', ({ impactSpan }, { nowMs }) => lengthWords(impactSpan.start, impactSpan.end, nowMs)],
  ['customer_impact_scope', 'Who or what is affected', customerScopes],
  ['customer_impact_status', 'active, ended or none', impactStatus],
  ['commander', 'The Incident Commander', commanderName],
  ['commander_name', 'The Incident Commander', commanderName],
  ['created_by', 'Who declared it', creatorName],
  ['created_by_name', 'Who declared it', creatorName],
  ['responders', 'Everybody who responds', responderNames],
  ['responders_names', 'Everybody who responds', responderNames],
  ['responders_count', 'How many respond', ({ responders }) => String(responders.length)]
]

const FIXED: readonly Variable[] = ROWS.map(([name, help, value]) => ({ name, help, value }))

/** Every variable of a type: the fixed ones, then each field by its name, and each of an impact. */
export function listVariables(type: FieldTables): Variable[] {
  const taken = new Set(FIXED.map(({ name }) => name))
  const own = [...type.fields.map(fieldVariable), ...type.impactFields.map(impactVariable)]
  return [...FIXED, ...own.filter(({ name }) => !taken.has(name))]
}

/** Fields whose names are variables. */
export type FieldTables = Pick<IncidentType, 'fields' | 'impactFields'>

const fieldVariable = (field: Field): Variable => ({
  name: field.name,
  help: field.label,
  value: ({ fields }) => fieldWords(field, fields[field.name] ?? null)
})

/** What each impact says, once. */
const impactVariable = (field: Field): Variable => ({
  name: field.name,
  help: `${field.label}, of each impact`,
  value: ({ impacts }) => impactWords(field, impacts.map(({ fields }) => fields[field.name] ?? null).filter(isAnswered))
})

const impactWords = (field: Field, values: readonly FieldValue[]): string =>
  [...new Set(values.map((value) => fieldWords(field, value)))].join('; ') || 'none'

function fieldWords(field: Field, value: FieldValue): string {
  if (Array.isArray(value)) return value.join(', ') || 'none'
  if (value === null || value === '') return field.type === 'textArray' || field.type === 'multiSelect' ? 'none' : ABSENT
  return field.type === 'datetime' && typeof value === 'number' ? utcMinute(value) : String(value)
}
