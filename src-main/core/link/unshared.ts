import { isFileDoc, type DocId } from '#shared/domain/ids.ts'
import type { PeerNumber } from '../docStore.ts'
import type { Committed, Replica } from '../replica.ts'
import type { LaggingMeta } from './progress.ts'

interface Waiting {
  seq: number
  docId: DocId
}

/**
 * Which rows of the log the hub does not have: those it did not send us, after the last it acknowledged. Counted per document
 * for the badges.
 */
export class Unshared {
  readonly #meta: LaggingMeta
  readonly #hubPeer: number
  readonly #pushedKey: string
  /** The hub lost its log when ours had this many rows: of these it gets also what it had sent us. */
  readonly #resendSeq: number
  readonly #counts = new Map<DocId, number>()
  readonly #listeners = new Set<(docIds: ReadonlySet<DocId>) => void>()
  readonly #stop: () => void
  /** Of files: rows that wait, and files that do. */
  readonly #files = { rows: 0, count: 0 }
  #rows: Waiting[] = []
  /** Everything up to this row is on the hub, or came from it. */
  #pushedSeq: number

  private constructor(replica: Replica, hubLog: string, meta: LaggingMeta) {
    this.#meta = meta
    this.#hubPeer = replica.store.peerNumber(hubPeerName(hubLog))
    this.#pushedKey = pushedKey(hubLog)
    this.#pushedSeq = Number(meta.get(this.#pushedKey) ?? 0)
    this.#resendSeq = Number(meta.get(resendKey(hubLog)) ?? 0)
    this.#stop = replica.onCommitted((committed) => this.#add(committed))
  }

  static async load(replica: Replica, hubLog: string, meta: LaggingMeta): Promise<Unshared> {
    const unshared = new Unshared(replica, hubLog, meta)
    const before = replica.store.lastSeq()
    const rows: Waiting[] = []
    for (let seq = unshared.#pushedSeq; seq < before;) {
      const page = await replica.store.listSince(seq, 5000)
      for (const row of page.updates) if (row.seq <= before && unshared.isUnshared(row)) rows.push({ seq: row.seq, docId: row.docId })
      if (page.throughSeq === seq) break
      seq = page.throughSeq
    }
    unshared.#rows = [...rows, ...unshared.#rows.filter((row) => row.seq > before)]
    unshared.#counts.clear()
    Object.assign(unshared.#files, { rows: 0, count: 0 })
    for (const row of unshared.#rows) unshared.#count(row.docId, 1)
    return unshared
  }

  /** The hub does not remember what it had: it gets every row up to `lastSeq` again, whoever wrote it. Also after a restart. */
  static forget(meta: LaggingMeta, hubLog: string, lastSeq: number): void {
    meta.set(resendKey(hubLog), String(lastSeq))
    meta.set(pushedKey(hubLog), '0')
    meta.save()
  }

  /** A row after `pushedSeq`: does the hub lack it? */
  isUnshared({ seq, peer }: { seq: number; peer: PeerNumber }): boolean {
    return peer !== this.#hubPeer || seq <= this.#resendSeq
  }

  get hubPeer(): number {
    return this.#hubPeer
  }

  get pushedSeq(): number {
    return this.#pushedSeq
  }

  /** Changes that wait. A file is one, however many rows its bytes take. */
  get size(): number {
    return this.#rows.length - this.#files.rows + this.#files.count
  }

  countOf(docId: DocId): number {
    return this.#counts.get(docId) ?? 0
  }

  onChange(listener: (docIds: ReadonlySet<DocId>) => void): void {
    this.#listeners.add(listener)
  }

  /** The hub has everything up to `seq`. */
  acknowledge(seq: number): void {
    const end = this.#rows.findIndex((row) => row.seq > seq)
    const gone = end < 0 ? this.#rows : this.#rows.slice(0, end)
    this.#rows = end < 0 ? [] : this.#rows.slice(end)
    this.#pushedSeq = Math.max(this.#pushedSeq, seq)
    this.#meta.set(this.#pushedKey, String(this.#pushedSeq))
    for (const { docId } of gone) this.#count(docId, -1)
    this.#tell(gone)
  }

  close(): void {
    this.#stop()
  }

  #add(committed: readonly Committed[]): void {
    const own = committed.filter((update) => this.isUnshared(update))
    for (const { seq, docId } of own) {
      this.#rows.push({ seq, docId })
      this.#count(docId, 1)
    }
    this.#tell(own)
  }

  #count(docId: DocId, by: number): void {
    const count = this.countOf(docId) + by
    if (isFileDoc(docId)) {
      this.#files.rows += by
      this.#files.count += Number(count > 0) - Number(this.#counts.has(docId))
    }
    if (count > 0) this.#counts.set(docId, count)
    else this.#counts.delete(docId)
  }

  #tell(rows: readonly { docId: DocId }[]): void {
    if (rows.length === 0) return
    const docIds = new Set(rows.map((row) => row.docId))
    for (const listener of this.#listeners) listener(docIds)
  }
}

const pushedKey = (hubLog: string): string => `pushed.${hubLog}`
const resendKey = (hubLog: string): string => `resend.${hubLog}`
export const hubPeerName = (hubLog: string): string => `hub:${hubLog}`
