import * as v from 'valibot'
import type { IncidentId } from '#shared/domain/ids.ts'
import { loadStored, store } from './stored.ts'

const tab = v.object({
  id: v.pipe(
    v.string(),
    v.transform((id) => id as IncidentId)
  ),
  number: v.nullable(v.number()),
  title: v.string(),
  severity: v.string()
})
export type Tab = v.InferOutput<typeof tab>

/** More than this and the oldest goes: a title bar holds no more. */
export const MAX_TABS = 8

/** Incidents open in the title bar, in the order of opening. Remembered over a restart. */
export class Tabs {
  #open = $state.raw<readonly Tab[]>(loadStored('tabs', v.array(tab), []))

  get open(): readonly Tab[] {
    return this.#open
  }

  find(id: IncidentId): Tab | undefined {
    return this.#open.find((each) => each.id === id)
  }

  /** Adds the tab, or brings what it shows up to date. */
  describe(tab: Tab): void {
    const known = this.find(tab.id)
    if (known && known.title === tab.title && known.severity === tab.severity && known.number === tab.number) return
    const open = known ? this.#open.map((each) => (each.id === tab.id ? tab : each)) : [...this.#open, tab].slice(-MAX_TABS)
    this.#keep(open)
  }

  /** The tab to show in its place: the one to its right, else to its left. */
  close(id: IncidentId): IncidentId | undefined {
    const index = this.#open.findIndex((each) => each.id === id)
    if (index < 0) return undefined
    this.#keep(this.#open.filter((each) => each.id !== id))
    return (this.#open[index] ?? this.#open[index - 1])?.id
  }

  #keep(open: readonly Tab[]): void {
    this.#open = open
    store('tabs', open)
  }
}
