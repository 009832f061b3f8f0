import { newBitmap, setBit, type Bitmap } from './bitmap.ts'

export interface Spread {
  count: number
  min: number | null
  max: number | null
}

/** A number a row: amounts, and times in epoch ms. NaN: it has none. */
export class NumberColumn {
  numbers: Float64Array

  constructor(capacity: number) {
    this.numbers = new Float64Array(capacity).fill(NaN)
  }

  grow(capacity: number): void {
    const grown = new Float64Array(capacity).fill(NaN)
    grown.set(this.numbers)
    this.numbers = grown
  }

  set(row: number, number: number | null): void {
    this.numbers[row] = number ?? NaN
  }

  /** Numbers of so many rows; null: none of them has one. */
  take(first: number, rows: number): Float64Array | null {
    const taken = this.numbers.subarray(first, first + rows)
    return taken.every(Number.isNaN) ? null : taken
  }

  put(first: number, numbers: Float64Array): void {
    this.numbers.set(numbers, first)
  }

  /** Rows with a number from `from` up to but not `before`; null: no end on that side. */
  within(from: number | null, before: number | null): Bitmap {
    return rowsWithin(this.numbers.length, (row) => this.numbers[row]!, from, before)
  }

  /** Of the rows in `rows`. */
  spread(rows: Bitmap): Spread {
    const { numbers } = this
    let [count, min, max] = [0, Infinity, -Infinity]
    for (let word = 0; word < rows.length; word++) {
      for (let left = rows[word]!; left !== 0; left &= left - 1) {
        const number = numbers[(word << 5) + 31 - Math.clz32(left & -left)]!
        // never true of NaN
        if (number <= max || number > max) count += 1
        if (number < min) min = number
        if (number > max) max = number
      }
    }
    return count === 0 ? { count, min: null, max: null } : { count, min: min + 0, max: max + 0 }
  }
}

export function rowsWithin(capacity: number, numberAt: (row: number) => number, from: number | null, before: number | null): Bitmap {
  const [low, high] = [from ?? -Infinity, before ?? Infinity]
  const bits = newBitmap(capacity)
  for (let row = 0; row < capacity; row++) {
    const number = numberAt(row)
    if (number >= low && (number < high || before === null)) setBit(bits, row)
  }
  return bits
}
