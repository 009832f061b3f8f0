import { tzOffset } from '@date-fns/tz'

/** Hours and minutes on a wall, as epoch ms of the same reading in UTC. */
export type WallTime = number

const MINUTE = 60_000
const DAY = 86_400_000

/** Minutes east of UTC, or the name of a zone: `UTC`, `Europe/Berlin`. */
export type Zone = number | string

export const isZone = (name: string): boolean => !Number.isNaN(tzOffset(name, new Date(0)))

export interface Instant {
  at: number
  /** gap: clocks were put forward over it. overlap: it was twice, the first is taken. */
  doubt?: 'gap' | 'overlap'
}

export type ToInstant = (wall: WallTime, zone: Zone) => Instant

/** The moment at which clocks of a zone show something. Offsets are asked for once a day: the answer costs. */
export function instants(): ToInstant {
  const known = new Map<string, number>()
  const offsetOnDay = (zone: string, day: number): number => {
    const key = `${zone} ${day}`
    let offset = known.get(key)
    if (offset === undefined) known.set(key, (offset = offsetAt(zone, day * DAY)))
    return offset
  }
  return (wall, zone) => {
    if (typeof zone === 'number') return { at: wall - zone * MINUTE }
    const day = Math.floor(wall / DAY)
    // far enough to either side to see a change of clocks, whatever the offset
    const before = offsetOnDay(zone, day - 1)
    const after = offsetOnDay(zone, day + 2)
    if (before === after) return { at: wall - before * MINUTE }
    const fitting = [before, after].map((offset) => wall - offset * MINUTE).filter((at) => at + offsetAt(zone, at) * MINUTE === wall)
    if (fitting.length === 0) return { at: wall - before * MINUTE, doubt: 'gap' }
    const at = Math.min(...fitting)
    return fitting.length === 2 ? { at, doubt: 'overlap' } : { at }
  }
}

/** Minutes east of UTC at a moment. */
export const offsetAt = (zone: string, at: number): number => (zone === 'UTC' ? 0 : tzOffset(zone, new Date(at)))

/** What clocks of a zone show at a moment. */
export const wallIn = (at: number, zone: Zone): WallTime => at + (typeof zone === 'number' ? zone : offsetAt(zone, at)) * MINUTE

export interface NamedZone {
  zone: Zone
  /** Where it is used: to see whether that name fits the season. */
  home?: string
  isAmbiguous?: boolean
}

const abbreviation = (minutes: number, home: string, isAmbiguous = false): NamedZone => ({ zone: minutes, home, isAmbiguous })
const ABBREVIATIONS: ReadonlyMap<string, NamedZone> = new Map<string, NamedZone>([
  ...['Z', 'UTC', 'GMT'].map((name): [string, NamedZone] => [name, { zone: 0 }]),
  ['WET', abbreviation(0, 'Europe/Lisbon')],
  ['WEST', abbreviation(60, 'Europe/Lisbon')],
  ['BST', abbreviation(60, 'Europe/London', true)],
  ['CET', abbreviation(60, 'Europe/Berlin')],
  ['CEST', abbreviation(120, 'Europe/Berlin')],
  ['EET', abbreviation(120, 'Europe/Helsinki')],
  ['EEST', abbreviation(180, 'Europe/Helsinki')],
  ['MSK', { zone: 180 }],
  ['IST', abbreviation(330, 'Asia/Kolkata', true)],
  ['JST', { zone: 540 }],
  ['KST', { zone: 540 }],
  ['AEST', abbreviation(600, 'Australia/Sydney')],
  ['AEDT', abbreviation(660, 'Australia/Sydney')],
  ['NZST', abbreviation(720, 'Pacific/Auckland')],
  ['NZDT', abbreviation(780, 'Pacific/Auckland')],
  ['EST', abbreviation(-300, 'America/New_York')],
  ['EDT', abbreviation(-240, 'America/New_York')],
  ['CST', abbreviation(-360, 'America/Chicago', true)],
  ['CDT', abbreviation(-300, 'America/Chicago')],
  ['MST', abbreviation(-420, 'America/Denver')],
  ['MDT', abbreviation(-360, 'America/Denver')],
  ['PST', abbreviation(-480, 'America/Los_Angeles')],
  ['PDT', abbreviation(-420, 'America/Los_Angeles')]
])

/** `UTC`, `CEST`, `+02:00`, `Europe/Berlin`; undefined: no zone that is known. */
export function findZone(text: string): NamedZone | undefined {
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(text)
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3])
    return minutes > 14 * 60 || Number(offset[3]) > 59 ? undefined : { zone: offset[1] === '-' ? -minutes : minutes }
  }
  const named = ABBREVIATIONS.get(text)
  if (named) return named
  return /^[A-Z][A-Za-z_]+\/[A-Za-z_+/-]{1,40}$/.test(text) && isZone(text) ? { zone: text } : undefined
}

const STATED =
  /\btimes?\b[^.\n|]{0,40}?(?:\bin\b|[(:,=]|\bare\b|\s)\s*((?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[A-Z]{3,4}|[A-Z][A-Za-z_]{2,30}\/[A-Za-z_/]{2,40})\b/i

/** "All times in CET", "Date and Time in CET", "Time (UTC)": the zone a text says it is written in. */
export function findStatedZone(text: string): (NamedZone & { name: string }) | undefined {
  const name = STATED.exec(text.slice(0, 400))?.[1]
  if (!name) return undefined
  const offset = /^(?:UTC|GMT)([+-])(\d{1,2}):?(\d{2})?$/i.exec(name)
  const zone = offset ? findZone(`${offset[1]}${offset[2]!.padStart(2, '0')}:${offset[3] ?? '00'}`) : findZone(name)
  return zone && { ...zone, name }
}
