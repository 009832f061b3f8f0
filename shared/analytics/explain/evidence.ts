import { describeEntry } from '../../domain/describe.ts'
import type { IncidentEvent, Timestamp } from '../../domain/events.ts'
import { collectSettings } from '../../domain/fold.ts'
import type { ActorId } from '../../domain/ids.ts'
import type { Impact } from '../../domain/impacts.ts'
import { nameOf, type Incident } from '../../domain/incident.ts'
import { withoutUndone } from '../../domain/register.ts'
import { isOpen, type Status } from '../../domain/status.ts'
import { TIME_TEXT, type TimeName } from '../measures.ts'
import type { Evidence } from './explain.ts'

/** An event of the log and what it says, who by their name. */
export interface EvidenceEvent {
  id: string
  at: number
  by: string
  words: string
}

/** `log` in order, one event per fact: see `inOrder`. */
export function timeEvidence(name: TimeName, incident: Incident, log: readonly IncidentEvent[]): Evidence {
  switch (name) {
    case 'created':
      return evidence(name, incident.declaredAt, declaredEvent(log), incident)
    case 'declared':
      return byHand(name, 'declared', incident, log) ?? evidence(name, incident.declaredAt, declaredEvent(log), incident)
    case 'detected':
      return (
        byHand(name, 'detected', incident, log) ?? {
          ...timeEvidence('declared', incident, log),
          name: `${TIME_TEXT.detected} (as declared)`
        }
      )
    case 'resolved':
      return resolvedEvidence(incident, log)
    case 'impactStart':
    case 'impactEnd':
      return impactEvidence(name, name === 'impactStart', incident.impacts, incident, log)
    case 'customerImpactStart':
    case 'customerImpactEnd':
      return impactEvidence(
        name,
        name === 'customerImpactStart',
        incident.impacts.filter(({ isCustomer }) => isCustomer),
        incident,
        log
      )
  }
}

const declaredEvent = (log: readonly IncidentEvent[]) => log.find((event) => event.kind === 'declared')

function byHand(name: TimeName, timestamp: Timestamp, incident: Incident, log: readonly IncidentEvent[]): Evidence | null {
  const at = incident.overrides[timestamp]
  if (at === null) return null
  const set = collectSettings(log).get(`timestamp:${timestamp}`)?.at(-1)
  return { ...evidence(name, at, eventOf(log, set?.id), incident), isByHand: true }
}

function resolvedEvidence(incident: Incident, log: readonly IncidentEvent[]): Evidence {
  if (isOpen(incident.status)) return evidence('resolved', null, undefined, incident)
  const set = byHand('resolved', 'resolved', incident, log)
  if (set) return set
  const entered = statusSettings(incident, log)
  const open = entered.findLastIndex(({ status }) => isOpen(status))
  const { event = null } = entered[open + 1] ?? {}
  return { name: TIME_TEXT.resolved, at: incident.resolvedAt, isByHand: false, event }
}

function impactEvidence(
  name: TimeName,
  isStart: boolean,
  impacts: readonly Impact[],
  incident: Incident,
  log: readonly IncidentEvent[]
): Evidence {
  const ends = isStart ? impacts : impacts.filter(({ end }) => end === null)
  const candidates = ends.length > 0 ? ends : impacts
  const at = ({ start, end }: Impact) => (isStart ? start : (end ?? Infinity))
  const chosen = candidates.reduce<Impact | undefined>(
    (best, each) => (best === undefined || (isStart ? at(each) < at(best) : at(each) > at(best)) ? each : best),
    undefined
  )
  const said = chosen && log.findLast((event) => event.id === chosen.id || (event.kind === 'impactChanged' && event.impact === chosen.id))
  return evidence(name, chosen ? (isStart ? chosen.start : chosen.end) : null, said, incident)
}

export interface EnteredStatus {
  status: Status
  at: number
  event: EvidenceEvent | null
}

/** As the transitions of the incident, each with its event. */
export const statusSettings = (incident: Incident, log: readonly IncidentEvent[]): EnteredStatus[] =>
  withoutUndone(collectSettings(log).get('status') ?? []).map(({ id, value, at }) => ({
    status: value as Status,
    at,
    event: told(eventOf(log, id), incident)
  }))

/** The event that last set something. */
export function registerIn(log: readonly IncidentEvent[], what: string, incident: Incident): EvidenceEvent | null {
  return told(eventOf(log, collectSettings(log).get(what)?.at(-1)?.id), incident)
}

const eventOf = (log: readonly IncidentEvent[], id: string | undefined): IncidentEvent | undefined =>
  id === undefined ? undefined : log.find((event) => event.id === id)

const evidence = (name: TimeName, at: number | null, event: IncidentEvent | undefined, incident: Incident): Evidence => ({
  name: TIME_TEXT[name],
  at,
  isByHand: false,
  event: told(event, incident)
})

function told(event: IncidentEvent | undefined, incident: Incident): EvidenceEvent | null {
  if (!event) return null
  const entry = incident.timeline.find(({ id }) => (id as string) === event.id)
  const words = entry && describeEntry(entry, incident)
  return { id: event.id, at: event.at, by: nameOf(incident, event.by as ActorId) ?? event.by, words: words ?? event.kind }
}
