import * as v from 'valibot'
import type { IncidentId } from '#shared/domain/ids.ts'
import { DEFAULT_PREFIX } from '#shared/domain/settings/settings.ts'
import { loadStored, store } from './stored.ts'

const tab = v.object({
  id: v.pipe(
    v.string(),
    v.transform((id) => id as IncidentId)
  ),
  number: v.nullable(v.number()),
  prefix: v.optional(v.string(), DEFAULT_PREFIX),
  title: v.string(),
  severity: v.string()
})
export type Tab = v.InferOutput<typeof tab>

/** More than this and the oldest goes: a title bar holds no more. */
export const MAX_TABS = 8

const isSame = (a: Tab, b: Tab): boolean =>
  a.title === b.title && a.severity === b.severity && a.number === b.number && a.prefix === b.prefix

/** What a tab shows of an incident. */
export const tabOf = ({ number, prefix, title, severity }: Omit<Tab, 'id'>): Omit<Tab, 'id'> => ({ number, prefix, title, severity })

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
    if (known && isSame(known, tab)) return
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
