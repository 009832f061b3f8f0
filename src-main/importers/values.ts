/* Reading values nobody promised anything about. Nothing here throws. */

export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

// control characters other than tab and line break: they mean nothing in a text and break terminals
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/** Text, trimmed, with line breaks as \n; '' for anything that is not text. Lone surrogates would not survive being stored. */
export function readText(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return ''
  return value.toWellFormed().replace(/\r\n?/g, '\n').replace(CONTROL, '').trim()
}

/** The same on one line. */
export const readLine = (value: unknown): string => readText(value).replace(/\s+/g, ' ')

export const readList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Names from a list of texts, or of objects with a `name` or `title`. */
export function readNames(value: unknown): string[] {
  return readList(value)
    .map((item) => readLine(isObject(item) ? (item['name'] ?? item['title']) : item))
    .filter((name) => name !== '')
}

const MAX_TIME = Date.UTC(2200, 0)
const ZONELESS = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/
const ZONED = /\d{4}.*(Z|GMT|UTC|[+-]\d\d:?\d\d)$/i

/** Epoch ms, or null. Status pages mean UTC where they give no zone; numbers are epoch seconds or milliseconds. */
export function readTime(value: unknown): number | null {
  const ms =
    typeof value === 'number' ? (Math.abs(value) < 1e11 ? value * 1000 : value) : typeof value === 'string' ? parseTime(value.trim()) : NaN
  return ms >= 0 && ms <= MAX_TIME ? Math.round(ms) : null
}

function parseTime(text: string): number {
  const zoneless = ZONELESS.exec(text)
  if (zoneless) return Date.parse(`${zoneless[1]}T${zoneless[2] ?? '00:00'}Z`)
  return text.length < 64 && ZONED.test(text) ? Date.parse(text) : NaN
}

/** A web address as it may be kept and opened; null for anything else. */
export function readUrl(value: unknown): URL | null {
  const text = readText(value)
  const url = text.length <= 2_000 && /^https?:\/\//i.test(text) ? URL.parse(text) : null
  return url && url.username === '' && url.password === '' ? url : null
}

/** `www.example.com` and `example.com` are one system. */
export const hostOf = (url: URL): string => url.hostname.replace(/^www\./, '')

/** At most `max` characters, cut without splitting one. */
export function cut(text: string, max: number): string {
  return text.length <= max
    ? text
    : `${text
        .slice(0, max - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`
}
