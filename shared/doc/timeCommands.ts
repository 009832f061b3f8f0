import type * as Y from 'yjs'
import type { Timestamp, Visibility } from '../domain/events.ts'
import type { EventId } from '../domain/ids.ts'
import type { Incident } from '../domain/incident.ts'
import { fail, type Result } from '../domain/result.ts'
import type { IncidentType } from '../domain/settings/settings.ts'
import { readIncident } from './readIncident.ts'
import { headOf, writeOne, type Author } from './write.ts'

/* What the type of an incident allows or not: times by hand, and who may see it. */

/** `to`: epoch ms; null: back to what the log says. For measures and search; the timeline stays. */
export function setTimestamp(
  doc: Y.Doc,
  author: Author,
  type: Pick<IncidentType, 'name' | 'hasEditableTimestamps'>,
  timestamp: Timestamp,
  to: number | null
): Result<EventId> {
  if (!type.hasEditableTimestamps)
    return fail('notAllowed', `Times of ${type.name} incidents are not set by hand. Allow it in the settings of that type.`)
  const incident = readIncident(doc)
  if (incident.overrides[timestamp] === to) return fail('badInput', 'It is so already.')
  const problem = to === null ? undefined : timeProblem(incident, timestamp, to, author.clock.now())
  if (problem) return fail('badInput', problem)
  return writeOne(doc, author, { kind: 'timestampSet', timestamp, to, base: headOf(incident, `timestamp:${timestamp}`) })
}

export function changeVisibility(
  doc: Y.Doc,
  author: Author,
  type: Pick<IncidentType, 'name' | 'isPrivateAllowed'>,
  visibility: Visibility
): Result<EventId> {
  const incident = readIncident(doc)
  if (incident.visibility === visibility) return fail('badInput', `The incident is ${visibility} already.`)
  if (visibility === 'private' && !type.isPrivateAllowed)
    return fail('notAllowed', `${type.name} incidents are always public. Allow private ones in the settings of that type.`)
  return writeOne(doc, author, { kind: 'visibilityChanged', visibility, base: headOf(incident, 'visibility') })
}

/** Clocks of two machines differ a little. */
const TOLERANCE_MS = 5 * 60_000

function timeProblem(incident: Incident, timestamp: Timestamp, to: number, nowMs: number): string | undefined {
  if (!Number.isSafeInteger(to)) return 'That is not a time.'
  if (to > nowMs + TOLERANCE_MS) return 'That is in the future. Give the time at which it happened.'
  if (timestamp === 'resolved' && incident.resolvedAt === null) return 'The incident is not resolved yet. Change its status first.'
  const resolved = incident.overrides.resolved ?? incident.resolvedAt
  const declared = incident.overrides.declared ?? incident.declaredAt
  if (timestamp === 'resolved' && to < declared) return `That is before it was declared, ${utc(declared)}. Give a later time.`
  if (timestamp === 'resolved' && incident.overrides.detected !== null && to < incident.overrides.detected)
    return `That is before it was detected, ${utc(incident.overrides.detected)}. Give a later time.`
  if (timestamp !== 'resolved' && resolved !== null && to > resolved)
    return `That is after it was resolved, ${utc(resolved)}. Give an earlier time.`
  return undefined
}

const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
