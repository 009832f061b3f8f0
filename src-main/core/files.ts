import { setTimeout as pause } from 'node:timers/promises'
import { bytesOfFile, countChunks, updatesOfFile } from '#shared/doc/fileDoc.ts'
import { hashFile } from '#shared/domain/images/fileHash.ts'
import { fileDocOf } from '#shared/domain/ids.ts'
import { FailureError } from '#shared/domain/result.ts'
import type { Replica } from './replica.ts'

/** absent: not all of it is here. damaged: as many bytes as it should have, but others. */
export type StoredFile = { type: 'whole'; bytes: Uint8Array } | { type: 'absent' } | { type: 'damaged' }

/** The change was made here. */
const HERE = { peer: 0 }

/**
 * Keep the bytes of a file; settles with its hash when all of them are on the disk. One commit a chunk, so that whoever types
 * meanwhile waits for a quarter of a megabyte at most. What a crash leaves undone is completed by attaching it again.
 */
export async function storeFile(replica: Replica, bytes: Uint8Array, onProgress?: (done: number, total: number) => void): Promise<string> {
  const hash = await hashFile(bytes)
  const docId = fileDocOf(hash)
  const total = countChunks(bytes)
  await replica.use(docId, async () => {
    let done = 0
    for (const update of updatesOfFile(hash, bytes)) {
      replica.apply(docId, update, HERE)
      await replica.flushOrFault()
      if (replica.fault !== null) throw new FailureError('storage', replica.fault)
      onProgress?.(++done, total)
    }
  })
  return hash
}

/** `size`: how many bytes it should have. Only bytes that fit the hash are given out. */
export async function readFile(replica: Replica, hash: string, size: number): Promise<StoredFile> {
  const bytes = await replica.use(fileDocOf(hash), bytesOfFile)
  if ((await hashFile(bytes)) === hash) return { type: 'whole', bytes }
  return { type: bytes.length < size ? 'absent' : 'damaged' }
}

/** While bytes arrive, it is looked at most this often whether they are all here, ms. */
const LOOK_MS = 100

/** Settles with the bytes once they are here, on the disk, and fit the hash; undefined: cancelled. `tell` hears why they are not. */
export async function waitForFile(
  replica: Replica,
  { hash, size }: { hash: string; size: number },
  tell: (state: 'absent' | 'damaged') => void,
  signal: AbortSignal
): Promise<Uint8Array | undefined> {
  const docId = fileDocOf(hash)
  let wake = () => {}
  let told: string | undefined
  const stop = replica.onCommitted((committed) => committed.some((row) => row.docId === docId) && wake())
  signal.addEventListener('abort', () => wake())
  try {
    while (!signal.aborted) {
      // before it is looked at, so that nothing is missed
      const changed = new Promise<void>((resolve) => (wake = resolve))
      await replica.flushOrFault()
      const file = await readFile(replica, hash, size)
      if (file.type === 'whole') return file.bytes
      if (file.type !== told) tell((told = file.type))
      if (signal.aborted) break
      await changed
      if (!signal.aborted) await pause(LOOK_MS)
    }
    return undefined
  } finally {
    stop()
  }
}
