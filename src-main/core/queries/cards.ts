import type { IncidentCard } from '#shared/bridge/contract/palette.ts'

export const CARD_COLUMNS = 'id, number, title, severity, status, incident_type, services, declared_at'
export const OPEN = `status IN ('active', 'stable')`

/** Its prefix is that of its type in the settings. */
export type FoundCard = Omit<IncidentCard, 'prefix'>

export interface StoredCard extends Omit<FoundCard, 'declaredAt' | 'incidentType' | 'services'> {
  incident_type: string
  /** A JSON array of names, written by the projection. */
  services: string
  declared_at: number
}

export const toCard = ({ declared_at: declaredAt, incident_type: incidentType, services, ...rest }: StoredCard): FoundCard => ({
  ...rest,
  incidentType,
  services: JSON.parse(services) as string[],
  declaredAt
})
