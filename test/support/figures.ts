import Database from 'better-sqlite3'
import { Figures } from '#main/core/analytics/figures.ts'
import { ListIndex } from '#main/core/index/listIndex.ts'
import { projectRow } from '#main/core/projectIncident.ts'
import { Finder } from '#main/core/queries/finder.ts'
import { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import type { Aggregation } from '#shared/analytics/aggregate.ts'
import { measure, type MeasureSpec } from '#shared/analytics/measures.ts'
import type { SearchRow } from '#shared/domain/search/row.ts'
import { reckon } from './reckon.ts'

const DAY = 24 * 3600_000
const MOMENTS = [
  'createdAt',
  'declaredAt',
  'detectedAt',
  'resolvedAt',
  'impactStart',
  'impactEnd',
  'customerImpactStart',
  'customerImpactEnd'
] as const

/** Over years, so that clocks change and leap days pass between them. */
export function spread(row: SearchRow, index: number): SearchRow {
  const move = (((index * 7919) % 900) - 700) * DAY + index * 1_234_567
  const moved = Object.fromEntries(MOMENTS.map((name) => [name, row[name] === null ? null : row[name] + move]))
  return { ...row, ...moved }
}

export function openFigures(rows: readonly SearchRow[]) {
  const store = new ProjectionStore(new Database(':memory:'), 'log')
  const saved = (row: SearchRow, index: number) => ({ docId: `i${index}`, incident: projectRow(`i${index}`, row) })
  store.save(rows.map(saved), null)
  let tell: (docs: ReturnType<typeof saved>[]) => void = () => undefined
  const follow = { onProjected: (listener: typeof tell) => ((tell = listener), () => undefined) }
  const columns = new ListIndex(follow as unknown as ConstructorParameters<typeof ListIndex>[0], store)
  const close = () => (columns.close(), store.close())
  const change = (row: SearchRow, index: number) => {
    const docs = [saved(row, index)]
    // saving notes the rows that were written in them
    store.save(docs, null)
    tell(docs)
  }
  return { figures: new Figures(new Finder(store.db, columns), columns), change, close }
}

/** The cell of some incidents, counted one by one. */
export function cellBy(agg: Aggregation, spec: MeasureSpec, some: readonly SearchRow[]) {
  const outcomes = some.map((row) => measure(spec, row))
  const count = (type: string) => outcomes.filter((outcome) => outcome.type === type).length
  const values = outcomes.flatMap((outcome) => (outcome.type === 'value' ? [outcome.value] : []))
  return {
    value: reckon(agg, values),
    n: values.length,
    pending: count('pending'),
    notApplicable: count('notApplicable'),
    invalid: count('invalid')
  }
}
