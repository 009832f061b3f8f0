import { EMPTY, type AnalyticsQuery } from '#shared/analytics/query/ast.ts'
import { printAnalytics } from '#shared/analytics/query/print.ts'
import { addDays } from '#shared/analytics/wall.ts'
import { floorWall } from '#shared/analytics/rollup.ts'
import { wallAt } from '#shared/domain/zone.ts'
import type { Calendar } from '../analytics/period.ts'

/* A week is named by its first day, `2026-11-16`, as the workspace begins weeks and in its zone. */

const DATE = /^\d{4}-\d\d-\d\d$/
const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10)
const wallOf = (date: string): number => Date.parse(`${date}T00:00:00Z`)

/** The week somebody is in now. */
export const currentWeek = (nowMs: number, calendar: Calendar): string => dateOf(floorWall('week', calendar, wallAt(nowMs, calendar.zone)))

/** What is reviewed where nothing is said: the last week that is over. */
export const lastFullWeek = (nowMs: number, calendar: Calendar): string => stepWeek(currentWeek(nowMs, calendar), -1)

export const stepWeek = (week: string, by: number): string => dateOf(addDays(wallOf(week), 7 * by))

/** The week a date of an address is in; undefined: it is no date. */
export function weekOf(date: string, calendar: Calendar): string | undefined {
  const wall = DATE.test(date) ? wallOf(date) : NaN
  // 30 February is read as a day of March by some
  return Number.isNaN(wall) || dateOf(wall) !== date ? undefined : dateOf(floorWall('week', calendar, wall))
}

/** `16 to 22 Nov 2026`, `28 Dec 2026 to 3 Jan 2027`. */
export function weekWords(week: string): string {
  const [from, to] = [wallOf(week), addDays(wallOf(week), 6)]
  const [first, last] = [dayWords(from), dayWords(to)]
  const same = first.slice(-8) === last.slice(-8) ? 8 : first.slice(-4) === last.slice(-4) ? 4 : 0
  return `${first.slice(0, first.length - same).trim()} to ${last}`
}
const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
/** Some call the ninth month "Sept". */
const dayWords = (wall: number): string => dayFormat.format(wall).replace('Sept', 'Sep')

/** What is asked of a week. */
export const askOfWeek = (week: string, asked: Partial<AnalyticsQuery> = {}): AnalyticsQuery => ({
  ...EMPTY,
  ...asked,
  from: week,
  to: stepWeek(week, 1)
})
export const weekText = (week: string, asked?: Partial<AnalyticsQuery>): string => printAnalytics(askOfWeek(week, asked))
