import { compareGroups } from '#shared/analytics/groupOrder.ts'
import { cellAt, type Group } from '#shared/analytics/figures.ts'
import type { Plan } from '#shared/analytics/plan.ts'
import { spread, type GroupColumn } from './groups.ts'
import type { MeasureColumn } from './measureColumns.ts'
import { tally } from './tally.ts'

/** The groups with the greatest totals, as many as are to be shown. */
export function rankGroups({ query, top }: Plan, rows: Uint32Array, groups: GroupColumn, column: MeasureColumn): Group[] {
  const own = Uint32Array.from(groups.names, (_, id) => id)
  const spreadRows = spread(rows, groups, own)
  const cells = tally({ rows: spreadRows.rows, cells: spreadRows.groups, cellCount: groups.names.length }, column, query.agg)
  return groups.names
    .map((group, id) => ({ group, total: cellAt(cells, id) }))
    .filter(({ total: { n, pending, notApplicable, invalid } }) => n + pending + notApplicable + invalid > 0)
    .sort(compareGroups)
    .slice(0, top)
    .map(({ group }) => group)
}
