import type { Doubt } from './doubts.ts'
import { findZone, type NamedZone } from './zones.ts'

/* Dates and times as people and programs write them, read at one place of a line. All patterns are bounded: no line takes long. */

/** Which day, as far as it is written. */
export type DateParts =
  | { type: 'full'; year: number; month: number; day: number }
  | { type: 'noYear'; month: number; day: number }
  /** Two numbers that may be day and month or month and day. */
  | { type: 'either'; first: number; second: number; year: number }
  /** Days from today, back. */
  | { type: 'back'; days: number }
  /** 0: Sunday. */
  | { type: 'weekday'; weekday: number }
  | { type: 'unreadable' }

export interface Stamp {
  date?: DateParts
  /** ms since midnight; absent: only a date. */
  time?: number
  zone?: NamedZone
  /** Epoch ms, where a number says it all. */
  epoch?: number
  doubts: Doubt[]
  /** Just after it. */
  end: number
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const WEEKDAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?'
const NTH = '(?:st|nd|rd|th)?'

const ISO = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/y
const COMPACT = /(\d{4})(\d{2})(\d{2})(?=T\d{4})/y
const LONG_YEAR = /\d{5,9}[-/](\d{1,2})[-/](\d{1,2})(?!\d)/y
const NUMERIC = /(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/y
const DAY_FIRST = new RegExp(
  `(?:${WEEKDAY}\\.?,? {1,2})?(\\d{1,2})${NTH}\\.?(?: of)?[ /-]{1,2}${MONTH}(?![a-z])\\.?(?:[ ,/-]{1,2}(\\d{4})(?!\\d))?`,
  'iy'
)
const MONTH_FIRST = new RegExp(
  `(?:${WEEKDAY}\\.?,? {1,2})?${MONTH}(?![a-z])\\.? {1,2}(\\d{1,2})${NTH}(?![\\d:])(?:,? {1,2}(\\d{4})(?![\\d:]))?`,
  'iy'
)
const RELATIVE = new RegExp(`(?:(today|yesterday)|(${WEEKDAY}))(?![a-z])`, 'iy')
const BETWEEN = /(?:T|,? {1,3}(?:at |- )?|:|,|_)(?=[\d?Hh-])/y
const TIME = /([01]?\d|2[0-4])[:.]([0-5]\d)(?:[:.]([0-5]\d|60)(?:[.,](\d{1,9}))?)?(?!\d|:\d)(?: ?([ap])\.?m\.?(?![a-z]))?/iy
const HOUR = /(\d{1,2}) ?([ap])\.?m\.?(?![a-z])/iy
const PLACEHOLDER = /(?:(\d{2})|--|hh|\?\?|xx):(?:--|mm|\?\?|xx)/iy
const ZONE = / ?\(?([+-]\d{2}:?\d{2}|Z|[A-Z]{3,4}|[A-Z][A-Za-z_]{2,30}\/[A-Za-z_/]{2,40})\)?(?![A-Za-z0-9:])/y
const EPOCH = /([12]\d{9})(?:\.(\d{1,9})|(\d{3}))?(?![\d.-])/y

const at = (pattern: RegExp, line: string, from: number): RegExpExecArray | null => {
  pattern.lastIndex = from
  return pattern.exec(line)
}

/** What is written at this place of the line; undefined: neither a date nor a time. */
export function readStamp(line: string, from: number): Stamp | undefined {
  const date = readDate(line, from)
  if (!date) return readTimeFirst(line, from) ?? readEpoch(line, from)
  const gap = at(BETWEEN, line, date.end)
  const time = gap ? readTime(line, BETWEEN.lastIndex, true) : undefined
  return time
    ? { ...time, date: date.parts, doubts: [...date.doubts, ...time.doubts] }
    : { date: date.parts, doubts: date.doubts, end: date.end }
}

function readTimeFirst(line: string, from: number): Stamp | undefined {
  const time = readTime(line, from, false)
  if (!time) return undefined
  const gap = /,? {1,2}(?:on )?(?:the )?/y
  gap.lastIndex = time.end
  const date = gap.test(line) ? readDate(line, gap.lastIndex) : undefined
  const isDate = date && date.parts.type !== 'back' && date.parts.type !== 'weekday' && date.parts.type !== 'unreadable'
  return isDate ? { ...time, date: date.parts, doubts: [...time.doubts, ...date.doubts], end: date.end } : time
}

function readDate(line: string, from: number): { parts: DateParts; doubts: Doubt[]; end: number } | undefined {
  const slip = at(LONG_YEAR, line, from)
  if (slip && isDay(2024, Number(slip[1]), Number(slip[2])))
    return { parts: { type: 'noYear', month: Number(slip[1]), day: Number(slip[2]) }, doubts: ['badYear'], end: LONG_YEAR.lastIndex }
  const iso = at(ISO, line, from) ?? at(COMPACT, line, from)
  if (iso) {
    const [year, month, day] = iso.length === 5 ? [iso[1], iso[3], iso[4]] : [iso[1], iso[2], iso[3]]
    return dated(Number(year), Number(month), Number(day), from + iso[0].length)
  }
  const numeric = at(NUMERIC, line, from)
  if (numeric) return readNumeric(numeric, NUMERIC.lastIndex)
  const dayFirst = at(DAY_FIRST, line, from)
  if (dayFirst) return named(dayFirst[3], dayFirst[2]!, dayFirst[1]!, DAY_FIRST.lastIndex)
  const monthFirst = at(MONTH_FIRST, line, from)
  if (monthFirst) return named(monthFirst[3], monthFirst[1]!, monthFirst[2]!, MONTH_FIRST.lastIndex)
  const relative = at(RELATIVE, line, from)
  if (!relative) return undefined
  const parts: DateParts = relative[1]
    ? { type: 'back', days: relative[1].toLowerCase() === 'today' ? 0 : 1 }
    : { type: 'weekday', weekday: WEEKDAYS.indexOf(relative[2]!.slice(0, 3).toLowerCase()) }
  return { parts, doubts: ['relativeDay'], end: RELATIVE.lastIndex }
}

function readNumeric([, first, separator, second, yearText]: RegExpExecArray, end: number) {
  const year = yearText!.length === 2 ? 2000 + Number(yearText) : Number(yearText)
  const [a, b] = [Number(first), Number(second)]
  // with points, the day is first everywhere
  if (separator === '.' || a > 12) return dated(year, b, a, end)
  if (b > 12) return dated(year, a, b, end)
  return a === 0 || b === 0 ? undefined : { parts: { type: 'either' as const, first: a, second: b, year }, doubts: [], end }
}

function named(year: string | undefined, month: string, day: string, end: number) {
  const number = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1
  if (year !== undefined) return dated(Number(year), number, Number(day), end)
  return isDay(2024, number, Number(day))
    ? { parts: { type: 'noYear' as const, month: number, day: Number(day) }, doubts: [], end }
    : undefined
}

/** A day that no month has is a slip of the pen, and no date. */
function dated(year: number, month: number, day: number, end: number): { parts: DateParts; doubts: Doubt[]; end: number } {
  return isDay(year, month, day)
    ? { parts: { type: 'full', year, month, day }, doubts: [], end }
    : { parts: { type: 'unreadable' }, doubts: ['unreadableDate'], end }
}

const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()

function readTime(line: string, from: number, isAfterDate: boolean): Stamp | undefined {
  const time = at(TIME, line, from)
  if (time) return timeOf(line, time, TIME.lastIndex, isAfterDate)
  const hour = at(HOUR, line, from)
  if (hour && Number(hour[1]) <= 12) return { time: clock(Number(hour[1]), 0, 0, '0', hour[2]), doubts: [], end: HOUR.lastIndex }
  const placeholder = at(PLACEHOLDER, line, from)
  if (!placeholder || !isAfterDate) return undefined
  return { time: Number(placeholder[1] ?? 0) * 3600_000, doubts: ['noTime'], end: PLACEHOLDER.lastIndex }
}

function timeOf(line: string, match: RegExpExecArray, end: number, isAfterDate: boolean): Stamp | undefined {
  const [all, hour, minute, second, fraction, half] = match
  // "14.43" is a time only where a date stands before it
  if (!isAfterDate && all[hour!.length] === '.') return undefined
  if (half && (Number(hour) > 12 || Number(hour) === 0)) return undefined
  if (Number(hour) === 24 && Number(minute) > 0) return undefined
  const time = clock(Number(hour), Number(minute), Number(second ?? 0), fraction ?? '0', half)
  const zone = at(ZONE, line, end)
  const zoneEnd = ZONE.lastIndex
  const known = zone ? findZone(zone[1]!) : undefined
  // "10:00-12:00" is a span of time, not ten o'clock in Brazil
  const isSpan = zone !== null && /^ ?-\d\d:/.test(zone[0]) && second === undefined && line[match.index - 1] !== 'T'
  if (!known || isSpan) return { time, doubts: [], end }
  return { time, zone: known, doubts: known.isAmbiguous ? ['zoneName'] : [], end: zoneEnd }
}

function clock(hour: number, minute: number, second: number, fraction: string, half?: string): number {
  const hours = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  return ((hours * 60 + minute) * 60 + second) * 1000 + Math.floor(Number(`0.${fraction}`) * 1000)
}

function readEpoch(line: string, from: number): Stamp | undefined {
  const epoch = at(EPOCH, line, from)
  if (!epoch) return undefined
  const [, seconds, fraction = '0', millis] = epoch
  const ms = millis === undefined ? Math.floor(Number(`0.${fraction}`) * 1000) : Number(millis)
  const value = Number(seconds) * 1000 + ms
  return value > LATEST ? undefined : { epoch: value, doubts: [], end: EPOCH.lastIndex }
}

/** A number beyond 2100 counts something else. */
const LATEST = Date.UTC(2100, 0)

/** Says day and time. */
export const isWhole = (stamp: Stamp): boolean => stamp.epoch !== undefined || (stamp.date !== undefined && stamp.time !== undefined)

const STARTS = /(?<![\w.-])(?:\d|[A-Z][a-z]{2})/g
const SCANNED = 600

/** The first day with a time in a line, wherever it stands; looks at the beginning of very long ones only. */
export function findWholeStamp(line: string): { stamp: Stamp; start: number } | undefined {
  const head = line.slice(0, SCANNED)
  for (const { index } of head.matchAll(STARTS)) {
    const stamp = readStamp(line, index)
    // a number in the middle of a line counts anything
    if (stamp && isWhole(stamp) && stamp.epoch === undefined) return { stamp, start: index }
  }
  return undefined
}

/** The first date in a line, for headings: "Incident on 2020-02-12". */
export function findDate(line: string): DateParts | undefined {
  const head = line.slice(0, SCANNED)
  for (const { index } of head.matchAll(STARTS)) {
    const date = readDate(head, index)
    if (date && date.parts.type !== 'unreadable' && date.parts.type !== 'weekday') return date.parts
  }
  return undefined
}
