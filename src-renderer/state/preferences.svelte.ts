import * as v from 'valibot'
import { INTERVALS } from './analytics/intervals.ts'
import { keyboard } from './keyboard.svelte.ts'
import { ANNOUNCED } from './room/announced.ts'
import { loadStored, store } from './stored.ts'

export const THEMES = ['dark', 'light', 'system'] as const
export type Theme = (typeof THEMES)[number]

const schema = v.object({
  theme: v.picklist(THEMES),
  areLettersOn: v.boolean(),
  areFiltersShown: v.boolean(),
  isGuideShown: v.boolean(),
  /** New entries that a screen reader says. */
  announced: v.optional(v.picklist(ANNOUNCED), 'all'),
  /** Open or closed, by name, as somebody last left them. */
  facets: v.optional(v.record(v.string(), v.boolean()), {}),
  /** How a dashboard on a wall turns to the next view, in seconds, and whether to other dashboards. */
  presentInterval: v.optional(v.picklist(INTERVALS), 0),
  presentsAll: v.optional(v.boolean(), false)
})
type Preferences = v.InferOutput<typeof schema>
const DEFAULTS: Preferences = {
  theme: 'dark',
  areLettersOn: true,
  areFiltersShown: true,
  isGuideShown: true,
  announced: 'all',
  facets: {},
  presentInterval: 0,
  presentsAll: false
}

/** How this person likes the window, on this machine. */
class PreferenceStore {
  #values = $state.raw<Preferences>(loadStored('preferences', schema, DEFAULTS))

  get values(): Preferences {
    return this.#values
  }

  set(changed: Partial<Preferences>): void {
    this.#values = { ...this.#values, ...changed }
    store('preferences', this.#values)
    this.apply()
  }

  /** Bring the page in line. Call once at start, and again when the system's theme changes. */
  apply(): void {
    const { theme, areLettersOn } = this.#values
    const isLight = theme === 'light' || (theme === 'system' && matchMedia('(prefers-color-scheme: light)').matches)
    document.documentElement.dataset.theme = isLight ? 'light' : 'dark'
    keyboard.areLettersOn = areLettersOn
  }
}

export const preferences = new PreferenceStore()
