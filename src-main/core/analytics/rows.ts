import { and, andNot, countBits, type Bitmap } from '#shared/analytics/columns/bitmap.ts'
import type { Plan } from '#shared/analytics/plan.ts'
import type { Range } from '#shared/analytics/query/range.ts'
import type { SearchFields } from '#shared/domain/search/fields.ts'
import { typeOf } from '#shared/domain/settings/foldSettings.ts'
import type { WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import type { ColumnIndex } from '../index/columnIndex.ts'
import type { Finder } from '../queries/finder.ts'

/** The incidents of a question in one period: rows in rising order. */
export interface SelectedRows {
  index: ColumnIndex
  rows: Uint32Array
  declared: Float64Array
  /** Tests that would be among them. */
  testsLeftOut: number
}

export interface Asked {
  finder: Finder
  fields: SearchFields
  settings: WorkspaceSettings
}

/** null: the columns are not built. */
export function selectRows({ finder, fields, settings }: Asked, plan: Plan, range: Range): SelectedRows | null {
  const found = finder.find(plan.where, plan.nowMs, fields)
  if (!found) return null
  const { index } = found
  const created = index.numbers.get('created')!
  const isWhole = range.from === null && range.to === null
  const within = isWhole ? found.rows : and(found.rows, created.within(range.from, range.to))
  const tests = uncounted(index, settings)
  return { index, rows: listRows(andNot(within, tests)), declared: created.numbers, testsLeftOut: countBits(and(within, tests)) }
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
