import type * as Y from 'yjs'
import type { IncidentDetail, IncidentRow, IncidentSummary } from '#shared/bridge/warRoomApi.ts'
import { COMMANDER_ROLE, type FieldValue, type TaskList } from '#shared/domain/events.ts'
import type { Field } from '#shared/domain/fields.ts'
import { roleNameIn } from '#shared/domain/describe.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { findReferences } from '#shared/domain/images/imageReference.ts'
import { nameOf, type Incident } from '#shared/domain/incident.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import { RESPONDER_ROLE } from '#shared/domain/responders.ts'
import { plainText, textOfEntry } from '#shared/doc/readIncident.ts'
import { findEntryText, notesOf } from '#shared/doc/roots.ts'

/* The stable shapes for scripts: ISO times in UTC, names instead of ids of people, null where there is nothing. */

export const isoTime = (at: number): string => new Date(at).toISOString()
const nullableIso = (at: number | null): string | null => (at === null ? null : isoTime(at))

export function summaryOfRow(row: IncidentRow): IncidentSummary {
  const { id, number, prefix, title, severity, status, visibility, isTest, services, teams } = row
  return {
    id,
    number,
    prefix,
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

function rolesOf(incident: Incident, { roleNames }: IncidentType): IncidentDetail['roles'] {
  const titled = (role: string, name: string) => ({ role, title: roleNameIn(role, { roleNames }), name })
  const commander = nameOf(incident, incident.commander)
  const others = incident.responders.filter(({ role }) => role !== RESPONDER_ROLE)
  return [
    ...(commander === null ? [] : [titled(COMMANDER_ROLE, commander)]),
    ...others.map(({ role, person }) => titled(role, nameOf(incident, person) ?? person))
  ]
}

const tasksOf = (incident: Incident, list: TaskList): IncidentDetail['tasks'] =>
  incident.tasks
    .filter((task) => task.list === list)
    .map(({ id, text, assignees, dueAt, doneAt, createdBy, createdAt }) => ({
      id,
      text,
      assignees: assignees.map((person) => nameOf(incident, person) ?? person),
      dueAt: nullableIso(dueAt),
      doneAt: nullableIso(doneAt),
      createdBy: nameOf(incident, createdBy) ?? createdBy,
      createdAt: isoTime(createdAt)
    }))

/** `incident` is the fold of `doc`, `type` that of the incident. The timeline is oldest first, as on screen. */
export function detailOfIncident(
  id: IncidentId,
  doc: Y.Doc,
  incident: Incident,
  type: IncidentType = DEFAULT_SETTINGS.types[0]!
): IncidentDetail {
  const { number, title, severity, status, visibility, isTest, services, teams } = incident
  const { prefix } = type
  return {
    id,
    number,
    prefix,
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
    impacts: incident.impacts.map(({ start, end, scope, isCustomer, fields }) => ({
      start: isoTime(start),
      end: nullableIso(end),
      scope,
      isCustomer,
      fields: readableFields(fields, type.impactFields)
    })),
    responders: incident.responders.map(({ person, addedAt, lastContributionAt, role, isCommander }) => ({
      name: nameOf(incident, person) ?? person,
      addedAt: isoTime(addedAt),
      lastContributionAt: nullableIso(lastContributionAt),
      role: isCommander ? COMMANDER_ROLE : role
    })),
    links: incident.links.map(({ name, url, role }) => ({ name, url, role })),
    files: filesOf(doc, incident),
    createdBy: nameOf(incident, incident.declaredBy),
    roles: rolesOf(incident, type),
    tasks: tasksOf(incident, 'task'),
    followUps: tasksOf(incident, 'followUp'),
    related: incident.related.map(({ incident: other, relation }) => ({ incident: other, relation })),
    overrides: {
      declared: nullableIso(incident.overrides.declared),
      detected: nullableIso(incident.overrides.detected),
      resolved: nullableIso(incident.overrides.resolved)
    },
    fields: readableFields(incident.fields, type.fields),
    notes: plainText(notesOf(doc)),
    timeline: incident.timeline.map((entry) => ({
      id: entry.id,
      at: isoTime(entry.at),
      category: entry.category,
      author: nameOf(incident, entry.author) ?? entry.author,
      text: textOfEntry(doc, { ...incident, type }, entry),
      flagged: entry.flagged
    }))
  }
}

function filesOf(doc: Y.Doc, incident: Incident): IncidentDetail['files'] {
  const shown = incident.timeline.flatMap(({ id }) => findReferences(findEntryText(doc, id)?.toString() ?? ''))
  const altOf = (wanted: string) => shown.find(({ hash }) => hash === wanted)?.alt ?? null
  return incident.files.map(({ hash, name, mediaType, bytes, width, height }) => ({
    hash,
    name,
    mediaType,
    bytes,
    width,
    height,
    alt: altOf(hash)
  }))
}

/** By name; times ISO. What was set before a field was removed is among them. */
function readableFields(values: Readonly<Record<string, FieldValue>>, fields: readonly Field[]): Record<string, FieldValue> {
  const times = new Set(fields.filter(({ type }) => type === 'datetime').map(({ name }) => name))
  const read = ([name, value]: [string, FieldValue]): [string, FieldValue] =>
    times.has(name) && typeof value === 'number' ? [name, isoTime(value)] : [name, value]
  return Object.fromEntries(Object.entries(values).map(read))
}
