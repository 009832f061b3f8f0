import type { EntryCategory } from '#shared/domain/events.ts'
import { ENTRY_CATEGORIES } from '#shared/domain/events.ts'
import type { ActorId, EntryId } from '#shared/domain/ids.ts'
import type { Entry } from '#shared/domain/incident.ts'

/** What of the timeline is shown, and in which order. An empty set of people means everybody. */
export interface TimelineFilter {
  text: string
  /** Left out of view. */
  hidden: ReadonlySet<EntryCategory>
  flaggedOnly: boolean
  movedOnly: boolean
  people: ReadonlySet<ActorId>
  newestFirst: boolean
}

export const EVERYTHING: TimelineFilter = {
  text: '',
  hidden: new Set(),
  flaggedOnly: false,
  movedOnly: false,
  people: new Set(),
  newestFirst: false
}

export const isFiltering = (filter: TimelineFilter): boolean =>
  filter.text.trim() !== '' || filter.hidden.size > 0 || filter.flaggedOnly || filter.movedOnly || filter.people.size > 0

/** `timeline` oldest first. `textOf` is what a search looks in: what the entry says and who wrote it. */
export function filterTimeline(timeline: readonly Entry[], filter: TimelineFilter, textOf: (entry: Entry) => string): readonly Entry[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const shown = isFiltering(filter)
    ? timeline.filter(
        (entry) =>
          !filter.hidden.has(entry.category) &&
          (!filter.flaggedOnly || entry.flagged) &&
          (!filter.movedOnly || entry.moved) &&
          (filter.people.size === 0 || filter.people.has(entry.author)) &&
          hasWords(words, () => textOf(entry))
      )
    : timeline
  return filter.newestFirst ? shown.toReversed() : shown
}

function hasWords(words: readonly string[], text: () => string): boolean {
  if (words.length === 0) return true
  const lower = text().toLowerCase()
  return words.every((word) => lower.includes(word))
}

export interface TimelineCounts {
  total: number
  flagged: number
  moved: number
  /** Every category that has entries, in the order of the categories. */
  categories: { category: EntryCategory; count: number }[]
  /** Most entries first; with equal counts in the order of their first entry. */
  people: { person: ActorId; count: number }[]
}

/** Counts of the whole timeline, whatever the filter. */
export function countTimeline(timeline: readonly Entry[]): TimelineCounts {
  const categories = new Map<EntryCategory, number>()
  const people = new Map<ActorId, number>()
  let flagged = 0
  let moved = 0
  for (const entry of timeline) {
    categories.set(entry.category, (categories.get(entry.category) ?? 0) + 1)
    people.set(entry.author, (people.get(entry.author) ?? 0) + 1)
    if (entry.flagged) flagged += 1
    if (entry.moved) moved += 1
  }
  return {
    total: timeline.length,
    flagged,
    moved,
    categories: ENTRY_CATEGORIES.filter((category) => categories.has(category)).map((category) => ({
      category,
      count: categories.get(category)!
    })),
    people: [...people].map(([person, count]) => ({ person, count })).sort((a, b) => b.count - a.count)
  }
}

/** One row of the virtual list. */
export type TimelineRow = { type: 'day'; key: string; at: number } | { type: 'entry'; key: EntryId; entry: Entry }

const DAY_MS = 24 * 3600_000
const dayOf = (at: number): number => Math.floor(at / DAY_MS)

/** Entries in the given order with a heading before each new UTC day. */
export function groupByDay(entries: readonly Entry[]): TimelineRow[] {
  const rows: TimelineRow[] = []
  let day: number | undefined
  for (const entry of entries) {
    if (dayOf(entry.at) !== day) {
      day = dayOf(entry.at)
      rows.push({ type: 'day', key: `day-${day}`, at: day * DAY_MS })
    }
    rows.push({ type: 'entry', key: entry.id, entry })
  }
  return rows
}

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

/** "4 new entries, 1 flagged, latest from Ji-woo Han." */
export function digestWords({ count, flagged }: { count: number; flagged: number }, latestFrom: string): string {
  const entries = count === 1 ? '1 new entry' : `${count} new entries`
  return `${entries}${flagged ? `, ${flagged} flagged` : ''}, ${count === 1 ? 'from' : 'latest from'} ${latestFrom}.`
}
