/** In UTC, without the milliseconds where there are none. */
export const isoText = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z')

const UNITS: readonly [string, number][] = [
  ['d', 86_400_000],
  ['h', 3600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1]
]

/** Exact: `1 h 30 min 5 s`. */
export function lengthText(ms: number): string {
  let rest = ms
  const parts = UNITS.flatMap(([unit, length]) => {
    const count = Math.floor(rest / length)
    rest -= count * length
    return count === 0 ? [] : [`${count} ${unit}`]
  })
  return parts.length === 0 ? '0 s' : parts.join(' ')
}
