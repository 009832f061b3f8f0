import { isPhone } from '../screenSize.svelte.ts'
import { preferences } from '../preferences.svelte.ts'
import type { Board } from './board.svelte.ts'
import type { Interval } from './intervals.ts'
import { slidesOf, type Slide } from './present.ts'

/** What is on the wall now, and what comes next. How it turns is kept on this machine. */
export class Presentation {
  /** Of all views. Those that are gone meanwhile are passed over. */
  #at = $state(0)
  isPaused = $state(false)
  readonly #board: Board
  readonly #panel: () => string | null

  constructor(board: Board, panel: () => string | null) {
    this.#board = board
    this.#panel = panel
  }

  get slides(): readonly Slide[] {
    const { current, all } = this.#board
    if (!current) return []
    const panel = this.#panel()
    const one = current.panels.find(({ id }) => id === panel)
    if (panel !== null) return [{ dashboard: current.id, name: current.name, rows: one ? [[one]] : [] }]
    const from = all.findIndex(({ id }) => id === current.id)
    const shown = preferences.values.presentsAll ? [...all.slice(from), ...all.slice(0, from)] : [current]
    const columns = isPhone.current ? 1 : undefined
    const slides = shown.flatMap((each) => slidesOf(each, columns))
    return slides.some(({ rows }) => rows.length > 0) ? slides.filter(({ rows }) => rows.length > 0) : slides.slice(0, 1)
  }

  get at(): number {
    return Math.min(this.#at, Math.max(0, this.slides.length - 1))
  }

  get slide(): Slide | undefined {
    return this.slides[this.at]
  }

  get interval(): Interval {
    return preferences.values.presentInterval
  }

  /** It turns by itself now. */
  get isTurning(): boolean {
    return this.interval > 0 && !this.isPaused && this.slides.length > 1
  }

  turn(step: 1 | -1): void {
    const { length } = this.slides
    if (length > 0) this.#at = (this.at + step + length) % length
  }
}
