import type * as Y from 'yjs'
import type { IncidentDetail, IncidentRow, IncidentSummary } from '#shared/bridge/warRoomApi.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import { nameOf, type Incident } from '#shared/domain/incident.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import { plainText, textOfEntry } from '#shared/doc/readIncident.ts'
import { notesOf } from '#shared/doc/roots.ts'

/* The stable shapes for scripts: ISO times in UTC, names instead of ids of people, null where there is nothing. */

export const isoTime = (at: number): string => new Date(at).toISOString()
const nullableIso = (at: number | null): string | null => (at === null ? null : isoTime(at))

export function summaryOfRow(row: IncidentRow): IncidentSummary {
  const { id, number, title, severity, status, visibility, isTest, services, teams } = row
  return {
    id,
    number,
    title,
    severity,
    status,
    visibility,
    isTest,
    commander: row.commander?.name ?? null,
    services,
    teams,
    declaredAt: isoTime(row.declaredAt),
    resolvedAt: nullableIso(row.resolvedAt),
    lastUpdateAt: isoTime(row.lastUpdateAt)
  }
}

/** `incident` is the fold of `doc`, `type` that of the incident. The timeline is oldest first, as on screen. */
export function detailOfIncident(
  id: IncidentId,
  doc: Y.Doc,
  incident: Incident,
  type: IncidentType = DEFAULT_SETTINGS.types[0]!
): IncidentDetail {
  const { number, title, severity, status, visibility, isTest, services, teams } = incident
  return {
    id,
    number,
    title,
    severity,
    status,
    visibility,
    isTest,
    commander: nameOf(incident, incident.commander),
    services,
    teams,
    declaredAt: isoTime(incident.declaredAt),
    resolvedAt: nullableIso(incident.resolvedAt),
    lastUpdateAt: isoTime(incident.lastUpdateAt),
    incidentType: type.id,
    customerImpact: incident.customerImpact,
    impacts: incident.impacts.map(({ start, end, scope, isCustomer }) => ({
      start: isoTime(start),
      end: nullableIso(end),
      scope,
      isCustomer
    })),
    responders: incident.responders.map(({ person, addedAt, lastContributionAt }) => ({
      name: nameOf(incident, person) ?? person,
      addedAt: isoTime(addedAt),
      lastContributionAt: nullableIso(lastContributionAt)
    })),
    links: incident.links.map(({ name, url }) => ({ name, url })),
    fields: readableFields(incident.fields, type),
    notes: plainText(notesOf(doc)),
    timeline: incident.timeline.map((entry) => ({
      id: entry.id,
      at: isoTime(entry.at),
      category: entry.category,
      author: nameOf(incident, entry.author) ?? entry.author,
      text: textOfEntry(doc, { ...incident, fieldTable: type.fields }, entry),
      flagged: entry.flagged
    }))
  }
}

/** By name; times ISO. What was set before a field was removed is among them. */
function readableFields(values: Readonly<Record<string, FieldValue>>, { fields }: IncidentType): Record<string, FieldValue> {
  const times = new Set(fields.filter(({ type }) => type === 'datetime').map(({ name }) => name))
  const read = ([name, value]: [string, FieldValue]): [string, FieldValue] =>
    times.has(name) && typeof value === 'number' ? [name, isoTime(value)] : [name, value]
  return Object.fromEntries(Object.entries(values).map(read))
}
