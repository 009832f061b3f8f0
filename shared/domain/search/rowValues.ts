import type { FieldValue } from '../events.ts'
import { textsOf, type SearchRow } from './row.ts'

/* Where the value of a search field is in a row. Fields of a workspace's own are in `fields`. */

/** Names or texts; of a person the id and the name shown. */
export function textsIn(row: SearchRow, field: string): readonly string[] {
  switch (field) {
    case 'severity':
      return [row.severity]
    case 'state':
      return [row.status]
    case 'visibility':
      return [row.visibility]
    case 'service':
      return row.services
    case 'team':
      return row.teams
    case 'commander':
      return [row.commander, row.commanderName].filter((name) => name !== null)
    case 'responder':
      return row.responders.flatMap(({ id, name }) => [id, name])
    case 'created_by':
      return row.createdBy ? [row.createdBy.id, row.createdBy.name] : []
    case 'role':
      return row.roles
    case 'customer_impacted':
      return [row.customerImpact]
    case 'type':
      return [row.incidentType]
    case 'postmortem':
      return [row.hasPostmortem ? 'yes' : 'no']
    case 'postmortem_state':
      return row.postmortemState === null ? [] : [row.postmortemState]
    case 'test':
      return [String(row.isTest)]
    case 'title':
      return [row.title]
    default:
      return textsOf(row.fields[field])
  }
}

/** null: it has none. */
export function numberIn(row: SearchRow, field: string, nowMs: number): number | null {
  switch (field) {
    case 'number':
      return row.number
    case 'created':
      return row.declaredAt
    case 'detected':
      return row.detectedAt
    case 'resolved':
      return row.resolvedAt
    case 'updated':
      return row.lastUpdateAt
    case 'impact_start':
      return row.impactStart
    case 'impact_end':
      return row.impactEnd
    case 'duration':
      return span(row.declaredAt, row.resolvedAt ?? nowMs)
    case 'impact_duration':
      return span(row.impactStart, row.impactEnd ?? nowMs)
    case 'time_to_detect':
      return span(row.impactStart, row.detectedAt)
    case 'time_to_repair':
      return span(row.declaredAt, row.customerImpactEnd)
    case 'time_to_resolve':
      return span(row.declaredAt, row.resolvedAt)
    default:
      return numberOf(row.fields[field])
  }
}

export const numberOf = (value: FieldValue | undefined): number | null => (typeof value === 'number' ? value : null)

/** None where it ends before it starts: such a pair is invalid and has no length. */
export const span = (startAt: number | null, endAt: number | null): number | null =>
  startAt === null || endAt === null || endAt < startAt ? null : endAt - startAt
