import { readVarint, type Cursor } from './varint.ts'

/**
 * A page of a segment: words in order, each followed by its rows. A page may begin amid the rows of the word before, even amid the
 * positions of one of them; its head says where the first whole row is, and its end where the words are.
 */
export interface Leaf {
  bytes: Uint8Array
  /** Where the rows of the word before go on; 0: nowhere on this page. */
  firstRow: number
  /** Where words begin, and at last where the page ends. */
  words: number[]
}

export function readLeaf(bytes: Uint8Array): Leaf {
  const end = bytes[2]! * 256 + bytes[3]!
  const words: number[] = []
  const cursor: Cursor = { bytes, at: end }
  for (let at = 0; cursor.at < bytes.length; words.push(at)) at += readVarint(cursor)
  words.push(end)
  return { bytes, firstRow: bytes[0]! * 256 + bytes[1]!, words }
}

/** A word of at most 32 KB; the next is read into its place. */
export interface Word {
  readonly bytes: Uint8Array
  length: number
}
export const newWord = (): Word => ({ bytes: new Uint8Array(2 ** 16), length: 0 })

/** Reads the word at `cursor` over the one before it, whose beginning it may share; its rows follow. */
export function readWord(cursor: Cursor, isFirst: boolean, word: Word): void {
  const shared = isFirst ? 0 : readVarint(cursor)
  const added = Math.min(readVarint(cursor), cursor.bytes.length - cursor.at)
  for (let n = 0; n < added; n++) word.bytes[shared + n] = cursor.bytes[cursor.at++]!
  word.length = shared + added
}

/** Takes the rows of one word, segment by segment, the newest first. */
export interface Rows {
  /** From which the word was deleted since; older segments still have them. */
  readonly gone: Set<number>
  readonly visit: Visit
}

/** Some rows: the first `count` of `rowids`, which the next ones are written over. */
export type Visit = (rowids: Float64Array, count: number) => void

/**
 * The rows of one word from `from` to `to`: the first as it is, each other as a step from the one before, and behind each how many
 * bytes of positions follow, doubled; 1 where the word was deleted. Written out: every search goes through here for each row. Steps
 * of up to three bytes, which nearly all are, are made without fractions, and rows are handed on together: a third of the time.
 */
export function readRows(bytes: Uint8Array, from: number, to: number, { gone, visit }: Rows): void {
  const rowids = roomFor(to - from)
  let [rowid, count] = [0, 0]
  for (let at = from; at < to;) {
    let byte = bytes[at++]!
    let step = byte & 127
    if (byte >= 128) {
      byte = bytes[at++]!
      step = (step << 7) | (byte & 127)
      if (byte >= 128) {
        byte = bytes[at++]!
        step = (step << 7) | (byte & 127)
        for (; byte >= 128; step = step * 128 + (byte & 127)) byte = bytes[at++]!
      }
    }
    rowid += step
    byte = bytes[at++]!
    let size = byte & 127
    for (; byte >= 128; size = size * 128 + (byte & 127)) byte = bytes[at++]!
    at += size >>> 1
    if (size === 1) gone.add(rowid)
    else if (gone.size === 0 || !gone.has(rowid)) rowids[count++] = rowid
  }
  visit(rowids, count)
}

let room = new Float64Array(0)

/** For all rows that so many bytes can hold. */
function roomFor(bytes: number): Float64Array {
  if (room.length < bytes) room = new Float64Array(bytes)
  return room
}
