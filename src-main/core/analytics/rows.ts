import { and, andNot, countBits, type Bitmap } from '#shared/analytics/columns/bitmap.ts'
import type { Plan } from '#shared/analytics/plan.ts'
import type { Range } from '#shared/analytics/query/range.ts'
import type { SearchFields } from '#shared/domain/search/fields.ts'
import { typeOf } from '#shared/domain/settings/foldSettings.ts'
import type { WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import type { ColumnIndex } from '../index/columnIndex.ts'
import type { Finder } from '../queries/finder.ts'
import { inOneCell, type Contributions } from './tally.ts'

/** The incidents of a question in one period: rows in rising order. */
export interface SelectedRows {
  index: ColumnIndex
  rows: Uint32Array
  declared: Float64Array
  /** Tests that would be among them. */
  testsLeftOut: number
  /** When the first and the last of them was declared; null: there is none. */
  span: { first: number; last: number } | null
  /** All of them in one cell. */
  whole: Contributions
  /** By roll-up, what was put into buckets. */
  inBuckets: Map<string, Contributions>
}

export interface Asked {
  finder: Finder
  fields: SearchFields
  settings: WorkspaceSettings
}

/**
 * Panels of a page ask of the same incidents, in the same buckets, one after the other: what they share is made once, until a column
 * changes. What a filter finds may change with the clock, so that is found anew.
 */
export class Selections {
  readonly #kept = new Map<string, { revision: number; selected: SelectedRows }>()

  /** null: the columns are not built. `revision`: of the columns. */
  select(asked: Asked, plan: Plan, range: Range, revision: number): SelectedRows | null {
    const { finder, fields, settings } = asked
    const key = JSON.stringify([range.from, range.to, settings.types.map(({ id, doTestsCount }) => [id, doTestsCount])])
    const known = plan.where === null ? this.#kept.get(key) : undefined
    if (known?.revision === revision && finder.find(null, plan.nowMs, fields)?.index === known.selected.index) return known.selected
    const selected = selectRows(asked, plan, range)
    if (!selected || plan.where !== null) return selected
    this.#kept.delete(key)
    this.#kept.set(key, { revision, selected })
    if (this.#kept.size > MAX_KEPT) this.#kept.delete(this.#kept.keys().next().value!)
    return selected
  }
}

/** A page, the period before it, and another page. */
const MAX_KEPT = 4

/** null: the columns are not built. */
function selectRows({ finder, fields, settings }: Asked, plan: Plan, range: Range): SelectedRows | null {
  const found = finder.find(plan.where, plan.nowMs, fields)
  if (!found) return null
  const { index } = found
  const created = index.numbers.get('created')!
  const isWhole = range.from === null && range.to === null
  const within = isWhole ? found.rows : and(found.rows, created.within(range.from, range.to))
  const tests = uncounted(index, settings)
  const rows = listRows(andNot(within, tests))
  const declared = created.numbers
  const testsLeftOut = countBits(and(within, tests))
  return { index, rows, declared, testsLeftOut, span: spanOf(rows, declared), whole: inOneCell(rows), inBuckets: new Map() }
}

function spanOf(rows: Uint32Array, times: Float64Array): SelectedRows['span'] {
  let [first, last] = [Infinity, -Infinity]
  for (let at = 0; at < rows.length; at++) {
    const time = times[rows[at]!]!
    if (time < first) first = time
    if (time > last) last = time
  }
  return first === Infinity ? null : { first, last }
}

/** Tests of types whose figures do not count them. */
function uncounted(index: ColumnIndex, settings: WorkspaceSettings): Bitmap {
  const tests = index.values.get('test')!.equal('true')
  const isCounted = (type: string) => typeOf(settings, type).doTestsCount
  return andNot(tests, index.values.get('type')!.having(isCounted))
}

function listRows(bits: Bitmap): Uint32Array {
  const rows = new Uint32Array(countBits(bits))
  let next = 0
  for (let word = 0; word < bits.length; word++) {
    const all = bits[word]!
    // whole words are common: most questions leave most rows
    if (all === 0xffffffff) for (let row = word << 5, end = row + 32; row < end; row++) rows[next++] = row
    else for (let left = all; left !== 0; left &= left - 1) rows[next++] = (word << 5) + 31 - Math.clz32(left & -left)
  }
  return rows
}
