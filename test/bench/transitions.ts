import type { SearchRow } from '../../shared/domain/search/row.ts'
import { skewedRow } from './skewedRow.ts'

/** A change of status; the time in it lasts until the next of its incident. */
export interface Transition {
  incident: number
  at: number
  status: 'active' | 'stable' | 'resolved'
}

/** Five a finished incident: active and stable in turns, some opened again, resolved at last. */
export function transitionsOf(n: number, row: SearchRow): Transition[] {
  const start = row.declaredAt
  const end = row.resolvedAt
  if (end === null) return [{ incident: n, at: start, status: 'active' }]
  const step = Math.floor((end - start) / 4)
  const statuses = ['active', 'stable', 'active', 'stable', 'resolved'] as const
  return statuses.map((status, turn) => ({ incident: n, at: turn === 4 ? end : start + turn * step, status }))
}

/** As `skewedRow`, with the times in each status that its transitions give. */
export function rowWithTimes(n: number, of: number): SearchRow {
  const row = skewedRow(n, of)
  if (row.resolvedAt === null) return row
  const spent = { active: 0, stable: 0, resolved: 0 }
  const transitions = transitionsOf(n, row)
  transitions.forEach(({ at, status }, turn) => (spent[status] += (transitions[turn + 1]?.at ?? at) - at))
  return { ...row, activeMs: spent.active, stableMs: spent.stable }
}
