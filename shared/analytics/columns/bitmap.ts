/** One bit a row, in words of 32. Bits at and beyond the number of rows are 0. */
export type Bitmap = Uint32Array

export const wordsFor = (rows: number): number => (rows + 31) >>> 5
export const newBitmap = (rows: number): Bitmap => new Uint32Array(wordsFor(rows))

export const hasBit = (bits: Bitmap, row: number): boolean => ((bits[row >>> 5]! >>> (row & 31)) & 1) === 1
export function setBit(bits: Bitmap, row: number): void {
  bits[row >>> 5]! |= 1 << (row & 31)
}
export function clearBit(bits: Bitmap, row: number): void {
  bits[row >>> 5]! &= ~(1 << (row & 31))
}

export function and(a: Bitmap, b: Bitmap): Bitmap {
  const result = new Uint32Array(a.length)
  for (let word = 0; word < a.length; word++) result[word] = a[word]! & b[word]!
  return result
}

export function or(a: Bitmap, b: Bitmap): Bitmap {
  const result = new Uint32Array(a.length)
  for (let word = 0; word < a.length; word++) result[word] = a[word]! | b[word]!
  return result
}

/** In `a` and not in `b`. */
export function andNot(a: Bitmap, b: Bitmap): Bitmap {
  const result = new Uint32Array(a.length)
  for (let word = 0; word < a.length; word++) result[word] = a[word]! & ~b[word]!
  return result
}

function popcount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

export function countBits(bits: Bitmap): number {
  let count = 0
  for (let word = 0; word < bits.length; word++) count += popcount(bits[word]!)
  return count
}

/** How many are in both. */
export function countBoth(a: Bitmap, b: Bitmap): number {
  let count = 0
  for (let word = 0; word < a.length; word++) count += popcount(a[word]! & b[word]!)
  return count
}

/** The rows of a bitmap, rising. */
export function rowsOf(bits: Bitmap): number[] {
  const rows: number[] = []
  for (let word = 0; word < bits.length; word++) {
    for (let left = bits[word]!; left !== 0; left &= left - 1) rows.push((word << 5) + 31 - Math.clz32(left & -left))
  }
  return rows
}

/** A copy with room for more rows. */
export function grownBitmap(bits: Bitmap, rows: number): Bitmap {
  const grown = newBitmap(rows)
  grown.set(bits)
  return grown
}
