import type { EntryId } from '#shared/domain/ids.ts'
import type { Entry } from '#shared/domain/incident.ts'

/** Several entries chosen to be worked on together. What a filter hides later stays chosen; what was taken back does not. */
export class Selection {
  ids = $state.raw<ReadonlySet<EntryId>>(new Set())
  /** The form that moves them in time is open. */
  isShifting = $state(false)
  /** Where a range starts: the last entry chosen alone. */
  #anchor: EntryId | null = null

  get size(): number {
    return this.ids.size
  }

  toggle(id: EntryId): void {
    const next = new Set(this.ids)
    if (!next.delete(id)) next.add(id)
    this.#anchor = id
    this.#set(next)
  }

  /** Everything from the last one chosen to this one, as shown. */
  extendTo(id: EntryId, shown: readonly Entry[]): void {
    const from = this.#anchor === null ? -1 : shown.findIndex((entry) => entry.id === this.#anchor)
    const to = shown.findIndex((entry) => entry.id === id)
    if (from < 0 || to < 0) return this.ids.has(id) ? undefined : this.toggle(id)
    const next = new Set(this.ids)
    for (const entry of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(entry.id)
    this.#set(next)
  }

  clear(): void {
    this.#anchor = null
    this.#set(new Set())
  }

  /** The chosen entries that are there, in the order of the timeline. */
  of(timeline: readonly Entry[]): Entry[] {
    return this.ids.size === 0 ? [] : timeline.filter((entry) => this.ids.has(entry.id))
  }

  #set(ids: ReadonlySet<EntryId>): void {
    this.ids = ids
    if (ids.size === 0) this.isShifting = false
  }
}
