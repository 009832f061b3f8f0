import { isOpen, type Status } from './status.ts'

/** The incident entered `status` at `at` (epoch ms). */
export interface Transition {
  status: Status
  at: number
}

/**
 * When the incident was resolved, epoch ms; null while it is not.
 * {active, stable} → {resolved, completed}: that moment. resolved ↔ completed: unchanged. Reopened: null again,
 * and the next resolving counts. An incident that starts out ended was resolved when it started.
 * `transitions` in the order in which they took effect, the first is the declaration.
 */
export function resolvedAt(transitions: readonly Transition[]): number | null {
  let resolved: number | null = null
  let wasOpen = true
  for (const { status, at } of transitions) {
    if (isOpen(status)) resolved = null
    else if (wasOpen) resolved = at
    wasOpen = isOpen(status)
  }
  return resolved
}

export type Duration =
  | { type: 'running'; sinceAt: number }
  | { type: 'done'; ms: number }
  /** It ends before it starts: shown as such, never as a number. */
  | { type: 'invalid' }
  | { type: 'none' }

export function duration(startAt: number | null, endAt: number | null): Duration {
  if (startAt === null) return { type: 'none' }
  if (endAt === null) return { type: 'running', sinceAt: startAt }
  return endAt < startAt ? { type: 'invalid' } : { type: 'done', ms: endAt - startAt }
}
