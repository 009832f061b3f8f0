import type { IncidentEvent } from '../../domain/events.ts'
import { inOrder } from '../../domain/fold.ts'
import type { Incident } from '../../domain/incident.ts'
import { searchRowOf } from '../../domain/search/row.ts'
import type { Definition } from '../../domain/settings/analytics.ts'
import { STATUS_TEXT } from '../../domain/status.ts'
import { describeSpec, measure, specOf, TIME_TEXT, type MeasureSpec, type Outcome } from '../measures.ts'
import { registerIn, statusSettings, timeEvidence, type EvidenceEvent } from './evidence.ts'
import { isoText, lengthText } from './words.ts'

export interface Evidence {
  name: string
  at: number | null
  isByHand: boolean
  event: EvidenceEvent | null
}

export interface Why {
  outcome: Outcome
  arithmetic: string
  reckoning: string
  evidence: Evidence[]
  stretches: { from: number; to: number | null; ms: number | null }[]
}

/** From which events a measure of an incident was reckoned. `events`: its whole log. */
export function explain(name: string, definition: Definition, incident: Incident, events: Iterable<IncidentEvent>): Why {
  const spec = specOf(name, definition)
  const outcome = measure(spec, searchRowOf(incident, { pieces: [], hasPostmortem: false }))
  return { outcome, arithmetic: describeSpec(spec), stretches: [], ...reckon(spec, outcome, incident, inOrder(events)) }
}

type Reckoned = Pick<Why, 'reckoning' | 'evidence'> & Partial<Pick<Why, 'stretches'>>

function reckon(spec: MeasureSpec, outcome: Outcome, incident: Incident, log: readonly IncidentEvent[]): Reckoned {
  switch (spec.type) {
    case 'count':
      return { reckoning: 'This incident counts as 1.', evidence: [timeEvidence('created', incident, log)] }
    case 'span':
      return reckonSpan(spec, outcome, incident, log)
    case 'status':
      return reckonStatus(spec.status, outcome, incident, log)
    case 'field':
      return reckonField(spec.name, outcome, incident, log)
  }
}

function reckonSpan(spec: MeasureSpec & { type: 'span' }, outcome: Outcome, incident: Incident, log: readonly IncidentEvent[]): Reckoned {
  const [start, end] = [timeEvidence(spec.start, incident, log), timeEvidence(spec.end, incident, log)]
  const evidence = [end, start].map((each) => ({ ...each }))
  const difference = `${end.at === null ? '' : isoText(end.at)} − ${start.at === null ? '' : isoText(start.at)}`
  switch (outcome.type) {
    case 'value':
      return { reckoning: `${difference} = ${lengthText(outcome.value)}`, evidence }
    case 'invalid':
      return { reckoning: `${difference} is less than nothing: it ends before it starts, so it is not counted.`, evidence }
    case 'pending':
      return { reckoning: `There is no ${TIME_TEXT[spec.end]} yet: it is still running.`, evidence }
    case 'notApplicable':
      return {
        reckoning: `There is no ${TIME_TEXT[spec.needs]}, so there is nothing to measure.`,
        evidence: evidence.filter(({ at }) => at !== null)
      }
  }
}

function reckonStatus(status: 'active' | 'stable', outcome: Outcome, incident: Incident, log: readonly IncidentEvent[]): Reckoned {
  const { label } = STATUS_TEXT[status]
  const entered = statusSettings(incident, log)
  const stretches = entered.flatMap((each, index) => {
    if (each.status !== status) return []
    const to = entered[index + 1]?.at ?? null
    return [{ from: each.at, to, ms: to === null ? null : to - each.at }]
  })
  const evidence = entered
    .filter((each, index) => each.status === status || entered[index - 1]?.status === status)
    .map(({ status: to, at, event }) => ({ name: STATUS_TEXT[to].label, at, isByHand: false, event }))
  const sum = stretches.map(({ ms }) => (ms === null ? 'still running' : ms < 0 ? 'less than nothing' : lengthText(ms))).join(' + ')
  switch (outcome.type) {
    case 'value':
      return { reckoning: stretches.length === 1 ? sum : `${sum} = ${lengthText(outcome.value)}`, evidence, stretches }
    case 'invalid':
      return { reckoning: `${sum}: a stretch ends before it starts, so it is not counted.`, evidence, stretches }
    case 'pending':
      return { reckoning: `${sum}: it is ${label} now.`, evidence, stretches }
    case 'notApplicable':
      return { reckoning: `It never was ${label}, so there is nothing to measure.`, evidence }
  }
}

function reckonField(name: string, outcome: Outcome, incident: Incident, log: readonly IncidentEvent[]): Reckoned {
  const set = registerIn(log, `field:${name}`, incident)
  const evidence = set ? [{ name, at: set.at, isByHand: true, event: set }] : []
  return outcome.type === 'value'
    ? { reckoning: `${name} is ${outcome.value}.`, evidence }
    : { reckoning: `There is no number in ${name}, so there is nothing to measure.`, evidence }
}
