import type { Transition } from './lifecycle.ts'
import type { Status } from './status.ts'

/** Instead of a length: some stretch ends before it starts. */
export const INVALID_MS = -1

/** Epoch ms; `to` null: it is in this status now. */
export interface StatusStretch {
  status: Status
  from: number
  to: number | null
}

/** From one transition to the next, in the order in which they took effect. */
export const statusStretches = (transitions: readonly Transition[]): StatusStretch[] =>
  transitions.map(({ status, at }, index) => ({ status, from: at, to: transitions[index + 1]?.at ?? null }))

/**
 * How long an incident was in a status, ms: all its stretches that are over, so one that was reopened counts each of them. null: it
 * never was. Times set by hand change nothing here.
 */
export function timeInStatus(transitions: readonly Transition[], status: Status): number | null {
  const stretches = statusStretches(transitions).filter((each) => each.status === status)
  if (stretches.length === 0) return null
  const lengths = stretches.map(({ from, to }) => (to === null ? 0 : to - from))
  return lengths.some((length) => length < 0) ? INVALID_MS : lengths.reduce((sum, length) => sum + length, 0)
}
