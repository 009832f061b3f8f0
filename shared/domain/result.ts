/** What crosses a process or the network: a value, or a reason from a closed set with a sentence for a person. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure }

export interface Failure {
  reason: FailureReason
  /** Says what happened, to what, and what to do. Shown as it is. */
  message: string
}

export const FAILURE_REASONS = [
  'badInput',
  'notFound',
  'notAllowed',
  'notConnected',
  'heldByOther',
  'damaged',
  'cancelled',
  'busy',
  'storage',
  'bug'
] as const
export type FailureReason = (typeof FAILURE_REASONS)[number]

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const fail = (reason: FailureReason, message: string): { ok: false; error: Failure } => ({
  ok: false,
  error: { reason, message }
})

/** Carries a Failure through code that throws; boundaries turn it back with `failureOf`. */
export class FailureError extends Error {
  readonly reason: FailureReason
  constructor(reason: FailureReason, message: string) {
    super(message)
    this.name = 'FailureError'
    this.reason = reason
  }
}

export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return { reason: error.reason, message: error.message }
  return { reason: 'bug', message: error instanceof Error ? error.message : String(error) }
}

/** The value, or throws a FailureError with the same reason and message. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new FailureError(result.error.reason, result.error.message)
}
