import { setTimeout as pause } from 'node:timers/promises'
import { readIncident } from '#shared/doc/readIncident.ts'
import type { DocId } from '#shared/domain/ids.ts'
import type { Replica } from './replica.ts'

const PAUSE_MS = 20
const PATIENCE_MS = 1500

/** Settles when an incident has its number, when nobody `gives` one, or after a moment: a message says it where it can. */
export async function awaitNumber(replica: Pick<Replica, 'use'>, docId: DocId, gives: () => boolean): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  const isNumbered = () => replica.use(docId, (doc) => readIncident(doc).number !== null)
  while (gives() && performance.now() < until && !(await isNumbered())) await pause(PAUSE_MS)
}
