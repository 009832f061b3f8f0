import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/* A status feed of an invented shop, one JSON record a line. */

export interface FeedIncident {
  id: string
  title: string
  /** ISO */
  startedAt: string
  /** Missing: still open. */
  resolvedAt?: string
  impact?: 'none' | 'minor' | 'major' | 'critical'
  components?: string[]
  /** Of the first update. */
  message?: string
}

export function feedLine({ id, title, startedAt, resolvedAt, impact = 'minor', components = [], message }: FeedIncident): string {
  const first = { at: startedAt, status: 'Investigating', message: message ?? `We look into it: ${title}.` }
  const last = resolvedAt ? [{ at: resolvedAt, status: 'Resolved', message: 'This is over.' }] : []
  return JSON.stringify({
    id,
    title,
    url: `https://status.shop.example/incidents/${id}`,
    started_at: startedAt,
    resolved_at: resolvedAt ?? null,
    impact,
    components,
    updates: [first, ...last]
  })
}

const MINUTE = 60_000
const FIRST_AT = Date.UTC(2024, 0, 1)

/** `count` incidents that are over, half an hour apart, oldest first: `Incident 1 of the shop` and on. */
export function closedIncidents(count: number): FeedIncident[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `closed-${index + 1}`,
    title: `Incident ${index + 1} of the shop`,
    startedAt: new Date(FIRST_AT + index * 30 * MINUTE).toISOString(),
    resolvedAt: new Date(FIRST_AT + index * 30 * MINUTE + 12 * MINUTE).toISOString(),
    impact: (['minor', 'major', 'critical'] as const)[index % 3]!,
    components: [['checkout', 'search', 'delivery'][index % 3]!]
  }))
}

/** Writes the lines as a file in `dir` and returns its path. */
export function writeFeed(dir: string, lines: readonly string[], name = 'shop-status.jsonl'): string {
  const path = join(dir, name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}
