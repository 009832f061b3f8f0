import { UsageError } from './command.ts'

const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3600_000, d: 86_400_000 }
const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/i

/** Epoch ms of `2026-11-02T10:15Z` (UTC without a zone), `10:15` today in UTC, or `-10m` ago. */
export function parseWhen(text: string, nowMs: number): number {
  const at = parseAgo(text, nowMs) ?? parseClock(text, nowMs) ?? parseIso(text)
  if (at === undefined || Number.isNaN(at)) throw new UsageError(`"${text}" is not a time; expected 2026-11-02T10:15Z, 10:15 (UTC) or -10m`)
  return at
}

/** As parseWhen, ahead: `+30m`, or `15:00` the next time it is that late in UTC. */
export function parseDue(text: string, nowMs: number): number {
  const ahead = parseAgo(text.trim().replace(/^\+/, '-'), nowMs)
  if (text.trim().startsWith('+') && ahead !== undefined) return 2 * nowMs - ahead
  const clock = parseClock(text, nowMs)
  if (clock !== undefined) return clock < nowMs ? clock + UNIT_MS['d']! : clock
  const at = parseIso(text)
  if (at === undefined || Number.isNaN(at)) throw new UsageError(`"${text}" is not a time; expected +30m, 15:00 (UTC) or 2026-11-02T10:15Z`)
  return at
}

function parseAgo(text: string, nowMs: number): number | undefined {
  const match = /^-(\d{1,6})\s*([smhd])$/.exec(text.trim())
  return match ? nowMs - Number(match[1]) * UNIT_MS[match[2]!]! : undefined
}

function parseClock(text: string, nowMs: number): number | undefined {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text.trim())
  if (!match) return undefined
  const today = new Date(nowMs).setUTCHours(0, 0, 0, 0)
  return today + Number(match[1]) * 3600_000 + Number(match[2]) * 60_000 + Number(match[3] ?? 0) * 1000
}

function parseIso(text: string): number | undefined {
  const match = ISO.exec(text.trim())
  if (!match) return undefined
  const iso = text.trim().replace(' ', 'T')
  return Date.parse(match[1] || iso.length === 10 ? iso : `${iso}Z`)
}

/** `4m`, `1h 12m`, `3d 4h`. */
export function durationText(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (days > 0) return hours % 24 ? `${days}d ${hours % 24}h` : `${days}d`
  if (hours > 0) return minutes % 60 ? `${hours}h ${minutes % 60}m` : `${hours}h`
  return `${minutes}m`
}

/** `2026-11-02 10:15` in UTC. */
export const utcText = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`
