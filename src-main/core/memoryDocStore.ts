import type { DocId } from '#shared/domain/ids.ts'
import { checksum } from './checksum.ts'
import type { CheckReport, DocStore, LoadedDoc, LogPage, NewUpdate, StoredUpdate } from './docStore.ts'

interface Snapshot {
  throughSeq: number
  body: Uint8Array
}

/** A DocStore that forgets: for tests and for what is not worth a disk. */
export class MemoryDocStore implements DocStore {
  #rows: StoredUpdate[] = []
  #snapshots = new Map<DocId, Snapshot>()
  #meta = new Map<string, string>()
  #peers: string[] = []

  append(updates: readonly NewUpdate[]): Promise<number[]> {
    const first = this.#rows.length + 1
    updates.forEach((update, index) => this.#rows.push({ ...update, at: update.at ?? 0, seq: first + index }))
    return Promise.resolve(updates.map((_, index) => first + index))
  }

  load(docId: DocId): Promise<LoadedDoc> {
    const snapshot = this.#snapshots.get(docId)
    const rows = this.#rows.filter((row) => row.docId === docId && row.seq > (snapshot?.throughSeq ?? 0))
    const updates = rows.map((row) => row.body)
    if (snapshot) updates.unshift(snapshot.body)
    return Promise.resolve({
      updates,
      rowsSinceSnapshot: rows.length,
      throughSeq: rows.at(-1)?.seq ?? snapshot?.throughSeq ?? 0,
      damaged: 0
    })
  }

  listSince(seq: number, limit: number, maxBytes = Infinity): Promise<LogPage> {
    const updates = withinBytes(this.#rows.slice(seq, seq + limit), maxBytes)
    return Promise.resolve({ updates, throughSeq: updates.at(-1)?.seq ?? seq })
  }

  listOfDoc(docId: DocId, seq: number, limit: number, maxBytes = Infinity): Promise<LogPage> {
    const rows = this.#rows.filter((row) => row.docId === docId && row.seq > seq).slice(0, limit)
    const updates = withinBytes(rows, maxBytes)
    return Promise.resolve({ updates, throughSeq: updates.at(-1)?.seq ?? seq })
  }

  listDocsSince(seq: number): Promise<DocId[]> {
    return Promise.resolve([...new Set(this.#rows.slice(seq).map((row) => row.docId))])
  }

  lastSeq(): number {
    return this.#rows.length
  }

  lastSeqOf(docId: DocId): number {
    return this.#rows.findLast((row) => row.docId === docId)?.seq ?? 0
  }

  markAt(seq: number): number | undefined {
    const row = this.#rows[seq - 1]
    return row && checksum(row.docId, row.body)
  }

  saveSnapshot(docId: DocId, throughSeq: number, body: Uint8Array): Promise<void> {
    this.#snapshots.set(docId, { throughSeq, body })
    return Promise.resolve()
  }

  listDamagedDocs(): Promise<DocId[]> {
    return Promise.resolve([])
  }

  markRepaired(): Promise<void> {
    return Promise.resolve()
  }

  check(): Promise<CheckReport> {
    return Promise.resolve({ rows: this.#rows.length, documents: new Set(this.#rows.map((row) => row.docId)).size, problems: [] })
  }

  peerNumber(name: string): number {
    const index = this.#peers.indexOf(name)
    return index >= 0 ? index + 1 : this.#peers.push(name)
  }

  getMeta(key: string): string | undefined {
    return this.#meta.get(key)
  }

  setMeta(key: string, value: string): void {
    this.#meta.set(key, value)
  }

  close(): void {
    this.#rows = []
  }
}

/** The rows from the front that fit; always at least one. */
export function withinBytes<Row extends { body: Uint8Array }>(rows: Row[], maxBytes: number): Row[] {
  let bytes = 0
  const end = rows.findIndex((row, index) => (bytes += row.body.length) > maxBytes && index > 0)
  return end < 0 ? rows : rows.slice(0, end)
}
