import { newBitmap, setBit, type Bitmap } from '#shared/analytics/columns/bitmap.ts'
import type { TextTerm } from '#shared/domain/search/ast.ts'
import type { ListIndex } from '../index/listIndex.ts'
import { PIECES_PER_INCIDENT } from '../sqlite/projectionSchema.ts'
import { ftsPhrase } from './compile.ts'
import { preparePlucked, type Reader } from './reader.ts'

/** Where the words of a term stand. */
export interface TextMatches {
  found: Bitmap
  inTitle: Bitmap
  /** By row the place of the newest text that has them; 0: the title, or none. UNKNOWN: ask for it. */
  newest: Uint32Array
}

/** Of an incident with so many matches that the rest of them was passed over. */
export const UNKNOWN = PIECES_PER_INCIDENT

/**
 * What the full-text index finds for a term, kept while people ask for counts, a page, facets and the texts to show, and brought up
 * to date incident by incident as they change. An answer is read once, in the order of the index: it is that reading that costs.
 */
export class TextIndex {
  readonly #reader: Reader
  readonly #columns: ListIndex
  /** By term, the one longest unused first. */
  readonly #known = new Map<string, { matches: TextMatches; revision: number }>()

  constructor(reader: Reader, columns: ListIndex) {
    this.#reader = reader
    this.#columns = columns
  }

  /** `capacity`: how many rows bitmaps have. Not to be written to. */
  find(term: TextTerm, capacity: number): TextMatches {
    const words = ftsPhrase(term.text, term.isPrefix)
    const { revision } = this.#columns
    const matches = this.#refreshed(words, term, capacity) ?? this.#scan(words, term.isPrefix, capacity)
    this.#known.delete(words)
    this.#known.set(words, { matches, revision })
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MAX_TERMS) break
      this.#known.delete(oldest)
    }
    return matches
  }

  /** What is known, with the incidents that changed since looked at again; undefined where that costs more than reading anew. */
  #refreshed(words: string, { isPrefix }: TextTerm, capacity: number): TextMatches | undefined {
    const known = this.#known.get(words)
    if (!known || known.matches.newest.length !== capacity) return undefined
    const changed = this.#columns.changedSince(known.revision)
    if (!changed || changed.size > (isPrefix ? 0 : MAX_CHANGED)) return undefined
    if (changed.size === 0) return known.matches
    // whoever was given the old ones may still hold them
    const { found, inTitle, newest } = known.matches
    const matches = { found: found.slice(), inTitle: inTitle.slice(), newest }
    for (const row of changed) this.#look(matches, words, row)
    return matches
  }

  #look({ found, inTitle, newest }: TextMatches, words: string, row: number): void {
    const last = newestPlace(this.#reader, words, row)
    const isInTitle = preparePlucked(
      this.#reader,
      'SELECT count(*) FROM piece_text WHERE piece_text MATCH ? AND rowid = CAST(? AS INTEGER)'
    )
    newest[row] = last ?? 0
    put(found, row, last !== null)
    put(inTitle, row, isInTitle.get(words, row * PIECES_PER_INCIDENT) === 1)
  }

  #scan(words: string, isPrefix: boolean, capacity: number): TextMatches {
    const matches = { found: newBitmap(capacity), inTitle: newBitmap(capacity), newest: new Uint32Array(capacity) }
    // a prefix is put together for each question anew, all of it
    const limit = isPrefix ? NO_LIMIT : CHUNK
    const read = preparePlucked(this.#reader, `SELECT rowid FROM piece_text WHERE piece_text MATCH ? ${FROM} ORDER BY rowid LIMIT ?`)
    for (let from = 0; ;) {
      const rowids = read.all(words, from, limit) as number[]
      for (const rowid of rowids) add(matches, rowid)
      if (isPrefix || rowids.length < CHUNK) return matches
      const [first, last] = [incidentOf(rowids[0]!), incidentOf(rowids.at(-1)!)]
      from = first === last ? (last + 1) * PIECES_PER_INCIDENT : rowids.at(-1)! + 1
      if (first === last) matches.newest[last] = UNKNOWN
    }
  }
}

const MAX_TERMS = 16
const MAX_CHANGED = 64
const CHUNK = 4000
/** As SQLite writes it. */
const NO_LIMIT = -1

/** A bound that is no whole number is one that FTS5 passes over, and the binding sends a large number as a fraction. */
export const FROM = 'AND piece_text.rowid >= CAST(? AS INTEGER)'
export const BEFORE = 'AND piece_text.rowid < CAST(? AS INTEGER)'

const incidentOf = (rowid: number): number => Math.floor(rowid / PIECES_PER_INCIDENT)

function add({ found, inTitle, newest }: TextMatches, rowid: number): void {
  const row = incidentOf(rowid)
  const place = rowid - row * PIECES_PER_INCIDENT
  setBit(found, row)
  if (place === 0) setBit(inTitle, row)
  else newest[row] = place
}

function put(bits: Bitmap, row: number, isSet: boolean): void {
  if (isSet) bits[row >>> 5]! |= 1 << (row & 31)
  else bits[row >>> 5]! &= ~(1 << (row & 31))
}

/** The place of the newest text of an incident that has the words; 0 is the title, null: none has. */
export function newestPlace(reader: Reader, words: string, row: number): number | null {
  const sql = `SELECT rowid % ${PIECES_PER_INCIDENT} FROM piece_text WHERE piece_text MATCH ? ${FROM} ${BEFORE} ORDER BY rowid DESC LIMIT 1`
  const first = row * PIECES_PER_INCIDENT
  return (preparePlucked(reader, sql).get(words, first, first + PIECES_PER_INCIDENT) as number | undefined) ?? null
}
