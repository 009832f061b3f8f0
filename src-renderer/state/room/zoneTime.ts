import { momentsOf, UTC, wallAt } from '#shared/domain/zone.ts'

/*
 * Times as they are shown and typed in a chosen zone. Text instead of the browser's own picker: that one speaks the machine's locale
 * and zone, and a timeline has the zone its reader chose.
 */

const iso = (at: number, zone: string): string => new Date(wallAt(at, zone)).toISOString()

/** `03:41` on the clocks of the zone. */
export const formatMinuteIn = (at: number, zone: string): string => iso(at, zone).slice(11, 16)
/** `03:41:18` */
export const formatTimeIn = (at: number, zone: string): string => iso(at, zone).slice(11, 19)
/** `2026-11-23` */
export const formatDateIn = (at: number, zone: string): string => iso(at, zone).slice(0, 10)
/** `2026-11-23 03:33:10`, what `readTime` reads back to the second. */
export const writeTimeIn = (at: number, zone: string): string => iso(at, zone).slice(0, 19).replace('T', ' ')

const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: UTC })
/** `Monday 23 November 2026, UTC` */
export const dayIn = (at: number, zone: string): string => `${DAY.format(wallAt(at, zone)).replace(',', '')}, ${zone}`

const SUFFIX = '\\s*(UTC|Z|[+-]\\d{2}:\\d{2})?$'
const FULL = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})[ T]+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?${SUFFIX}`, 'i')
const CLOCK = new RegExp(`^(\\d{1,2}):(\\d{2})(?::(\\d{2}))?${SUFFIX}`, 'i')

export type ReadTime = { ok: true; at: number; note: string | null } | { ok: false; problem: string }

export const timeHint = (zone: string): string => `YYYY-MM-DD HH:MM:SS, ${zone}`
export const timeProblem = (zone: string): string => `Write it as 03:33 or 2026-11-23 03:33:10, in ${zone}.`

/**
 * `03:33`, `03:33:10` (on the day of `day`, epoch ms) or `2026-11-23 03:33`, on the clocks of `zone`; with `UTC` or `+01:00` behind it,
 * on those. `note` says what was decided where the clocks go back.
 */
export function readTime(text: string, day: number, zone: string): ReadTime {
  const trimmed = text.trim()
  const clock = CLOCK.exec(trimmed)
  const full = clock ? null : FULL.exec(trimmed)
  const parts = clock ? [...dateOf(wallAt(day, zone)), ...clock.slice(1)] : full?.slice(1)
  const wall = parts && wallOf(parts)
  if (wall === undefined) return { ok: false, problem: timeProblem(zone) }
  const suffix = (clock ?? full)!.at(-1)
  if (suffix !== undefined) return { ok: true, at: wall - offsetOf(suffix), note: null }
  const [at, other] = momentsOf(wall, zone)
  if (at === undefined)
    return {
      ok: false,
      problem: `${writeTimeIn(wall, UTC)} was never on the clocks of ${zone}: they jump over it. Add the offset, such as +01:00.`
    }
  const note =
    other === undefined
      ? null
      : `Twice that day: this is the first, ${signed(wall - at)}. Write ${signed(wall - other)} behind it for the second.`
  return { ok: true, at, note }
}

const dateOf = (wall: number): string[] => new Date(wall).toISOString().slice(0, 10).split('-')

function wallOf([year, month, day, hour, minute, second = '0']: (string | undefined)[]): number | undefined {
  const fields = [year, month, day, hour, minute, second].map(Number) as [number, number, number, number, number, number]
  const wall = Date.UTC(fields[0], fields[1] - 1, ...(fields.slice(2) as [number, number, number, number]))
  const date = new Date(wall)
  // Date.UTC rolls 31 June or 25:00 over to another day: that is a slip of the pen, not a time
  const isSame =
    date.getUTCMonth() === fields[1] - 1 &&
    date.getUTCDate() === fields[2] &&
    date.getUTCHours() === fields[3] &&
    date.getUTCMinutes() === fields[4] &&
    date.getUTCSeconds() === fields[5]
  return isSame ? wall : undefined
}

const MINUTE = 60_000

function offsetOf(suffix: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(suffix) ?? []
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE
}

/** `+01:00` */
export function signed(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / MINUTE)
  return `${offset < 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
