/** Severities by name. The default scale; what each level means is editable in a workspace's settings. */
export const UNKNOWN_SEVERITY = 'UNKNOWN'
export const SEVERITY = /^(SEV-([0-9]|10)|UNKNOWN)$/

export interface SeverityLevel {
  name: string
  label: string
  description: string
}

export const DEFAULT_SEVERITIES: readonly SeverityLevel[] = [
  { name: 'SEV-1', label: 'Critical', description: 'Revenue or safety path down for many customers. Page leadership, public notice.' },
  { name: 'SEV-2', label: 'High', description: 'Core function broken or badly slow for many, or down for a few large customers.' },
  { name: 'SEV-3', label: 'Moderate', description: 'Partial loss with a workaround. Fix in hours, not minutes.' },
  { name: 'SEV-4', label: 'Low', description: 'Little customer effect. Needs work before it grows.' },
  { name: 'SEV-5', label: 'Minor', description: 'Cosmetic, or a bug nobody is blocked by.' },
  { name: UNKNOWN_SEVERITY, label: 'Not known', description: 'Not assessed yet. Pick this rather than wait; you can raise it later.' }
]

/** 0 is the worst; UNKNOWN sorts behind every level. */
export function severityRank(severity: string): number {
  const match = /^SEV-(\d+)$/.exec(severity)
  return match ? Number(match[1]) : 99
}

/** `sev1`, `SEV 1`, `1`, `unknown` → the name; undefined when it is none. */
export function parseSeverity(text: string): string | undefined {
  const trimmed = text.trim().toUpperCase()
  if (trimmed === UNKNOWN_SEVERITY) return UNKNOWN_SEVERITY
  const match = /^(?:SEV[- ]?)?(\d{1,2})$/.exec(trimmed)
  const name = match ? `SEV-${Number(match[1])}` : ''
  return SEVERITY.test(name) ? name : undefined
}
