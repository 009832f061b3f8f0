import type { ActorId } from './ids.ts'
import type { Entry, Incident } from './incident.ts'
import { nameOf } from './incident.ts'
import { findField } from './fields.ts'
import { STATUS_TEXT, isStatus } from './status.ts'
import { severityRank } from './severity.ts'

/**
 * The sentence of a line that Muster wrote by itself, without its author: "raised severity from SEV-2 to SEV-1".
 * null for what a person posted: its text is in the `entries` root.
 */
export function describeEntry(entry: Entry, incident: Pick<Incident, 'names'>): string | null {
  const { event, before } = entry
  switch (event.kind) {
    case 'entryPosted':
      return null
    case 'declared':
      return `declared the incident as ${event.severity}, ${STATUS_TEXT[event.status].label}: ${event.title}`
    case 'statusChanged':
      return `changed status${from(before, statusLabel)} to ${STATUS_TEXT[event.status].label}`
    case 'severityChanged':
      return `${severityVerb(before, event.severity)} severity${from(before)} to ${event.severity}`
    case 'roleAssigned':
      return `made ${nameOf(incident, event.person)} ${event.role}${before ? `, before ${nameOf(incident, before as ActorId)}` : ''}`
    case 'fieldSet':
      return describeField(event.field, event.value, before)
    case 'impactAdded':
      return `added ${event.isCustomer ? 'customer ' : ''}impact: ${event.scope}`
    case 'impactChanged':
      return event.end === null ? `changed impact: ${event.scope}` : `ended impact: ${event.scope}`
    case 'responderAdded':
      return `added ${nameOf(incident, event.person)} as responder`
    case 'linkAdded':
      return `linked ${event.name} ${event.url}`
    default:
      return event.kind
  }
}

export function severityVerb(before: string | null, after: string): string {
  const change = before === null ? 0 : severityRank(before) - severityRank(after)
  return change > 0 ? 'raised' : change < 0 ? 'lowered' : 'set'
}

const statusLabel = (status: string): string => (isStatus(status) ? STATUS_TEXT[status].label : status)
const from = (before: string | null, label: (value: string) => string = (value) => value): string =>
  before ? ` from ${label(before)}` : ''

function describeField(field: string, value: unknown, before: string | null): string {
  const label = findField(field)?.label ?? field
  const shown = Array.isArray(value) ? value.join(', ') : value === null ? '' : String(value)
  if (shown === '') return `cleared ${label}${before ? `, before ${before}` : ''}`
  return `set ${label} to ${shown}`
}
