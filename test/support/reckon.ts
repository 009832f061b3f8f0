import type { Aggregation } from '#shared/analytics/aggregate.ts'

/** As a person would reckon it, with sums that cannot drift. Values are whole or halves. */
export function reckon(agg: Aggregation, given: readonly number[]): number | null {
  const values = [...given].sort((a, b) => a - b)
  const sum = Number(values.reduce((total, value) => total + BigInt(value * 2), 0n)) / 2
  if (agg === 'count') return values.length
  if (agg === 'sum') return sum
  if (values.length === 0) return null
  if (agg === 'mean') return sum / values.length
  if (agg === 'min') return values[0]!
  if (agg === 'max') return values.at(-1)!
  const at = (values.length - 1) * Number(agg.slice(1))
  const [low, next] = [values[Math.floor(at / 100)]!, values[Math.floor(at / 100) + 1] ?? 0]
  // in hundredths of the way, so that whole numbers stay whole until the last step
  const way = at % 100
  return way === 0 ? low : (low * (100 - way) + next * way) / 100
}
