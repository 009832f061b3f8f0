import type * as Y from 'yjs'
import { nameOf, type Incident } from '#shared/domain/incident.ts'
import { severityRank } from '#shared/domain/severity.ts'
import { readIncident, readProse } from '#shared/doc/readIncident.ts'

/** What the projection keeps of one incident; column names as in the projection's DDL. */
export interface ProjectedIncident {
  id: string
  columns: readonly (string | number | null)[]
  services: string[]
  teams: string[]
  title: string
  body: string
}

export const COLUMNS = [
  'number',
  'title',
  'severity',
  'severity_rank',
  'status',
  'visibility',
  'is_test',
  'customer_impact',
  'commander',
  'commander_name',
  'services',
  'teams',
  'declared_at',
  'resolved_at',
  'impact_start',
  'impact_end',
  'last_update_at'
] as const

/** null for a document that declares nothing: it is not an incident (yet). */
export function projectIncident(id: string, doc: Y.Doc): ProjectedIncident | null {
  const incident = readIncident(doc)
  if (!incident.isDeclared) return null
  return {
    id,
    columns: columnsOf(incident),
    services: incident.services,
    teams: incident.teams,
    title: incident.title,
    body: readProse(doc)
  }
}

function columnsOf(incident: Incident): (string | number | null)[] {
  const row: Record<(typeof COLUMNS)[number], string | number | null> = {
    number: incident.number,
    title: incident.title,
    severity: incident.severity,
    severity_rank: severityRank(incident.severity),
    status: incident.status,
    visibility: incident.visibility,
    is_test: incident.isTest ? 1 : 0,
    customer_impact: incident.customerImpact,
    commander: incident.commander,
    commander_name: nameOf(incident, incident.commander),
    services: JSON.stringify(incident.services),
    teams: JSON.stringify(incident.teams),
    declared_at: incident.declaredAt,
    resolved_at: incident.resolvedAt,
    impact_start: incident.impactSpan.start,
    impact_end: incident.impactSpan.end,
    last_update_at: incident.lastUpdateAt
  }
  return COLUMNS.map((column) => row[column])
}
