import type { Incident } from './incident.ts'
import { isOpen } from './status.ts'

/** Epoch ms. */
export interface EffectiveTimes {
  declaredAt: number
  /** As long as nobody set it by hand: when it was declared. */
  detectedAt: number
  /** null while it is open, whatever was set by hand before it was reopened. */
  resolvedAt: number | null
}

/** The times that searches and measures go by: those set by hand where there are any. The timeline keeps what happened. */
export function effectiveTimes({
  declaredAt,
  resolvedAt,
  status,
  overrides
}: Pick<Incident, 'declaredAt' | 'resolvedAt' | 'status' | 'overrides'>): EffectiveTimes {
  const declared = overrides.declared ?? declaredAt
  return {
    declaredAt: declared,
    detectedAt: overrides.detected ?? declared,
    resolvedAt: isOpen(status) ? null : (overrides.resolved ?? resolvedAt)
  }
}
