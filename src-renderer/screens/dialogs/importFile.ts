import type { ImportReport } from '#shared/bridge/warRoomApi.ts'
import { formatCount, plural } from '#renderer/parts/format.ts'

/** What an import came to, in one sentence. */
export function importSentence(report: ImportReport): string {
  const parts = [
    `${formatCount(report.added)} added`,
    `${formatCount(report.changed)} changed`,
    `${formatCount(report.unchanged)} the same as before`
  ]
  return `${plural(report.incidents, 'incident')} read: ${parts.join(', ')}.`
}

/** `412 KB`, `3.1 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kilobytes = bytes / 1024
  return kilobytes < 1024 ? `${Math.round(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
}
