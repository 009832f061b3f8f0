import type { ActorId, EntryId } from '#shared/domain/ids.ts'
import type { Entry } from '#shared/domain/incident.ts'
import { fail, type Result } from '#shared/domain/result.ts'
import { TimelineCounter, type TimelineCounts } from '#shared/domain/timelineCounts.ts'
import type { EntryCategory } from '#shared/domain/events.ts'
import { addressOf } from './entryLink.ts'
import { DayRows } from './dayRows.ts'
import type { History } from './historyView.ts'
import type { Room } from './room.svelte.ts'
import { Selection } from './selection.svelte.ts'
import { betweenWords, EVERYTHING, gapAt, filterTimeline, stepEntry, type TimelineFilter } from './timelineView.ts'
import { zoneChoice, zoneOf } from './zoneChoice.svelte.ts'

export type HistoryAnswer = Result<History>

/** The timeline as one person looks at it: what is shown, where they stand, and what they are changing. */
export class TimelineState {
  readonly room: Room
  filter = $state.raw<TimelineFilter>(EVERYTHING)
  /** The entry the keys act on. */
  current = $state<EntryId | null>(null)
  editing = $state<EntryId | null>(null)
  retiming = $state<EntryId | null>(null)
  retracting = $state<EntryId | null>(null)
  /** The entry whose history is open below it. */
  history = $state<EntryId | null>(null)
  /** A link to this entry was followed; it is shown as soon as it is here. */
  linked = $state<EntryId | null>(null)
  /** The link to this entry was copied just now. */
  copied = $state<EntryId | null>(null)
  readonly selection = new Selection()
  /** Set by the screen, which knows the core. */
  readHistory: (entry: EntryId, signal: AbortSignal) => Promise<HistoryAnswer> = () =>
    Promise.resolve(fail('notConnected', 'The log cannot be read here.'))
  /** Begin a note at a time, or at any with null; `words` say where that is. Set by the screen. */
  oninsert: (at: number | null, words: string) => void = () => {}
  /** Entries were moved in time; `first` is the first of them. Set by the screen. */
  onmoved: (first: EntryId) => void = () => {}
  readonly #days = new DayRows()
  readonly #counter = new TimelineCounter()
  /** The zone times are shown and typed in. */
  readonly zone = $derived.by(() => zoneOf(zoneChoice.choice, this.room.incident))
  readonly shown: readonly Entry[] = $derived.by(() => {
    // texts matter only to a search; without one, typing must not filter 10,000 entries again
    if (this.filter.text.trim()) void this.room.textVersion
    if (this.filter.codeOnly) void this.room.codeVersion
    const words = this.filter.text.trim() ? this.room.searchTexts() : []
    return filterTimeline(this.room.incident.timeline, this.filter, {
      searchable: (_, index) => words[index]!,
      hasCode: (entry) => this.room.hasCode(entry)
    })
  })
  readonly rows = $derived(this.#days.group(this.shown, this.zone))
  readonly #hasCode = $derived.by(() => {
    // another one whenever the code of some entry came or went
    void this.room.codeVersion
    return this.room.isRead ? (entry: Entry) => this.room.hasCode(entry) : null
  })
  readonly counts: TimelineCounts = $derived.by(() => {
    if (this.room.early) return this.room.early.counts
    return this.#counter.count(this.room.incident.timeline, this.#hasCode)
  })

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

  /** Begin a note that comes after this entry in time, before the next one shown. */
  insertAfter(id: EntryId): void {
    this.#insert(this.filter.newestFirst ? this.#stepFrom(id, -1) : id)
  }

  /** Begin a note between this entry and the one shown below it. */
  insertBelow(id: EntryId): void {
    this.#insert(id)
  }

  #insert(above: EntryId | null): void {
    const gap = gapAt(this.shown, above, this.filter.newestFirst)
    this.oninsert(gap.at, betweenWords(gap, this.zone))
  }

  #stepFrom(id: EntryId, step: 1 | -1): EntryId | null {
    const index = this.shown.findIndex((entry) => entry.id === id)
    return this.shown[index + step]?.id ?? null
  }

  async copyLink(id: EntryId): Promise<void> {
    const link = addressOf({ incident: this.room.id, entry: id })
    try {
      await navigator.clipboard.writeText(link)
      this.copied = id
      setTimeout(() => (this.copied = null), 2000)
    } catch {
      this.room.problem = `The link was not copied: the window may not write to the clipboard. It is ${link}`
    }
  }

  toggleHistory(id: EntryId): void {
    this.current = id
    this.history = this.history === id ? null : id
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
}

function toggled<T>(set: ReadonlySet<T>, item: T, isIn: boolean): ReadonlySet<T> {
  const next = new Set(set)
  if (isIn) next.add(item)
  else next.delete(item)
  return next
}
