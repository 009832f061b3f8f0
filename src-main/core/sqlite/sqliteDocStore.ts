import type { Statement } from 'better-sqlite3'
import type { DocId } from '#shared/domain/ids.ts'
import { checksum } from '../checksum.ts'
import type { CheckReport, DocStore, LoadedDoc, LogPage, NewUpdate } from '../docStore.ts'
import { withinBytes } from '../memoryDocStore.ts'
import type { Db } from './openDatabase.ts'

interface Row {
  seq: number
  doc_id: string
  peer: number
  checksum: number
  written_at: number
  body: Buffer
}

/** The update log in SQLite. Checksums are compared on every read: a row that does not fit is set aside, never applied. */
export class SqliteDocStore implements DocStore {
  readonly #db: Db
  readonly #now: () => number
  readonly #sql: ReturnType<typeof prepare>
  readonly #peers = new Map<string, number>()
  #lastSeq: number

  constructor(db: Db, now: () => number = Date.now) {
    this.#db = db
    this.#now = now
    this.#sql = prepare(db)
    this.#lastSeq = (this.#sql.lastSeq.get() as { seq: number | null }).seq ?? 0
  }

  append(updates: readonly NewUpdate[]): Promise<number[]> {
    try {
      return Promise.resolve(this.#append(updates))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  #append(updates: readonly NewUpdate[]): number[] {
    const seqs: number[] = []
    this.#sql.begin.run()
    try {
      for (const { docId, peer, at = 0, body } of updates) {
        seqs.push(Number(this.#sql.insert.run(docId, peer, checksum(docId, body), at, body).lastInsertRowid))
      }
      this.#sql.commit.run()
    } catch (error) {
      if (this.#db.inTransaction) this.#sql.rollback.run()
      throw error
    }
    this.#lastSeq = seqs.at(-1) ?? this.#lastSeq
    return seqs
  }

  load(docId: DocId): Promise<LoadedDoc> {
    const snapshot = this.#sql.snapshot.get(docId) as { through_seq: number; checksum: number; body: Buffer } | undefined
    const isWhole = snapshot !== undefined && checksum(docId, snapshot.body) === snapshot.checksum
    // a snapshot that does not fit is only a lost shortcut: the rows are all there
    const after = isWhole ? snapshot.through_seq : 0
    const rows = this.#sql.rowsOfDoc.all(docId, after) as Row[]
    const good = rows.filter((row) => this.#isWhole(row))
    const updates: Uint8Array[] = good.map((row) => row.body)
    if (isWhole) updates.unshift(snapshot.body)
    return Promise.resolve({
      updates,
      rowsSinceSnapshot: rows.length,
      throughSeq: rows.at(-1)?.seq ?? after,
      damaged: rows.length - good.length
    })
  }

  #isWhole(row: Row): boolean {
    if (checksum(row.doc_id, row.body) === row.checksum) return true
    this.#sql.quarantine.run(row.seq, row.doc_id, row.body, this.#now())
    return false
  }

  listSince(seq: number, limit: number, maxBytes = Infinity): Promise<LogPage> {
    return Promise.resolve(this.#page(this.#sql.since.all(seq, limit) as Row[], seq, maxBytes))
  }

  listOfDoc(docId: DocId, seq: number, limit: number, maxBytes = Infinity): Promise<LogPage> {
    return Promise.resolve(this.#page(this.#sql.pageOfDoc.all(docId, seq, limit) as Row[], seq, maxBytes))
  }

  #page(found: Row[], seq: number, maxBytes: number): LogPage {
    const rows = withinBytes(found, maxBytes)
    const whole = rows.filter((row) => this.#isWhole(row))
    const updates = whole.map((row) => ({ seq: row.seq, docId: row.doc_id, peer: row.peer, at: row.written_at, body: row.body }))
    return { updates, throughSeq: rows.at(-1)?.seq ?? seq }
  }

  listDocsSince(seq: number): Promise<DocId[]> {
    return Promise.resolve((this.#sql.docsSince.all(seq) as { doc_id: string }[]).map((row) => row.doc_id))
  }

  lastSeq(): number {
    return this.#lastSeq
  }

  lastSeqOf(docId: DocId): number {
    return (this.#sql.lastSeqOf.get(docId) as { seq: number | null }).seq ?? 0
  }

  markAt(seq: number): number | undefined {
    return (this.#sql.mark.get(seq) as { checksum: number } | undefined)?.checksum
  }

  async saveSnapshot(docId: DocId, throughSeq: number, body: Uint8Array): Promise<void> {
    this.#sql.saveSnapshot.run(docId, throughSeq, checksum(docId, body), body)
  }

  listDamagedDocs(): Promise<DocId[]> {
    return Promise.resolve((this.#sql.damagedDocs.all() as { doc_id: string }[]).map((row) => row.doc_id))
  }

  markRepaired(docId: DocId): Promise<void> {
    this.#sql.repaired.run(this.#now(), docId)
    return Promise.resolve()
  }

  async check(onProgress?: (done: number, total: number) => void): Promise<CheckReport> {
    const { rows, documents } = this.#sql.counts.get() as { rows: number; documents: number }
    const problems: string[] = []
    const integrity = this.#db.pragma('quick_check(1)', { simple: true })
    if (integrity !== 'ok') problems.push(`The database file is damaged: ${integrity}.`)
    let done = 0
    for (let seq = 0; ;) {
      const batch = this.#sql.since.all(seq, 2000) as Row[]
      for (const row of batch)
        if (!this.#isWhole(row))
          problems.push(`Row ${row.seq} of document ${row.doc_id} does not fit its checksum; it is set aside and not used.`)
      done += batch.length
      onProgress?.(done, rows)
      seq = batch.at(-1)?.seq ?? 0
      if (batch.length === 0) break
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
    return { rows, documents, problems }
  }

  peerNumber(name: string): number {
    const known = this.#peers.get(name)
    if (known !== undefined) return known
    this.#sql.addPeer.run(name)
    const { peer } = this.#sql.peer.get(name) as { peer: number }
    this.#peers.set(name, peer)
    return peer
  }

  getMeta(key: string): string | undefined {
    return (this.#sql.getMeta.get(key) as { value: string } | undefined)?.value
  }

  setMeta(key: string, value: string): void {
    this.#sql.setMeta.run(key, value)
  }

  close(): void {
    this.#db.close()
  }
}

function prepare(db: Db): Record<StatementName, Statement> {
  return Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])) as Record<StatementName, Statement>
}

type StatementName = keyof typeof SQL
/* `+?` where a bare parameter would make SQLite plan the statement again for every value it is given. */
const SQL = {
  begin: 'BEGIN IMMEDIATE',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  insert: 'INSERT INTO doc_update (doc_id, peer, checksum, written_at, body) VALUES (?, ?, ?, ?, ?)',
  mark: 'SELECT checksum FROM doc_update WHERE seq = ?',
  lastSeq: 'SELECT max(seq) AS seq FROM doc_update',
  lastSeqOf: 'SELECT max(seq) AS seq FROM doc_update WHERE doc_id = ?',
  snapshot: 'SELECT through_seq, checksum, body FROM doc_snapshot WHERE doc_id = ?',
  rowsOfDoc: 'SELECT seq, doc_id, peer, checksum, body FROM doc_update WHERE doc_id = +? AND seq > +? ORDER BY seq',
  since: 'SELECT seq, doc_id, peer, checksum, written_at, body FROM doc_update WHERE seq > +? ORDER BY seq LIMIT ?',
  pageOfDoc: 'SELECT seq, doc_id, peer, checksum, written_at, body FROM doc_update WHERE doc_id = +? AND seq > +? ORDER BY seq LIMIT ?',
  docsSince: 'SELECT DISTINCT doc_id FROM doc_update WHERE seq > ?',
  saveSnapshot: 'INSERT OR REPLACE INTO doc_snapshot (doc_id, through_seq, checksum, body) VALUES (?, ?, ?, ?)',
  quarantine: 'INSERT OR IGNORE INTO quarantine (seq, doc_id, body, found_at) VALUES (?, ?, ?, ?)',
  damagedDocs: 'SELECT DISTINCT doc_id FROM quarantine WHERE repaired_at IS NULL',
  repaired: 'UPDATE quarantine SET repaired_at = ? WHERE doc_id = ? AND repaired_at IS NULL',
  counts: 'SELECT count(*) AS rows, count(DISTINCT doc_id) AS documents FROM doc_update',
  addPeer: 'INSERT OR IGNORE INTO peer (name) VALUES (?)',
  peer: 'SELECT peer FROM peer WHERE name = ?',
  getMeta: 'SELECT value FROM meta WHERE key = ?',
  setMeta: 'INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)'
} as const
