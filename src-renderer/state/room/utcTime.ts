import { formatUtc } from '#renderer/parts/format.ts'

/*
 * Times a person types, always UTC. Text instead of the browser's own picker: that one speaks the machine's locale and zone,
 * and a war room has one zone for everybody.
 */

const FULL = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:UTC|Z)?$/i
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:UTC|Z)?$/i

export const TIME_HINT = 'YYYY-MM-DD HH:MM:SS, UTC'
export const TIME_PROBLEM = 'Write it as 03:33 or 2026-11-23 03:33:10, in UTC.'

/** `03:33`, `03:33:10` (on the UTC day of `day`, epoch ms) or `2026-11-23 03:33`; epoch ms, undefined when it is none. */
export function parseUtcTime(text: string, day: number): number | undefined {
  const trimmed = text.trim()
  const clock = CLOCK.exec(trimmed)
  if (clock) {
    const date = new Date(day)
    return utc(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), clock.slice(1))
  }
  const full = FULL.exec(trimmed)
  return full ? utc(Number(full[1]), Number(full[2]), Number(full[3]), full.slice(4)) : undefined
}

function utc(year: number, month: number, day: number, [hour, minute, second = '0']: string[]): number | undefined {
  const at = Date.UTC(year, month - 1, day, Number(hour), Number(minute), Number(second))
  const date = new Date(at)
  // Date.UTC rolls 31 June or 25:00 over to another day: that is a slip of the pen, not a time
  const isSame =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === Number(hour) &&
    date.getUTCMinutes() === Number(minute) &&
    date.getUTCSeconds() === Number(second)
  return isSame ? at : undefined
}

/** `2026-11-23 03:33:10`, what `parseUtcTime` reads back to the second. */
export const writeUtcTime = (at: number): string => formatUtc(at).replace(' UTC', '')

const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
/** `Monday 23 November 2026, UTC` */
export const utcDay = (at: number): string => `${DAY.format(at).replace(',', '')}, UTC`
