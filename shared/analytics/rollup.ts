import { WEEKDAYS, type Weekday } from '../domain/settings/analytics.ts'
import { momentIn, offsetSpans, wallAt, type OffsetSpan } from '../domain/zone.ts'
import { addDays, addMonths, startOfMonth, startOfQuarter, weekdayOf } from './wall.ts'

export const ROLLUPS = ['hour', 'day', 'week', 'month', 'quarter'] as const
export type Rollup = (typeof ROLLUPS)[number]
type OnWall = Exclude<Rollup, 'hour'>

export interface Calendar {
  /** IANA name. */
  zone: string
  weekStart: Weekday
}

const HOUR = 3600_000
const DAY = 24 * HOUR
const LONGEST = 100 * 366 * DAY
const LENGTH: Record<Rollup, number> = { hour: HOUR, day: DAY, week: 7 * DAY, month: 31 * DAY, quarter: 92 * DAY }

/**
 * Where buckets begin, from the one that holds `first` to the one that holds `last`, and after these the end of the last one. A bucket
 * begins when the clocks of the zone first show its start: a day is 23 or 25 hours long where clocks change, and an hour that clocks
 * show twice is two buckets. null: they would be more than `most`, or reach over a hundred years.
 */
export function bucketEdges(rollup: Rollup, calendar: Calendar, first: number, last: number, most: number): number[] | null {
  if (last - first > LONGEST || (last - first) / LENGTH[rollup] > most) return null
  const spans = offsetSpans(calendar.zone, first - LENGTH[rollup] - DAY, last + LENGTH[rollup] + DAY)
  const starts = rollup === 'hour' ? hourStarts(spans, last + HOUR) : wallStarts(rollup, calendar, spans, first, last)
  const edges = cut(starts, first, last)
  return edges.length > most + 1 ? null : edges
}

/** From the last that is not after `first` to the first that is after `last`. */
function cut(starts: readonly number[], first: number, last: number): number[] {
  const from = starts.findLastIndex((start) => start <= first)
  const to = starts.findIndex((start) => start > last)
  return starts.slice(from, to + 1)
}

function wallStarts(rollup: OnWall, calendar: Calendar, spans: readonly OffsetSpan[], first: number, last: number): number[] {
  const starts: number[] = []
  let wall = floorWall(rollup, calendar, wallAt(first, calendar.zone))
  do {
    const start = momentIn(spans, wall)
    // a day that a zone left out is no bucket
    if (starts.length === 0 || start > starts.at(-1)!) starts.push(start)
    wall = nextWall(rollup, wall)
  } while (starts.at(-1)! <= last)
  return starts
}

/** The start of the stretch of the calendar that holds this time on the wall. */
export function floorWall(rollup: OnWall, { weekStart }: Pick<Calendar, 'weekStart'>, wall: number): number {
  const midnight = Math.floor(wall / DAY) * DAY
  switch (rollup) {
    case 'day':
      return midnight
    case 'week':
      return addDays(midnight, -((weekdayOf(midnight) - WEEKDAYS.indexOf(weekStart) + 7) % 7))
    case 'month':
      return startOfMonth(midnight)
    case 'quarter':
      return startOfQuarter(midnight)
  }
}

function nextWall(rollup: OnWall, wall: number): number {
  switch (rollup) {
    case 'day':
      return addDays(wall, 1)
    case 'week':
      return addDays(wall, 7)
    case 'month':
      return addMonths(wall, 1)
    case 'quarter':
      return addMonths(wall, 3)
  }
}

/** Full hours on the wall, and wherever clocks change. */
function hourStarts(spans: readonly OffsetSpan[], before: number): number[] {
  return spans.flatMap(({ from, to, offset }) => {
    const starts = [from]
    for (let at = Math.ceil((from + 1 + offset) / HOUR) * HOUR - offset; at < Math.min(to, before + HOUR); at += HOUR) starts.push(at)
    return starts
  })
}
