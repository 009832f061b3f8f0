const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** SHA-256 as base32 in lower case: it can name a document, and it is what an entry says `file:` of. */
export async function hashFile(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of digest) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >>> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return text + ALPHABET[(held << (5 - bits)) & 31]
}

/** 32 bits of a hash, as a number. */
export const numberOfHash = (hash: string): number =>
  [...hash.slice(0, 7)].reduce((value, letter) => value * 32 + ALPHABET.indexOf(letter), 0) % 2 ** 32
