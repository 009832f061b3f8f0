/*
 * One number of many. Percentiles are those of SQL's percentile_cont (linear between the two nearest ranks, "type 7"): of n sorted
 * values the p-th lies at (n − 1)·p/100, counted from 0. Sums are exact and rounded once, so that no order of adding shows.
 */

export const AGGREGATIONS = ['count', 'sum', 'mean', 'min', 'max', 'p50', 'p75', 'p90', 'p95', 'p99'] as const
export type Aggregation = (typeof AGGREGATIONS)[number]

const PERCENT: Partial<Record<Aggregation, number>> = { p50: 50, p75: 75, p90: 90, p95: 95, p99: 99 }
/** null: it is no percentile. */
export const percentOf = (agg: Aggregation): number | null => PERCENT[agg] ?? null

/** Counts and sums of nothing are 0, everything else of nothing is nothing. Changes the order of `values`. */
export function aggregate(agg: Aggregation, values: Float64Array): number | null {
  const n = values.length
  if (agg === 'count') return n
  if (agg === 'sum') return exactSum(values)
  if (n === 0) return null
  switch (agg) {
    case 'mean':
      return exactSum(values) / n
    case 'min':
      return values.reduce((least, value) => Math.min(least, value))
    case 'max':
      return values.reduce((most, value) => Math.max(most, value))
    default:
      return percentileOf(values.sort(), percentOf(agg)!)
  }
}

interface Rank {
  /** Of sorted values, counted from 0; the percentile lies so many hundredths of the way to the next. */
  index: number
  hundredths: number
}
function rankOf(n: number, percent: number): Rank {
  const at = (n - 1) * percent
  return { index: Math.floor(at / 100), hundredths: at % 100 }
}

/** Of values in rising order, at least one. */
export function percentileOf(sorted: Float64Array, percent: number): number {
  const { index, hundredths } = rankOf(sorted.length, percent)
  const value = sorted[index]!
  // in whole numbers up to the end: of times in ms nothing is rounded on the way
  return hundredths === 0 ? value : (value * (100 - hundredths) + sorted[index + 1]! * hundredths) / 100
}

/** The sum, rounded once: whole numbers as they are while that is exact, else what each addition lost is kept (Shewchuk 1997). */
export function exactSum(values: Float64Array): number {
  let sum = 0
  let most = 0
  let areWhole = true
  for (const value of values) {
    sum += value
    most += Math.abs(value)
    areWhole &&= Number.isInteger(value)
  }
  return (areWhole && most <= Number.MAX_SAFE_INTEGER) || !Number.isFinite(most) ? sum : sumOfParts(values)
}

function sumOfParts(values: Float64Array): number {
  const parts: number[] = []
  for (const value of values) {
    let add = value
    let kept = 0
    for (const part of parts) {
      const [large, small] = Math.abs(add) < Math.abs(part) ? [part, add] : [add, part]
      const sum = large + small
      const lost = small - (sum - large)
      if (lost !== 0) parts[kept++] = lost
      add = sum
    }
    parts.length = kept
    parts.push(add)
  }
  return rounded(parts)
}

/** From the greatest part down; half-way cases go by the sign of what follows, as in Python's fsum. */
function rounded(parts: readonly number[]): number {
  let at = parts.length - 1
  let sum = parts[at] ?? 0
  let lost = 0
  while (at > 0 && lost === 0) {
    const before = sum
    const part = parts[--at]!
    sum = before + part
    lost = part - (sum - before)
  }
  const next = at > 0 ? parts[at - 1]! : 0
  if ((lost < 0 && next < 0) || (lost > 0 && next > 0)) {
    const twice = lost * 2
    const moved = sum + twice
    if (twice === moved - sum) sum = moved
  }
  return sum
}
