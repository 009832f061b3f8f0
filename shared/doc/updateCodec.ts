import * as Y from 'yjs'

/*
 * Updates of documents as Yjs writes them (V1), byte for byte, read and written faster. A log of events is made of short strings that
 * come again and again: kinds, names of properties, ids. Asking the platform to decode each takes most of the time of opening an
 * incident with many entries, and each copy is kept in memory.
 */

/** As Y.applyUpdate. */
export const applyUpdate = (doc: Y.Doc, update: Uint8Array, origin?: unknown): void => Y.applyUpdateV2(doc, update, origin, EventDecoder)

/** As Y.encodeStateAsUpdate. */
export const encodeState = (doc: Y.Doc, stateVector?: Uint8Array): Uint8Array =>
  Y.encodeStateAsUpdateV2(doc, stateVector, new EventEncoder())

/** As Y.decodeUpdate. */
export const decodeUpdate = (update: Uint8Array): ReturnType<typeof Y.decodeUpdate> => Y.decodeUpdateV2(update, EventDecoder)

/** Markers of lib0's `any`. */
const STRING = 119
const OBJECT = 118
const ARRAY = 117

/** Longer ones are seldom twice. */
const MAX_KEPT = 48
const KEPT = 2 ** 12

/** Strings read before, at a place their letters give. A later one takes the place of an earlier one. */
const kept: (string | undefined)[] = Array.from({ length: KEPT }, () => undefined)

class EventDecoder extends Y.UpdateDecoderV1 {
  override readString(): string {
    const decoder = this.restDecoder
    const { arr, pos } = decoder
    const length = arr[pos]!
    const start = pos + 1
    // longer, or beyond the end: the usual reader knows what to do
    if (!(length <= MAX_KEPT) || start + length > arr.length) return super.readString()
    let place = length
    for (let at = start; at < start + length; at += 1) {
      const byte = arr[at]!
      if (byte > 127) return super.readString()
      place = (Math.imul(place, 31) + byte) | 0
    }
    place &= KEPT - 1
    const known = kept[place]
    if (known !== undefined && isAt(known, arr, start, length)) {
      decoder.pos = start + length
      return known
    }
    return (kept[place] = super.readString())
  }

  override readKey(): string {
    return this.readString()
  }

  override readAny(): unknown {
    const decoder = this.restDecoder
    switch (decoder.arr[decoder.pos]) {
      case STRING:
        decoder.pos += 1
        return this.readString()
      case OBJECT:
        decoder.pos += 1
        return this.#readObject()
      case ARRAY:
        decoder.pos += 1
        return this.#readArray()
      default:
        return super.readAny()
    }
  }

  #readObject(): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    for (let left = this.readLen(); left > 0; left -= 1) {
      const key = this.readString()
      object[key] = this.readAny()
    }
    return object
  }

  #readArray(): unknown[] {
    const array: unknown[] = []
    for (let left = this.readLen(); left > 0; left -= 1) array.push(this.readAny())
    return array
  }
}

function isAt(text: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (text.length !== length) return false
  for (let at = 0; at < length; at += 1) if (text.charCodeAt(at) !== bytes[start + at]) return false
  return true
}

class EventEncoder extends Y.UpdateEncoderV1 {
  override writeString(text: string): void {
    const encoder = this.restEncoder
    const { cbuf, cpos } = encoder
    const { length } = text
    if (length > 127 || cpos + 1 + length > cbuf.length) return super.writeString(text)
    for (let at = 0; at < length; at += 1) {
      const code = text.charCodeAt(at)
      if (code > 127) return super.writeString(text)
      cbuf[cpos + 1 + at] = code
    }
    cbuf[cpos] = length
    encoder.cpos = cpos + 1 + length
  }

  override writeKey(key: string): void {
    this.writeString(key)
  }

  override writeAny(value: unknown): void {
    if (typeof value === 'string') {
      this.writeInfo(STRING)
      this.writeString(value)
    } else if (typeof value !== 'object' || value === null || value instanceof Uint8Array) {
      super.writeAny(value)
    } else if (Array.isArray(value)) {
      this.writeInfo(ARRAY)
      this.writeLen(value.length)
      for (const part of value) this.writeAny(part)
    } else {
      const keys = Object.keys(value)
      this.writeInfo(OBJECT)
      this.writeLen(keys.length)
      for (const key of keys) {
        this.writeString(key)
        this.writeAny((value as Record<string, unknown>)[key])
      }
    }
  }
}
