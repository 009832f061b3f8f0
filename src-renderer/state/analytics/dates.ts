import { parseDate } from '#shared/domain/search/values.ts'
import { wallAt } from '#shared/domain/zone.ts'
import { addDays } from '#shared/analytics/wall.ts'

/* Periods as they are chosen and typed. As in the text of a question, `from` is part of it and `to` is not. */

export interface Dates {
  from: string | null
  to: string | null
}

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const DATE = /^\d{4}-\d\d-\d\d$/
const UNIT_DAYS: Record<string, number> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 }
const EXPECTED = 'Expected 2024, 2024-03, 2024-03-15, two of these with "to" between them, last 90 days, or all.'

export type ReadDates = { ok: true; dates: Dates } | { ok: false; message: string }

/** `2024`, `2024-03`, `2024-03-15`, `2024-03 to 2024-05` (both in it), `last 90 days`, `all`. */
export function readDates(text: string): ReadDates {
  const words = text.trim().toLowerCase()
  if (words === '' || words === 'all' || words === 'all time') return { ok: true, dates: { from: null, to: null } }
  const last = /^last (\d{1,4}) (day|week|month|quarter|year)s?$/.exec(words)
  if (last && Number(last[1]) > 0) return { ok: true, dates: { from: `now-${Number(last[1]) * UNIT_DAYS[last[2]!]!}d`, to: null } }
  const [first = '', second = first, ...more] = words.split(/\s+to\s+/)
  const [start, end] = [stretch(first), stretch(second)]
  const wrong = more.length > 0 ? text : start ? (end ? undefined : second) : first
  if (wrong !== undefined || !start || !end) return { ok: false, message: `"${wrong}" is not a period. ${EXPECTED}` }
  if (end.before <= start.at) return { ok: false, message: `This ends before it begins: ${second} is before ${first}.` }
  return { ok: true, dates: { from: dateOf(start.at), to: dateOf(end.before) } }
}

/** Years, months and days only: what a calendar has. */
const stretch = (text: string) => (/^\d{4}(-\d\d(-\d\d)?)?$/.test(text) ? parseDate(text) : undefined)

/** The day before a date that is not part of it any more, and the day after one that is; null: it is no plain date. */
export const dayBefore = (to: string | null): string | null => (to && DATE.test(to) ? dateOf(addDays(Date.parse(to), -1)) : null)
export const dayAfter = (day: string): string => dateOf(addDays(Date.parse(day), 1))
export const plainDate = (time: string | null): string | null => (time && DATE.test(time) ? time : null)

/** From the first to the last of some buckets, both in it: days by the clocks of the zone where they are whole, else moments. */
export function datesOfBuckets(edges: readonly number[], { from, to }: { from: number; to: number }, zone: string): Dates {
  const timeAt = (at: number | undefined): string | null => {
    if (at === undefined) return null
    const wall = new Date(wallAt(at, zone)).toISOString()
    return wall.endsWith('T00:00:00.000Z') ? wall.slice(0, 10) : new Date(at).toISOString()
  }
  return { from: timeAt(edges[from]), to: timeAt(edges[to + 1]) }
}

/** As short as it can be typed: `2024`, `2024-03`, `last 90 days`, `2024-01-01 to 2024-02-10`. */
export function datesWords({ from, to }: Dates): string {
  if (from === null && to === null) return 'all time'
  const last = to === null ? /^now-(\d+)d$/.exec(from ?? '') : null
  if (last) return `last ${last[1]} ${last[1] === '1' ? 'day' : 'days'}`
  const end = dayBefore(to)
  const start = plainDate(from)
  if (start && end) {
    const whole = [start.slice(0, 4), start.slice(0, 7), start].find((text) => {
      const { at, before } = parseDate(text)!
      return dateOf(at) === start && dateOf(before) === to
    })
    return whole ?? `${start} to ${end}`
  }
  return `${from ?? 'the beginning'} to ${end ?? to ?? 'now'}`
}
