import { setImmediate } from 'node:timers/promises'
import type * as Y from 'yjs'
import type { ImportProgress, ImportReport } from '#shared/bridge/warRoomApi.ts'
import { newDeviceId, type DocId } from '#shared/domain/ids.ts'
import { plainProse } from '#shared/domain/prose/plainProse.ts'
import type { ForeignIncident } from './foreign.ts'
import type { OpenedImport } from './formats.ts'
import { incidentIdOf } from './incidentKey.ts'
import { applyForeign, type Applied } from './toEvents.ts'

/** Where imported incidents go: the document store, as far as an importer needs it. */
export interface ImportTarget {
  /** Hand the document of this id, an empty one where there is none; `change` says whether it wrote anything. */
  change(docId: DocId, change: (doc: Y.Doc) => boolean): Promise<void> | void
  /** Settles once everything handed over so far is on disk. */
  flush(): Promise<void>
}

export interface ImportOptions {
  signal?: AbortSignal
  onProgress?: (progress: ImportProgress) => void
}

const MAX_PROBLEMS = 1000
/** Other work waits no longer than about this for an import; what a slice wrote shares a commit. */
const SLICE_MS = 16
/** Characters; at most three bytes each, and well under what a hub takes at once. */
const MAX_TEXT = 4_000_000
/** So many incidents are flushed and listed together: with a slice, some 50 ms without a word of progress. */
const BATCH = 80

/** Import one incident after the other; the good ones are kept whatever the others are. Rejects only when the target does. */
export async function importIncidents(file: OpenedImport, target: ImportTarget, options: ImportOptions = {}): Promise<ImportReport> {
  const report = emptyReport(file.format)
  const device = newDeviceId()
  const pace = startPace(target, options)
  const progress = { done: 0, total: file.total, bytes: 0, totalBytes: file.totalBytes }
  for (const item of file.items) {
    if (options.signal?.aborted) {
      report.isCancelled = true
      break
    }
    progress.bytes = Math.min(item.end, file.totalBytes)
    const sound = item.ok ? checkSize(item.incident) : item
    if (!sound.ok) {
      report.problemCount++
      if (report.problems.length < MAX_PROBLEMS) report.problems.push({ line: item.line, reason: sound.reason })
    } else {
      const { incident } = sound
      for (const note of item.ok ? (item.notes ?? []) : []) {
        report.noteCount++
        if (report.notes.length < MAX_PROBLEMS) report.notes.push(note)
      }
      let applied: Applied = 'unchanged'
      const done = target.change(
        incidentIdOf(incident.system, incident.key),
        (doc) => (applied = applyForeign(doc, incident, device)) !== 'unchanged'
      )
      if (done) await done
      report.incidents++
      report[applied]++
      progress.done++
    }
    if (pace.isDue()) await pace.rest(progress)
  }
  await target.flush()
  if (!report.isCancelled) progress.bytes = file.totalBytes
  options.onProgress?.({ ...progress, total: report.isCancelled ? progress.total : progress.done })
  return report
}

/** What a hub would not take in one piece could never be shared. */
function checkSize(incident: ForeignIncident): { ok: true; incident: ForeignIncident } | { ok: false; reason: string } {
  const page = incident.details ? plainProse(incident.details.page).length : 0
  const length = incident.updates.reduce((sum, { text }) => sum + text.length, page)
  if (length <= MAX_TEXT) return { ok: true, incident }
  return { ok: false, reason: `"${incident.title.slice(0, 80)}" has ${length} characters of updates; one incident may have ${MAX_TEXT}` }
}

export const emptyReport = (format: ImportReport['format']): ImportReport => ({
  format,
  incidents: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  problems: [],
  problemCount: 0,
  notes: [],
  noteCount: 0,
  isCancelled: false
})

/** Hands the thread back often, and to disk in batches, so that progress, cancelling and everybody else's work go on. */
function startPace(target: ImportTarget, { onProgress }: ImportOptions) {
  let sliceStart = performance.now()
  let flushed = 0
  return {
    isDue: () => performance.now() - sliceStart >= SLICE_MS,
    async rest(progress: ImportProgress): Promise<void> {
      if (progress.done - flushed >= BATCH) {
        flushed = progress.done
        await target.flush()
      }
      onProgress?.({ ...progress, total: Math.max(progress.total, progress.done) })
      await setImmediate()
      sliceStart = performance.now()
    }
  }
}
