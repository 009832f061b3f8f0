import type { Incident } from '../incident.ts'
import type { IncidentType } from '../settings/settings.ts'
import { isOpen } from '../status.ts'

type Clocked = Pick<Incident, 'status' | 'severity' | 'lastBroadcastAt'>

/** When stakeholders should hear something next, epoch ms; null: nothing is due. */
export function nextUpdateDue({ status, severity, lastBroadcastAt }: Clocked, type: Pick<IncidentType, 'updateMinutes'>): number | null {
  const minutes = type.updateMinutes[severity]
  if (minutes === undefined || !isOpen(status) || lastBroadcastAt === 0) return null
  return lastBroadcastAt + minutes * 60_000
}
