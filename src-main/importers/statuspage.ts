import type { ForeignIncident, ParsedRecord } from './foreign.ts'
import { readEnd } from './statusFeed.ts'
import { customerImpactOf, endOf, isCustomerImpact, labelOf, severityOfImpact, transitionsOf } from './statusWords.ts'
import { readUpdates } from './updates.ts'
import { hostOf, isObject, readLine, readList, readNames, readText, readTime, readUrl, type Json } from './values.ts'

/*
 * Statuspage's public API, `/api/v2/incidents.json` and `/api/v2/scheduled-maintenances.json`:
 * {page: {name, url}, incidents: [{id, name, status, impact, created_at, started_at, resolved_at, shortlink, components, incident_updates}]}
 */

export function isStatuspage(record: Json): boolean {
  return 'incident_updates' in record || ('name' in record && 'impact' in record && ('created_at' in record || 'shortlink' in record))
}

/** `page` is the object beside the list; null where the file is the bare list. */
export function parseStatuspage(record: Json, page: Json | null): ParsedRecord {
  const key = readLine(record['id'])
  if (key === '') return { ok: false, reason: 'the incident has no id' }
  const problems: string[] = []
  const updates = readUpdates(
    record['incident_updates'],
    { id: 'id', times: ['display_at', 'created_at', 'updated_at'], word: 'status', text: 'body' },
    problems
  )
  const startedAt = readTime(record['started_at']) ?? readTime(record['created_at']) ?? updates[0]?.at ?? null
  if (startedAt === null) return { ok: false, reason: `incident ${key.slice(0, 60)} has no readable start time` }
  const endedAt = readEnd(record['resolved_at'], 'resolved_at', problems)
  const transitions = transitionsOf(withOwnStatus(updates, record, endedAt, startedAt), endedAt)
  const end = endOf(startedAt, transitions)
  const impact = readLine(record['impact_override']) || readLine(record['impact'])
  const title = readLine(record['name']) || `Untitled incident ${key}`
  const services = [
    ...readNames(record['components']),
    ...readList(record['incident_updates']).flatMap((update) => (isObject(update) ? readNames(update['affected_components']) : []))
  ]
  const incident: ForeignIncident = {
    ...placeOf(record, page),
    key,
    title,
    severity: severityOfImpact(impact),
    transitions,
    startedAt,
    asOf: Math.max(startedAt, updates.at(-1)?.at ?? 0, readTime(record['updated_at']) ?? 0, endedAt ?? 0),
    customerImpact: customerImpactOf(impact),
    impacts: isCustomerImpact(impact)
      ? [{ start: startedAt, end, scope: [...new Set(services)].join(', ') || title, isCustomer: true }]
      : [],
    services,
    visibility: 'public',
    updates: updates.map(({ key, at, word, text }) => ({ key, at, label: labelOf(word), text: text || readText(word) }))
  }
  return { ok: true, incident, problems }
}

/** A record may say more about its status than its updates do: a list cut short, or an end set without a word. */
function withOwnStatus(
  updates: readonly { key: string; at: number; word: string }[],
  record: Json,
  endedAt: number | null,
  startedAt: number
) {
  const at = endedAt ?? Math.max(updates.at(-1)?.at ?? startedAt, readTime(record['monitoring_at']) ?? 0)
  const word = readLine(record['status']).slice(0, 60)
  const isLater = at >= (updates.at(-1)?.at ?? 0)
  return isLater ? [...updates, { key: `own.${word}.${at.toString(36)}`, at, word }] : updates
}

function placeOf(record: Json, page: Json | null): { system: string; url: string | null } {
  const home = readUrl(page?.['url'])
  const link = readUrl(record['shortlink'])
  return { system: home ? hostOf(home) : 'statuspage', url: link?.href ?? null }
}
