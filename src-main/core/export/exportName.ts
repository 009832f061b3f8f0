import type { IncidentDetail } from '#shared/bridge/warRoomApi.ts'
import { incidentLabel } from '#shared/domain/number.ts'

/** `IR-12 Checkout is slow.md` without what file systems refuse. */
export function exportName(incident: Pick<IncidentDetail, 'id' | 'number' | 'prefix' | 'title'>, extension: string, page = ''): string {
  const words = page === '' ? incident.title : `${page} ${incident.title}`
  const title = words
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
    .toWellFormed()
  return `${`${fileLabel(incident)} ${title}`.replace(/[. ]+$/, '')}.${extension}`
}

const fileLabel = (incident: Pick<IncidentDetail, 'id' | 'number' | 'prefix'>): string =>
  incident.number === null ? incident.id : incidentLabel(incident)
