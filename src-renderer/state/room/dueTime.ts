import { formatAge, formatDate, formatIsoDate, formatUtcMinute } from '#renderer/parts/format.ts'
import { parseUtcTime } from './utcTime.ts'

/* When a task is due: what a person types, and what they read. UTC, as everywhere in the room. */

const AHEAD = /^\+?(\d{1,4})\s*(m|min|h|d)$/i
const UNIT_MS: Record<string, number> = { m: 60_000, min: 60_000, h: 3600_000, d: 86_400_000 }
const CLOCK = /^\d{1,2}:\d{2}(?::\d{2})?\s*(?:UTC|Z)?$/i
const DAY_MS = 86_400_000

export const DUE_HINT = '+30m, 15:00 or a date, UTC'
export const DUE_PROBLEM = 'Write it as +30m, 15:00 or 2026-11-23 15:00, in UTC.'

/** `+30m`; `15:00`, the next time it is that late; a date with a time. Epoch ms, null: empty, undefined: none of these. */
export function parseDue(text: string, nowMs: number): number | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  const ahead = AHEAD.exec(typed)
  if (ahead) return nowMs + Number(ahead[1]) * UNIT_MS[ahead[2]!.toLowerCase()]!
  const at = parseUtcTime(typed, nowMs)
  return at !== undefined && CLOCK.test(typed) && at < nowMs ? at + DAY_MS : at
}

export interface DueWords {
  /** `15:00`, or with the day where it is not today. */
  at: string
  /** `in 12m`, `8m late`. */
  distance: string
  isLate: boolean
}

export function dueWords(dueAt: number, nowMs: number): DueWords {
  const isLate = dueAt < nowMs
  const distance = isLate ? `${formatAge(nowMs - dueAt)} late` : `in ${formatAge(dueAt - nowMs)}`
  const [day, today, tomorrow] = [dueAt, nowMs, nowMs + DAY_MS].map(formatIsoDate)
  const prefix = day === today ? '' : day === tomorrow ? 'tomorrow ' : `${formatDate(dueAt)} `
  return { at: `${prefix}${formatUtcMinute(dueAt)}`, distance, isLate }
}
