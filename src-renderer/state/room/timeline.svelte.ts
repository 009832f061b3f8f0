import type { ActorId, EntryId } from '#shared/domain/ids.ts'
import { nameOf, type Entry } from '#shared/domain/incident.ts'
import type { EntryCategory } from '#shared/domain/events.ts'
import type { Room } from './room.svelte.ts'
import { countTimeline, EVERYTHING, filterTimeline, groupByDay, stepEntry, type TimelineFilter } from './timelineView.ts'

/** The timeline as one person looks at it: what is shown, where they stand, and what they are changing. */
export class TimelineState {
  readonly room: Room
  filter = $state.raw<TimelineFilter>(EVERYTHING)
  /** The entry the keys act on. */
  current = $state<EntryId | null>(null)
  editing = $state<EntryId | null>(null)
  retiming = $state<EntryId | null>(null)
  retracting = $state<EntryId | null>(null)
  readonly shown: readonly Entry[] = $derived.by(() => {
    // texts matter only to a search; without one, typing must not filter 10,000 entries again
    if (this.filter.text.trim()) void this.room.textVersion
    return filterTimeline(this.room.incident.timeline, this.filter, (entry) => this.#searchable(entry))
  })
  readonly rows = $derived(groupByDay(this.shown))
  readonly counts = $derived.by(() => countTimeline(this.room.incident.timeline))

  constructor(room: Room) {
    this.room = room
  }

  set(change: Partial<TimelineFilter>): void {
    this.filter = { ...this.filter, ...change }
  }

  toggleCategory(category: EntryCategory, isShown: boolean): void {
    this.set({ hidden: toggled(this.filter.hidden, category, !isShown) })
  }

  togglePerson(person: ActorId, isChosen: boolean): void {
    this.set({ people: toggled(this.filter.people, person, isChosen) })
  }

  /** Everything again, in the order chosen. */
  clear(): void {
    this.filter = { ...EVERYTHING, newestFirst: this.filter.newestFirst }
  }

  /** Move to the entry before or after; returns where the person stands now. */
  step(step: 1 | -1): EntryId | null {
    this.current = stepEntry(this.rows, this.current, step)
    return this.current
  }

  find(id: EntryId | null): Entry | undefined {
    return id === null ? undefined : this.room.incident.timeline.find((entry) => entry.id === id)
  }

  startEditing(id: EntryId): void {
    this.current = id
    this.editing = id
    this.room.setPlace({ entry: id })
  }

  stopEditing(): void {
    this.editing = null
    this.room.setPlace(null)
  }

  #searchable(entry: Entry): string {
    return `${nameOf(this.room.incident, entry.author) ?? ''} ${this.room.textOf(entry)}`
  }
}

function toggled<T>(set: ReadonlySet<T>, item: T, isIn: boolean): ReadonlySet<T> {
  const next = new Set(set)
  if (isIn) next.add(item)
  else next.delete(item)
  return next
}
