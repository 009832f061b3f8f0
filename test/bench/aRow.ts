import type { Piece, SearchRow } from '../../shared/domain/search/row.ts'

/** An incident with nothing in it but these texts. */
export function aRow(n: number, pieces: readonly Piece[]): SearchRow {
  const at = Date.UTC(2025, 0, 1) + n * 60_000
  return {
    number: n + 1,
    title: `Incident ${n}`,
    pieces,
    severity: 'SEV-3',
    status: 'completed',
    incidentType: 'incident',
    visibility: 'public',
    isTest: false,
    customerImpact: 'no',
    commander: null,
    commanderName: null,
    createdBy: null,
    responders: [],
    roles: [],
    services: [],
    teams: [],
    hasPostmortem: false,
    postmortemState: null,
    createdAt: at,
    declaredAt: at,
    detectedAt: at,
    resolvedAt: at + 1000,
    impactStart: null,
    impactEnd: null,
    customerImpactStart: null,
    customerImpactEnd: null,
    activeMs: null,
    stableMs: null,
    lastUpdateAt: at + 1000,
    fields: {}
  }
}
