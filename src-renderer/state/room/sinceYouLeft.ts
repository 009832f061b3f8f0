import * as v from 'valibot'
import { stampMs } from '#shared/domain/clock.ts'
import type { IncidentEvent } from '#shared/domain/events.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import { compareIncidents, type FactChange } from '#shared/domain/history/compareIncidents.ts'
import type { ActorId, IncidentId } from '#shared/domain/ids.ts'
import type { Incident } from '#shared/domain/incident.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import { loadStored, store } from '../stored.ts'

/* What happened in an incident since this person last had it in front of them, on this machine. */

/** Who was away for less has missed nothing they would read about. */
export const AWAY_MS = 5 * 60_000

export interface SinceYouLeft {
  /** When they left, epoch ms. */
  leftAt: number
  /** Entries others posted. */
  entries: number
  flagged: number
  facts: FactChange[]
}

const key = (incident: IncidentId): string => `seen.${incident}`
export const loadSeen = (incident: IncidentId): number | null => loadStored(key(incident), v.nullable(v.number()), null)
export const saveSeen = (incident: IncidentId, at: number): void => store(key(incident), at)

/** null: nothing that somebody else did. */
export function sinceYouLeft(
  events: Iterable<IncidentEvent>,
  now: Incident,
  type: IncidentType,
  { leftAt, person }: { leftAt: number; person: ActorId }
): SinceYouLeft | null {
  const all = [...events]
  const before = foldIncident(all.filter(({ id }) => stampMs(id) <= leftAt))
  const entries = now.timeline.filter(({ id, event, author }) => event.kind === 'entryPosted' && author !== person && stampMs(id) > leftAt)
  const isOthers = all.some(({ id, by }) => by !== person && stampMs(id) > leftAt)
  const facts = isOthers && before.isDeclared ? compareIncidents(before, now, type) : []
  if (entries.length === 0 && facts.length === 0) return null
  return { leftAt, entries: entries.length, flagged: entries.filter(({ flagged }) => flagged).length, facts }
}
