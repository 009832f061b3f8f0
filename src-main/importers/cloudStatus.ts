import type { ForeignIncident, ForeignTransition, ParsedRecord } from './foreign.ts'
import { UNKNOWN_SEVERITY } from '#shared/domain/severity.ts'
import { readEnd } from './statusFeed.ts'
import { capitalized, resolvedBy } from './statusWords.ts'
import { readUpdates, type RawUpdate } from './updates.ts'
import { hostOf, isObject, readLine, readList, readNames, readTime, readUrl, type Json } from './values.ts'

/*
 * The incident list of a cloud's status page: a JSON array of
 * {id, begin, end, external_desc, severity, affected_products: [{title}], uri, updates: [{when, text, status, affected_locations}]}
 */

const SEVERITY_OF: ReadonlyMap<string, string> = new Map([
  ['high', 'SEV-2'],
  ['medium', 'SEV-3'],
  ['low', 'SEV-4']
])
const AVAILABLE = 'AVAILABLE'

export function isCloudStatus(record: Json): boolean {
  return 'external_desc' in record || ('begin' in record && ('severity' in record || 'status_impact' in record))
}

export function parseCloudStatus(record: Json): ParsedRecord {
  const key = readLine(record['id']) || readLine(record['number'])
  if (key === '') return { ok: false, reason: 'the incident has no id' }
  const problems: string[] = []
  const updates = readUpdates(record['updates'], { times: ['when', 'created', 'modified'], word: 'status', text: 'text' }, problems)
  const startedAt = readTime(record['begin']) ?? readTime(record['created']) ?? updates[0]?.at ?? null
  if (startedAt === null) return { ok: false, reason: `incident ${key.slice(0, 60)} has no readable begin` }
  const endedAt = readEnd(record['end'], 'end', problems)
  const transitions = readTransitions(updates, endedAt)
  const url = readUrl(record['uri'])
  const products = readNames(record['affected_products'])
  const services = products.length > 0 ? products : readNames([record['service_name']])
  const title = readLine(record['external_desc']) || `Untitled incident ${key}`
  const incident: ForeignIncident = {
    system: url ? hostOf(url) : 'cloudstatus',
    key,
    url: url?.href ?? null,
    title,
    severity: SEVERITY_OF.get(readLine(record['severity']).toLowerCase()) ?? UNKNOWN_SEVERITY,
    transitions,
    startedAt,
    asOf: Math.max(startedAt, updates.at(-1)?.at ?? 0, readTime(record['modified']) ?? 0, endedAt ?? 0),
    customerImpact: 'yes',
    impacts: [{ start: startedAt, end: transitions.at(-1)?.at ?? null, scope: scopeOf(record, services) || title, isCustomer: true }],
    services,
    visibility: 'public',
    updates: updates.map(({ key, at, word, text }) => ({ key, at, label: labelOf(word), text: text || labelOf(word) || 'Available' }))
  }
  return { ok: true, incident, problems }
}

/** `end` says when it was over, the last word of availability when that was written. Without either it goes on. */
function readTransitions(updates: readonly RawUpdate[], endedAt: number | null): ForeignTransition[] {
  const last = updates.findLastIndex(({ word }) => word !== AVAILABLE)
  const available = updates[last + 1]
  if (endedAt === null && !available) return []
  const at = endedAt ?? available!.at
  return [resolvedBy(at, Math.max(at, available?.at ?? at))]
}

function scopeOf(record: Json, services: readonly string[]): string {
  const places = new Set<string>()
  for (const update of readList(record['updates']))
    if (isObject(update)) readNames(update['affected_locations']).forEach((name) => places.add(name))
  for (const list of ['currently_affected_locations', 'previously_affected_locations'])
    readNames(record[list]).forEach((name) => places.add(name))
  return [services.join(', '), [...places].join(', ')].filter(Boolean).join(' · ')
}

/** `SERVICE_DISRUPTION` → `Service disruption`; availability is said by the status. */
const labelOf = (word: string): string => (word === AVAILABLE ? '' : capitalized(word.toLowerCase().replaceAll('_', ' ')))
