import { formatCount } from '#renderer/parts/format.ts'
import type { Unit } from './panelData.ts'

/* Numbers of panels as text. Durations come in seconds. */

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400
/** From here on days say more than hours. */
const MANY_HOURS = 72 * HOUR

const decimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 })

type Part = readonly [seconds: number, unit: string]
const UNITS: readonly Part[] = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'min'],
  [1, 's']
]

function partsOf(seconds: number): [count: number, unit: string][] {
  let rest = Math.round(seconds)
  return UNITS.filter(([size]) => size < DAY || rest >= MANY_HOURS).map(([size, unit]) => {
    const count = Math.floor(rest / size)
    rest -= count * size
    return [count, unit]
  })
}

const signed = (seconds: number, format: (positive: number) => string): string => (seconds < 0 ? `−${format(-seconds)}` : format(seconds))

/** Every second told: `1 h 38 min 12 s`, `46 min`, `0 s`. */
export const exactDuration = (seconds: number): string =>
  signed(seconds, (positive) => {
    if (positive > 0 && positive < 1) return `${decimals.format(positive)} s`
    const said = partsOf(positive).filter(([count]) => count > 0)
    return said.map(([count, unit]) => `${formatCount(count)} ${unit}`).join(' ') || '0 s'
  })

/** To be read across a room: `41 h 12`, `46 min`, `4 min 10`, `38 s`. */
export const shortDuration = (seconds: number): string =>
  signed(seconds, (positive) => {
    if (positive < MINUTE) return exactDuration(positive)
    const step = positive < 10 * MINUTE ? 1 : positive < MANY_HOURS ? MINUTE : HOUR
    const said = partsOf(Math.round(positive / step) * step)
    const first = said.findIndex(([count]) => count > 0)
    const [[count, unit], next] = [said[first]!, said[first + 1]]
    if (!next || next[0] === 0) return `${formatCount(count)} ${unit}`
    return `${formatCount(count)} ${unit} ${unit === 'h' ? String(next[0]).padStart(2, '0') : next[0]}${unit === 'd' ? ' h' : ''}`
  })

/** Of a round number: `4 h`, `30 min`, `1.5 d`. */
export function axisDuration(seconds: number): string {
  if (seconds === 0) return '0'
  const [size, unit] = UNITS.find(([size]) => Math.abs(seconds) >= (size === DAY ? MANY_HOURS : size)) ?? UNITS.at(-1)!
  return `${decimals.format(seconds / size)} ${unit}`
}

/** As exact as it is known. */
export function exactValue(value: number | null, unit: Unit): string {
  if (value === null) return 'no value'
  return unit === 'seconds' ? exactDuration(value) : unit === 'count' ? formatCount(value) : decimals.format(value)
}

/** As short as it is still true. */
export function shortValue(value: number | null, unit: Unit): string {
  if (value === null) return 'none'
  if (unit === 'seconds') return shortDuration(value)
  return Math.abs(value) >= 100_000 ? compact.format(value) : unit === 'count' ? formatCount(value) : decimals.format(value)
}

export const axisValue = (value: number, unit: Unit): string =>
  unit === 'seconds' ? axisDuration(value) : Math.abs(value) >= 10_000 ? compact.format(value) : decimals.format(value)

/** For a file: a plain number, nothing where there is none. */
export const rawValue = (value: number | null): string => (value === null ? '' : String(value))

const SECOND_STEPS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 4, 6, 12].map((hours) => hours * HOUR)
]

/** The distance of lines across so that there are at most `lines` of them, at round values. */
export function axisStep(max: number, unit: Unit, lines = 4): number {
  const rough = max / lines
  const listed = unit === 'seconds' ? SECOND_STEPS.find((step) => step >= rough) : undefined
  if (listed) return listed
  const base = unit === 'seconds' ? DAY : 1
  const least = unit === 'number' ? rough : Math.max(rough, base)
  const power = 10 ** Math.floor(Math.log10(least / base))
  return [1, 2, 5, 10].map((factor) => factor * power * base).find((step) => step >= least * 0.999_999)!
}

/** `15 to 30 min`, `under 5 min`, `over 24 h`. */
export function binWords({ from, to }: { from: number; to: number | null }, unit: Unit, joint = ' to '): string {
  if (to === null) return `over ${axisValue(from, unit)}`
  if (from === 0) return `under ${axisValue(to, unit)}`
  const [low, high] = [axisValue(from, unit), axisValue(to, unit)]
  const [amount, name] = low.split(' ')
  return `${name !== undefined && high.endsWith(` ${name}`) ? amount! : low}${joint}${high}`
}

/** On an axis: `<5 min`, `15–30 min`, `>24 h`. */
export const shortBin = (bin: { from: number; to: number | null }, unit: Unit): string =>
  binWords(bin, unit, '–')
    .replace(/^under /, '<')
    .replace(/^over /, '>')

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
/** 1 is Monday. */
export const weekdayName = (weekday: number): string => WEEKDAYS[weekday - 1]!
/** `09:00` */
export const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
