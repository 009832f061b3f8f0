import type { SearchRow } from '../../shared/domain/search/row.ts'

export const NOW = Date.UTC(2026, 0, 1)

/** The nth of so many incidents over three years, its values as skewed as real ones: the first is taken by a third of all. */
export function skewedRow(n: number, of: number): SearchRow {
  const chance = (salt: number): number => ((Math.imul(n * 31 + salt, 0x9e3779b1) ^ Math.imul(n ^ salt, 0x85ebca6b)) >>> 8) / 2 ** 24
  const skewed = (salt: number, count: number): number => Math.floor(count * chance(salt) ** 3)
  const declaredAt = NOW - (of - n) * Math.floor((3 * 365 * 86_400_000) / of)
  const lasts = 600_000 + skewed(1, 10_000) * 10_000
  const isOpen = n > of - 200
  const severity = ['SEV-4', 'SEV-3', 'SEV-5', 'SEV-2', 'UNKNOWN', 'SEV-1'][skewed(2, 6)]!
  const person = { id: `p${skewed(3, 40)}`, name: `Person ${skewed(3, 40)}` }
  const service = (salt: number) => `service-${skewed(salt, 40)}`
  return {
    number: n + 1,
    title: `Incident ${n}`,
    pieces: [],
    severity,
    status: isOpen ? 'active' : (['completed', 'resolved'] as const)[skewed(4, 2)]!,
    incidentType: 'incident',
    visibility: 'public',
    isTest: false,
    customerImpact: (['no', 'yes', 'unknown'] as const)[skewed(5, 3)]!,
    commander: person.id,
    commanderName: person.name,
    createdBy: person,
    responders: [person],
    roles: ['commander'],
    services: [...new Set(chance(6) < 0.3 ? [service(7), service(8)] : [service(7)])],
    teams: [`team-${skewed(9, 12)}`],
    hasPostmortem: chance(10) < 0.1,
    postmortemState: null,
    createdAt: declaredAt,
    declaredAt,
    detectedAt: declaredAt,
    resolvedAt: isOpen ? null : declaredAt + lasts,
    impactStart: declaredAt,
    impactEnd: isOpen ? null : declaredAt + lasts,
    customerImpactStart: null,
    customerImpactEnd: null,
    activeMs: isOpen ? 0 : lasts,
    stableMs: null,
    lastUpdateAt: declaredAt + lasts,
    fields: Object.assign(Object.create(null) as SearchRow['fields'], { detection_method: 'monitor' })
  }
}
