import { wallAt } from '#shared/domain/zone.ts'

/** Times as they are shown in one zone. */
export interface ExportClock {
  /** As it is said: `UTC`, `Europe/Berlin`. */
  zone: string
  /** `2026-11-23 03:15 UTC` */
  minute(at: number): string
}

export const exportClock = (zone: string): ExportClock => ({
  zone,
  minute: (at) => `${new Date(wallAt(at, zone)).toISOString().slice(0, 16).replace('T', ' ')} ${zone}`
})
