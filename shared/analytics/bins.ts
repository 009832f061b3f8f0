import type { Unit } from './measures.ts'

export interface Bin {
  from: number
  to: number
  n: number
}

const [MINUTE, HOUR, DAY] = [60_000, 3600_000, 24 * 3600_000]
/** Lengths people think in: durations reach from minutes to months. */
const LADDER = [
  ...[0, 1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 8, 12].map((hours) => hours * HOUR),
  ...[1, 2, 4, 7, 14, 30, 60, 90, 180, 365].map((days) => days * DAY)
]
const MOST = 20

/** Edges of bins that hold all values, one more than bins. None where there are no values. */
export function binEdges(unit: Unit, min: number, max: number): number[] {
  return unit === 'ms' ? ladderEdges(min, max) : evenEdges(min, max)
}

function ladderEdges(min: number, max: number): number[] {
  const last = LADDER.at(-1)!
  const years = Math.ceil((max + 1) / last)
  const ladder = max < last ? LADDER : [...LADDER, years * last]
  const from = ladder.findLastIndex((step) => step <= min)
  const to = ladder.findIndex((step) => step > max)
  return ladder.slice(from, to + 1)
}

/** 1, 2 or 5 times a power of ten wide. */
function evenEdges(min: number, max: number): number[] {
  const width = evenWidth((max - min) / MOST)
  const first = Math.floor(min / width)
  const last = Math.floor(max / width) + 1
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last)) return [min, max]
  return Array.from({ length: last - first + 1 }, (_, step) => (first + step) * width)
}

function evenWidth(least: number): number {
  if (!(least > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(least))
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10)
}

/** The last bin holds its end, too. */
export function binOf(edges: readonly number[], value: number): number {
  const at = edges.findLastIndex((edge) => edge <= value)
  return Math.max(0, Math.min(at, edges.length - 2))
}
