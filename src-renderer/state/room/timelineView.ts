import type { EntryCategory } from '#shared/domain/events.ts'
import type { ActorId, EntryId } from '#shared/domain/ids.ts'
import type { Entry } from '#shared/domain/incident.ts'
import { UTC } from '#shared/domain/zone.ts'
import type { Announced } from './announced.ts'
import { DayRows } from './dayRows.ts'
import { formatMinuteIn, formatTimeIn } from './zoneTime.ts'

/** What of the timeline is shown, and in which order. An empty set of people means everybody. */
export interface TimelineFilter {
  text: string
  /** Left out of view. */
  hidden: ReadonlySet<EntryCategory>
  flaggedOnly: boolean
  codeOnly: boolean
  /** Its time was changed. */
  movedOnly: boolean
  /** Its text was changed. */
  editedOnly: boolean
  people: ReadonlySet<ActorId>
  newestFirst: boolean
}

export const EVERYTHING: TimelineFilter = {
  text: '',
  hidden: new Set(),
  flaggedOnly: false,
  codeOnly: false,
  movedOnly: false,
  editedOnly: false,
  people: new Set(),
  newestFirst: false
}

export const isFiltering = (filter: TimelineFilter): boolean =>
  filter.text.trim() !== '' ||
  filter.hidden.size > 0 ||
  filter.flaggedOnly ||
  filter.codeOnly ||
  filter.movedOnly ||
  filter.editedOnly ||
  filter.people.size > 0

/** What a filter must look up beside the entry itself. */
export interface EntryTexts {
  /** What a search looks in, in lower case: what the entry says and who wrote it. `index`: its place in the timeline. */
  searchable(entry: Entry, index: number): string
  hasCode(entry: Entry): boolean
}

type Check = (entry: Entry, index: number) => boolean

/** `timeline` oldest first. */
export function filterTimeline(timeline: readonly Entry[], filter: TimelineFilter, texts: EntryTexts): readonly Entry[] {
  const shown = isFiltering(filter) ? pick(timeline, passes(filter, texts)) : timeline
  return filter.newestFirst ? shown.toReversed() : shown
}

/** With each letter of a search it goes over all entries; `filter` of an array takes half as long again. */
function pick(timeline: readonly Entry[], passes: Check): Entry[] {
  const picked: Entry[] = []
  for (let index = 0; index < timeline.length; index++) if (passes(timeline[index]!, index)) picked.push(timeline[index]!)
  return picked
}

/** Whether an entry is among what the filter asks for. */
export function passes(filter: TimelineFilter, texts: EntryTexts): Check {
  const checks = checksOf(filter, texts)
  const [only] = checks
  return only && checks.length === 1 ? only : (entry, index) => checks.every((check) => check(entry, index))
}

/** What is not asked for is not looked at. */
function checksOf({ hidden, people, text, ...only }: TimelineFilter, texts: EntryTexts): Check[] {
  const checks: Check[] = []
  if (hidden.size > 0) checks.push((entry) => !hidden.has(entry.category))
  if (only.flaggedOnly) checks.push((entry) => entry.flagged)
  if (only.movedOnly) checks.push((entry) => entry.moved)
  if (only.editedOnly) checks.push((entry) => entry.editors.length > 0)
  if (people.size > 0) checks.push((entry) => people.has(entry.author))
  if (only.codeOnly) checks.push((entry) => texts.hasCode(entry))
  const [first, ...others] = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (first !== undefined) checks.push((entry, index) => hasWords(texts.searchable(entry, index), first, others))
  return checks
}

function hasWords(text: string, first: string, others: readonly string[]): boolean {
  if (!text.includes(first)) return false
  for (const word of others) if (!text.includes(word)) return false
  return true
}

const CODE = /`[^`\n]+`|^ {0,3}(?:```|~~~)/m
/** A fenced block, or `code` in a line. */
export const hasCode = (text: string): boolean => CODE.test(text)

/** One row of the virtual list. */
export type TimelineRow = { type: 'day'; key: string; at: number } | { type: 'entry'; key: EntryId; entry: Entry }

/** Entries in the given order with a heading before each new day of `zone`. */
export const groupByDay = (entries: readonly Entry[], zone: string = UTC): readonly TimelineRow[] => new DayRows().group(entries, zone)

/** The entry `step` entries away from `from`, passing over day headings; at the ends it stays. Without `from`: the first or the last. */
export function stepEntry(rows: readonly TimelineRow[], from: EntryId | null, step: 1 | -1): EntryId | null {
  const start = rows.findIndex((row) => row.key === from)
  let index = start < 0 ? (step > 0 ? 0 : rows.length - 1) : start + step
  while (index >= 0 && index < rows.length) {
    const row = rows[index]!
    if (row.type === 'entry') return row.key
    index += step
  }
  return start < 0 ? null : from
}

/** What came since `seen` was taken: for the pill of a reader who has scrolled back. */
export function countNew(timeline: readonly Entry[], seen: ReadonlySet<EntryId>): { count: number; flagged: number; latest: Entry | null } {
  let count = 0
  let flagged = 0
  let latest: Entry | null = null
  for (const entry of timeline) {
    if (seen.has(entry.id)) continue
    count += 1
    if (entry.flagged) flagged += 1
    if (!latest || entry.id > latest.id) latest = entry
  }
  return { count, flagged, latest }
}

/** "7 new, 1 flagged" */
export const newWords = ({ count, flagged }: { count: number; flagged: number }): string =>
  `${count} new${flagged ? `, ${flagged} flagged` : ''}`

/** "4 new entries, 1 flagged, latest from Ji-woo Han.", "1 flagged entry, from Ji-woo Han." */
export function digestWords({ count, flagged }: { count: number; flagged: number }, latestFrom: string, which: Announced = 'all'): string {
  const what = `${which === 'flagged' ? 'flagged' : 'new'} ${count === 1 ? 'entry' : 'entries'}`
  const some = which === 'all' && flagged ? `, ${flagged} flagged` : ''
  return `${count} ${what}${some}, ${count === 1 ? 'from' : 'latest from'} ${latestFrom}.`
}

/** A place between two entries that stand next to each other. */
export interface Gap {
  earlier: Entry | null
  later: Entry | null
  /** A time between the two, epoch ms; null: now is as good, nothing comes after. */
  at: number | null
}

const MINUTE = 60_000
const SECOND = 1000

/** The place below the entry `above` in what is shown; null: above the first. */
export function gapAt(shown: readonly Entry[], above: EntryId | null, newestFirst: boolean): Gap {
  const index = above === null ? -1 : shown.findIndex((entry) => entry.id === above)
  const [upper, lower] = [shown[index] ?? null, shown[index + 1] ?? null]
  const [earlier, later] = newestFirst ? [lower, upper] : [upper, lower]
  if (later === null) return { earlier, later, at: null }
  return { earlier, later, at: earlier === null ? later.at - MINUTE : timeBetween(earlier.at, later.at) }
}

/** Whole seconds where there are any. Of one time with both, it stands behind them: there is nothing between. */
export function timeBetween(earlier: number, later: number): number {
  const middle = Math.floor((earlier + later) / 2)
  const second = Math.floor(middle / SECOND) * SECOND
  return second > earlier ? second : middle
}

/** `between 03:33 and 03:36`, with seconds where the minute is the same. */
export function betweenWords({ earlier, later }: Gap, zone: string): string {
  const isClose = earlier && later && formatMinuteIn(earlier.at, zone) === formatMinuteIn(later.at, zone)
  const words = (at: number) => (isClose ? formatTimeIn(at, zone) : formatMinuteIn(at, zone))
  if (earlier && later) return `between ${words(earlier.at)} and ${words(later.at)}, ${zone}`
  if (later) return `before ${words(later.at)}, ${zone}`
  return earlier ? `after ${words(earlier.at)}, ${zone}` : zone
}
