import { ENTRY_CATEGORIES, type EntryCategory } from './events.ts'
import type { ActorId } from './ids.ts'
import type { Entry } from './incident.ts'

export interface TimelineCounts {
  total: number
  flagged: number
  /** null: the texts are not here yet. */
  code: number | null
  moved: number
  edited: number
  /** Every category that has entries, in the order of the categories. */
  categories: { category: EntryCategory; count: number }[]
  /** Most entries first; with equal counts in the order of their first entry. */
  people: { person: ActorId; count: number }[]
}

/** Counts of the whole timeline, whatever the filter. */
export function countTimeline(timeline: readonly Entry[], hasCode: ((entry: Entry) => boolean) | null): TimelineCounts {
  const categories = new Map<EntryCategory, number>()
  const people = new Map<ActorId, number>()
  let flagged = 0
  let code = 0
  let moved = 0
  let edited = 0
  for (const entry of timeline) {
    categories.set(entry.category, (categories.get(entry.category) ?? 0) + 1)
    people.set(entry.author, (people.get(entry.author) ?? 0) + 1)
    if (entry.flagged) flagged += 1
    if (entry.moved) moved += 1
    if (entry.editors.length > 0) edited += 1
    if (hasCode?.(entry)) code += 1
  }
  return {
    total: timeline.length,
    flagged,
    code: hasCode && code,
    moved,
    edited,
    categories: ENTRY_CATEGORIES.filter((category) => categories.has(category)).map((category) => ({
      category,
      count: categories.get(category)!
    })),
    people: [...people].map(([person, count]) => ({ person, count })).sort((a, b) => b.count - a.count)
  }
}
