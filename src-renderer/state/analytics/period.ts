import { addDays, addMonths, startOfQuarter } from '#shared/analytics/wall.ts'
import { floorWall, type Rollup } from '#shared/analytics/rollup.ts'
import type { Weekday } from '#shared/domain/settings/analytics.ts'
import { wallAt } from '#shared/domain/zone.ts'

/* Periods as people speak of them: so many whole days, weeks, months, quarters or years, the running one among them. */

export const PERIOD_UNITS = { d: 'day', w: 'week', m: 'month', q: 'quarter', y: 'year' } as const
export type PeriodUnit = keyof typeof PERIOD_UNITS

/** `12w`: the last twelve weeks, this one among them. */
export interface Period {
  count: number
  unit: PeriodUnit
}

/** What is offered. */
export const PERIODS: readonly Period[] = [
  { count: 7, unit: 'd' },
  { count: 4, unit: 'w' },
  { count: 12, unit: 'w' },
  { count: 3, unit: 'm' },
  { count: 12, unit: 'm' },
  { count: 8, unit: 'q' },
  { count: 1, unit: 'y' },
  { count: 3, unit: 'y' }
]

export const printPeriod = ({ count, unit }: Period): string => `${count}${unit}`
export function parsePeriod(text: string): Period | null {
  const match = /^([1-9]\d{0,2})([dwmqy])$/.exec(text)
  return match ? { count: Number(match[1]), unit: match[2] as PeriodUnit } : null
}

export function periodWords({ count, unit }: Period): string {
  if (count === 1) return unit === 'd' ? 'Today' : `This ${PERIOD_UNITS[unit]}`
  return `Last ${count} ${PERIOD_UNITS[unit]}s`
}

export interface Calendar {
  zone: string
  weekStart: Weekday
}

/** Dates of a period, `2026-08-31` to `2026-11-23`: the second is the first day that is not part of it. */
export function datesOf({ count, unit }: Period, nowMs: number, { zone, weekStart }: Calendar): { from: string; to: string } {
  const start = startOf(unit, wallAt(nowMs, zone), weekStart)
  return { from: dateOf(step(unit, start, 1 - count)), to: dateOf(step(unit, start, 1)) }
}

function startOf(unit: PeriodUnit, wall: number, weekStart: Weekday): number {
  if (unit === 'y') return addMonths(startOfQuarter(floorWall('day', { weekStart }, wall)), -3 * (quarterOf(wall) - 1))
  return floorWall(PERIOD_UNITS[unit] as Exclude<Rollup, 'hour'>, { weekStart }, wall)
}
const quarterOf = (wall: number): number => Math.floor(new Date(wall).getUTCMonth() / 3) + 1

const MONTHS: Partial<Record<PeriodUnit, number>> = { m: 1, q: 3, y: 12 }
function step(unit: PeriodUnit, wall: number, by: number): number {
  const months = MONTHS[unit]
  return months ? addMonths(wall, months * by) : addDays(wall, (unit === 'w' ? 7 : 1) * by)
}

const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10)

/** The roll-up that gives so many days as many points as can be told apart. */
export function rollupFor(days: number): Rollup {
  if (days <= 2) return 'hour'
  if (days <= 31) return 'day'
  if (days <= 190) return 'week'
  return days <= 1100 ? 'month' : 'quarter'
}
