import type { Match } from './ast.ts'
import type { SearchType } from './fields.ts'

/** The half-open stretch of numbers that a value names: a day is 24 hours long, an instant one millisecond. */
export interface Stretch {
  at: number
  before: number
}
/** What a match asks of a number; null: no end on that side. `before` is not part of it. */
export interface Bounds {
  from: number | null
  before: number | null
}

const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const MAX_DURATION_MS = 100_000 * 86_400_000

/** `90s`, `15m`, `2h`, `3d`, `1w`, `1.5h`, `1h30m` → ms; undefined: none of these, or longer than 100,000 days. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d{1,12}(\.\d{1,3})?[smhdw])+$/i.test(text)) return undefined
  let ms = 0
  for (const [, amount, unit] of text.matchAll(/([\d.]+)([smhdw])/gi)) ms += Number(amount) * (UNIT_MS[unit?.toLowerCase() ?? ''] ?? 0)
  return ms <= MAX_DURATION_MS ? Math.round(ms) : undefined
}

/** `now`, `now-2h`, `now+1d`, `7d` (ago): a time that moves with the clock. Undefined: not such a time. */
export function parseRelativeTime(text: string, nowMs: number): number | undefined {
  const match = /^(?:now(?:([+-])(.+))?|(\d.*))$/i.exec(text)
  if (!match) return undefined
  const [, sign, offset, ago] = match
  const shift = offset ?? ago
  if (shift === undefined) return nowMs
  const ms = parseDuration(shift)
  return ms === undefined ? undefined : sign === '+' ? nowMs + ms : nowMs - ms
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i

/** `2026`, `2026-01`, `2026-01-31`, `2026-01-31T10:00`, with seconds, ms, `Z` or an offset. UTC where no offset is given. */
export function parseDate(text: string): Stretch | undefined {
  const parts = DATE.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = parts
  const fields = [Number(year), Number(month ?? 1), Number(day ?? 1), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)] as const
  const local = utc(...fields)
  if (local === undefined) return undefined
  const offset = parseOffset(zone)
  if (offset === undefined) return undefined
  const at = local + Number((fraction ?? '').padEnd(3, '0')) - offset
  return { at, before: at + lengthOf(parts, fields[0], fields[1]) }
}

/** Undefined for what the calendar does not have, such as 30 February. */
function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number | undefined {
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined
  const date = new Date(0)
  // Date.UTC would read the years 0 to 99 as 1900 to 1999
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second, 0)
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? date.getTime() : undefined
}

function parseOffset(zone: string | undefined): number | undefined {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '')
  if (!match) return 0
  const [hours, minutes] = [Number(match[2]), Number(match[3])]
  if (hours > 14 || minutes > 59) return undefined
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

function lengthOf(parts: RegExpExecArray, year: number, month: number): number {
  const [, , monthText, day, hour, , second, fraction] = parts
  if (fraction !== undefined) return 1
  if (second !== undefined) return 1000
  if (hour !== undefined) return 60_000
  if (day !== undefined) return 86_400_000
  return (
    (utc(monthText === undefined ? year + 1 : year + Math.floor(month / 12), monthText === undefined ? 1 : (month % 12) + 1, 1, 0, 0, 0) ??
      0) - (utc(year, month, 1, 0, 0, 0) ?? 0)
  )
}

/** `12`, `SEC-12` → 12, whatever the prefix: which there are is looked at when a query is checked. Undefined: no such number. */
function readIncidentNumber(text: string): number | undefined {
  const match = /^(?:[A-Z][A-Z0-9]*-)?(\d{1,9})$/i.exec(text)
  return match ? Number(match[1]) : undefined
}

/** `12`, `-0.5`, `1e6`. Undefined: no number. */
export function parseNumber(text: string): number | undefined {
  if (!/^[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})(e[+-]?\d{1,3})?$/i.test(text)) return undefined
  const number = Number(text)
  return Number.isFinite(number) ? number + 0 : undefined
}

/** The next larger number there is. */
function nextUp(number: number): number {
  if (number === 0) return Number.MIN_VALUE
  const bits = new BigInt64Array(new Float64Array([number]).buffer)
  bits[0]! += number > 0 ? 1n : -1n
  return new Float64Array(bits.buffer)[0]!
}

/** What a value of a time, duration or number field names. Undefined: it cannot be read. */
export function readStretch(type: SearchType, text: string, nowMs: number): Stretch | undefined {
  if (type === 'time') {
    const date = parseDate(text)
    if (date) return date
  }
  if (type === 'number') {
    const number = parseNumber(text)
    return number === undefined ? undefined : { at: number, before: nextUp(number) }
  }
  const value = type === 'time' ? parseRelativeTime(text, nowMs) : type === 'durationMs' ? parseDuration(text) : readIncidentNumber(text)
  return value === undefined ? undefined : { at: value, before: value + 1 }
}

/**
 * `>2026-01-31` starts when that day is over, `<=2026-01-31` ends then; a range holds both its days whole.
 * For a checked match of a time, duration or number field: a value that cannot be read is a bug, and throws.
 */
export function boundsOf(type: SearchType, match: Match<string>, nowMs: number): Bounds {
  const read = (text: string): Stretch => {
    const stretch = readStretch(type, text, nowMs)
    if (!stretch) throw new Error(`A ${type} value was not checked: ${text}`)
    return stretch
  }
  switch (match.type) {
    case 'exists':
    case 'prefix':
      return { from: null, before: null }
    case 'is': {
      const { at, before } = read(match.value)
      return { from: at, before }
    }
    case 'range':
      return { from: match.from === null ? null : read(match.from).at, before: match.to === null ? null : read(match.to).before }
    case 'compare': {
      const { at, before } = read(match.value)
      if (match.comparison === '>') return { from: before, before: null }
      if (match.comparison === '>=') return { from: at, before: null }
      return { from: null, before: match.comparison === '<' ? at : before }
    }
  }
}
