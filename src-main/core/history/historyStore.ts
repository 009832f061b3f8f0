import { crc32 } from 'node:zlib'
import type { Statement } from 'better-sqlite3'
import type { DocId } from '#shared/domain/ids.ts'
import type { Db } from '../sqlite/openDatabase.ts'

/** A history as it was read from the log, up to a row of it. */
export interface StoredHistory {
  throughSeq: number
  /** Fingerprint of that row: a log put back from a copy has another one there. */
  mark: number
  /** When the last of its rows was written, epoch ms. */
  lastAt: number
  body: Uint8Array
}

/**
 * Histories that took long to read, kept beside the projection: the next opening reads one row of it and what came since. What is damaged
 * is as good as not there.
 */
export class HistoryStore {
  readonly #load: Statement
  readonly #save: Statement

  constructor(db: Db) {
    this.#load = db.prepare(
      'SELECT through_seq AS throughSeq, mark, last_at AS lastAt, checksum, body FROM read_history WHERE doc = ? AND format = ?'
    )
    this.#save = db.prepare(
      'INSERT OR REPLACE INTO read_history (doc, format, through_seq, mark, last_at, checksum, body) VALUES (?, ?, ?, ?, ?, ?, ?)'
    )
  }

  load(docId: DocId, format: number): StoredHistory | undefined {
    const found = this.#load.get(docId, format) as (StoredHistory & { checksum: number }) | undefined
    return found && crc32(found.body) === found.checksum ? found : undefined
  }

  /** What a full disk refuses is read from the log again. */
  save(docId: DocId, format: number, { throughSeq, mark, lastAt, body }: StoredHistory): void {
    try {
      this.#save.run(docId, format, throughSeq, mark, lastAt, crc32(body), body)
    } catch {
      // it is a saving of time alone
    }
  }
}
