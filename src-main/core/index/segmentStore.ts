import { deserialize, serialize } from 'node:v8'
import { crc32 } from 'node:zlib'
import type { Statement } from 'better-sqlite3'
import { COLUMNS } from '../projectIncident.ts'
import type { Db } from '../sqlite/openDatabase.ts'
import type { Segment } from './columnIndex.ts'

export type StoredRow = (string | number | null)[]

/**
 * Columns of so many rows at once, kept beside the projection so that a start reads a few megabytes instead of every row. What
 * changed since is in `column_stale`; what is damaged or of another format is as good as not there.
 */
export class SegmentStore {
  readonly #load: Statement
  readonly #rows: Statement
  readonly #stale: Statement
  readonly #crowded: Statement
  readonly #write: (first: number, format: string, body: Uint8Array) => void
  readonly rows: number
  /** Changed rows that are read beside a segment rather than writing it anew. */
  readonly few: number

  /** `rows` in a segment, a multiple of 32. */
  constructor(db: Db, rows: number) {
    this.rows = rows
    this.few = rows / 32
    this.#load = db.prepare('SELECT checksum, body FROM column_segment WHERE first = ? AND format = ?')
    this.#rows = db.prepare(`SELECT rowid, ${READ} FROM incident WHERE rowid >= ? AND rowid < ? ORDER BY rowid`).raw()
    this.#stale = db
      .prepare(
        `SELECT incident_rowid, ${READ} FROM column_stale LEFT JOIN incident ON incident.rowid = incident_rowid
         WHERE incident_rowid >= ? AND incident_rowid < ?`
      )
      .raw()
    this.#crowded = db.prepare(`SELECT incident_rowid / ${rows} FROM column_stale GROUP BY 1 HAVING count(*) > ?`).pluck()
    const save = db.prepare('INSERT OR REPLACE INTO column_segment (first, format, checksum, body) VALUES (?, ?, ?, ?)')
    const clean = db.prepare('DELETE FROM column_stale WHERE incident_rowid >= ? AND incident_rowid < ?')
    this.#write = db.transaction((first: number, format: string, body: Uint8Array) => {
      save.run(first, format, crc32(body), body)
      clean.run(first, first + rows)
    })
  }

  /** Rows of whole segments that hold so many. */
  roundUp(rows: number): number {
    return Math.ceil(rows / this.rows) * this.rows
  }

  load(first: number, format: string): Segment | null {
    const stored = this.#load.get(first, format) as { checksum: number; body: Uint8Array } | undefined
    if (!stored || crc32(stored.body) !== stored.checksum) return null
    try {
      return deserialize(stored.body) as Segment
    } catch {
      // written by an engine this one cannot read
      return null
    }
  }

  /** In the places of COLUMNS after the number of the row; what columns do not hold is null. */
  listRows(first: number): StoredRow[] {
    return this.#rows.all(first, first + this.rows) as StoredRow[]
  }

  /** Those that changed since the segment was saved; a row that is gone has nothing but its number. */
  listStale(first: number): StoredRow[] {
    return this.#stale.all(first, first + this.rows) as StoredRow[]
  }

  /** Where segments with more than a few changes begin. */
  listCrowded(): number[] {
    return (this.#crowded.all(this.few) as number[]).map((segment) => segment * this.rows)
  }

  /** What a full disk refuses is made again at the next start. */
  save(first: number, format: string, segment: Segment): void {
    try {
      this.#write(first, format, serialize(segment))
    } catch {
      // the rows stay marked as changed
    }
  }
}

const UNREAD: ReadonlySet<string> = new Set(['title', 'severity_rank'])
const READ = COLUMNS.map((column) => (UNREAD.has(column) ? 'NULL' : column)).join(', ')
