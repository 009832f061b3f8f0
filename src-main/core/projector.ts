import { WORKSPACE_DOC, type DocId } from '#shared/domain/ids.ts'
import { projectIncident } from './projectIncident.ts'
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
  /** Documents to fold again, with the first row not yet projected. */
  readonly #dirty = new Map<DocId, number>()
  readonly #listeners = new Set<(docs: readonly ProjectedDoc[]) => void>()
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #seen: number
  #pauseMs = MIN_PAUSE_MS
  #isClosed = false
  /** Set while many documents are folded again after an update of Muster or a lost projection. */
  rebuilding: Rebuilding | null = null

  constructor(replica: Replica, store: ProjectionStore) {
    this.#replica = replica
    this.#store = store
    this.#seen = replica.store.lastSeq()
    replica.onCommitted((committed) => this.#mark(committed))
  }

  /** Find what the projection does not have yet. Returns at once; `settle` waits for it. */
  async start(): Promise<void> {
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

  /** Settles when the projection holds everything changed by now. While the disk refuses, everything committed. */
  async settle(): Promise<void> {
    if (this.#replica.fault === null) await this.#replica.flush()
    while ((this.#dirty.size > 0 || this.#running) && !this.#isClosed) await this.#run()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#running
  }

  #mark(committed: readonly Committed[]): void {
    for (const { docId, seq } of committed) {
      this.#add(docId, seq)
      this.#seen = seq
    }
    this.#schedule(this.#pauseMs)
  }

  #add(docId: DocId, seq: number): void {
    if (docId !== WORKSPACE_DOC && !this.#dirty.has(docId)) this.#dirty.set(docId, seq)
  }

  #schedule(ms: number): void {
    if (this.#timer || this.#running || this.#isClosed) return
    this.#timer = setTimeout(() => void this.#run(), ms)
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
      await this.#projectChunk()
      // a long rebuild leaves room for everything else between chunks
      if (this.#dirty.size > 0) await new Promise<void>((resolve) => setImmediate(resolve))
    } while (this.#dirty.size > 0)
    this.rebuilding = null
    // typing in a huge incident must not keep the core busy with folding it
    this.#pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, 10 * (performance.now() - startedAt)))
  }

  async #projectChunk(): Promise<void> {
    const ids = [...this.#dirty.keys()].slice(0, CHUNK)
    for (const docId of ids) this.#dirty.delete(docId)
    const docs: ProjectedDoc[] = []
    for (const docId of ids) docs.push({ docId, incident: await this.#replica.use(docId, (doc) => projectIncident(docId, doc)) })
    await this.#untilDurable()
    this.#store.save(docs, this.#through())
    if (this.rebuilding) this.rebuilding = { ...this.rebuilding, done: this.rebuilding.done + docs.length }
    for (const listener of this.#listeners) listener(docs)
  }

  /** What was folded may hold changes of this moment: a crash must not leave them in the list alone. While the disk refuses, no wait. */
  #untilDurable(): Promise<void> {
    if (this.#replica.fault !== null) return Promise.resolve()
    return new Promise((resolve) => {
      const stop = this.#replica.onFault(() => done())
      const done = () => {
        stop()
        resolve()
      }
      this.#replica.whenDurable(done)
    })
  }

  /** Everything up to here is projected. Far behind it does not matter how far exactly. */
  #through(): number | null {
    if (this.#dirty.size > 5 * CHUNK) return null
    return Math.min(this.#seen, ...[...this.#dirty.values()].map((seq) => seq - 1))
  }
}

const CHUNK = 200
const MIN_PAUSE_MS = 30
const MAX_PAUSE_MS = 2000
