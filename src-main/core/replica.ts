import type * as Y from 'yjs'
import { isFileDoc, isIncidentId, type DocId } from '#shared/domain/ids.ts'
import { Rescuer } from '#shared/doc/rescue/rescuer.ts'
import { coreDoc } from '#shared/doc/roots.ts'
import { applyUpdate, encodeState } from '#shared/doc/updateCodec.ts'
import type { DocStore, NewUpdate, PeerNumber } from './docStore.ts'
import { checkUpdate, type UpdateCheck } from './guard.ts'
import { KeptClients } from './keptClients.ts'

/** An update on the disk. `origin` is what the transaction named; not stored. */
export interface Committed extends NewUpdate {
  seq: number
  origin: unknown
}

/** Origins that carry a peer are stored under its number; every other change was made here. */
export interface PeerOrigin {
  readonly peer: PeerNumber
}

export interface DocHandle {
  readonly doc: Y.Doc
  /** Give it back. A document nobody holds may leave memory. */
  release(): void
}

interface LiveDoc {
  docId: DocId
  doc: Y.Doc
  holders: number
  /** Updates made but not yet on the disk. */
  queued: number
  rowsSinceSnapshot: number
  throughSeq: number
  isDamaged: boolean
  /** Of an incident: puts back what was typed here while others wrote the block anew that it is in. */
  rescuer: Rescuer | undefined
}

export interface ReplicaOptions {
  store: DocStore
  /** Documents nobody holds that stay in memory. */
  cacheSize?: number
  /** Wait before trying a failed commit again, ms. */
  retryMs?: number
  /** Wall time, epoch ms: rows keep when they were written. */
  now?: () => number
}

/**
 * All documents of this data folder. Whatever changes a Y.Doc opened here is appended to the log; the updates of one tick share a
 * commit. Nobody is told of a change before it is on the disk.
 */
export class Replica {
  readonly store: DocStore
  readonly #cacheSize: number
  readonly #retryMs: number
  readonly #now: () => number
  /** While an update is taken in that says when it was written: 0 when nobody knows. */
  #writtenAt: number | undefined
  readonly #live = new Map<DocId, LiveDoc>()
  /** Files among them: megabytes each, and needed for a moment only. */
  readonly #files = new Set<LiveDoc>()
  readonly #loading = new Map<DocId, Promise<LiveDoc>>()
  readonly #listeners = new Set<(committed: readonly Committed[]) => void>()
  readonly #faultListeners = new Set<(fault: string | null) => void>()
  #queue: (Omit<Committed, 'seq'> & { live: LiveDoc })[] = []
  #whenDurable: (() => void)[] = []
  #inCommit = 0
  #isScheduled = false
  #committing: Promise<void> | undefined
  #retry: NodeJS.Timeout | undefined
  #isClosed = false
  /** Why nothing can be saved at the moment; null: all is well. */
  fault: string | null = null

  constructor({ store, cacheSize = 200, retryMs = 1000, now = Date.now }: ReplicaOptions) {
    this.store = store
    this.#cacheSize = cacheSize
    this.#retryMs = retryMs
    this.#now = now
  }

  /** Load a document, or start an empty one under this name. Every `open` needs its `release`. */
  async open(docId: DocId): Promise<DocHandle> {
    let live = this.#live.get(docId)
    while (!live) {
      await this.#load(docId)
      // others may have pushed it out of memory before this one could hold it
      live = this.#live.get(docId)
    }
    live.holders += 1
    // most recently used last
    this.#live.delete(docId)
    this.#live.set(docId, live)
    let isReleased = false
    return {
      doc: live.doc,
      release: () => {
        if (isReleased) return
        isReleased = true
        live.holders -= 1
        this.#evict()
      }
    }
  }

  /** Open, work on it, give it back. Settles before the change is on the disk; `flush` waits for that. */
  async use<T>(docId: DocId, work: (doc: Y.Doc) => T | Promise<T>): Promise<T> {
    const handle = await this.open(docId)
    try {
      return await work(handle.doc)
    } finally {
      handle.release()
    }
  }

  /**
   * Take in an update from another replica. One that refers to something not here yet is kept in the log all the same: it fits in
   * when that comes. `at`: when it was written there, epoch ms; 0: unknown.
   */
  receive(docId: DocId, body: Uint8Array, origin: PeerOrigin, at = 0): Promise<UpdateCheck> {
    return this.use(docId, (doc) => {
      const check = checkUpdate(doc, body)
      if (check.type === 'bad') return check
      this.apply(docId, body, origin, at)
      return check
    })
  }

  /** Take in an update to a document that is open. `at`: when it was written, epoch ms; 0: unknown; absent: now. */
  apply(docId: DocId, body: Uint8Array, origin: PeerOrigin, at?: number): void {
    this.#writtenAt = at
    try {
      this.#applyNow(docId, body, origin)
    } finally {
      this.#writtenAt = undefined
    }
    this.#live.get(docId)!.rescuer?.putBack(RESCUE)
  }

  #applyNow(docId: DocId, body: Uint8Array, origin: PeerOrigin): void {
    const live = this.#live.get(docId)!
    const take = () => applyUpdate(live.doc, body, origin)
    if (live.rescuer) live.rescuer.take({ body, isOwn: origin.peer === 0 }, take)
    else take()
    // Yjs tells nobody of what does not fit in yet: deletions, or changes to what somebody else wrote, leave no gap in a clock
    if (hasGaps(live.doc)) this.#enqueue(live, body, origin)
  }

  /** Told after each commit, in the order of the log. */
  onCommitted(listener: (committed: readonly Committed[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onFault(listener: (fault: string | null) => void): () => void {
    this.#faultListeners.add(listener)
    return () => this.#faultListeners.delete(listener)
  }

  /** Called once everything changed so far is on the disk: at once when it is already. */
  whenDurable(callback: () => void): void {
    if (this.#queue.length === 0 && !this.#committing) callback()
    else this.#whenDurable.push(callback)
  }

  /** Settles once everything changed so far is on the disk. While the disk refuses, it waits. */
  flush(): Promise<void> {
    return new Promise((resolve) => this.whenDurable(resolve))
  }

  /** Settles once everything changed so far is on the disk, or the disk refuses it: whoever waits must not hang with it. */
  flushOrFault(): Promise<void> {
    if (this.fault !== null) return Promise.resolve()
    return new Promise((resolve) => {
      const stop = this.onFault(() => done())
      const done = () => {
        stop()
        resolve()
      }
      this.whenDurable(done)
    })
  }

  /** Whether a document that is open holds changes not yet on the disk. */
  hasUnsaved(docId: DocId): boolean {
    return (this.#live.get(docId)?.queued ?? 0) > 0
  }

  /** Changes not yet on the disk. */
  get unsaved(): number {
    return this.#queue.length + this.#inCommit
  }

  async close(): Promise<void> {
    await this.flushOrFault()
    this.#isClosed = true
    clearTimeout(this.#retry)
    for (const live of this.#live.values()) {
      if (live.queued === 0) this.#snapshot(live)
      live.doc.destroy()
    }
    this.#live.clear()
    this.store.close()
  }

  #load(docId: DocId): Promise<LiveDoc> {
    const loading = this.#loading.get(docId) ?? this.#loadNow(docId).finally(() => this.#loading.delete(docId))
    this.#loading.set(docId, loading)
    return loading
  }

  async #loadNow(docId: DocId): Promise<LiveDoc> {
    const loaded = await this.store.load(docId)
    const doc = coreDoc(docId)
    if (loaded.updates.length > 0) doc.transact(() => loaded.updates.forEach((update) => applyUpdate(doc, update)), LOADING)
    const live: LiveDoc = {
      docId,
      doc,
      holders: 0,
      queued: 0,
      rowsSinceSnapshot: loaded.rowsSinceSnapshot,
      throughSeq: loaded.throughSeq,
      isDamaged: loaded.damaged > 0,
      rescuer: isIncidentId(docId) ? new Rescuer(doc, new KeptClients(this.store, docId)) : undefined
    }
    doc.on('update', (body: Uint8Array, origin: unknown) => this.#enqueue(live, live.rescuer?.original(body) ?? body, origin))
    this.#live.set(docId, live)
    if (isFileDoc(docId)) this.#files.add(live)
    return live
  }

  #enqueue(live: LiveDoc, body: Uint8Array, origin: unknown): void {
    live.queued += 1
    this.#queue.push({ live, docId: live.docId, body, origin, peer: peerOf(origin), at: this.#writtenAt ?? this.#now() })
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isScheduled || this.#committing || this.#retry || this.#isClosed) return
    this.#isScheduled = true
    // the end of this turn of the event loop: everything that arrived in it shares the commit
    setImmediate(() => {
      this.#isScheduled = false
      this.#committing = this.#commit().finally(() => {
        this.#committing = undefined
        if (this.#queue.length > 0) this.#schedule()
        else this.#callDurable()
      })
    })
  }

  async #commit(): Promise<void> {
    const batch = this.#queue
    const callbacks = this.#whenDurable
    this.#queue = []
    this.#whenDurable = []
    this.#inCommit = batch.length
    let seqs: number[]
    try {
      seqs = await this.store.append(batch)
    } catch (error) {
      this.#inCommit = 0
      // nothing is forgotten: the same changes are tried again, in the same order
      this.#queue = [...batch, ...this.#queue]
      this.#whenDurable = [...callbacks, ...this.#whenDurable]
      this.#setFault(
        `Changes cannot be saved to this machine's disk: ${(error as Error).message}. They are kept in memory and tried again.`
      )
      this.#retry ??= setTimeout(() => {
        this.#retry = undefined
        this.#schedule()
      }, this.#retryMs)
      return
    }
    this.#inCommit = 0
    this.#setFault(null)
    batch.forEach((update, index) => markStored(update.live, seqs[index]!))
    this.#tell(batch.map(({ docId, body, origin, peer, at }, index) => ({ docId, body, origin, peer, at, seq: seqs[index]! })))
    for (const callback of callbacks) callback()
    this.#evict()
  }

  #callDurable(): void {
    for (const callback of this.#whenDurable.splice(0)) callback()
  }

  #tell(committed: readonly Committed[]): void {
    for (const listener of this.#listeners) listener(committed)
  }

  #setFault(fault: string | null): void {
    if (fault === this.fault) return
    this.fault = fault
    for (const listener of this.#faultListeners) listener(fault)
  }

  /** Files at once, others least recently used first. What is held or not yet on the disk stays. */
  #evict(): void {
    for (const live of this.#files) this.#drop(live)
    for (const live of this.#live.values()) {
      if (this.#live.size <= this.#cacheSize) return
      this.#drop(live)
    }
  }

  #drop(live: LiveDoc): void {
    if (live.holders > 0 || live.queued > 0) return
    this.#live.delete(live.docId)
    this.#files.delete(live)
    this.#snapshot(live)
    live.doc.destroy()
  }

  /** Many small rows make opening slow. A document with holes is left as it is, so that what is missing can still fit in. */
  #snapshot(live: LiveDoc): void {
    if (live.rowsSinceSnapshot < ROWS_PER_SNAPSHOT || live.isDamaged || hasGaps(live.doc)) return
    // a snapshot that cannot be written is a shortcut not taken: every row is there
    this.store.saveSnapshot(live.docId, live.throughSeq, encodeState(live.doc)).catch(() => undefined)
  }
}

const LOADING = 'loading'
/** What a merge lost is put back by this machine, in the name of nobody. */
const RESCUE = 'rescue'
const ROWS_PER_SNAPSHOT = 100

function markStored(live: LiveDoc, seq: number): void {
  live.queued -= 1
  live.rowsSinceSnapshot += 1
  live.throughSeq = seq
}

const peerOf = (origin: unknown): PeerNumber =>
  typeof origin === 'object' && origin !== null && 'peer' in origin && typeof origin.peer === 'number' ? origin.peer : 0

/** Some update refers to one that is not here. */
export const hasGaps = (doc: Y.Doc): boolean => doc.store.pendingStructs !== null || doc.store.pendingDs !== null
