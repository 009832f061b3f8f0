import { hasBit } from '#shared/analytics/columns/bitmap.ts'
import type { MeasureSpec, TimeName } from '#shared/analytics/measures.ts'
import { INVALID_MS } from '#shared/domain/statusTimes.ts'
import type { ColumnIndex } from '../index/columnIndex.ts'
import type { ListIndex } from '../index/listIndex.ts'
import { MEASURED } from '../projectIncident.ts'

/** By number, as a column holds it: the places of OUTCOMES in the contract. */
export const VALUE = 0
export const PENDING = 1
export const NOT_APPLICABLE = 2
export const INVALID = 3

/** A measure of every row. What is no value has the number 0, so that it can be added without asking. */
export interface MeasureColumn {
  outcomes: Uint8Array
  values: Float64Array
  /** Numbers of ms, and counts: sums of them are exact. */
  areWhole: boolean
  /** What `orderOf` keeps of it: rows with a value, the least first, and which were measured again since. */
  order: { rows: Uint32Array; again: Set<number> } | null
  /** Of the columns it was measured from. */
  revision: number
}

interface Kept extends MeasureColumn {
  index: ColumnIndex
}

/** Columns of what was measured, kept in step: of what changed only those rows are measured again. */
export class MeasureColumns {
  readonly #lists: ListIndex
  readonly #kept = new Map<string, Kept>()

  constructor(lists: ListIndex) {
    this.#lists = lists
  }

  get(index: ColumnIndex, spec: MeasureSpec): MeasureColumn {
    const key = JSON.stringify(spec)
    const known = this.#kept.get(key)
    const isUsable = known?.index === index && known.values.length === index.capacity
    const changed = isUsable ? this.#lists.changedSince(known.revision) : null
    const column = isUsable && changed ? known : newColumn(index, spec)
    this.#measure(column, spec, changed)
    column.revision = this.#lists.revision
    this.#kept.delete(key)
    this.#kept.set(key, column)
    if (this.#kept.size > MAX_KEPT) this.#kept.delete(this.#kept.keys().next().value!)
    return column
  }

  /** null: every row. */
  #measure(column: Kept, spec: MeasureSpec, rows: Iterable<number> | null): void {
    const measureRow = measurerOf(column, spec)
    if (rows === null) for (let row = 0; row < column.index.capacity; row++) measureRow(row)
    else for (const row of rows) measureAgain(row)

    function measureAgain(row: number): void {
      measureRow(row)
      column.order?.again.add(row)
    }
  }
}

const MAX_KEPT = 40

const newColumn = (index: ColumnIndex, spec: MeasureSpec): Kept => ({
  index,
  revision: 0,
  outcomes: new Uint8Array(index.capacity),
  values: new Float64Array(index.capacity),
  areWhole: spec.type !== 'field',
  order: null
})

const NAMES: Record<TimeName, string> = {
  created: MEASURED.created,
  declared: 'created',
  detected: 'detected',
  resolved: 'resolved',
  impactStart: 'impact_start',
  impactEnd: 'impact_end',
  customerImpactStart: MEASURED.customerImpactStart,
  customerImpactEnd: MEASURED.customerImpactEnd
}

/** Says of a row what `measure` says of the incident. */
function measurerOf(column: Kept, spec: MeasureSpec): (row: number) => void {
  const { index, outcomes, values } = column
  const put = (row: number, outcome: number, value: number): void => {
    outcomes[row] = outcome
    values[row] = value
  }
  const numbersOf = (name: string) => index.numbers.get(name)?.numbers
  switch (spec.type) {
    case 'count':
      return (row) => put(row, VALUE, 1)
    case 'span': {
      const [start, end, needs] = [spec.start, spec.end, spec.needs].map((name) => numbersOf(NAMES[name])!) as [
        Float64Array,
        Float64Array,
        Float64Array
      ]
      return (row) => {
        const length = end[row]! - start[row]!
        if (Number.isNaN(needs[row]!)) put(row, NOT_APPLICABLE, 0)
        else if (length >= 0) put(row, VALUE, length)
        else if (length < 0) put(row, INVALID, 0)
        else put(row, Number.isNaN(start[row]!) ? NOT_APPLICABLE : PENDING, 0)
      }
    }
    case 'status': {
      const spent = numbersOf(spec.status === 'active' ? MEASURED.activeMs : MEASURED.stableMs)!
      const isNow = index.values.get('state')!.equal(spec.status)
      return (row) => {
        const ms = spent[row]!
        if (Number.isNaN(ms)) put(row, NOT_APPLICABLE, 0)
        else if (ms === INVALID_MS) put(row, INVALID, 0)
        else if (hasBit(isNow, row)) put(row, PENDING, 0)
        else put(row, VALUE, ms)
      }
    }
    case 'field': {
      const numbers = numbersOf(spec.name)
      return (row) => {
        const number = numbers?.[row] ?? NaN
        if (Number.isNaN(number)) put(row, NOT_APPLICABLE, 0)
        else put(row, VALUE, number)
      }
    }
  }
}
