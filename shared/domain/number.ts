import type { Incident } from './incident.ts'
import { typeOf } from './settings/foldSettings.ts'
import type { WorkspaceSettings } from './settings/settings.ts'

/* The one place that writes an incident's number for people, and reads one they wrote. */

type Types = Pick<WorkspaceSettings, 'types'>

export interface Numbered {
  /** Unique over all types; null until a hub has given it. */
  number: number | null
  /** That of its type now: `IR`, `SEC`. */
  prefix: string
}

/** `IR-12`, `SEC-7`; `draft` until a hub has given the number. */
export const incidentLabel = ({ number, prefix }: Numbered): string => (number === null ? 'draft' : `${prefix}-${number}`)

/** The same for an incident that names its type. */
export const numberOf = ({ number, incidentType }: Pick<Incident, 'number' | 'incidentType'>, settings: Types): string =>
  incidentLabel({ number, prefix: typeOf(settings, incidentType).prefix })

/** An incident as it is stored, with the prefix of its type. */
export const withPrefix = <T extends { incidentType: string }>(incident: T, settings: Types): T & { prefix: string } => ({
  ...incident,
  prefix: typeOf(settings, incident.incidentType).prefix
})

export const prefixesOf = ({ types }: Types): string[] => [...new Set(types.map(({ prefix }) => prefix))]

/**
 * `12`, `IR-12`, `sec-12` → 12: any prefix a type has, in any case, as numbers are unique over all types. Undefined: no such number.
 */
export function parseIncidentNumber(text: string, prefixes: readonly string[]): number | undefined {
  const [, prefix, digits] = /^(?:([A-Z][A-Z0-9]*)-)?(\d{1,9})$/i.exec(text) ?? []
  if (digits === undefined || (prefix !== undefined && !prefixes.includes(prefix.toUpperCase()))) return undefined
  return Number(digits)
}
