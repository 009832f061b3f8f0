import { clearBit, grownBitmap, newBitmap, setBit, type Bitmap } from '#shared/analytics/columns/bitmap.ts'
import { NumberColumn } from '#shared/analytics/columns/numberColumn.ts'
import { ValueColumn } from '#shared/analytics/columns/valueColumn.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import { textsOf } from '#shared/domain/search/row.ts'
import { foldCase } from '#shared/domain/search/words.ts'
import { COLUMNS, idsField, isSearched } from '../projectIncident.ts'
import { Order } from './order.ts'

type Stored = readonly (string | number | null)[]
const AT = Object.fromEntries(COLUMNS.map((column, index) => [column, index])) as Record<(typeof COLUMNS)[number], number>

/** Columns of one name, and the search field they answer. */
const SINGLE = {
  severity: 'severity',
  state: 'status',
  type: 'incident_type',
  visibility: 'visibility',
  customer_impacted: 'customer_impact'
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
  customer_impact_end: 'customer_impact_end',
  updated: 'last_update_at'
} as const

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
  readonly #fieldsRead = new Map<string, Record<string, FieldValue>>()
  /** Fields a row has beside the built-in ones, to be cleared when it changes. */
  readonly #own: Set<string> = new Set()

  constructor(capacity: number, texts: ReadonlySet<string>) {
    this.#capacity = Math.max(64, capacity)
    this.#texts = texts
    this.all = newBitmap(this.#capacity)
    const people = ['responder', ...Object.keys(PEOPLE)].flatMap((field) => [field, idsField(field)])
    for (const name of [...Object.keys(SINGLE), ...Object.keys(FLAGS), ...Object.keys(LISTS), ...people]) this.#addValues(name)
    for (const name of Object.keys(NUMBERS)) this.#addNumbers(name)
    this.byUpdate = new Order(this.numbers.get('updated')!)
  }

  get capacity(): number {
    return this.#capacity
  }

  /** `stored` is in the order of COLUMNS. */
  set(row: number, stored: Stored): void {
    if (row >= this.#capacity) this.#grow(row + 1)
    const isNew = ((this.all[row >>> 5]! >>> (row & 31)) & 1) === 0
    if (!isNew) this.byUpdate.remove(row)
    const text = (column: keyof typeof AT): string => (stored[AT[column]] as string | null) ?? ''
    for (const [field, column] of Object.entries(SINGLE)) this.values.get(field)!.set(row, text(column), one)
    for (const [field, [column, yes, no]] of Object.entries(FLAGS))
      this.values.get(field)!.set(row, stored[AT[column]] === 1 ? yes : no, one)
    for (const [field, [id, name]] of Object.entries(PEOPLE)) {
      this.values.get(field)!.set(row, text(name) || text(id), one)
      this.values.get(idsField(field))!.set(row, text(id), one)
    }
    for (const [field, column] of Object.entries(LISTS)) this.values.get(field)!.set(row, text(column), parseNames)
    this.values.get('responder')!.set(row, text('responders'), (json) => parsePeople(json).names)
    this.values.get(idsField('responder'))!.set(row, text('responders'), (json) => parsePeople(json).ids)
    for (const [field, column] of Object.entries(NUMBERS)) this.numbers.get(field)!.set(row, stored[AT[column]] as number | null)
    this.#setFields(row, this.#readFields(text('fields')))
    if (isNew) {
      this.size += 1
      setBit(this.all, row)
    }
    this.byUpdate.add(row)
  }

  remove(row: number): void {
    if (row >= this.#capacity || ((this.all[row >>> 5]! >>> (row & 31)) & 1) === 0) return
    this.byUpdate.remove(row)
    clearBit(this.all, row)
    this.size -= 1
    for (const column of this.values.values()) column.set(row, '', one)
    for (const column of this.numbers.values()) column.set(row, null)
  }

  #readFields(json: string): Record<string, FieldValue> {
    const known = this.#fieldsRead.get(json)
    if (known) return known
    const fields = JSON.parse(json) as Record<string, FieldValue>
    if (json.length < 500) this.#fieldsRead.set(json, fields)
    return fields
  }

  /** Columns come with the first incident that has the field. */
  #setFields(row: number, fields: Record<string, FieldValue>): void {
    for (const name of this.#own) {
      if (Object.hasOwn(fields, name)) continue
      this.values.get(name)?.set(row, '', one)
      this.numbers.get(name)?.set(row, null)
    }
    for (const [name, value] of Object.entries(fields)) {
      if (this.#texts.has(name) || !isSearched(name)) continue
      this.#own.add(name)
      const texts = textsOf(value)
      const numbers = this.numbers.get(name) ?? (typeof value === 'number' ? this.#addNumbers(name) : undefined)
      numbers?.set(row, typeof value === 'number' ? value : null)
      const names = this.values.get(name) ?? (texts.length > 0 ? this.#addValues(name) : undefined)
      names?.set(row, keyOf(texts), () => texts)
    }
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

/** One name is its own key; no names have the empty one; a name that is empty, or several, have one nobody else has. */
const keyOf = (texts: readonly string[]): string => {
  const [only] = texts
  return only === undefined ? '' : texts.length === 1 && only !== '' && !only.startsWith('[') ? only : JSON.stringify(texts)
}
