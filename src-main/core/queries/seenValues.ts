import { DISCOVERED_DAYS } from '#shared/domain/settings/knownValues.ts'
import { countFacets } from './facets.ts'
import type { Reader } from './reader.ts'

/** What the search calls a field of the field table. */
const SEARCH_NAMES: Readonly<Record<string, string>> = { services: 'service', teams: 'team' }

/** Values of a field that hold `text` in incidents with activity in the last days, most frequent first. */
export function listSeen(reader: Reader, field: string, text: string, nowMs: number): string[] {
  const facets = countFacets(reader, `updated:>=now-${DISCOVERED_DAYS}d`, nowMs)
  const wanted = text.trim().toLowerCase()
  const found = facets.ok ? facets.value.find(({ name }) => name === (SEARCH_NAMES[field] ?? field)) : undefined
  return found?.values.map(({ value }) => value).filter((value) => value.toLowerCase().includes(wanted)) ?? []
}
