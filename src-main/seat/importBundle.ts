import { mergeBundle } from '#main/core/bundle/mergeBundle.ts'
import { readBundle } from '#main/core/bundle/readBundle.ts'
import { storeFile } from '#main/core/files.ts'
import type { Projector } from '#main/core/projector.ts'
import type { Replica } from '#main/core/replica.ts'
import type { Db } from '#main/core/sqlite/openDatabase.ts'
import { emptyReport } from '#main/importers/importIncidents.ts'
import type { ImportProgress, ImportReport } from '#shared/bridge/warRoomApi.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { checkImage } from '#shared/domain/images/checkImage.ts'
import { hashFile } from '#shared/domain/images/fileHash.ts'
import type { Failure } from '#shared/domain/result.ts'

interface Parts {
  replica: Replica
  projector: Projector
  db: Db
}

interface Told {
  signal: AbortSignal
  emit(progress: ImportProgress): void
}

/** Merge a bundle into what is here. A refusal is a problem of the file as a whole. */
export async function importBundle(bytes: Uint8Array, parts: Parts, { signal, emit }: Told): Promise<ImportReport> {
  const report = emptyReport('bundle')
  const total = bytes.length
  const refuse = ({ message }: Failure): ImportReport => ({ ...report, problemCount: 1, problems: [{ line: null, reason: message }] })
  const read = readBundle(bytes)
  if (!read.ok) return refuse(read.error)
  const problem = await pictureProblem(read.value.pictures)
  if (problem !== undefined)
    return refuse({ reason: 'damaged', message: `${problem}. The bundle was not imported, and nothing was changed.` })
  await parts.projector.settle()
  const onProgress = (done: number, all: number) =>
    emit({ done: 0, total: 1, bytes: Math.floor((total * done) / Math.max(1, all)), totalBytes: total })
  // one that is here already writes nothing; no entry is here before the bytes of its pictures
  const before = async () => {
    for (const picture of read.value.pictures.values()) await storeFile(parts.replica, picture)
  }
  const merged = await mergeBundle(read.value, { replica: parts.replica, holderOf: holderIn(parts.db), before, signal, onProgress })
  if (!merged.ok) return merged.error.reason === 'cancelled' ? { ...report, isCancelled: true } : refuse(merged.error)
  await parts.projector.settle()
  emit({ done: 1, total: 1, bytes: total, totalBytes: total })
  return { ...report, incidents: 1, [merged.value]: 1, isCancelled: signal.aborted }
}

async function pictureProblem(pictures: ReadonlyMap<string, Uint8Array>): Promise<string | undefined> {
  for (const [name, bytes] of pictures) {
    if ((await hashFile(bytes)) !== name) return 'A picture in it is not the one it is called'
    if (!checkImage(name, bytes).ok) return 'A picture in it is no image'
  }
  return undefined
}

const holderIn = (db: Db) => {
  const find = db.prepare('SELECT id, title FROM incident WHERE number = ?')
  return (number: number) => find.get(number) as { id: IncidentId; title: string } | undefined
}
