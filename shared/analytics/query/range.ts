import { parseDate, parseRelativeTime } from '../../domain/search/values.ts'
import { momentAt, wallAt } from '../../domain/zone.ts'
import { addMonths, startOfMonth } from '../wall.ts'
import type { Compare } from './ast.ts'

/** Epoch ms; null: no end on that side. `to` is not part of it. */
export interface Range {
  from: number | null
  to: number | null
}

export const isTime = (text: string): boolean => readTime(text, 0, 'UTC') !== undefined

const HAS_OFFSET = /T.*(Z|[+-]\d\d:?\d\d)$/i

/** A date is its start in the zone, a time without offset is on the zone's wall. undefined: it cannot be read. */
export function readTime(text: string, nowMs: number, zone: string): number | undefined {
  const date = parseDate(text)
  if (!date) return parseRelativeTime(text, nowMs)
  return HAS_OFFSET.test(text) ? date.at : momentAt(date.at, zone)
}

/** For checked times. */
export function rangeOf(times: { from: string | null; to: string | null }, nowMs: number, zone: string): Range {
  const read = (text: string | null) => (text === null ? null : (readTime(text, nowMs, zone) ?? null))
  return { from: read(times.from), to: read(times.to) }
}

/** What a period stands beside; undefined: it is the period itself. */
export function comparedRange(
  compare: Exclude<Compare, false>,
  from: number,
  to: number,
  zone: string
): { from: number; to: number } | undefined {
  if (compare === true) return previousRange(from, to, zone)
  const years = compare === 'lastyear' ? 1 : new Date(wallAt(from, zone)).getUTCFullYear() - compare
  if (years === 0) return undefined
  const moved = (at: number) => momentAt(addMonths(wallAt(at, zone), -12 * years), zone)
  return { from: moved(from), to: moved(to) }
}

const DAY = 24 * 3600_000

/**
 * The period before one of the same length: of whole months so many months, of whole days so many days by the clocks of the zone,
 * whatever they did meanwhile; else so many milliseconds. `now-7d` is whole days, too, and so begins at the same time of day: else an
 * hour of a change of clocks could lie on the day before, and every day would stand beside the wrong one.
 */
export function previousRange(from: number, to: number, zone: string): { from: number; to: number } {
  const [start, end] = [wallAt(from, zone), wallAt(to, zone)]
  const isMonths = isStartOfMonth(start) && isStartOfMonth(end)
  if (isMonths) return { from: momentAt(monthsBefore(start, monthsBetween(start, end)), zone), to: from }
  const days = [end - start, to - from].find((length) => length % DAY === 0)
  return { from: days === undefined ? from - (to - from) : momentAt(start - days, zone), to: from }
}

const isStartOfMonth = (wall: number): boolean => wall % DAY === 0 && startOfMonth(wall) === wall
const monthsOf = (wall: number): number => new Date(wall).getUTCFullYear() * 12 + new Date(wall).getUTCMonth()
const monthsBetween = (start: number, end: number): number => monthsOf(end) - monthsOf(start)
const monthsBefore = (wall: number, months: number): number => {
  const date = new Date(wall)
  return date.setUTCMonth(date.getUTCMonth() - months)
}
