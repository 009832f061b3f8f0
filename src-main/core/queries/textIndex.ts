import { newBitmap, setBit, type Bitmap } from '#shared/analytics/columns/bitmap.ts'
import type { TextTerm } from '#shared/domain/search/ast.ts'
import { hasPhrase, isPlain, splitWords } from '#shared/domain/search/words.ts'
import { visitRows } from '../fts5/postings.ts'
import type { ListIndex } from '../index/listIndex.ts'
import { PIECES_PER_INCIDENT } from '../sqlite/projectionSchema.ts'
import { ftsPhrase } from './compile.ts'
import { prepare, preparePlucked, type Reader } from './reader.ts'

/** Where the words of a term stand. */
export interface TextMatches {
  found: Bitmap
  inTitle: Bitmap
  /** By row the place of the newest text that has them; 0: the title, or none. UNKNOWN: ask for it. */
  newest: Uint32Array
}

/** Of an incident with so many matches that the rest of them was passed over. */
export const UNKNOWN = PIECES_PER_INCIDENT

/** Of one incident: its newest text with the words, null: none has them. */
interface Places {
  last: number | null
  isInTitle: boolean
}

/**
 * What the full-text index finds for a term, kept while people ask for counts, a page, facets and the texts to show, and brought up
 * to date incident by incident as they change. An answer is read once, as it lies in the index: it is that reading that costs.
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
    const matches = this.#refreshed(words, term, capacity) ?? this.#scan(term, capacity)
    this.#known.delete(words)
    this.#known.set(words, { matches, revision })
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MAX_TERMS) break
      this.#known.delete(oldest)
    }
    return matches
  }

  /** What is known, with the incidents that changed since looked at again; undefined where that costs more than reading anew. */
  #refreshed(words: string, term: TextTerm, capacity: number): TextMatches | undefined {
    const known = this.#known.get(words)
    if (!known || known.matches.newest.length !== capacity) return undefined
    const changed = this.#columns.changedSince(known.revision)
    if (!changed || changed.size > MAX_CHANGED) return undefined
    if (changed.size === 0) return known.matches
    // whoever was given the old ones may still hold them
    const { newest } = known.matches
    const [found, inTitle] = [known.matches.found.slice(), known.matches.inTitle.slice()]
    for (const row of changed) {
      const places = term.isPrefix ? this.#read(term, row, newest[row]!) : this.#look(words, row)
      if (!places) return undefined
      newest[row] = places.last ?? 0
      put(found, row, places.last !== null)
      put(inTitle, row, places.isInTitle)
    }
    return { found, inTitle, newest }
  }

  #look(words: string, row: number): Places {
    const last = newestPlace(this.#reader, words, row)
    if (last === null) return { last, isInTitle: false }
    const sql = 'SELECT count(*) FROM piece_text WHERE piece_text MATCH ? AND rowid = CAST(? AS INTEGER)'
    return { last, isInTitle: preparePlucked(this.#reader, sql).get(words, row * PIECES_PER_INCIDENT) === 1 }
  }

  /**
   * A prefix is put together anew for each question, of all words that begin so: reading a few texts is less. Those before the newest
   * that had the words need no reading, while that still has them. null: there are many to read.
   */
  #read({ text, isPrefix }: TextTerm, row: number, newest: number): Places | null {
    const first = row * PIECES_PER_INCIDENT
    const sql = `SELECT rowid % ${PIECES_PER_INCIDENT} AS place, text FROM piece
      WHERE rowid = ? OR (rowid >= ? AND rowid < ?) ORDER BY rowid LIMIT ${MAX_READ + 1}`
    const pieces = prepare(this.#reader, sql).all(first, first + newest, first + PIECES_PER_INCIDENT) as { place: number; text: string }[]
    const found = pieces.filter((piece) => hasPhrase(piece.text, text, isPrefix)).map(({ place }) => place)
    if (pieces.length > MAX_READ || (newest > 0 && !found.includes(newest))) return null
    return { last: found.at(-1) ?? null, isInTitle: found[0] === 0 }
  }

  #scan({ text, isPrefix }: TextTerm, capacity: number): TextMatches {
    const matches = { found: newBitmap(capacity), inTitle: newBitmap(capacity), newest: new Uint32Array(capacity) }
    const word = onlyWord(text)
    const isRead = word !== null && visitRows(this.#reader, 'piece_text', word, isPrefix, (rowids, count) => addAll(matches, rowids, count))
    if (!isRead) this.#ask(matches, ftsPhrase(text, isPrefix), isPrefix)
    return matches
  }

  /** Several words, and letters of which only the index knows what becomes of them. */
  #ask(matches: TextMatches, words: string, isPrefix: boolean): void {
    // a prefix is put together for each question anew, all of it
    const limit = isPrefix ? NO_LIMIT : CHUNK
    const read = preparePlucked(this.#reader, `SELECT rowid FROM piece_text WHERE piece_text MATCH ? ${FROM} ORDER BY rowid LIMIT ?`)
    for (let from = 0; ;) {
      const rowids = read.all(words, from, limit) as number[]
      addAll(matches, rowids, rowids.length)
      if (isPrefix || rowids.length < CHUNK) return
      const [first, last] = [incidentOf(rowids[0]!), incidentOf(rowids.at(-1)!)]
      from = first === last ? (last + 1) * PIECES_PER_INCIDENT : rowids.at(-1)! + 1
      if (first === last) matches.newest[last] = UNKNOWN
    }
  }
}

const MAX_TERMS = 16
const MAX_CHANGED = 64
const MAX_READ = 200
const CHUNK = 4000
/** As SQLite writes it. */
const NO_LIMIT = -1

/** A bound that is no whole number is one that FTS5 passes over, and the binding sends a large number as a fraction. */
export const FROM = 'AND piece_text.rowid >= CAST(? AS INTEGER)'
export const BEFORE = 'AND piece_text.rowid < CAST(? AS INTEGER)'

const incidentOf = (rowid: number): number => Math.floor(rowid / PIECES_PER_INCIDENT)

/** In any order. */
function addAll({ found, inTitle, newest }: TextMatches, rowids: ArrayLike<number>, count: number): void {
  for (let n = 0; n < count; n++) {
    const rowid = rowids[n]!
    const row = (rowid * INCIDENTS_PER_PIECE) | 0
    const place = rowid - row * PIECES_PER_INCIDENT
    found[row >>> 5]! |= 1 << (row & 31)
    if (place === 0) setBit(inTitle, row)
    else if (place > newest[row]!) newest[row] = place
  }
}

const INCIDENTS_PER_PIECE = 1 / PIECES_PER_INCIDENT

/** The one word a text is, of letters about which nothing is to be asked; null: it is another text. */
function onlyWord(text: string): string | null {
  const words = isPlain(text) ? splitWords(text) : []
  return words.length === 1 ? words[0]! : null
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
