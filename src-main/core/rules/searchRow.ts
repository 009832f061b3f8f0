import type * as Y from 'yjs'
import { plainText } from '#shared/doc/readIncident.ts'
import { findEntryText, notesOf } from '#shared/doc/roots.ts'
import type { IncidentEvent } from '#shared/domain/events.ts'
import { nameOf, type Incident } from '#shared/domain/incident.ts'
import type { SearchRow } from '#shared/domain/search/matches.ts'

/** What a query sees of an incident as these events make it. Text typed into an entry counts with its entry. */
export function searchRowAt(doc: Y.Doc, incident: Incident, events: readonly IncidentEvent[], withText: boolean): SearchRow {
  return {
    number: incident.number,
    title: incident.title,
    body: withText ? textAt(doc, events) : '',
    severity: incident.severity,
    status: incident.status,
    visibility: incident.visibility,
    isTest: incident.isTest,
    customerImpact: incident.customerImpact,
    commander: incident.commander,
    commanderName: nameOf(incident, incident.commander),
    services: incident.services,
    teams: incident.teams,
    declaredAt: incident.declaredAt,
    resolvedAt: incident.resolvedAt,
    lastUpdateAt: incident.lastUpdateAt
  }
}

function textAt(doc: Y.Doc, events: readonly IncidentEvent[]): string {
  const posted = events.filter(({ kind }) => kind === 'entryPosted').map(({ id }) => findEntryText(doc, id)?.toString() ?? '')
  return [...posted, plainText(notesOf(doc))].join('\n')
}
