/* Times are epoch ms, durations ms. UTC is said first everywhere; a local time stands beside it and names its zone. */

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const two = (value: number): string => String(value).padStart(2, '0')

/** `m:ss`, from one hour `h:mm:ss`, from one day `1d 4h`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (hours >= 24) return days(hours)
  if (hours > 0) return `${hours}:${two(minutes % 60)}:${two(seconds % 60)}`
  return `${minutes}:${two(seconds % 60)}`
}

/** How long ago: `<1m`, `4m`, `1h 12m`, `1d 4h`. A time in the future is `<1m`: clocks of two machines differ a little. */
export function formatAge(ms: number): string {
  const minutes = Math.floor(ms / MINUTE)
  if (minutes < 1) return '<1m'
  const hours = Math.floor(minutes / 60)
  if (hours === 0) return `${minutes}m`
  if (hours >= 24) return days(hours)
  return minutes % 60 === 0 ? `${hours}h` : `${hours}h ${minutes % 60}m`
}

const days = (hours: number): string =>
  hours % 24 === 0 || hours >= 100 * 24 ? `${Math.floor(hours / 24)}d` : `${Math.floor(hours / 24)}d ${hours % 24}h`

/** For a narrow column: an age with one unit, and from a week on the date, because "214d" helps nobody. */
export function formatLastUpdate(at: number, now: number): string {
  const age = now - at
  if (age >= 7 * DAY) return formatDate(at)
  return formatAge(age).replace(/ .*/, '')
}

/** For a screen reader: `1 hour 12 minutes`. */
export function spellDuration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE))
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute']
  ]
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
  return said.slice(0, 2).join(' ') || 'less than a minute'
}

/** `03:41:18`, in UTC. */
export const formatUtcTime = (at: number): string => new Date(at).toISOString().slice(11, 19)
/** `03:41`, in UTC. */
export const formatUtcMinute = (at: number): string => new Date(at).toISOString().slice(11, 16)
/** `2026-03-12`, in UTC. */
export const formatIsoDate = (at: number): string => new Date(at).toISOString().slice(0, 10)
/** `2026-03-12 03:41:18 UTC`. */
export const formatUtc = (at: number): string => `${formatIsoDate(at)} ${formatUtcTime(at)} UTC`

const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const dayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
/** `12 Mar 2026`, in UTC. */
export const formatDate = (at: number): string => dateFormat.format(at)
/** `Thu 12 Mar 2026`, in UTC. */
export const formatDay = (at: number): string => dayFormat.format(at).replace(',', '')

const zones = new Map<string, Intl.DateTimeFormat>()

/** `04:41 CET`: the time on the wall of `zone` (default: this machine's), with the zone's name. */
export function formatLocal(at: number, zone: string = localZone()): string {
  let format = zones.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone, timeZoneName: 'short' })
    zones.set(zone, format)
  }
  return format.format(at)
}

let zone: string | undefined
/** This machine's zone. Asked once: the answer costs milliseconds. */
export const localZone = (): string => (zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone)

/** UTC, and the local time where it differs: `2026-03-12 03:41:18 UTC · 04:41 CET`. */
export function formatBoth(at: number, zone: string = localZone()): string {
  const local = formatLocal(at, zone)
  return /\bUTC$/.test(local) ? formatUtc(at) : `${formatUtc(at)} · ${local}`
}

/** As `formatBoth`, and a third zone where it says something new: `… · 04:41 CET · 22:41 GMT-5 America/New_York`. */
export function formatAll(at: number, zone: string): string {
  const both = formatBoth(at)
  return zone === 'UTC' || zone === localZone() ? both : `${both} · ${formatLocal(at, zone)} ${zone}`
}

const countFormat = new Intl.NumberFormat('en-US')
/** `1,403`. */
export const formatCount = (count: number): string => countFormat.format(count)

/** `1 incident`, `1,403 incidents`. */
export const plural = (count: number, unit: string): string => `${formatCount(count)} ${unit}${count === 1 ? '' : 's'}`
