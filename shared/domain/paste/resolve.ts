import type { Doubt } from './doubts.ts'
import type { DateParts, Stamp } from './stamp.ts'
import { instants, offsetAt, wallIn, type NamedZone, type Zone } from './zones.ts'

/* From what is written to moments: line by line, because a line without a date has that of the line above. */

export interface ResolveOptions {
  /** For times that name none. */
  zone: Zone
  /** 03/04/2026 is the 3rd of April. */
  isDayFirst: boolean
  /** The day of times without any date, epoch ms. */
  day: number
  /** What "today" is told from, epoch ms. */
  now: number
}

const DAY = 86_400_000
const HALF_A_DAY = DAY / 2
const MAX_OFFSET = 26 * 3600_000

export interface Resolver {
  /** A heading or a line that is a date: it holds for the times below. */
  enter(date: DateParts): void
  resolve(stamp: Stamp, stated?: NamedZone): { at: number; doubts: Doubt[] }
}

export function resolver({ zone, isDayFirst, day, now }: ResolveOptions): Resolver {
  const toInstant = instants()
  const today = startOfDay(wallIn(now, zone))
  let carried = { day: startOfDay(wallIn(day, zone)), doubts: ['noDate'] as Doubt[] }
  /** Of the last time that had no date of its own. */
  let lastWall: number | null = null

  function dayOf(date: DateParts): { day: number; doubts: Doubt[] } | undefined {
    switch (date.type) {
      case 'full':
        return { day: Date.UTC(date.year, date.month - 1, date.day), doubts: [] }
      case 'noYear':
        return { day: nearest(date.month, date.day, carried.day), doubts: ['noYear'] }
      case 'either': {
        const [dayOfMonth, month] = isDayFirst ? [date.first, date.second] : [date.second, date.first]
        return { day: Date.UTC(date.year, month - 1, dayOfMonth), doubts: date.first === date.second ? [] : ['dayMonth'] }
      }
      case 'back':
        return { day: today - date.days * DAY, doubts: ['relativeDay'] }
      case 'weekday':
        return { day: today - ((new Date(today).getUTCDay() - date.weekday + 7) % 7) * DAY, doubts: ['relativeDay'] }
      case 'unreadable':
        return undefined
    }
  }

  function enter(date: DateParts): void {
    const found = dayOf(date)
    if (!found) return
    carried = found
    lastWall = null
  }

  function resolve(stamp: Stamp, stated?: NamedZone) {
    if (stamp.epoch !== undefined) return { at: stamp.epoch, doubts: stamp.doubts }
    const doubts: Doubt[] = [...stamp.doubts]
    if (stamp.date) enter(stamp.date)
    doubts.push(...carried.doubts)
    if (stamp.time === undefined) doubts.push('noTime')
    let wall = carried.day + (stamp.time ?? 0)
    const hasOwnDate = stamp.date !== undefined && stamp.date.type !== 'unreadable'
    if (!hasOwnDate && lastWall !== null && wall < lastWall - HALF_A_DAY) {
      carried = { ...carried, day: carried.day + DAY }
      wall += DAY
      doubts.push('crossesMidnight')
    }
    lastWall = wall
    const named = stamp.zone ?? stated
    const { at, doubt } = toInstant(wall, named?.zone ?? zone)
    if (doubt) doubts.push(doubt)
    if (named?.home && typeof named.zone === 'number' && offsetAt(named.home, at) !== named.zone) doubts.push('season')
    return { at: Math.min(Math.max(at, -8.64e15 + MAX_OFFSET), 8.64e15 - MAX_OFFSET), doubts: [...new Set(doubts)] }
  }

  return { enter, resolve }
}

const startOfDay = (wall: number): number => Math.floor(wall / DAY) * DAY

/** The day of this date that is nearest to another: logs of January pasted in December are of the year before. */
function nearest(month: number, day: number, to: number): number {
  const year = new Date(to).getUTCFullYear()
  const candidates = [year - 1, year, year + 1]
    .filter((each) => day <= new Date(Date.UTC(each, month, 0)).getUTCDate())
    .map((each) => Date.UTC(each, month - 1, day))
  return candidates.reduce((best, each) => (Math.abs(each - to) < Math.abs(best - to) ? each : best), candidates[0] ?? to)
}
