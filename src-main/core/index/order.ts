import { countBits, hasBit, rowsOf, type Bitmap } from '#shared/analytics/columns/bitmap.ts'
import type { NumberColumn } from '#shared/analytics/columns/numberColumn.ts'

/** Fewer than one in so many are sorted by themselves. */
const RARE = 256

/** Rows by a number, greatest first, equal ones in the order of rows; kept so while rows come and go. */
export class Order {
  readonly #column: NumberColumn
  #rows = new Uint32Array(64)
  #size = 0
  /** While many rows are added it is sorted once, when first needed. */
  #isSorted = true

  constructor(column: NumberColumn) {
    this.#column = column
  }

  add(row: number): void {
    if (this.#size === this.#rows.length) {
      const grown = new Uint32Array(this.#size * 2)
      grown.set(this.#rows)
      this.#rows = grown
    }
    if (!this.#isSorted) this.#rows[this.#size] = row
    else {
      const place = this.#placeOf(row)
      this.#rows.copyWithin(place + 1, place, this.#size)
      this.#rows[place] = row
    }
    this.#size += 1
  }

  /** Before its number changes. */
  remove(row: number): void {
    const place = this.#isSorted ? this.#placeOf(row) : this.#rows.subarray(0, this.#size).indexOf(row)
    if (place < 0 || this.#rows[place] !== row) throw new Error(`Row ${row} is not where its number says`)
    this.#rows.copyWithin(place, place + 1, this.#size)
    this.#size -= 1
  }

  /** Adding without an order, as for a first filling: the next question sorts. */
  suspend(): void {
    this.#isSorted = false
  }

  sort(): void {
    if (this.#isSorted) return
    const rows = this.#rows.subarray(0, this.#size)
    if (!isRising(rows)) rows.sort()
    sortByNumber(rows, this.#column.numbers)
    this.#isSorted = true
  }

  /** The rows of `wanted` from the `offset`-th on, at most `limit`; from the other end with `isRising`. */
  page(wanted: Bitmap | null, offset: number, limit: number, isRising: boolean): number[] {
    this.sort()
    const at = (index: number) => this.#rows[isRising ? this.#size - 1 - index : index]!
    const found: number[] = []
    if (wanted === null) {
      for (let index = offset; index < Math.min(this.#size, offset + limit); index++) found.push(at(index))
      return found
    }
    if (countBits(wanted) < this.#size / RARE) return this.#sorted(wanted, isRising).slice(offset, offset + limit)
    let skip = offset
    for (let index = 0; index < this.#size && found.length < limit; index++) {
      const row = at(index)
      if (!hasBit(wanted, row)) continue
      if (skip > 0) skip -= 1
      else found.push(row)
    }
    return found
  }

  #sorted(wanted: Bitmap, isRising: boolean): number[] {
    const { numbers } = this.#column
    const rows = rowsOf(wanted).sort((a, b) => numbers[b]! - numbers[a]! || a - b)
    return isRising ? rows.reverse() : rows
  }

  #placeOf(row: number): number {
    const { numbers } = this.#column
    const number = numbers[row]!
    let [low, high] = [0, this.#size]
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.#rows[middle]!
      const isBefore = numbers[other]! > number || (numbers[other] === number && other < row)
      if (isBefore) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Greatest first, equal ones as they came; digit by digit, so 100,000 are sorted in a few ms. Numbers are whole. */
function sortByNumber(rows: Uint32Array, numbers: Float64Array): void {
  let greatest = -Infinity
  for (let at = 0; at < rows.length; at++) greatest = Math.max(greatest, numbers[rows[at]!]!)
  const low = new Uint32Array(numbers.length)
  const high = new Uint32Array(numbers.length)
  let highest = 0
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    const below = greatest - numbers[row]!
    high[row] = Math.floor(below / 2 ** 32)
    low[row] = below - high[row]! * 2 ** 32
    highest = Math.max(highest, high[row]!)
  }
  let from = rows
  let to: Uint32Array = new Uint32Array(rows.length)
  for (const keys of [low, high])
    for (let shift = 0; shift < 32; shift += 8)
      if ((keys === low || highest >>> shift > 0) && sortByDigit(from, to, keys, shift)) [from, to] = [to, from]
  if (from !== rows) rows.set(from)
}

/** Rows that have the same 8 bits there stay in their order. False: all have, and nothing was written. */
function sortByDigit(rows: Uint32Array, sorted: Uint32Array, keys: Uint32Array, shift: number): boolean {
  const places = new Uint32Array(257)
  for (let at = 0; at < rows.length; at++) places[((keys[rows[at]!]! >>> shift) & 255) + 1]! += 1
  if (places.includes(rows.length)) return false
  for (let digit = 1; digit < 256; digit++) places[digit]! += places[digit - 1]!
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    const digit = (keys[row]! >>> shift) & 255
    sorted[places[digit]!] = row
    places[digit]! += 1
  }
  return true
}

function isRising(rows: Uint32Array): boolean {
  for (let at = 1; at < rows.length; at++) if (rows[at]! < rows[at - 1]!) return false
  return true
}
