import { readRow } from '#shared/doc/history/readRow.ts'
import type { Written } from '#shared/doc/history/docHistory.ts'
import type { DocId } from '#shared/domain/ids.ts'
import type { DocStore, StoredUpdate } from '../docStore.ts'
import { takeTurns } from './takeTurns.ts'

const PAGE_ROWS = 2000
const PAGE_BYTES = 4 * 1024 * 1024

/** Rows of a document after `since`, by place in the log. undefined: cancelled. */
export async function loadRows(
  store: Pick<DocStore, 'listOfDoc'>,
  docId: DocId,
  signal: AbortSignal,
  since = 0
): Promise<StoredUpdate[] | undefined> {
  const rows: StoredUpdate[] = []
  const turns = takeTurns()
  for (let seq = since; ;) {
    if (signal.aborted) return undefined
    const page = await store.listOfDoc(docId, seq, PAGE_ROWS, PAGE_BYTES)
    for (const row of page.updates) rows.push(row)
    if (page.throughSeq === seq) return rows
    seq = page.throughSeq
    await turns.next()
  }
}

/**
 * In the order of their writing, so that a history is the same on every machine, in whatever order they arrived here. A row of which
 * nobody knows when it was written stays behind the row before it; one with events from before it was written (an import) counts from
 * the first of them.
 */
export async function orderRows(rows: readonly StoredUpdate[], signal: AbortSignal): Promise<Written[] | undefined> {
  const turns = takeTurns()
  const ordered: (Written & { seq: number })[] = []
  let last = 0
  for (const { at, body, seq } of rows) {
    if (signal.aborted) return undefined
    const facts = readRow(body)
    last = at > 0 ? Math.min(at, facts.firstStampMs ?? at) : (facts.firstStampMs ?? last)
    ordered.push({ at: last, body, facts, seq })
    await turns.next()
  }
  return ordered.sort((a, b) => a.at - b.at || a.seq - b.seq)
}
