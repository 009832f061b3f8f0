import { preparePlucked, type Reader } from '../queries/reader.ts'
import { newWord, readLeaf, readRows, readWord, type Leaf, type Rows, type Visit, type Word } from './leaf.ts'
import { FORMAT, readSegments, STRUCTURE_ID, type Segment } from './segments.ts'
import type { Cursor } from './varint.ts'

/*
 * The rows that have a word, read from the tables of an FTS5 index themselves. Asked in SQL it gives them in order, one by one, and
 * merges them where words only begin alike; where neither matters that costs up to ten times as much. The format is that of SQLite's
 * fts5_index.c, which cannot change under files that exist; of another version nothing is read.
 */

/** Calls `visit` with the rows, in no order, some perhaps twice. False: it cannot be read so, and FTS5 is to be asked. */
export function visitRows(reader: Reader, table: string, word: string, isPrefix: boolean, visit: Visit): boolean {
  const segments = listSegments(reader, table)
  if (!segments) return false
  const search: Search = { reader, table, wanted: Buffer.from(MAIN_INDEX + word), isPrefix, rows: new Map(), visit, word: newWord() }
  for (const segment of segments) visitSegment(segment, search)
  return true
}

/** Words of the index itself begin with this, those of an index of beginnings with another. */
const MAIN_INDEX = '0'

interface Search {
  reader: Reader
  table: string
  wanted: Buffer
  isPrefix: boolean
  /** By word. */
  rows: Map<string, Rows>
  visit: Visit
  /** Every word is read into it. */
  word: Word
}

function listSegments(reader: Reader, table: string): Segment[] | null {
  const format = preparePlucked(reader, `SELECT v FROM ${table}_config WHERE k = 'version'`).get()
  return format === FORMAT ? readSegments(readBlock(reader, table, STRUCTURE_ID)) : null
}

function readBlock(reader: Reader, table: string, id: number): Uint8Array {
  const block = preparePlucked(reader, `SELECT block FROM ${table}_data WHERE id = ?`).get(id)
  if (!(block instanceof Uint8Array)) throw new Error(`The full-text index is short of its page ${id}`)
  return block
}

const PAGES_PER_SEGMENT = 2 ** 37

function visitSegment(segment: Segment, search: Search): void {
  const { reader, table } = search
  let rows: Rows | null = null
  for (let page = firstPage(segment, search); page <= segment.last;) {
    const leaf = readLeaf(readBlock(reader, table, segment.id * PAGES_PER_SEGMENT + page))
    const read = visitLeaf(leaf, rows, search)
    if (read.isBehind) return
    rows = read.rows
    page = rows ? page + 1 : nextPage(segment, search, page)
  }
}

/** The rows of the word at the end of the page are `rows`, if it is wanted; `isBehind`: words behind what is wanted are on it. */
function visitLeaf(leaf: Leaf, before: Rows | null, search: Search): { rows: Rows | null; isBehind: boolean } {
  let rows = before
  if (rows && leaf.firstRow > 0) readRows(leaf.bytes, leaf.firstRow, leaf.words[0]!, rows)
  const cursor: Cursor = { bytes: leaf.bytes, at: 0 }
  for (let index = 0; index < leaf.words.length - 1; index++) {
    cursor.at = leaf.words[index]!
    readWord(cursor, index === 0, search.word)
    const place = compare(search)
    if (place > 0) return { rows: null, isBehind: true }
    rows = place === 0 ? rowsOf(search) : null
    if (rows) readRows(leaf.bytes, cursor.at, leaf.words[index + 1]!, rows)
  }
  return { rows, isBehind: false }
}

/** The page on which the word stands, or would. Pages that a merge has done with are gone, and still listed. */
function firstPage({ id, first }: Segment, { reader, table, wanted }: Search): number {
  const sql = `SELECT pgno >> 1 FROM ${table}_idx WHERE segid = ? AND term <= CAST(? AS BLOB) ORDER BY term DESC LIMIT 1`
  return Math.max(first, (preparePlucked(reader, sql).get(id, wanted.toString()) as number | undefined) ?? first)
}

/** A whole word would have stood on this page; words that begin so may come with the next that has any. */
function nextPage({ id, last }: Segment, { reader, table, wanted, isPrefix }: Search, page: number): number {
  if (!isPrefix) return last + 1
  const sql = `SELECT pgno >> 1 FROM ${table}_idx WHERE segid = ? AND term > CAST(? AS BLOB) ORDER BY term LIMIT 1`
  const found = preparePlucked(reader, sql).get(id, wanted.toString()) as number | undefined
  return Math.max(page + 1, found ?? last + 1)
}

/** Below 0: the word comes before what is wanted, 0: it is that, above: behind it. */
function compare({ word: { bytes, length }, wanted, isPrefix }: Search): number {
  const shorter = Math.min(length, wanted.length)
  for (let n = 0; n < shorter; n++) if (bytes[n] !== wanted[n]) return bytes[n]! - wanted[n]!
  return isPrefix ? Math.min(0, length - wanted.length) : length - wanted.length
}

function rowsOf({ word: { bytes, length }, rows, visit }: Search): Rows {
  const name = Buffer.from(bytes.subarray(0, length)).toString('latin1')
  const known = rows.get(name) ?? { gone: new Set(), visit }
  rows.set(name, known)
  return known
}
