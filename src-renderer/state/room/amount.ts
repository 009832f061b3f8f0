/* Amounts of time a person types, to move something by. */

const SECOND = 1000
const UNITS: Readonly<Record<string, number>> = { d: 24 * 3600 * SECOND, h: 3600 * SECOND, m: 60 * SECOND, s: SECOND }
const WORDS = /^([+\-−]?)\s*((?:\d{1,5}\s*[dhms]\s*)+)$/i
const CLOCK = /^([+\-−]?)\s*(\d{1,4}):(\d{2})(?::(\d{2}))?$/

export const AMOUNT_PROBLEM = 'Write how far, such as -10m, +1h 5m or -00:10:30.'

/** `-10m`, `+1h 5m`, `90s`, `-1:30` (hours and minutes), `+00:00:30`; ms, undefined when it is none. */
export function parseAmount(text: string): number | undefined {
  const trimmed = text.trim()
  const clock = CLOCK.exec(trimmed)
  if (clock) {
    const [, sign, hours, minutes, seconds = '0'] = clock
    if (Number(minutes) > 59 || Number(seconds) > 59) return undefined
    return signOf(sign) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * SECOND
  }
  const words = WORDS.exec(trimmed)
  if (!words) return undefined
  let amount = 0
  for (const [, count, unit] of words[2]!.matchAll(/(\d+)\s*([dhms])/gi)) amount += Number(count) * UNITS[unit!.toLowerCase()]!
  return signOf(words[1]) * amount
}

const signOf = (sign: string | undefined): number => (sign === '-' || sign === '−' ? -1 : 1)

/** `-10m`, `+1h 5m`, what `parseAmount` reads back to the second. */
export function writeAmount(ms: number): string {
  let rest = Math.round(Math.abs(ms) / SECOND) * SECOND
  const parts: string[] = []
  for (const [unit, size] of Object.entries(UNITS)) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count}${unit}`)
  }
  return `${ms < 0 ? '-' : '+'}${parts.join(' ') || '0s'}`
}
