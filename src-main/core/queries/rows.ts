import type { IncidentRow } from '#shared/bridge/warRoomApi.ts'

export type ListedRow = Omit<IncidentRow, 'isUnshared'>

/** A row of table `incident` as it is stored. */
export interface StoredRow {
  id: ListedRow['id']
  number: number | null
  title: string
  severity: string
  status: ListedRow['status']
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
  'id, number, title, severity, status, visibility, is_test, customer_impact, commander, commander_name, services, teams, declared_at, resolved_at, last_update_at'

export const toRow = (stored: StoredRow): ListedRow => ({
  id: stored.id,
  number: stored.number,
  title: stored.title,
  severity: stored.severity,
  status: stored.status,
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
