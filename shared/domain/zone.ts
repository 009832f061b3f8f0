/*
 * Times on the wall of a zone. A zone is an IANA name such as `Europe/Berlin`, or `UTC`. The machine's own zone tables (Intl) say
 * how far it is from UTC at a moment; a name they do not know counts as UTC.
 */

export const UTC = 'UTC'
/** The field in which an incident keeps the zone it happened in. */
export const TIME_ZONE_FIELD = 'time_zone'

const SHAPE = /^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/

const formats = new Map<string, Intl.DateTimeFormat | null>()

function formatOf(zone: string): Intl.DateTimeFormat | null {
  let format = formats.get(zone)
  if (format === undefined) {
    format = SHAPE.test(zone) ? makeFormat(zone) : null
    formats.set(zone, format)
  }
  return format
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
  try {
    return new Intl.DateTimeFormat('en-US', { ...parts, era: 'short', hourCycle: 'h23', timeZone })
  } catch {
    return null
  }
}

/** The name as it is kept; undefined: there is no such zone. `europe/berlin` is found, too. */
export function findZone(name: string): string | undefined {
  const typed = name.trim()
  if (typed.toUpperCase() === UTC) return UTC
  const format = formatOf(typed)
  // an older name of a zone is not listed, and known all the same
  return format
    ? (Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === typed.toLowerCase()) ?? format.resolvedOptions().timeZone)
    : undefined
}

/** The zone, where this machine knows it; UTC otherwise. */
export const knownZone = (zone: unknown): string | null => (typeof zone === 'string' && formatOf(zone) ? zone : null)

const QUARTER = 15 * 60_000
const MAX_KEPT = 20_000
const offsets = new Map<string, Map<number, number>>()

/** How far the clocks of `zone` are ahead of UTC at `at`, ms. */
export function offsetAt(at: number, zone: string): number {
  const format = zone === UTC ? null : formatOf(zone)
  if (!format) return 0
  let kept = offsets.get(zone)
  if (!kept) offsets.set(zone, (kept = new Map()))
  // clocks change on the quarter of an hour, and asking costs a hundred times as much as remembering
  const quarter = Math.floor(at / QUARTER)
  let offset = kept.get(quarter)
  if (offset === undefined) {
    if (kept.size >= MAX_KEPT) kept.clear()
    kept.set(quarter, (offset = askOffset(format, quarter * QUARTER)))
  }
  return offset
}

function askOffset(format: Intl.DateTimeFormat, at: number): number {
  const value: Record<string, string> = {}
  for (const { type, value: text } of format.formatToParts(at)) value[type] = text
  const year = value['era'] === 'BC' ? 1 - Number(value['year']) : Number(value['year'])
  const wall = new Date(0)
  wall.setUTCFullYear(year, Number(value['month']) - 1, Number(value['day']))
  wall.setUTCHours(Number(value['hour']), Number(value['minute']), Number(value['second']))
  return wall.getTime() - at
}

/** What the clocks of `zone` show at `at`, as if it were UTC: for formatting. */
export const wallAt = (at: number, zone: string): number => at + offsetAt(at, zone)

const DAY = 24 * 3600_000

/** Every moment at which the clocks of `zone` show `wall`, earliest first: none where they jump over it, two where they go back. */
export function momentsOf(wall: number, zone: string): number[] {
  const guesses = [wall - DAY, wall, wall + DAY].map((near) => wall - offsetAt(near, zone))
  return [...new Set(guesses)].filter((at) => wallAt(at, zone) === wall).sort((a, b) => a - b)
}

export interface ZoneDay {
  /** `2026-03-29`, the same for every moment of it. */
  date: string
  start: number
  /** The first moment of the next day: 23 or 25 hours later where clocks change. */
  end: number
}

/** The day that `at` is part of. */
export function dayAt(at: number, zone: string): ZoneDay {
  const midnight = Math.floor(wallAt(at, zone) / DAY) * DAY
  return { date: new Date(midnight).toISOString().slice(0, 10), start: momentAt(midnight, zone), end: momentAt(midnight + DAY, zone) }
}

/** The first moment at which clocks show `wall`, or where they jump over it, the moment they do. */
export function momentAt(wall: number, zone: string): number {
  const [at] = momentsOf(wall, zone)
  if (at !== undefined) return at
  // Samoa once left out a whole day
  for (let later = Math.floor(wall / QUARTER) * QUARTER + QUARTER; later <= wall + DAY + QUARTER; later += QUARTER) {
    const [after] = momentsOf(later, zone)
    if (after !== undefined) return after
  }
  return wall
}

/** From `from` to before `to` clocks are that far ahead of UTC. */
export interface OffsetSpan {
  from: number
  to: number
  offset: number
}

/** The stretches between changes of the clocks that hold everything from `first` to `last`, one after the other. */
export function offsetSpans(zone: string, first: number, last: number): OffsetSpan[] {
  const spans: OffsetSpan[] = []
  let [from, offset] = [first, offsetAt(first, zone)]
  for (let day = first; zone !== UTC && day < last; day += DAY) {
    const next = Math.min(day + DAY, last)
    if (offsetAt(next, zone) === offset) continue
    const change = changeBetween(zone, day, next)
    spans.push({ from, to: change, offset })
    ;[from, offset] = [change, offsetAt(change, zone)]
  }
  return [...spans, { from, to: last + 1, offset }]
}

/** The first moment after `from` with another offset than there. */
function changeBetween(zone: string, from: number, to: number): number {
  const offset = offsetAt(from, zone)
  let [low, high] = [Math.floor(from / QUARTER), Math.floor(to / QUARTER)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle * QUARTER, zone) === offset) low = middle
    else high = middle
  }
  return high * QUARTER
}

/** As momentAt, within spans. */
export function momentIn(spans: readonly OffsetSpan[], wall: number): number {
  for (const { from, to, offset } of spans) if (wall - offset < to) return Math.max(from, wall - offset)
  return wall - (spans.at(-1)?.offset ?? 0)
}

/** `2026-03-29T02:00:00+02:00`, with milliseconds only where there are any. */
export function isoIn(at: number, zone: string): string {
  const offset = offsetAt(at, zone)
  const wall = new Date(at + offset).toISOString().replace(/(\.000)?Z$/, '')
  const minutes = Math.abs(offset) / 60_000
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  return `${wall}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
