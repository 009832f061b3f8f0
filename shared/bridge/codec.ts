import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** Bytes for channels that carry only bytes. Plain data and Uint8Array survive; undefined inside objects too. */
export function encodeMessage(message: unknown): Uint8Array {
  return encoding.encode((encoder) => encoding.writeAny(encoder, message as Parameters<typeof encoding.writeAny>[1]))
}

/** Throws on bytes that are not one whole message. */
export function decodeMessage(bytes: Uint8Array): unknown {
  const decoder = decoding.createDecoder(bytes)
  const message = decoding.readAny(decoder)
  if (decoding.hasContent(decoder)) throw new Error('The message has bytes left over')
  return message
}
