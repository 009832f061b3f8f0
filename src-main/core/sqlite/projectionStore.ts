import { createHash } from 'node:crypto'
import type { Statement } from 'better-sqlite3'
import { FOLD_VERSION } from '#shared/domain/fold.ts'
import { COLUMNS, type ProjectedIncident } from '../projectIncident.ts'
import type { Db } from './openDatabase.ts'
import { PieceStore } from './pieceStore.ts'
import { workWriter } from '../work/workTables.ts'
import { PROJECTION_DDL, PROJECTION_TABLES } from './projectionSchema.ts'

export interface ProjectedDoc {
  docId: string
  /** null: not an incident; a row it had goes. */
  incident: ProjectedIncident | null
  /** Of its row, once it was saved; undefined: it has none and had none. */
  rowid?: number
}

/** Writes the projection. `through` is the place in the log up to which it is complete, kept in the same transaction. */
export class ProjectionStore {
  readonly db: Db
  readonly #hash: string
  readonly #sql: ReturnType<typeof prepare>
  readonly #pieces: PieceStore
  readonly #writeWork: ReturnType<typeof workWriter>
  readonly #write: (docs: readonly ProjectedDoc[], through: number | null) => void

  /** Opens what is there when it was made from this log by this version, else starts empty. */
  constructor(db: Db, logId: string) {
    this.db = db
    const hash = createHash('sha256').update(`${FOLD_VERSION}\n${COLUMNS.join()}\n${PROJECTION_DDL}\n${logId}`).digest('hex')
    this.#hash = hash
    if (readHash(db) !== hash) reset(db, hash)
    this.#sql = prepare(db)
    this.#pieces = new PieceStore(db)
    this.#writeWork = workWriter(db)
    this.#write = db.transaction((docs: readonly ProjectedDoc[], through: number | null) => {
      for (const doc of docs) this.#replace(doc)
      if (through !== null) this.#sql.setThrough.run(through)
    })
  }

  /** Start empty. */
  clear(): void {
    reset(this.db, this.#hash)
  }

  getThrough(): number {
    return (this.#sql.through.get() as { through_seq: number }).through_seq
  }

  save(docs: readonly ProjectedDoc[], through: number | null): void {
    this.#write(docs, through)
  }

  lastRowid(): number {
    return (this.#sql.lastRowid.get() as { rowid: number }).rowid
  }

  countIncidents(): number {
    return (this.#sql.count.get() as { n: number }).n
  }

  close(): void {
    this.db.close()
  }

  #replace(doc: ProjectedDoc): void {
    const { docId, incident } = doc
    const known = this.#sql.rowid.get(docId) as { rowid: number } | undefined
    this.#writeWork(docId, incident?.work ?? null, known === undefined)
    if (known) doc.rowid = known.rowid
    if (known) this.#sql.deleteValues.run(known.rowid)
    if (!incident) {
      if (known) this.#sql.deleteIncident.run(known.rowid)
      if (known) this.#sql.markStale.run(known.rowid)
      if (known) this.#pieces.replace(known.rowid, [])
      return
    }
    if (!known && incident.replaced) throw new Error(`Incident ${docId} changed and is not in the projection`)
    const rowid = known?.rowid ?? Number(this.#sql.insert.run(docId, ...incident.columns).lastInsertRowid)
    doc.rowid = rowid
    if (known) this.#sql.update.run(...incident.columns, rowid)
    this.#sql.markStale.run(rowid)
    for (const { field, value, number } of incident.values) this.#sql.insertValue.run(field, value, rowid, number)
    if (known) this.#pieces.replace(rowid, incident.pieces, incident.replaced)
    else this.#pieces.add(rowid, incident.pieces)
  }
}

function readHash(db: Db): string | undefined {
  db.exec('CREATE TABLE IF NOT EXISTS projection (hash TEXT NOT NULL, through_seq INTEGER NOT NULL) STRICT')
  return (db.prepare('SELECT hash FROM projection').get() as { hash: string } | undefined)?.hash
}

function reset(db: Db, hash: string): void {
  db.transaction(() => {
    for (const table of PROJECTION_TABLES) db.exec(`DROP TABLE IF EXISTS ${table}`)
    db.exec(PROJECTION_DDL)
    db.exec('DELETE FROM projection')
    db.prepare('INSERT INTO projection (hash, through_seq) VALUES (?, 0)').run(hash)
  })()
}

function prepare(db: Db): Record<keyof typeof SQL, Statement> {
  return Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)])) as Record<keyof typeof SQL, Statement>
}

const SQL = {
  through: 'SELECT through_seq FROM projection',
  setThrough: 'UPDATE projection SET through_seq = ?',
  count: 'SELECT count(*) AS n FROM incident',
  lastRowid: 'SELECT ifnull(max(rowid), 0) AS rowid FROM incident',
  rowid: 'SELECT rowid FROM incident WHERE id = ?',
  insert: `INSERT INTO incident (id, ${COLUMNS.join(', ')}) VALUES (?, ${COLUMNS.map(() => '?').join(', ')})`,
  update: `UPDATE incident SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE rowid = ?`,
  markStale: 'INSERT OR IGNORE INTO column_stale (incident_rowid) VALUES (?)',
  deleteIncident: 'DELETE FROM incident WHERE rowid = ?',
  deleteValues: 'DELETE FROM incident_value WHERE incident_rowid = ?',
  insertValue: 'INSERT OR IGNORE INTO incident_value (field, value, incident_rowid, number) VALUES (?, ?, ?, ?)'
} as const
