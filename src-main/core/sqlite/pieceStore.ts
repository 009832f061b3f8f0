import type { Statement } from 'better-sqlite3'
import type { Piece } from '#shared/domain/search/row.ts'
import type { Db } from './openDatabase.ts'
import { PIECES_PER_INCIDENT } from './projectionSchema.ts'

interface Stored extends Piece {
  rowid: number
}

/**
 * Writes the texts of the projection and their full-text index. Of an incident that changed, only the texts that did are indexed
 * again: a note in an incident with 100,000 entries costs as much as in a small one.
 */
export class PieceStore {
  readonly #list: Statement
  readonly #find: Statement
  readonly #last: Statement
  readonly #insert: Statement
  readonly #delete: Statement
  readonly #move: Statement
  readonly #index: Statement
  readonly #unindex: Statement

  constructor(db: Db) {
    this.#list = db.prepare('SELECT rowid, source, at, text FROM piece WHERE rowid >= ? AND rowid < ? ORDER BY rowid')
    // what changes was mostly written last
    this.#find = db.prepare(
      `SELECT rowid, source, at, text FROM piece
       WHERE rowid >= ? AND rowid < ? AND source IN (SELECT value FROM json_each(?)) ORDER BY rowid DESC LIMIT ?`
    )
    this.#last = db.prepare('SELECT max(rowid) AS rowid FROM piece WHERE rowid >= ? AND rowid < ?')
    this.#insert = db.prepare('INSERT INTO piece (rowid, source, at, text) VALUES (?, ?, ?, ?)')
    this.#delete = db.prepare('DELETE FROM piece WHERE rowid = ?')
    this.#move = db.prepare('UPDATE piece SET at = ? WHERE rowid = ?')
    this.#index = db.prepare('INSERT INTO piece_text (rowid, text) VALUES (?, ?)')
    this.#unindex = db.prepare(`INSERT INTO piece_text (piece_text, rowid, text) VALUES ('delete', ?, ?)`)
  }

  /** The first is the title. */
  add(incidentRowid: number, pieces: readonly Piece[]): void {
    const first = incidentRowid * PIECES_PER_INCIDENT
    for (const [place, piece] of pieces.slice(0, PIECES_PER_INCIDENT).entries()) this.#put(first + place, piece)
  }

  /** `replaced`: the sources whose texts give way to `pieces`, or go; absent: all. */
  replace(incidentRowid: number, pieces: readonly Piece[], replaced?: ReadonlySet<string>): void {
    const first = incidentRowid * PIECES_PER_INCIDENT
    const stored = replaced ? this.#findThose(first, replaced) : this.#listAll(first)
    const { rowid: last } = this.#last.get(first, first + PIECES_PER_INCIDENT) as { rowid: number | null }
    const left = new Map(stored.map((piece) => [piece.source, piece]))
    const added: Piece[] = []
    for (const piece of pieces) {
      const known = left.get(piece.source)
      if (known?.text !== piece.text) {
        // the title keeps its place
        if (known && piece.source === 'title') {
          this.#remove(known)
          this.#put(known.rowid, piece)
          left.delete(piece.source)
        } else added.push(piece)
        continue
      }
      left.delete(piece.source)
      if (known.at !== piece.at) this.#move.run(piece.at, known.rowid)
    }
    for (const gone of left.values()) this.#remove(gone)
    const next = (last ?? first - 1) + 1
    if (next + added.length <= first + PIECES_PER_INCIDENT) for (const [index, piece] of added.entries()) this.#put(next + index, piece)
    else this.#renumber(incidentRowid, added)
  }

  #listAll(first: number): Stored[] {
    return this.#list.all(first, first + PIECES_PER_INCIDENT) as Stored[]
  }

  #findThose(first: number, sources: ReadonlySet<string>): Stored[] {
    if (sources.size === 0) return []
    return this.#find.all(first, first + PIECES_PER_INCIDENT, JSON.stringify([...sources]), sources.size) as Stored[]
  }

  /** Places of what is gone are not used again until there is none left. */
  #renumber(incidentRowid: number, added: readonly Piece[]): void {
    const stored = this.#listAll(incidentRowid * PIECES_PER_INCIDENT)
    for (const piece of stored) this.#remove(piece)
    this.add(incidentRowid, [...stored, ...added])
  }

  #put(rowid: number, { source, at, text }: Piece): void {
    this.#insert.run(rowid, source, at, text)
    this.#index.run(rowid, text)
  }

  #remove({ rowid, text }: Stored): void {
    this.#unindex.run(rowid, text)
    this.#delete.run(rowid)
  }
}
