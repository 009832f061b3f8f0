import type { DocId } from '#shared/domain/ids.ts'

/** Who wrote an update: 0 = this replica, otherwise the number of a peer (`peerNumber`). */
export type PeerNumber = number

export interface NewUpdate {
  docId: DocId
  /** Yjs update, V1 encoding. */
  body: Uint8Array
  peer: PeerNumber
  /** When it was written, where it was written, epoch ms; 0 or absent: unknown. */
  at?: number
}

export interface StoredUpdate extends NewUpdate {
  at: number
  /** Place in the log: 1, 2, 3 … over all documents. */
  seq: number
}

export interface LogPage {
  /** Without damaged rows. */
  updates: StoredUpdate[]
  /** The last row looked at: where to go on. The `seq` asked for when there is nothing more. */
  throughSeq: number
}

export interface LoadedDoc {
  /** To be applied in this order. A snapshot, if there is one, is the first. */
  updates: Uint8Array[]
  /** Rows of the log behind these updates that no snapshot covers. */
  rowsSinceSnapshot: number
  /** The last row read; 0 when there is none. */
  throughSeq: number
  /** Rows whose checksum did not fit; they were set aside and are not among the updates. */
  damaged: number
}

export interface CheckReport {
  rows: number
  documents: number
  /** One sentence for each row that does not fit its checksum. */
  problems: string[]
}

/**
 * The durable update log of all documents, and small facts beside it. `append` settles only when the updates are on the disk.
 * Rows are never changed or deleted. Memory and SQLite pass one contract suite.
 */
export interface DocStore {
  /** One commit; the numbers of the new rows, in order. Rejects when nothing was stored. */
  append(updates: readonly NewUpdate[]): Promise<number[]>
  load(docId: DocId): Promise<LoadedDoc>
  /** Up to `limit` rows after `seq`, in order, and at most about `maxBytes` of them. */
  listSince(seq: number, limit: number, maxBytes?: number): Promise<LogPage>
  /** As `listSince`, of one document. */
  listOfDoc(docId: DocId, seq: number, limit: number, maxBytes?: number): Promise<LogPage>
  /** Documents with a row after `seq`. */
  listDocsSince(seq: number): Promise<DocId[]>
  lastSeq(): number
  /** The last row of a document; 0 when it has none. */
  lastSeqOf(docId: DocId): number
  /** A fingerprint of the row, to tell whether two logs are the same up to it; undefined when there is no such row. */
  markAt(seq: number): number | undefined
  /** Makes opening fast; covers the rows up to `throughSeq`. */
  saveSnapshot(docId: DocId, throughSeq: number, body: Uint8Array): Promise<void>
  /** Documents with rows set aside. */
  listDamagedDocs(): Promise<DocId[]>
  /** Their content came back from a peer. */
  markRepaired(docId: DocId): Promise<void>
  check(onProgress?: (done: number, total: number) => void): Promise<CheckReport>
  /** The number of a peer, given when it is first asked for. */
  peerNumber(name: string): PeerNumber
  getMeta(key: string): string | undefined
  setMeta(key: string, value: string): void
  close(): void
}
