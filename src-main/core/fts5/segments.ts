import { readVarint, type Cursor } from './varint.ts'

/** A sorted part of the index: pages `first` to `last`. */
export interface Segment {
  id: number
  first: number
  last: number
}

/** The record that lists the segments. */
export const STRUCTURE_ID = 10
/** The format of FTS5 that is read here; it is written in its table of settings. */
export const FORMAT = 4
const COOKIE_BYTES = 4
/** FTS5 writes no more; what has more is damaged. */
const MAX_LEVELS = 64
const MAX_SEGMENTS = 2000

/** The segments of an index, the newest first: what a newer one says of a word in a row holds. null: of a kind not read here. */
export function readSegments(record: Uint8Array): Segment[] | null {
  // the sign of an index that counts what was deleted
  if (record[COOKIE_BYTES] === 0xff) return null
  const cursor: Cursor = { bytes: record, at: COOKIE_BYTES }
  const levels = readVarint(cursor)
  const count = readVarint(cursor)
  if (levels > MAX_LEVELS || count > MAX_SEGMENTS) return null
  // how often was written
  readVarint(cursor)
  return Array.from({ length: levels }, () => readLevel(cursor)).flat()
}

/** Written the oldest first. */
function readLevel(cursor: Cursor): Segment[] {
  // how many of them are being merged
  readVarint(cursor)
  const count = Math.min(readVarint(cursor), MAX_SEGMENTS)
  const segments = Array.from({ length: count }, () => ({ id: readVarint(cursor), first: readVarint(cursor), last: readVarint(cursor) }))
  return segments.reverse()
}
