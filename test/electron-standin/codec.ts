/** Base64 of bytes, done differently in Node and in a page. */
export interface Base64 {
  encode(bytes: Uint8Array): string
  decode(text: string): Uint8Array
}

export interface TextCodec {
  encode(value: unknown): string
  decode(text: string): unknown
}

/**
 * What structured clone would carry, as text: JSON plus Uint8Array and undefined; anything else throws as cloning would.
 * Stands on nothing outside itself, because its source also runs in the page.
 */
export function makeTextCodec(base64: Base64): TextCodec {
  const TAG = '$standin'

  function pack(value: unknown): unknown {
    if (value === undefined) return { [TAG]: 'undefined' }
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number') return Number.isFinite(value) ? value : { [TAG]: 'number', text: String(value) }
    if (value instanceof Uint8Array) return { [TAG]: 'bytes', text: base64.encode(value) }
    if (Array.isArray(value)) return value.map(pack)
    if (typeof value === 'object' && isPlain(value))
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pack(item)]))
    throw new DOMException('The stand-in carries plain data and Uint8Array only', 'DataCloneError')
  }

  /** The page's objects and the preload's have different prototypes of the same name. */
  function isPlain(value: object): boolean {
    const prototype = Object.getPrototypeOf(value) as object | null
    return prototype === null || Object.getPrototypeOf(prototype) === null
  }

  function unpack(_key: string, value: unknown): unknown {
    const tagged = value as { [TAG]?: string; text: string } | null
    if (tagged?.[TAG] === 'bytes') return base64.decode(tagged.text)
    if (tagged?.[TAG] === 'number') return Number(tagged.text)
    return value
  }

  /** JSON.parse drops what its reviver turns into undefined, so these are put back afterwards. */
  function restore(value: unknown): unknown {
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
    if ((value as { [TAG]?: string })[TAG] === 'undefined') return undefined
    const container = value as Record<string, unknown>
    for (const key of Object.keys(container)) container[key] = restore(container[key])
    return value
  }

  return { encode: (value) => JSON.stringify(pack(value)), decode: (text) => restore(JSON.parse(text, unpack)) }
}
