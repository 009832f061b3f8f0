/** Where something stands: in which list, behind how many of the others. */
export interface Place {
  list: string
  index: number
}
export interface SortList {
  id: string
  label: string
  items: readonly string[]
}

/** One step up or down: past the end of a list comes the next one. */
export function stepPlace(lists: readonly SortList[], id: string, { list, index }: Place, step: 1 | -1): Place {
  const at = lists.findIndex((each) => each.id === list)
  const others = (which: number) => lists[which]?.items.filter((item) => item !== id).length ?? 0
  const next = index + step
  if (next >= 0 && next <= others(at)) return { list, index: next }
  const neighbour = lists[at + step]
  if (!neighbour) return { list, index }
  return { list: neighbour.id, index: step === 1 ? 0 : others(at + step) }
}

interface Held {
  id: string
  from: Place
  to: Place
}

/**
 * Ordering by drag, and by keys: Enter lifts, arrows move, Enter drops, Escape puts back. Nothing is written before the drop, so a
 * way of many steps is one change.
 */
export class Sorting {
  held = $state.raw<Held | null>(null)
  /** For a screen reader: what just happened. */
  message = $state('')
  readonly #lists: () => readonly SortList[]
  readonly #nameOf: (id: string) => string
  readonly #onMove: (id: string, to: Place) => void

  constructor(lists: () => readonly SortList[], nameOf: (id: string) => string, onMove: (id: string, to: Place) => void) {
    this.#lists = lists
    this.#nameOf = nameOf
    this.#onMove = onMove
  }

  /** The items of a list, with what is held where it would be dropped. */
  shown(list: string): readonly string[] {
    const items = this.#lists().find((each) => each.id === list)?.items ?? []
    const { held } = this
    if (!held || (held.from.list !== list && held.to.list !== list)) return items
    const others = items.filter((item) => item !== held.id)
    return held.to.list === list ? [...others.slice(0, held.to.index), held.id, ...others.slice(held.to.index)] : others
  }

  lift(id: string): void {
    const list = this.#lists().find(({ items }) => items.includes(id))
    if (!list) return
    const place = { list: list.id, index: list.items.indexOf(id) }
    this.held = { id, from: place, to: place }
    this.message = `${this.#nameOf(id)} is lifted. ${this.#where(place, id)}. Arrows move it, Enter drops it, Escape puts it back.`
  }

  step(step: 1 | -1): void {
    if (!this.held) return
    this.#moveTo(stepPlace(this.#lists(), this.held.id, this.held.to, step))
  }

  /** The pointer is over another item, in its upper or lower half; or over a list without one. */
  over(list: string, item: string | null, isBelow: boolean): void {
    const { held } = this
    if (!held || item === held.id) return
    const others = this.#lists()
      .find((each) => each.id === list)
      ?.items.filter((each) => each !== held.id)
    if (!others) return
    const index = item === null ? others.length : others.indexOf(item) + (isBelow ? 1 : 0)
    if (held.to.list !== list || held.to.index !== index) this.#moveTo({ list, index })
  }

  drop(): void {
    const { held } = this
    this.held = null
    if (!held) return
    const isMoved = held.from.list !== held.to.list || held.from.index !== held.to.index
    if (isMoved) this.#onMove(held.id, held.to)
    this.message = `${this.#nameOf(held.id)} is dropped. ${this.#where(held.to, held.id)}.`
  }

  cancel(): void {
    if (this.held) this.message = `${this.#nameOf(this.held.id)} is back in its place.`
    this.held = null
  }

  #moveTo(to: Place): void {
    this.held = { ...this.held!, to }
    this.message = `${this.#where(to, this.held.id)}.`
  }

  #where({ list, index }: Place, id: string): string {
    const { label, items } = this.#lists().find((each) => each.id === list)!
    return `Place ${index + 1} of ${items.length + (items.includes(id) ? 0 : 1)} in ${label}`
  }
}
