import { UNKNOWN_SEVERITY } from '#shared/domain/severity.ts'
import { resolvedAt } from '#shared/domain/lifecycle.ts'
import { isOpen, type Status } from '#shared/domain/status.ts'
import type { CustomerImpact } from '#shared/domain/events.ts'
import type { ForeignTransition } from './foreign.ts'

/* The words that public status pages use, and what they are called here. */

const STATUS_OF: ReadonlyMap<string, Status> = new Map([
  ['investigating', 'active'],
  ['identified', 'active'],
  ['scheduled', 'active'],
  ['in progress', 'active'],
  ['verifying', 'active'],
  ['monitoring', 'stable'],
  ['resolved', 'resolved'],
  ['completed', 'completed']
])

const SEVERITY_OF: ReadonlyMap<string, string> = new Map([
  ['critical', 'SEV-1'],
  ['major', 'SEV-2'],
  ['minor', 'SEV-3'],
  ['none', 'SEV-5'],
  ['maintenance', 'SEV-5']
])

/** Words whose meaning the change of status says already, or that say nothing. */
const SAID_BY_STATUS = new Set(['', 'investigating', 'update', 'monitoring', 'resolved', 'completed'])

const normal = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()

export const severityOfImpact = (impact: string): string => SEVERITY_OF.get(normal(impact)) ?? UNKNOWN_SEVERITY
/** Whether customers felt it: a status page says so by naming an impact. */
export const isCustomerImpact = (impact: string): boolean => ['critical', 'major', 'minor'].includes(normal(impact))
export const customerImpactOf = (impact: string): CustomerImpact =>
  isCustomerImpact(impact) ? 'yes' : normal(impact) === 'none' ? 'no' : 'unknown'

/** `in_progress` → `In progress`; '' where our own status says as much. */
export function labelOf(word: string): string {
  const words = normal(word)
  return SAID_BY_STATUS.has(words) ? '' : capitalized(words)
}

export const capitalized = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)

/**
 * The changes of status in updates sorted by time. `update`, `postmortem` and words nobody here knows change nothing.
 * `endedAt`, where the source gives it, is when it ended; an incident reopened after that is open.
 */
export function transitionsOf(updates: readonly { key: string; at: number; word: string }[], endedAt: number | null): ForeignTransition[] {
  const transitions: ForeignTransition[] = []
  let current: Status = 'active'
  let ending: ForeignTransition | undefined
  for (const { key, at, word } of updates) {
    const status = STATUS_OF.get(normal(word))
    if (!status || status === current) continue
    const transition: ForeignTransition = { key, status, at, writtenAt: at }
    if (isOpen(status)) ending = undefined
    else ending ??= transition
    transitions.push(transition)
    current = status
  }
  if (endedAt === null) return transitions
  if (ending) ending.at = endedAt
  else if (endedAt >= (transitions.at(-1)?.at ?? 0)) transitions.push(resolvedBy(endedAt))
  return transitions
}

/** The end of an incident that no update tells of. Its time is in the key: after a reopening there may be another. */
export const resolvedBy = (at: number, writtenAt = at): ForeignTransition => ({
  key: `end.${at.toString(36)}`,
  status: 'resolved',
  at,
  writtenAt
})

/** When it ended, after these transitions; null while it goes on. */
export const endOf = (startedAt: number, transitions: readonly ForeignTransition[]): number | null =>
  resolvedAt([{ status: 'active', at: startedAt }, ...transitions])
