import type { QueryProblem } from '../domain/search/ast.ts'
import { MAX_BUCKETS } from './figures.ts'
import { wrong, type Plan } from './plan.ts'
import type { Range } from './query/range.ts'
import { bucketEdges } from './rollup.ts'

/** The first and the last moment at which incidents were found; null: none was. */
export type Found = { first: number; last: number } | null

export type Edges = { ok: true; edges: number[] } | { ok: false; problem: QueryProblem }

/** The buckets of a period. Without an end they go on to now, and to the last incident; without a roll-up there is one. */
export function edgesOf(plan: Plan, range: Range, found: Found): Edges {
  const first = range.from ?? found?.first
  const last = range.to === null ? Math.max(first ?? -Infinity, found?.last ?? -Infinity, plan.nowMs) : range.to - 1
  const { rollup } = plan.query
  if (rollup === null) return { ok: true, edges: [first ?? plan.nowMs, last + 1] }
  if (first === undefined) return { ok: true, edges: [] }
  const edges = bucketEdges(rollup, plan.calendar, first, last, MAX_BUCKETS)
  return edges
    ? { ok: true, edges }
    : wrong(
        `This would be more than ${MAX_BUCKETS.toLocaleString('en')} ${rollup}s. Choose a longer roll-up, or a shorter time with from and to.`,
        plan.places.rollup!
      )
}

/** Which buckets are cut off by the period, or not over yet. */
export function partialOf({ nowMs, query }: Plan, { from, to }: Range, edges: readonly number[]): number[] {
  if (query.rollup === null) return []
  const end = Math.min(to ?? Infinity, nowMs + 1)
  return Array.from({ length: Math.max(0, edges.length - 1) }, (_, index) => index).filter(
    (index) => edges[index]! < (from ?? -Infinity) || edges[index + 1]! > end
  )
}
