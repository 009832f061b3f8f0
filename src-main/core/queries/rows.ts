import type { IncidentRow } from '#shared/bridge/contract/find.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import { span } from '#shared/domain/search/rowValues.ts'

export type ListedRow = Omit<IncidentRow, 'isUnshared' | 'prefix'>

/** A row of table `incident` as it is stored. */
export interface StoredRow {
  id: ListedRow['id']
  number: number | null
  title: string
  severity: string
  status: ListedRow['status']
  incident_type: string
  visibility: ListedRow['visibility']
  is_test: number
  customer_impact: ListedRow['customerImpact']
  commander: NonNullable<ListedRow['commander']>['id'] | null
  commander_name: string | null
  /** JSON arrays of names. */
  services: string
  teams: string
  declared_at: number
  resolved_at: number | null
  last_update_at: number
}

export const ROW_COLUMNS =
  'id, number, title, severity, status, incident_type, visibility, is_test, customer_impact, commander, commander_name, services, teams, declared_at, resolved_at, last_update_at'

/** What columns beside those of `IncidentRow` are made of. */
export interface WideRow extends StoredRow {
  created_by_name: string | null
  has_postmortem: number
  postmortem_state: string | null
  responders: string
  roles: string
  fields: string
  detected_at: number
  impact_start: number | null
  impact_end: number | null
  customer_impact_end: number | null
}
export const WIDE_COLUMNS = `${ROW_COLUMNS}, created_by_name, has_postmortem, postmortem_state, responders, roles, fields, detected_at, impact_start, impact_end, customer_impact_end`

/** A row with the values of `columns`, which are names of search fields; what has none is left out. */
export function toWideRow(stored: WideRow, columns: readonly string[], nowMs: number): ListedRow {
  const fields = JSON.parse(stored.fields) as Record<string, FieldValue>
  const values: Record<string, FieldValue> = {}
  for (const column of columns) {
    const value = column in WIDE ? WIDE[column]!(stored, nowMs) : Object.hasOwn(fields, column) ? fields[column]! : null
    if (value !== null) values[column] = value
  }
  return { ...toRow(stored), values }
}

const WIDE: Readonly<Record<string, (row: WideRow, nowMs: number) => FieldValue>> = {
  __proto__: null as never,
  created_by: (row) => row.created_by_name,
  responder: (row) => (JSON.parse(row.responders) as [string, string][]).map(([, name]) => name),
  role: (row) => parseNames(row.roles),
  team: (row) => parseNames(row.teams),
  postmortem: (row) => (row.has_postmortem === 1 ? 'yes' : 'no'),
  postmortem_state: (row) => row.postmortem_state,
  type: (row) => row.incident_type,
  visibility: (row) => row.visibility,
  test: (row) => (row.is_test === 1 ? 'yes' : 'no'),
  created: (row) => row.declared_at,
  detected: (row) => row.detected_at,
  resolved: (row) => row.resolved_at,
  impact_start: (row) => row.impact_start,
  impact_end: (row) => row.impact_end,
  impact_duration: (row, nowMs) => span(row.impact_start, row.impact_end ?? nowMs),
  time_to_detect: (row) => span(row.impact_start, row.detected_at),
  time_to_repair: (row) => span(row.declared_at, row.customer_impact_end),
  time_to_resolve: (row) => span(row.declared_at, row.resolved_at)
}

export const toRow = (stored: StoredRow): ListedRow => ({
  id: stored.id,
  number: stored.number,
  title: stored.title,
  severity: stored.severity,
  status: stored.status,
  incidentType: stored.incident_type,
  visibility: stored.visibility,
  isTest: stored.is_test === 1,
  customerImpact: stored.customer_impact,
  commander: stored.commander === null ? null : { id: stored.commander, name: stored.commander_name ?? stored.commander },
  services: parseNames(stored.services),
  teams: parseNames(stored.teams),
  declaredAt: stored.declared_at,
  resolvedAt: stored.resolved_at,
  lastUpdateAt: stored.last_update_at
})

/** The projection writes them and nobody else; anything but an array of names is a bug there. */
function parseNames(json: string): string[] {
  const names: unknown = JSON.parse(json)
  if (!Array.isArray(names)) throw new Error(`The projection holds ${json} where a JSON array of names belongs`)
  return names.map(String)
}
