import { setImmediate } from 'node:timers/promises'
import * as Y from 'yjs'
import { readEvents, readIncident } from '#shared/doc/readIncident.ts'
import { newDoc } from '#shared/doc/roots.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { FailureError, fail, ok, type Result } from '#shared/domain/result.ts'
import { checkUpdate } from '../guard.ts'
import { hasGaps, type Replica } from '../replica.ts'
import { refused, type Bundle } from './readBundle.ts'

export interface MergeParts {
  replica: Replica
  /** Who has this number here: id and title; undefined: nobody. */
  holderOf(number: number): { id: IncidentId; title: string } | undefined
  /** What must be on the disk before the rows: done once it is sure that they can be taken. */
  before?: () => Promise<void>
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
}

export type Merged = 'added' | 'changed' | 'unchanged'

const SLICE_MS = 20

/**
 * Take the rows of a bundle in as if another seat had sent them. Everything is tried on a copy first, so that one that does not fit
 * changes nothing. Rows that are here are not stored again.
 */
export async function mergeBundle({ manifest, rows }: Bundle, parts: MergeParts): Promise<Result<Merged>> {
  const { replica, signal, onProgress } = parts
  const id = manifest.incident
  const trial = await tryRows(id, rows, parts)
  if (!trial.ok) return trial
  await parts.before?.()
  const peer = replica.store.peerNumber(`bundle:${manifest.workspace.id}`)
  const merged = await replica.use(id, async (doc) => {
    const isNew = Y.encodeStateVector(doc).length <= 1
    let hasChanged = false
    const origin = { peer }
    const onUpdate = (_update: Uint8Array, by: unknown) => void (hasChanged ||= by === origin)
    doc.on('update', onUpdate)
    const pace = startSlices()
    for (const [index, { at, body }] of rows.entries()) {
      replica.apply(id, body, origin, at)
      if (await pace()) onProgress?.(rows.length + index, rows.length * 2)
      // what was taken in stays: importing again goes on from there
      if (signal?.aborted) break
    }
    doc.off('update', onUpdate)
    return hasChanged ? (isNew ? 'added' : 'changed') : 'unchanged'
  })
  await replica.flushOrFault()
  if (replica.fault !== null) throw new FailureError('storage', replica.fault)
  return ok(merged)
}

/** What would come of them; a failure says why they cannot be taken. */
async function tryRows(id: IncidentId, rows: Bundle['rows'], { replica, holderOf, signal, onProgress }: MergeParts): Promise<Result<null>> {
  const copy = newDoc(id)
  try {
    const before = await replica.use(id, (doc) => {
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      return readIncident(doc).number
    })
    const pace = startSlices()
    for (const [index, { body }] of rows.entries()) {
      const check = checkUpdate(copy, body)
      if (check.type === 'bad') return refused(`Row ${index + 1} is ${check.problem}`)
      Y.applyUpdate(copy, body)
      if (await pace()) onProgress?.(index, rows.length * 2)
      if (signal?.aborted) return fail('cancelled', 'The import was cancelled; nothing was changed.')
    }
    return checkOutcome(id, copy, before, holderOf)
  } catch (error) {
    return refused(`Its rows cannot be read (${(error as Error).message.slice(0, 100)})`)
  } finally {
    copy.destroy()
  }
}

function checkOutcome(id: IncidentId, copy: Y.Doc, before: number | null, holderOf: MergeParts['holderOf']): Result<null> {
  if (hasGaps(copy)) return refused('Some of its rows refer to others that are not in it')
  const incident = readIncident(copy)
  if (!incident.isDeclared) return refused('Its rows declare no incident')
  // the same incident of another system, imported on two machines, is declared twice by one source
  const declared = new Set(readEvents(copy).events.flatMap((event) => (event.kind === 'declared' ? [event.source ?? event.id] : [])))
  if (declared.size > 1) return refused('It holds rows of more than one incident')
  const { number } = incident
  if (number === null || number === before) return ok(null)
  if (before !== null)
    return refused(`Its number would change from ${before} to ${number}: another hub gave it, and numbers are never changed`)
  const holder = holderOf(number)
  if (holder === undefined || holder.id === id) return ok(null)
  return refused(`Its number ${number} is here that of "${holder.title}", and numbers are never changed`)
}

/** true: it was time to let others work. */
function startSlices(): () => Promise<boolean> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < SLICE_MS) return false
    await setImmediate()
    since = performance.now()
    return true
  }
}
