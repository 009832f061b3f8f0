import { severityRank } from '#shared/domain/severity.ts'

/** Which of the six looks a severity has: 1 (worst) to 5, or u for UNKNOWN. Scales of more levels share the mildest. */
export type SeverityTone = '1' | '2' | '3' | '4' | '5' | 'u'

export function severityTone(severity: string): SeverityTone {
  const rank = severityRank(severity)
  return rank === 99 ? 'u' : (String(Math.min(5, Math.max(1, rank))) as SeverityTone)
}
