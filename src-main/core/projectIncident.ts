import type * as Y from 'yjs'
import { readIncident } from '#shared/doc/readIncident.ts'
import { readProse } from '#shared/doc/readProse.ts'
import { BUILT_IN } from '#shared/domain/search/fields.ts'
import { searchRowOf, textsOf, type Named, type Piece, type SearchRow } from '#shared/domain/search/row.ts'
import { numberOf } from '#shared/domain/search/rowValues.ts'
import { checkFieldName } from '#shared/domain/settings/paths.ts'
import { severityRank } from '#shared/domain/severity.ts'
import { workOf, type ProjectedWork } from './work/projectWork.ts'

/** A row of `incident_value`. */
export interface ProjectedValue {
  field: string
  /** Empty beside a number. */
  value: string
  number: number | null
}

/** What the projection keeps of one incident; column names as in the projection's DDL. */
export interface ProjectedIncident {
  id: string
  columns: readonly (string | number | null)[]
  values: readonly ProjectedValue[]
  /** The title first. With `replaced`: only those that are new or changed. */
  pieces: readonly Piece[]
  /** The other pieces stay as they are stored; those of these sources give way to `pieces`, or go. Absent: all do. */
  replaced?: ReadonlySet<string>
  /** Absent: it asks nothing of anybody. */
  work?: ProjectedWork
}

export const COLUMNS = [
  'number',
  'title',
  'severity',
  'severity_rank',
  'status',
  'incident_type',
  'visibility',
  'is_test',
  'customer_impact',
  'has_postmortem',
  'postmortem_state',
  'commander',
  'commander_name',
  'created_by',
  'created_by_name',
  'services',
  'teams',
  'responders',
  'roles',
  'fields',
  'declared_at',
  'detected_at',
  'resolved_at',
  'impact_start',
  'impact_end',
  'customer_impact_start',
  'customer_impact_end',
  'created_at',
  'active_ms',
  'stable_ms',
  'last_update_at'
] as const

/** null for a document that declares nothing: it is not an incident (yet). */
export function projectIncident(id: string, doc: Y.Doc): ProjectedIncident | null {
  const incident = readIncident(doc)
  if (!incident.isDeclared) return null
  return { ...projectRow(id, searchRowOf(incident, readProse(doc, incident))), work: workOf(incident) }
}

export const projectRow = (id: string, row: SearchRow): ProjectedIncident => ({
  id,
  columns: columnsOf(row),
  values: valuesOf(row),
  pieces: [{ source: 'title', at: row.declaredAt, text: row.title }, ...row.pieces]
})

function columnsOf(row: SearchRow): (string | number | null)[] {
  const columns: Record<(typeof COLUMNS)[number], string | number | null> = {
    number: row.number,
    title: row.title,
    severity: row.severity,
    severity_rank: severityRank(row.severity),
    status: row.status,
    incident_type: row.incidentType,
    visibility: row.visibility,
    is_test: row.isTest ? 1 : 0,
    customer_impact: row.customerImpact,
    has_postmortem: row.hasPostmortem ? 1 : 0,
    postmortem_state: row.postmortemState,
    commander: row.commander,
    commander_name: row.commanderName,
    created_by: row.createdBy?.id ?? null,
    created_by_name: row.createdBy?.name ?? null,
    services: JSON.stringify(row.services),
    teams: JSON.stringify(row.teams),
    responders: JSON.stringify(row.responders.map(({ id, name }) => [id, name])),
    roles: JSON.stringify(row.roles),
    fields: JSON.stringify(row.fields),
    declared_at: row.declaredAt,
    detected_at: row.detectedAt,
    resolved_at: row.resolvedAt,
    impact_start: row.impactStart,
    impact_end: row.impactEnd,
    customer_impact_start: row.customerImpactStart,
    customer_impact_end: row.customerImpactEnd,
    created_at: row.createdAt,
    active_ms: row.activeMs,
    stable_ms: row.stableMs,
    last_update_at: row.lastUpdateAt
  }
  return COLUMNS.map((column) => columns[column])
}

/** Columns of numbers that measures need and no query asks for, under names no field can have. */
export const MEASURED = {
  created: 'created at',
  customerImpactStart: 'customer impact start',
  customerImpactEnd: 'customer impact end',
  activeMs: 'active ms',
  stableMs: 'stable ms'
} as const

/** Beside the names of people, which facets count, their ids are kept under a name no field can have. */
export const idsField = (field: string): string => `${field} id`

function valuesOf(row: SearchRow): ProjectedValue[] {
  const named = (field: string, values: readonly string[]): ProjectedValue[] => values.map((value) => ({ field, value, number: null }))
  const people = (field: string, persons: readonly Named[]): ProjectedValue[] => [
    ...named(
      field,
      persons.map(({ name }) => name)
    ),
    ...named(
      idsField(field),
      persons.map(({ id }) => id)
    )
  ]
  return [
    ...named('service', row.services),
    ...named('team', row.teams),
    ...people('responder', row.responders),
    ...named('role', row.roles),
    ...Object.entries(row.fields).flatMap(([field, value]): ProjectedValue[] => {
      if (!isSearched(field)) return []
      const number = numberOf(value)
      return number === null ? named(field, textsOf(value)) : [{ field, value: '', number }]
    })
  ]
}

/** A field called like a built-in one of the search, which is not it, or like none a workspace can have, cannot be asked for. */
const OWN: ReadonlySet<string> = new Set(['detection_method', 'summary', 'root_cause'])
export const isSearched = (field: string): boolean => OWN.has(field) || (checkFieldName(field) === undefined && !BUILT_IN.byName.has(field))
