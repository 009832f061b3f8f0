import { VALUE, type MeasureColumn } from './measureColumns.ts'

/*
 * The rows of a measure in the order of their values. Whoever goes through rows in this order meets the values of every group sorted,
 * whatever the groups are: percentiles of all groups cost one walk.
 */

/** Rows with a value, the least first; of equal ones the first row. Kept with the column, and of what changed only that is moved. */
export function orderOf(column: MeasureColumn): Uint32Array {
  const { order } = column
  if (order && order.again.size === 0) return order.rows
  const rows = order ? moved(column, order.rows, order.again) : sorted(column, allRows(column))
  column.order = { rows, again: new Set() }
  return rows
}

function allRows({ outcomes }: MeasureColumn): Uint32Array {
  return Uint32Array.from(outcomes.keys())
}

const before = ({ values }: MeasureColumn, a: number, b: number): number => values[a]! - values[b]! || a - b

function sorted(column: MeasureColumn, rows: Uint32Array): Uint32Array {
  return rows.filter((row) => column.outcomes[row] === VALUE).sort((a, b) => before(column, a, b))
}

/** Few move, so the stretches between them are copied as they are. */
function moved(column: MeasureColumn, rows: Uint32Array, again: ReadonlySet<number>): Uint32Array {
  const [kept, added] = [without(rows, again, column.values.length), sorted(column, Uint32Array.from(again))]
  const all = new Uint32Array(kept.length + added.length)
  let from = 0
  for (const [at, row] of added.entries()) {
    const to = placeOf(column, kept, row, from)
    all.set(kept.subarray(from, to), from + at)
    all[to + at] = row
    from = to
  }
  all.set(kept.subarray(from), from + added.length)
  return all
}

function without(rows: Uint32Array, gone: ReadonlySet<number>, capacity: number): Uint32Array {
  const isGone = new Uint8Array(capacity)
  for (const row of gone) isGone[row] = 1
  const kept = new Uint32Array(rows.length)
  let next = 0
  for (let at = 0; at < rows.length; at++) if (isGone[rows[at]!] === 0) kept[next++] = rows[at]!
  return kept.subarray(0, next)
}

/** Of the first of `rows` that comes after this one; not before `low`. */
function placeOf(column: MeasureColumn, rows: Uint32Array, row: number, low: number): number {
  let [from, to] = [low, rows.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (before(column, rows[middle]!, row) < 0) from = middle + 1
    else to = middle
  }
  return from
}
