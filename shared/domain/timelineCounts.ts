import { ENTRY_CATEGORIES, type EntryCategory } from './events.ts'
import type { ActorId } from './ids.ts'
import type { Entry } from './incident.ts'

export interface TimelineCounts {
  total: number
  flagged: number
  /** null: the texts are not here, or not read yet. */
  code: number | null
  moved: number
  edited: number
  /** Every category that has entries, in the order of the categories. */
  categories: { category: EntryCategory; count: number }[]
  /** Most entries first; with equal counts in the order of their first entry. */
  people: { person: ActorId; count: number }[]
}

type HasCode = (entry: Entry) => boolean

/** Counts of the whole timeline, whatever the filter. */
export const countTimeline = (timeline: readonly Entry[], hasCode: HasCode | null): TimelineCounts =>
  new TimelineCounter().count(timeline, hasCode)

/** Counts a timeline again and again: what only grew at its end is not counted from the start. */
export class TimelineCounter {
  #tally = new Tally()
  #counted: readonly Entry[] = []
  #hasCode: HasCode | null = null

  /** `hasCode`: another one where texts changed. */
  count(timeline: readonly Entry[], hasCode: HasCode | null): TimelineCounts {
    if (hasCode !== this.#hasCode || !startsWith(timeline, this.#counted)) {
      this.#tally = new Tally()
      this.#counted = []
    }
    for (let index = this.#counted.length; index < timeline.length; index += 1) this.#tally.add(timeline[index]!, hasCode)
    this.#counted = timeline
    this.#hasCode = hasCode
    return this.#tally.counts(timeline.length, hasCode !== null)
  }
}

/** The very same objects: a changed entry is another one. */
export function startsWith(list: readonly unknown[], start: readonly unknown[]): boolean {
  if (start.length > list.length) return false
  for (let index = start.length - 1; index >= 0; index -= 1) if (list[index] !== start[index]) return false
  return true
}

class Tally {
  readonly #categories = new Map<EntryCategory, number>()
  readonly #people = new Map<ActorId, number>()
  #flagged = 0
  #code = 0
  #moved = 0
  #edited = 0

  add(entry: Entry, hasCode: HasCode | null): void {
    this.#categories.set(entry.category, (this.#categories.get(entry.category) ?? 0) + 1)
    this.#people.set(entry.author, (this.#people.get(entry.author) ?? 0) + 1)
    if (entry.flagged) this.#flagged += 1
    if (entry.moved) this.#moved += 1
    if (entry.editors.length > 0) this.#edited += 1
    if (hasCode?.(entry)) this.#code += 1
  }

  counts(total: number, isCodeKnown: boolean): TimelineCounts {
    const categories = ENTRY_CATEGORIES.filter((category) => this.#categories.has(category))
    return {
      total,
      flagged: this.#flagged,
      code: isCodeKnown ? this.#code : null,
      moved: this.#moved,
      edited: this.#edited,
      categories: categories.map((category) => ({ category, count: this.#categories.get(category)! })),
      people: [...this.#people].map(([person, count]) => ({ person, count })).sort((a, b) => b.count - a.count)
    }
  }
}
