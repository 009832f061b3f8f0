import type { GraphSignal } from '../signals.ts'

export type Point = [at: number, value: number | null]
export type Series = GraphSignal['series'][number]

export const MAX_SERIES = 10
export const MAX_POINTS = 2_000

/** The points of a series, oldest first; of too many, the highest and the lowest of each stretch: no peak is lost. */
export function thin(points: readonly Point[], max = MAX_POINTS): Point[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0])
  if (sorted.length <= max) return sorted
  const stretches = Math.floor(max / 2)
  const kept: Point[] = []
  for (let index = 0; index < stretches; index += 1) {
    const from = Math.floor((index * sorted.length) / stretches)
    const to = Math.floor(((index + 1) * sorted.length) / stretches)
    kept.push(...extremes(sorted.slice(from, to)))
  }
  return kept
}

function extremes(stretch: readonly Point[]): Point[] {
  let low = stretch[0]!
  let high = stretch[0]!
  for (const point of stretch) {
    const value = point[1]
    if (value === null) continue
    if (low[1] === null || value < low[1]) low = point
    if (high[1] === null || value > high[1]) high = point
  }
  if (low === high) return [low]
  return low[0] <= high[0] ? [low, high] : [high, low]
}

export interface GraphParts {
  title: string
  query: string
  unit?: string
  from?: number | null
  to?: number | null
  url?: string
  series: readonly { name: string; points: readonly Point[] }[]
}

/** A graph within the bounds, and what had to be left out to get there. undefined: there is no point at all. */
export function makeGraph({ title, query, unit, from, to, url, series }: GraphParts): { graph: GraphSignal; notes: string[] } | undefined {
  const filled = series.filter(({ points }) => points.length > 0)
  const times = filled.flatMap(({ points }) => points.map(([at]) => at)).filter(Number.isFinite)
  if (times.length === 0) return undefined
  const notes: string[] = []
  if (filled.length > MAX_SERIES) notes.push(`It has ${filled.length} series; the first ${MAX_SERIES} are kept.`)
  const most = Math.max(...filled.map(({ points }) => points.length))
  if (most > MAX_POINTS) notes.push(`A series has ${most} points; ${MAX_POINTS} are kept, with every high and low.`)
  const first = times.reduce((a, b) => Math.min(a, b))
  const last = times.reduce((a, b) => Math.max(a, b))
  const graph: GraphSignal = {
    type: 'graph',
    title: title.slice(0, 300),
    query: query.slice(0, 5_000),
    from: Math.round(from ?? first),
    to: Math.round(to ?? last),
    ...(unit ? { unit: unit.slice(0, 40) } : {}),
    series: filled.slice(0, MAX_SERIES).map(({ name, points }) => ({
      name: name.slice(0, 300),
      points: thin(points.map(([at, value]): Point => [Math.round(at), value]))
    })),
    ...(url ? { url } : {})
  }
  return { graph, notes }
}
