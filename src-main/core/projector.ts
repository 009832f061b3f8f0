import { isFileDoc, WORKSPACE_DOC, type DocId } from '#shared/domain/ids.ts'
import { KeptFolds, type KeptFoldsOptions } from './keptFolds.ts'
import type { ProjectedIncident } from './projectIncident.ts'
import type { Committed, Replica } from './replica.ts'
import type { ProjectedDoc, ProjectionStore } from './sqlite/projectionStore.ts'

export interface Rebuilding {
  done: number
  total: number
}

/**
 * Keeps the projection in step with the log: after each commit the documents it touched are folded again, a little later and
 * together. What a crash leaves undone is found at the next start by the place in the log.
 */
export class Projector {
  readonly #replica: Replica
  readonly #store: ProjectionStore
  readonly folds: KeptFolds
  /** Documents to fold again, with the first row not yet projected. */
  readonly #dirty = new Map<DocId, number>()
  /** Documents that could not be folded, likewise. */
  readonly #stuck = new Map<DocId, number>()
  readonly #listeners = new Set<(docs: readonly ProjectedDoc[]) => void>()
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #seen: number
  #pauseMs = MIN_PAUSE_MS
  #isClosed = false
  /** Set while many documents are folded again after an update of Muster or a lost projection. */
  rebuilding: Rebuilding | null = null

  constructor(replica: Replica, store: ProjectionStore, folds: KeptFoldsOptions = {}) {
    this.#replica = replica
    this.#store = store
    this.folds = new KeptFolds(folds)
    this.#seen = replica.store.lastSeq()
    replica.onCommitted((committed) => this.#mark(committed))
  }

  /** Find what the projection does not have yet. Returns at once; `settle` waits for it. */
  async start(): Promise<void> {
    // ahead of the log: the log was put back to an older copy
    if (this.#store.getThrough() > this.#replica.store.lastSeq()) this.#store.clear()
    const through = this.#store.getThrough()
    for (const docId of await this.#replica.store.listDocsSince(through)) this.#add(docId, through + 1)
    if (this.#dirty.size > CHUNK) this.rebuilding = { done: 0, total: this.#dirty.size }
    if (this.#dirty.size > 0) this.#schedule(0)
  }

  /** Told what was folded again, after it is in the projection. */
  onProjected(listener: (docs: readonly ProjectedDoc[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Settles when the projection holds everything changed by now; while the disk refuses, everything committed. Rejects when the
   * projection cannot be written; that is tried again later.
   */
  async settle(): Promise<void> {
    await this.#replica.flushOrFault()
    while ((this.#dirty.size > 0 || this.#running) && !this.#isClosed) await this.#run()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#running?.catch(() => undefined)
    this.folds.close()
  }

  #mark(committed: readonly Committed[]): void {
    for (const { docId, seq } of committed) {
      this.#add(docId, seq)
      this.#seen = seq
    }
    this.#schedule(this.#pauseMs)
  }

  #add(docId: DocId, seq: number): void {
    if (docId === WORKSPACE_DOC || isFileDoc(docId) || this.#dirty.has(docId)) return
    this.#dirty.set(docId, this.#stuck.get(docId) ?? seq)
    this.#stuck.delete(docId)
  }

  #schedule(ms: number): void {
    if (this.#timer || this.#running || this.#isClosed) return
    this.#timer = setTimeout(() => void this.#run().catch(() => undefined), ms)
  }

  #run(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#running ??= this.#projectAll().finally(() => {
      this.#running = undefined
      if (this.#dirty.size > 0) this.#schedule(this.#pauseMs)
    })
    return this.#running
  }

  async #projectAll(): Promise<void> {
    const startedAt = performance.now()
    do {
      if (this.#isClosed) return
      try {
        await this.#projectChunk()
      } catch (error) {
        this.#pauseMs = MAX_PAUSE_MS
        throw error
      }
      // a long rebuild leaves room for everything else between chunks
      if (this.#dirty.size > 0) await new Promise<void>((resolve) => setImmediate(resolve))
    } while (this.#dirty.size > 0)
    this.rebuilding = null
    // typing in a huge incident must not keep the core busy with folding it
    this.#pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, 10 * (performance.now() - startedAt)))
  }

  async #projectChunk(): Promise<void> {
    const chunk = [...this.#dirty].slice(0, CHUNK)
    for (const [docId] of chunk) this.#dirty.delete(docId)
    const docs: ProjectedDoc[] = []
    try {
      for (const [docId, seq] of chunk) {
        const incident = await this.#fold(docId, seq)
        if (incident !== undefined) docs.push({ docId, incident })
      }
      // what was folded may hold changes of this moment: a crash must not leave them in the list alone
      await this.#replica.flushOrFault()
      // while the disk refuses they do hold such changes: the place stays, so that a next start folds them again
      this.#store.save(docs, this.#replica.fault === null ? this.#through() : null)
    } catch (error) {
      // what they gave out is not in the projection
      for (const [docId] of chunk) this.folds.forget(docId)
      for (const [docId, seq] of chunk) this.#dirty.set(docId, Math.min(seq, this.#dirty.get(docId) ?? seq))
      throw error
    }
    if (this.rebuilding) this.rebuilding = { ...this.rebuilding, done: this.rebuilding.done + docs.length }
    for (const listener of this.#listeners) listener(docs)
  }

  /** undefined: it cannot be read now. It stays as listed, does not hold up the others, and comes up again with its next change. */
  async #fold(docId: DocId, seq: number): Promise<ProjectedIncident | null | undefined> {
    try {
      return await this.#replica.use(docId, (doc) => this.folds.project(docId, doc))
    } catch {
      this.folds.forget(docId)
      this.#stuck.set(docId, seq)
      return undefined
    }
  }

  /** Everything up to here is projected. Far behind it does not matter how far exactly. */
  #through(): number | null {
    if (this.#dirty.size > 5 * CHUNK) return null
    const missing = [...this.#dirty.values(), ...this.#stuck.values()]
    return Math.min(this.#seen, ...missing.map((seq) => seq - 1))
  }
}

const CHUNK = 200
const MIN_PAUSE_MS = 30
const MAX_PAUSE_MS = 2000
