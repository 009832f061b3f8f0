import type { Signal } from '../signals.ts'

export interface Reading {
  signals: Signal[]
  /** What was left out to keep the bounds, and what could not be read: sentences. */
  notes: string[]
}

export const nothing = (note: string): Reading => ({ signals: [], notes: [`${note}.`] })
export const isFound = <T>(value: T | undefined): value is T => value !== undefined
