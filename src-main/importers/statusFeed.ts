import type { ForeignIncident, ForeignImpact, ParsedRecord } from './foreign.ts'
import { customerImpactOf, endOf, isCustomerImpact, labelOf, severityOfImpact, transitionsOf } from './statusWords.ts'
import { readUpdates, type RawUpdate } from './updates.ts'
import { hostOf, isObject, readLine, readList, readNames, readText, readTime, readUrl, type Json } from './values.ts'

/*
 * The history of a status page as a feed reader keeps it: one JSON record an incident, usually one a line.
 * {id, title, url, started_at, resolved_at, impact, components, downtime_start, downtime_end, updates: [{at, status, message}]}
 */

export function isStatusFeed(record: Json): boolean {
  const first = readList(record['updates'])[0]
  const hasUpdates = isObject(first) && 'message' in first
  return hasUpdates || ('started_at' in record && 'title' in record && 'impact' in record)
}

export function parseStatusFeed(record: Json): ParsedRecord {
  const key = readLine(record['id']) || readLine(record['entry_id'])
  if (key === '') return { ok: false, reason: 'the incident has no id' }
  const problems: string[] = []
  const updates = readUpdates(record['updates'], { times: ['at', 'created_at'], word: 'status', text: 'message' }, problems)
  const startedAt = readStart(record, updates)
  if (startedAt === null) return { ok: false, reason: `incident ${key.slice(0, 60)} has no readable start time` }
  const endedAt = readEnd(record['resolved_at'], 'resolved_at', problems)
  const transitions = transitionsOf(updates, endedAt)
  const impact = readLine(record['impact'])
  const url = readUrl(record['url'])
  const services = readNames(record['components'])
  const title = readLine(record['title']) || `Untitled incident ${key}`
  const end = endOf(startedAt, transitions)
  const incident: ForeignIncident = {
    system: url ? hostOf(url) : 'statusfeed',
    key,
    url: url?.href ?? null,
    title,
    severity: severityOfImpact(impact),
    transitions,
    startedAt,
    asOf: Math.max(startedAt, updates.at(-1)?.at ?? 0, readTime(record['updated_at']) ?? 0, endedAt ?? 0),
    customerImpact: customerImpactOf(impact),
    impacts: isCustomerImpact(impact)
      ? [readImpact(record, { start: startedAt, end, scope: services.join(', ') || title, isCustomer: true })]
      : [],
    services,
    visibility: 'public',
    updates: updates.map(({ key, at, word, text }) => ({ key, at, label: labelOf(word), text: text || readText(word) }))
  }
  return { ok: true, incident, problems }
}

function readStart(record: Json, updates: readonly RawUpdate[]): number | null {
  return readTime(record['started_at']) ?? updates[0]?.at ?? readTime(record['downtime_start']) ?? readTime(record['published_at'])
}

/** An end that is there but cannot be read is worth a word; a missing one means that it goes on. */
export function readEnd(value: unknown, name: string, problems: string[]): number | null {
  const at = readTime(value)
  if (at === null && value !== null && value !== undefined && value !== '') problems.push(`${name} is not a time and was left out`)
  return at
}

/** The measured downtime where the feed gives it. */
function readImpact(record: Json, otherwise: ForeignImpact): ForeignImpact {
  const start = readTime(record['downtime_start']) ?? otherwise.start
  const end = otherwise.end === null ? null : (readTime(record['downtime_end']) ?? otherwise.end)
  return { ...otherwise, start, end }
}
