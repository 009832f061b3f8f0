import { clearBit, grownBitmap, hasBit, newBitmap, rowsOf, setBit, type Bitmap } from '#shared/analytics/columns/bitmap.ts'
import { NumberColumn } from '#shared/analytics/columns/numberColumn.ts'
import { ValueColumn, type TakenValues } from '#shared/analytics/columns/valueColumn.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import { textsOf } from '#shared/domain/search/row.ts'
import { foldCase } from '#shared/domain/search/words.ts'
import { COLUMNS, idsField, isSearched, MEASURED } from '../projectIncident.ts'
import { Order } from './order.ts'

type Name = (typeof COLUMNS)[number]
type Stored = readonly (string | number | null)[]
const AT = Object.fromEntries(COLUMNS.map((column, index) => [column, index])) as Record<(typeof COLUMNS)[number], number>

/** Columns of one name, and the search field they answer. */
const SINGLE = {
  severity: 'severity',
  state: 'status',
  type: 'incident_type',
  visibility: 'visibility',
  customer_impacted: 'customer_impact',
  postmortem_state: 'postmortem_state'
} as const
const FLAGS = { test: ['is_test', 'true', 'false'], postmortem: ['has_postmortem', 'yes', 'no'] } as const
const PEOPLE = { commander: ['commander', 'commander_name'], created_by: ['created_by', 'created_by_name'] } as const
const LISTS = { service: 'services', team: 'teams', role: 'roles' } as const
const NUMBERS = {
  number: 'number',
  created: 'declared_at',
  detected: 'detected_at',
  resolved: 'resolved_at',
  impact_start: 'impact_start',
  impact_end: 'impact_end',
  updated: 'last_update_at',
  [MEASURED.created]: 'created_at',
  [MEASURED.customerImpactStart]: 'customer_impact_start',
  [MEASURED.customerImpactEnd]: 'customer_impact_end',
  [MEASURED.activeMs]: 'active_ms',
  [MEASURED.stableMs]: 'stable_ms'
} as const

/** How a column of names is read from a stored row: `otherwise` is where to look when there is nothing at `at`, -1 nowhere. */
interface Reader {
  field: string
  column: ValueColumn
  at: number
  otherwise: number
  read: (key: string) => readonly string[]
}
interface ReadFields {
  fields: { name: string; names: readonly string[]; key: string; number: number | null }[]
  has: ReadonlySet<string>
}
/** All columns of rows that follow each other; what no row has is left out. */
export interface Segment {
  rows: Bitmap
  values: [name: string, TakenValues][]
  numbers: [name: string, Float64Array][]
}
/** Different texts of fields kept as read. */
const MAX_READ = 20_000

const one = (name: string): string[] => [name]
const parseNames = (json: string): string[] => JSON.parse(json) as string[]
const parsePeople = (json: string): { ids: string[]; names: string[] } => {
  const people = JSON.parse(json) as [id: string, name: string][]
  return { ids: people.map(([id]) => id), names: people.map(([, name]) => name) }
}

/**
 * The projection as columns in memory, one row an incident, its number that of its row in SQLite. Held by search fields' names; of
 * people the names shown, and their ids under `idsField`. Texts stay in SQLite. Figures read the same columns.
 */
export class ColumnIndex {
  #capacity: number
  all: Bitmap
  size = 0
  readonly values = new Map<string, ValueColumn>()
  readonly numbers = new Map<string, NumberColumn>()
  readonly byUpdate: Order
  /** Fields of the workspace that are words of a text: not kept here. */
  readonly #texts: ReadonlySet<string>
  /** `fields` read once for each different text. */
  readonly #fieldsRead = new Map<string, ReadFields>()
  readonly #readers: readonly Reader[]
  /** How a key of a built-in column is read. */
  readonly #reads: ReadonlyMap<string, Reader['read']>
  readonly #numberReaders: readonly { column: NumberColumn; at: number }[]
  /** Fields a row has beside the built-in ones, to be cleared when it changes. */
  readonly #own = new Set<string>()

  constructor(capacity: number, texts: ReadonlySet<string>) {
    this.#capacity = Math.max(64, capacity)
    this.#texts = texts
    this.all = newBitmap(this.#capacity)
    const people = ['responder', ...Object.keys(PEOPLE)].flatMap((field) => [field, idsField(field)])
    for (const name of [...Object.keys(SINGLE), ...Object.keys(FLAGS), ...Object.keys(LISTS), ...people]) this.#addValues(name)
    for (const name of Object.keys(NUMBERS)) this.#addNumbers(name)
    this.byUpdate = new Order(this.numbers.get('updated')!)
    const reader = (field: string, name: Name, read: Reader['read'], otherwise?: Name): Reader => ({
      field,
      column: this.values.get(field)!,
      at: AT[name],
      otherwise: otherwise ? AT[otherwise] : -1,
      read
    })
    this.#readers = [
      ...Object.entries(SINGLE).map(([field, column]) => reader(field, column, one)),
      ...Object.entries(FLAGS).map(([field, [column, yes, no]]) => reader(field, column, (flag) => [flag === '1' ? yes : no])),
      ...Object.entries(PEOPLE).flatMap(([field, [id, name]]) => [reader(field, name, one, id), reader(idsField(field), id, one)]),
      ...Object.entries(LISTS).map(([field, column]) => reader(field, column, parseNames)),
      reader('responder', 'responders', (json) => parsePeople(json).names),
      reader(idsField('responder'), 'responders', (json) => parsePeople(json).ids)
    ]
    this.#reads = new Map(this.#readers.map(({ field, read }) => [field, read]))
    this.#numberReaders = Object.entries(NUMBERS).map(([field, column]) => ({ column: this.numbers.get(field)!, at: AT[column] }))
  }

  get capacity(): number {
    return this.#capacity
  }

  /** `stored` is in the order of COLUMNS; it may begin further on. */
  set(row: number, stored: Stored, first = 0): void {
    if (row >= this.#capacity) this.#grow(row + 1)
    const isNew = !hasBit(this.all, row)
    const isMoved = isNew || this.numbers.get('updated')!.numbers[row] !== stored[first + AT.last_update_at]
    if (isMoved && !isNew) this.byUpdate.remove(row)
    for (const { column, at, otherwise, read } of this.#readers) {
      column.set(row, String(stored[first + at] ?? (otherwise < 0 ? '' : (stored[first + otherwise] ?? ''))), read)
    }
    for (const { column, at } of this.#numberReaders) column.set(row, stored[first + at] as number | null)
    this.#setFields(row, stored[first + AT.fields] as string)
    if (isNew) {
      this.size += 1
      setBit(this.all, row)
    }
    if (isMoved) this.byUpdate.add(row)
  }

  /** A copy of so many rows, for `put`. `first` and `rows` are multiples of 32. */
  take(first: number, rows: number): Segment {
    if (first + rows > this.#capacity) this.#grow(first + rows)
    return {
      rows: this.all.slice(first >>> 5, (first + rows) >>> 5),
      values: taken(this.values, (column) => column.take(first, rows)),
      numbers: taken(this.numbers, (column) => column.take(first, rows))
    }
  }

  /** Rows that are here already have these values, too. */
  put(first: number, { rows, values, numbers }: Segment): void {
    if (first + rows.length * 32 > this.#capacity) this.#grow(first + rows.length * 32)
    for (const [name, each] of values)
      (this.values.get(name) ?? this.#addOwn(name, 'values')).put(first, each, this.#reads.get(name) ?? readKey)
    for (const [name, each] of numbers) (this.numbers.get(name) ?? this.#addOwn(name, 'numbers')).put(first, each)
    for (const row of rowsOf(rows)) {
      if (hasBit(this.all, first + row)) continue
      setBit(this.all, first + row)
      this.size += 1
      this.byUpdate.add(first + row)
    }
  }

  remove(row: number): void {
    if (row >= this.#capacity || !hasBit(this.all, row)) return
    this.byUpdate.remove(row)
    clearBit(this.all, row)
    this.size -= 1
    for (const column of this.values.values()) column.set(row, '', one)
    for (const column of this.numbers.values()) column.set(row, null)
  }

  #readFields(json: string): ReadFields {
    const known = this.#fieldsRead.get(json)
    if (known) return known
    const fields = Object.entries(JSON.parse(json) as Record<string, FieldValue>)
      .filter(([name]) => !this.#texts.has(name) && isSearched(name))
      .map(([name, value]) => {
        const names = textsOf(value)
        return { name, names, key: keyOf(names), number: typeof value === 'number' ? value : null }
      })
    const read = { fields, has: new Set(fields.map(({ name }) => name)) }
    if (json.length < 500 && this.#fieldsRead.size < MAX_READ) this.#fieldsRead.set(json, read)
    return read
  }

  /** Columns come with the first incident that has the field. */
  #setFields(row: number, json: string): void {
    const { fields, has } = this.#readFields(json)
    for (const name of this.#own) {
      if (has.has(name)) continue
      this.values.get(name)?.set(row, '', one)
      this.numbers.get(name)?.set(row, null)
    }
    for (const { name, names, key, number } of fields) {
      this.#own.add(name)
      const numbers = this.numbers.get(name) ?? (number === null ? undefined : this.#addNumbers(name))
      numbers?.set(row, number)
      const values = this.values.get(name) ?? (names.length === 0 ? undefined : this.#addValues(name))
      values?.set(row, key, () => names)
    }
  }

  #addOwn(name: string, kind: 'values'): ValueColumn
  #addOwn(name: string, kind: 'numbers'): NumberColumn
  #addOwn(name: string, kind: 'values' | 'numbers'): ValueColumn | NumberColumn {
    this.#own.add(name)
    return kind === 'values' ? this.#addValues(name) : this.#addNumbers(name)
  }

  #addValues(name: string): ValueColumn {
    const column = new ValueColumn(this.#capacity, foldCase)
    this.values.set(name, column)
    return column
  }

  #addNumbers(name: string): NumberColumn {
    const column = new NumberColumn(this.#capacity)
    this.numbers.set(name, column)
    return column
  }

  #grow(rows: number): void {
    this.#capacity = Math.ceil(Math.max(rows, this.#capacity * 1.5) / 32) * 32
    this.all = grownBitmap(this.all, this.#capacity)
    for (const column of this.values.values()) column.grow(this.#capacity)
    for (const column of this.numbers.values()) column.grow(this.#capacity)
  }
}

function taken<C, T>(columns: ReadonlyMap<string, C>, take: (column: C) => T | null): [name: string, taken: T][] {
  return [...columns].flatMap(([name, column]) => {
    const each = take(column)
    return each === null ? [] : [[name, each] as [string, T]]
  })
}

/** One name is its own key; no names have the empty one; a name that is empty, or several, have one nobody else has. */
const keyOf = (texts: readonly string[]): string => {
  const [only] = texts
  return only === undefined ? '' : texts.length === 1 && only !== '' && !only.startsWith('[') ? only : JSON.stringify(texts)
}
const readKey = (key: string): string[] => (key.startsWith('[') ? parseNames(key) : [key])
