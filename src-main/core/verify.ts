import { hashOfFileDoc, isFileDoc, WORKSPACE_DOC, type DocId } from '#shared/domain/ids.ts'
import type { VerifyReport } from '#shared/bridge/warRoomApi.ts'
import { readEvents } from '#shared/doc/readIncident.ts'
import { readFile } from './files.ts'
import { COLUMNS, projectIncident } from './projectIncident.ts'
import type { Projector } from './projector.ts'
import { hasGaps, type Replica } from './replica.ts'
import type { Db } from './sqlite/openDatabase.ts'

export interface VerifyParts {
  replica: Replica
  projector: Projector
  db: Db
}

/**
 * Reads every row of the log and compares its checksum, folds every document again and compares it with the projection, column by
 * column, and holds every image to its hash. Changes nothing but setting damaged rows aside.
 */
export async function verify(
  { replica, projector, db }: VerifyParts,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal
): Promise<VerifyReport> {
  await replica.flushOrFault()
  await projector.settle()
  const check = await replica.store.check()
  const problems = [...check.problems]
  const kept = await replica.store.listDocsSince(0)
  const files = kept.filter(isFileDoc)
  const counts = { rows: check.rows, documents: check.documents - files.length, files: files.length }
  const docIds = kept.filter((docId) => docId !== WORKSPACE_DOC && !isFileDoc(docId))
  const row = db.prepare(`SELECT ${COLUMNS.join(', ')} FROM incident WHERE id = ?`)
  let incidents = 0
  for (const [index, docId] of docIds.entries()) {
    if (signal.aborted) return { isClean: false, ...counts, incidents, problems: [...problems, 'Cancelled before the end.'] }
    const found = await replica.use(docId, (doc) => {
      for (const malformed of readEvents(doc).malformed) problems.push(`Incident ${docId}: event ${malformed}. It is kept and not used.`)
      if (hasGaps(doc))
        problems.push(`Incident ${docId}: some of its updates refer to others that are not here. They come back from the hub or a peer.`)
      return projectIncident(docId, doc)
    })
    if (found) incidents += 1
    problems.push(...compare(docId, found?.columns, row.raw().get(docId) as unknown[] | undefined))
    if (index % 50 === 0) {
      onProgress(index, docIds.length)
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
  }
  const listed = (db.prepare('SELECT count(*) AS n FROM incident').get() as { n: number }).n
  if (listed !== incidents)
    problems.push(`The list has ${listed} incidents, the log ${incidents}. Delete the projection to have it rebuilt.`)
  problems.push(...(await checkFiles(replica, files, signal)))
  onProgress(docIds.length, docIds.length)
  return { isClean: problems.length === 0, ...counts, incidents, problems }
}

async function checkFiles(replica: Replica, files: readonly DocId[], signal: AbortSignal): Promise<string[]> {
  const problems: string[] = []
  for (const docId of files) {
    if (signal.aborted) return [...problems, 'Cancelled before the end.']
    const hash = hashOfFileDoc(docId)
    const { type } = await readFile(replica, hash, 0)
    if (type !== 'whole') problems.push(`Image ${hash}: its bytes are not all here, or not those it is named after. It is not shown.`)
  }
  return problems
}

function compare(docId: string, folded: readonly unknown[] | undefined, listed: readonly unknown[] | undefined): string[] {
  if (!folded && !listed) return []
  if (!folded) return [`Incident ${docId} is in the list but not in the log.`]
  if (!listed) return [`Incident ${docId} is in the log but not in the list.`]
  return COLUMNS.flatMap((column, index) =>
    folded[index] === listed[index]
      ? []
      : [`Incident ${docId}: the list has ${column} ${String(listed[index])}, the log ${String(folded[index])}.`]
  )
}
