import { hash } from 'node:crypto'
import type { IncidentId } from '#shared/domain/ids.ts'

const LIMIT = 36n ** 16n

/** The same incident of the same system has the same id on every machine, whoever imports it. */
export function incidentIdOf(system: string, key: string): IncidentId {
  const digest = hash('sha256', `${system}\n${key}`)
  return (BigInt(`0x${digest.slice(0, 40)}`) % LIMIT).toString(36).padStart(16, '0') as IncidentId
}

/** What the sources of its events start with; short enough whatever the file says. */
export function sourcePrefix(system: string, key: string): string {
  const name = `${system}:${key}`
  return `${name.length <= 160 ? name : hash('sha256', name)}#`
}
