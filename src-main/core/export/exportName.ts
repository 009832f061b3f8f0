import type { IncidentDetail } from '#shared/bridge/warRoomApi.ts'
import { incidentLabel } from '#shared/domain/number.ts'

/** `IR-12 Checkout is slow.md` without what file systems refuse. */
export function exportName(incident: Pick<IncidentDetail, 'id' | 'number' | 'prefix' | 'title'>, extension: string, page = ''): string {
  return fileName(`${fileLabel(incident)} ${fileWords(page === '' ? incident.title : `${page} ${incident.title}`)}`, extension)
}

/** `Reliability 2026-11-22.pdf` */
export const dashboardName = (title: string, nowMs: number, extension: string): string =>
  fileName(`${fileWords(title) || 'Dashboard'} ${new Date(nowMs).toISOString().slice(0, 10)}`, extension)

const fileName = (words: string, extension: string): string => `${words.replace(/[. ]+$/, '')}.${extension}`

const fileWords = (words: string): string =>
  words
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
    .toWellFormed()

const fileLabel = (incident: Pick<IncidentDetail, 'id' | 'number' | 'prefix'>): string =>
  incident.number === null ? incident.id : incidentLabel(incident)
