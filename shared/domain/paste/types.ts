import type { Doubt } from './doubts.ts'

/** Something dated in a pasted text. */
export interface PastedEntry {
  /** Epoch ms. */
  at: number
  text: string
  author?: string
  /** Why `at` may not be what was meant; none: it says so itself. */
  doubts: Doubt[]
  /** Where it begins, from 1. */
  line: number
}

export interface NotTaken {
  line: number
  text: string
  reason: string
}

export interface Paste {
  entries: PastedEntry[]
  /** Lines that are in no entry. Blank ones are not told. */
  notTaken: NotTaken[]
  /** The zone the text says it is written in; null: the chosen one holds. */
  statedZone: string | null
  /** Some dates could be read with day and month the other way round. */
  isOrderOpen: boolean
}
