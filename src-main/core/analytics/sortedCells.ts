import type { MeasureColumn } from './measureColumns.ts'
import { scatter, startsOf, type Contributions, type Scattered } from './tally.ts'
import { orderOf } from './valueOrder.ts'

/** Made for one percentile, they answer all of them: kept as long as whoever asked keeps the contributions. */
const kept = new WeakMap<Contributions, WeakMap<MeasureColumn, Scattered & { revision: number }>>()

/** The values of each cell, the least first. */
export function sortedCells(contributions: Contributions, column: MeasureColumn, counts: Uint32Array): Scattered {
  const byColumn = kept.get(contributions) ?? new WeakMap<MeasureColumn, Scattered & { revision: number }>()
  const known = byColumn.get(column)
  if (known?.revision === column.revision) return known
  const isMost = contributions.rows.length > column.values.length / WORTH_A_WALK
  const made = isMost ? walk(contributions, column, counts) : sorted(scatter(contributions, column, counts))
  byColumn.set(column, { ...made, revision: column.revision })
  kept.set(contributions, byColumn)
  return made
}

/** With fewer rows than this part of all it is quicker to sort each cell. */
const WORTH_A_WALK = 16

function sorted({ starts, values }: Scattered): Scattered {
  for (let cell = 0; cell + 1 < starts.length; cell++) values.subarray(starts[cell]!, starts[cell + 1]!).sort()
  return { starts, values }
}

/** One walk through all rows with a value, the least first: so each cell gets its values sorted. */
function walk(contributions: Contributions, column: MeasureColumn, counts: Uint32Array): Scattered {
  const starts = startsOf(counts, contributions.cellCount)
  const into = { next: starts.slice(), found: new Float64Array(starts[contributions.cellCount]!) }
  if (contributions.isOnce) walkOnce(contributions, column, into)
  else walkAll(contributions, column, into)
  return { starts, values: into.found }
}

interface Into {
  next: Uint32Array
  found: Float64Array
}

/** Written out for what most panels ask: nothing but the cell is looked up. */
function walkOnce({ rows, cells }: Contributions, column: MeasureColumn, { next, found }: Into): void {
  const { values } = column
  // counted from 1
  const cellOf = new Uint32Array(values.length)
  for (let at = 0; at < rows.length; at++) cellOf[rows[at]!] = cells[at]! + 1
  const order = orderOf(column)
  for (let each = 0; each < order.length; each++) {
    const row = order[each]!
    const cell = cellOf[row]! - 1
    if (cell < 0) continue
    found[next[cell]!] = values[row]!
    next[cell]! += 1
  }
}

function walkAll({ rows, cells }: Contributions, column: MeasureColumn, { next, found }: Into): void {
  const { values } = column
  // where the row begins in `rows`, counted from 1
  const places = new Uint32Array(values.length)
  for (let at = rows.length - 1; at >= 0; at--) places[rows[at]!] = at + 1
  const order = orderOf(column)
  for (let each = 0; each < order.length; each++) {
    const row = order[each]!
    for (let at = places[row]! - 1; at >= 0 && rows[at] === row; at++) {
      const cell = cells[at]!
      found[next[cell]!] = values[row]!
      next[cell]! += 1
    }
  }
}
