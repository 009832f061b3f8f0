import type * as Y from 'yjs'
import { DocHistory, HISTORY_FORMAT, type Written } from '#shared/doc/history/docHistory.ts'
import type { DocId } from '#shared/domain/ids.ts'
import type { Replica } from '../replica.ts'
import type { HistoryStore } from './historyStore.ts'
import { loadRows, orderRows } from './logRows.ts'
import { takeTurns } from './takeTurns.ts'

interface Kept {
  history: DocHistory
  /** Place in the log it is read up to. */
  throughSeq: number
  lastAt: number
  /** Rows of it that are stored. */
  stored: number
}

/** Whoever looks at a history looks at several moments of it. */
const KEPT = 2
const IDLE_MS = 5 * 60_000
/** Rows applied at one go. */
const STEP_ROWS = 500
/** Read in less than the blink of an eye: not worth storing. */
const WORTH_STORING = 2000

/** Histories of documents, made from the log when somebody asks and kept for a while. */
export class Histories {
  readonly #replica: Pick<Replica, 'store' | 'use' | 'flushOrFault'>
  readonly #stored: Pick<HistoryStore, 'load' | 'save'> | undefined
  /** The latest asked for is the last. */
  readonly #kept = new Map<DocId, Kept>()
  /** One reading of a document at a time: who asks meanwhile waits for it. */
  readonly #reading = new Map<DocId, Promise<unknown>>()
  #idle: NodeJS.Timeout | undefined

  /** `stored`: where long ones are kept between openings. */
  constructor(replica: Pick<Replica, 'store' | 'use' | 'flushOrFault'>, stored?: Pick<HistoryStore, 'load' | 'save'>) {
    this.#replica = replica
    this.#stored = stored
  }

  /** `look` at a document and at everything it ever was; undefined: cancelled. Rows that arrived since are read first. */
  async use<T>(
    docId: DocId,
    signal: AbortSignal,
    look: (history: DocHistory, live: Y.Doc) => T,
    onProgress: (done: number, total: number) => void = () => undefined
  ): Promise<T | undefined> {
    // what was just typed is part of it
    await this.#replica.flushOrFault()
    while (this.#reading.has(docId)) await this.#reading.get(docId)
    const reading = this.#replica.use(docId, async (live) => {
      const history = await this.#read(docId, signal, onProgress)
      return history && look(history, live)
    })
    this.#reading.set(
      docId,
      reading.catch(() => undefined)
    )
    try {
      return await reading
    } finally {
      this.#reading.delete(docId)
      this.#idle?.refresh()
      // after the answer, which somebody waits for
      setImmediate(() => this.#store(docId))
    }
  }

  close(): void {
    clearTimeout(this.#idle)
    for (const { history } of this.#kept.values()) history.close()
    this.#kept.clear()
  }

  async #read(
    docId: DocId,
    signal: AbortSignal,
    onProgress: (done: number, total: number) => void,
    canBeStored = true
  ): Promise<DocHistory | undefined> {
    const kept = this.#kept.get(docId) ?? (canBeStored ? this.#load(docId) : undefined)
    const rows = await loadRows(this.#replica.store, docId, signal, kept?.throughSeq)
    const ordered = rows && (await orderRows(rows, signal))
    if (!ordered) return undefined
    // rows of somebody who was offline belong before what is read already
    if (kept && (ordered[0]?.at ?? Infinity) < kept.lastAt) {
      kept.history.close()
      this.#kept.delete(docId)
      return this.#read(docId, signal, onProgress, false)
    }
    const history = kept?.history ?? new DocHistory(docId)
    if (!(await addAll(history, ordered, signal, onProgress))) {
      // half of it is in: the next one starts anew
      history.close()
      this.#kept.delete(docId)
      return undefined
    }
    const read: Kept = {
      history,
      throughSeq: rows.at(-1)?.seq ?? kept?.throughSeq ?? 0,
      lastAt: ordered.at(-1)?.at ?? kept?.lastAt ?? 0,
      stored: kept?.stored ?? 0
    }
    this.#keep(docId, read)
    return history
  }

  /** As it was stored, when the log is still the one it was read from. */
  #load(docId: DocId): Kept | undefined {
    const stored = this.#stored?.load(docId, HISTORY_FORMAT)
    if (!stored || this.#replica.store.markAt(stored.throughSeq) !== stored.mark) return undefined
    try {
      const history = DocHistory.read(docId, stored.body)
      return { history, throughSeq: stored.throughSeq, lastAt: stored.lastAt, stored: history.length }
    } catch {
      // of another build
      return undefined
    }
  }

  #store(docId: DocId): void {
    const kept = this.#kept.get(docId)
    // somebody else reads on: it is stored after them
    if (!kept || !this.#stored || this.#reading.has(docId) || kept.history.length - kept.stored < WORTH_STORING) return
    const mark = this.#replica.store.markAt(kept.throughSeq)
    if (mark === undefined) return
    const { history, throughSeq, lastAt } = kept
    this.#stored.save(docId, HISTORY_FORMAT, { throughSeq, mark, lastAt, body: history.write() })
    kept.stored = history.length
  }

  #keep(docId: DocId, kept: Kept): void {
    this.#kept.delete(docId)
    this.#kept.set(docId, kept)
    for (const oldest of [...this.#kept.keys()].slice(0, -KEPT)) this.#forget(oldest)
    this.#idle ??= setTimeout(() => this.#rest(), IDLE_MS).unref()
  }

  #rest(): void {
    this.#idle = undefined
    for (const docId of [...this.#kept.keys()]) if (!this.#reading.has(docId)) this.#forget(docId)
  }

  #forget(docId: DocId): void {
    this.#kept.get(docId)?.history.close()
    this.#kept.delete(docId)
  }
}

/** false: cancelled. */
async function addAll(
  history: DocHistory,
  rows: readonly Written[],
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void
): Promise<boolean> {
  const turns = takeTurns()
  for (let from = 0; from < rows.length; from += STEP_ROWS) {
    if (signal.aborted) return false
    history.add(rows.slice(from, from + STEP_ROWS))
    onProgress(Math.min(from + STEP_ROWS, rows.length), rows.length)
    await turns.next()
  }
  return true
}
