/** A place in bytes; reading moves it on. */
export interface Cursor {
  readonly bytes: Uint8Array
  at: number
}

/** Of up to eight bytes, seven bits each, the highest first: what FTS5 writes for numbers below 2 ** 53. */
export function readVarint(cursor: Cursor): number {
  let value = 0
  for (;;) {
    const byte = cursor.bytes[cursor.at++]!
    value = value * 128 + (byte & 127)
    // also at the end of what is damaged
    if (!(byte >= 128)) return value
  }
}
