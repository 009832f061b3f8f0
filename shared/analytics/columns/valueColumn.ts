import { clearBit, countBits, countBoth, grownBitmap, newBitmap, or, setBit, type Bitmap } from './bitmap.ts'

/** Values with fewer than this many different ones have a bitmap each. */
const FEW = 64

/** Names of rows that follow each other: by row the place of its key in `keys`. */
export interface TakenValues {
  keys: readonly string[]
  codes: Uint8Array | Uint16Array | Uint32Array
}

/**
 * Names of rows, none, one or several a row. Each different list of names is kept once, so a row is one number, and counting goes
 * list by list. Names that differ in the case of A to Z only are one.
 */
export class ValueColumn {
  readonly #fold: (name: string) => string
  #capacity: number
  /** By row: which list; 0 is the empty one. */
  #listOf: Uint32Array
  /** By list: ids of its names. */
  readonly #lists: Uint32Array[] = [new Uint32Array(0)]
  /** By list: rows that have it. */
  readonly #uses: number[] = [0]
  readonly #listByKey = new Map<string, number>([['', 0]])
  /** By list. */
  readonly #keys: string[] = ['']
  readonly #idByName = new Map<string, number>()
  /** By id: the spelling shown. */
  readonly names: string[] = []
  /** By id, made when first asked for and kept up to date from then on. */
  readonly #bitmaps: (Bitmap | undefined)[] = []

  /** `fold` brings names that are one to the same text. */
  constructor(capacity: number, fold: (name: string) => string) {
    this.#fold = fold
    this.#capacity = capacity
    this.#listOf = new Uint32Array(capacity)
  }

  grow(capacity: number): void {
    const grown = new Uint32Array(capacity)
    grown.set(this.#listOf)
    this.#listOf = grown
    this.#capacity = capacity
    for (const [id, bits] of this.#bitmaps.entries()) if (bits) this.#bitmaps[id] = grownBitmap(bits, capacity)
  }

  /** `key` stands for the list: read into names only when it is new. '' is no name at all. */
  set(row: number, key: string, readNames: (key: string) => readonly string[]): void {
    this.#put(row, this.#listOfKey(key, readNames))
  }

  #listOfKey(key: string, readNames: (key: string) => readonly string[]): number {
    return this.#listByKey.get(key) ?? this.#addList(key, readNames(key))
  }

  #put(row: number, list: number): void {
    const before = this.#listOf[row]!
    if (list === before) return
    this.#listOf[row] = list
    this.#uses[before]! -= 1
    this.#uses[list]! += 1
    for (const id of this.#lists[before]!) if (this.#bitmaps[id]) clearBit(this.#bitmaps[id], row)
    for (const id of this.#lists[list]!) if (this.#bitmaps[id]) setBit(this.#bitmaps[id], row)
  }

  /** What `put` takes; null: no row has a name. */
  take(first: number, rows: number): TakenValues | null {
    const places = new Map<number, number>([[0, 0]])
    const codes = this.#listOf
      .slice(first, first + rows)
      .map((list) => places.get(list) ?? (places.set(list, places.size), places.size - 1))
    if (places.size === 1) return null
    const keys = [...places.keys()].map((list) => this.#keys[list]!)
    return { keys, codes: keys.length <= 2 ** 8 ? Uint8Array.from(codes) : keys.length <= 2 ** 16 ? Uint16Array.from(codes) : codes }
  }

  put(first: number, { keys, codes }: TakenValues, readNames: (key: string) => readonly string[]): void {
    const lists = Uint32Array.from(keys, (key) => this.#listOfKey(key, readNames))
    if (this.#bitmaps.length > 0) return codes.forEach((code, index) => this.#put(first + index, lists[code]!))
    const listOf = this.#listOf
    const uses = this.#uses
    for (let index = 0; index < codes.length; index++) {
      const row = first + index
      const list = lists[codes[index]!]!
      uses[listOf[row]!]! -= 1
      uses[list]! += 1
      listOf[row] = list
    }
  }

  #addList(key: string, names: readonly string[]): number {
    const list = this.#lists.length
    this.#lists.push(Uint32Array.from(new Set(names.map((name) => this.#idOf(name)))))
    this.#uses.push(0)
    this.#listByKey.set(key, list)
    this.#keys.push(key)
    return list
  }

  #idOf(name: string): number {
    const folded = this.#fold(name)
    let id = this.#idByName.get(folded)
    if (id === undefined) {
      id = this.names.length
      this.names.push(name)
      this.#idByName.set(folded, id)
    } else if (name > this.names[id]!) this.names[id] = name
    return id
  }

  /** Names row by row: the list of each row, and the ids of each list; list 0 has none. Not to be written to. */
  get rowLists(): { listOf: Uint32Array; lists: readonly Uint32Array[] } {
    return { listOf: this.#listOf, lists: this.#lists }
  }

  /** By id: rows of `rows` that have it; null: of all. The second: rows that have any. */
  count(rows: Bitmap | null): { counts: Float64Array; having: number } {
    const uses = rows === null ? this.#uses : this.#isQuickByBitmaps(rows) ? null : this.#usesAmong(rows)
    const counts = new Float64Array(this.names.length)
    let having = 0
    if (uses === null) {
      for (let id = 0; id < counts.length; id++) having += counts[id] = countBoth(this.#bitmapOf(id), rows!)
      return { counts, having }
    }
    for (let list = 1; list < this.#lists.length; list++) {
      const used = uses[list]!
      if (used === 0) continue
      const ids = this.#lists[list]!
      if (ids.length > 0) having += used
      for (const id of ids) counts[id]! += used
    }
    return { counts, having }
  }

  /** Word by word for each name, rather than row by row. Names that share a row would count it more than once. */
  #isQuickByBitmaps(rows: Bitmap): boolean {
    return this.names.length <= FEW && this.names.length * rows.length < countBits(rows) && this.#isSingle()
  }

  #isSingle(): boolean {
    return this.#lists.length <= FEW && this.#lists.every((ids) => ids.length <= 1)
  }

  #usesAmong(rows: Bitmap): Uint32Array {
    const uses = new Uint32Array(this.#lists.length)
    const listOf = this.#listOf
    for (let word = 0; word < rows.length; word++) {
      const bits = rows[word]!
      // whole words are common: most queries leave most rows
      if (bits === 0xffffffff) for (let row = word << 5, end = row + 32; row < end; row++) uses[listOf[row]!]! += 1
      else for (let left = bits; left !== 0; left &= left - 1) uses[listOf[(word << 5) + 31 - Math.clz32(left & -left)]!]! += 1
    }
    return uses
  }

  /** Rows that have a name for which `isWanted` is true. */
  having(isWanted: (name: string) => boolean): Bitmap {
    let found: Bitmap | undefined
    for (const id of this.#idByName.values()) {
      if (!isWanted(this.names[id]!)) continue
      const bits = this.#bitmapOf(id)
      found = found ? or(found, bits) : bits
    }
    return found ?? newBitmap(this.#capacity)
  }

  /** Rows that have this very name. */
  equal(name: string): Bitmap {
    const id = this.#idByName.get(this.#fold(name))
    return id === undefined ? newBitmap(this.#capacity) : this.#bitmapOf(id)
  }

  /** Rows that have any name. */
  some(): Bitmap {
    const bits = newBitmap(this.#capacity)
    for (let row = 0; row < this.#capacity; row++) if (this.#lists[this.#listOf[row]!]!.length > 0) setBit(bits, row)
    return bits
  }

  #bitmapOf(id: number): Bitmap {
    const known = this.#bitmaps[id]
    if (known) return known
    const bits = newBitmap(this.#capacity)
    const isIn = Uint8Array.from(this.#lists, (ids) => (ids.includes(id) ? 1 : 0))
    for (let row = 0; row < this.#capacity; row++) if (isIn[this.#listOf[row]!] === 1) setBit(bits, row)
    this.#bitmaps[id] = bits
    return bits
  }
}
