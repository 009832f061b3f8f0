import { TZDate } from '@date-fns/tz'
import { localZone } from '../format.ts'

/* A time as the system's own input for date and time takes it: on the wall of a zone, without naming it. */

const two = (value: number): string => String(value).padStart(2, '0')

/** `2026-03-12T04:41`; with seconds where there are any. */
export function toWallTime(at: number, zone = localZone()): string {
  const date = new TZDate(at, zone)
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  const seconds = date.getSeconds() === 0 ? '' : `:${two(date.getSeconds())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}${seconds}`
}

/** Epoch ms; null: no time. Of an hour that is there twice, the first. */
export function fromWallTime(text: string, zone = localZone()): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?/.exec(text)
  if (!match) return null
  const [year, month, day, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const at = new TZDate(year, month - 1, day, hours, minutes, seconds, zone).getTime()
  return Number.isNaN(at) ? null : at
}

/** `CET`: what the zone is called at that time. */
export function zoneName(at: number, zone = localZone()): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
}
