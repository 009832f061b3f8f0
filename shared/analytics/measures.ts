import { DEFINITIONS, type Definition } from '../domain/settings/analytics.ts'
import type { SearchRow } from '../domain/search/row.ts'
import { INVALID_MS } from '../domain/statusTimes.ts'
import type { Status } from '../domain/status.ts'

/*
 * What is measured of an incident, and between which of its times. One table: the reference, the columns, the words of a panel and
 * the reasons of a figure all go by it.
 */

export const MEASURES = [
  'incident_count',
  'customer_impact_duration',
  'status_active_duration',
  'status_stable_duration',
  'time_to_repair',
  'time_to_resolve',
  'time_to_detect'
] as const
export type BuiltInMeasure = (typeof MEASURES)[number]

export const MEASURE_TEXT: Record<BuiltInMeasure, string> = {
  incident_count: 'Incidents',
  customer_impact_duration: 'Customer impact duration',
  status_active_duration: 'Time in Active',
  status_stable_duration: 'Time in Stable',
  time_to_repair: 'Time to repair',
  time_to_resolve: 'Time to resolve',
  time_to_detect: 'Time to detect'
}

export type Unit = 'count' | 'ms' | 'number'

/**
 * created: when it was declared in Muster, whatever was set by hand. declared, detected, resolved: those set by hand where there are
 * any; detected is declared as long as nobody set it. The others are those of its impacts: the earliest start and the latest end.
 */
export const TIMES = [
  'created',
  'declared',
  'detected',
  'resolved',
  'impactStart',
  'impactEnd',
  'customerImpactStart',
  'customerImpactEnd'
] as const
export type TimeName = (typeof TIMES)[number]

export const TIME_TEXT: Record<TimeName, string> = {
  created: 'created',
  declared: 'declared',
  detected: 'detected',
  resolved: 'resolved',
  impactStart: 'impact start',
  impactEnd: 'impact end',
  customerImpactStart: 'customer impact start',
  customerImpactEnd: 'customer impact end'
}

export type MeasureSpec =
  | { type: 'count' }
  /** From `start` to `end`; without `needs` it is not applicable, without `end` it is still running. */
  | { type: 'span'; start: TimeName; end: TimeName; needs: TimeName }
  | { type: 'status'; status: Extract<Status, 'active' | 'stable'> }
  /** A number field of the workspace. */
  | { type: 'field'; name: string }

const span = (start: TimeName, end: TimeName, needs: TimeName = start): MeasureSpec => ({ type: 'span', start, end, needs })

const SPECS: Record<Definition, Record<BuiltInMeasure, MeasureSpec>> = {
  '2023': {
    incident_count: { type: 'count' },
    customer_impact_duration: span('customerImpactStart', 'customerImpactEnd'),
    status_active_duration: { type: 'status', status: 'active' },
    status_stable_duration: { type: 'status', status: 'stable' },
    time_to_repair: span('created', 'customerImpactEnd', 'customerImpactStart'),
    time_to_resolve: span('created', 'resolved'),
    time_to_detect: span('impactStart', 'detected')
  },
  current: {
    incident_count: { type: 'count' },
    customer_impact_duration: span('customerImpactStart', 'customerImpactEnd'),
    status_active_duration: { type: 'status', status: 'active' },
    status_stable_duration: { type: 'status', status: 'stable' },
    time_to_repair: span('detected', 'impactEnd', 'impactStart'),
    time_to_resolve: span('declared', 'resolved'),
    time_to_detect: span('impactStart', 'detected')
  }
}

export const isBuiltIn = (measure: string): measure is BuiltInMeasure => (MEASURES as readonly string[]).includes(measure)

/** A name that is no built-in measure is that of a number field. */
export const specOf = (measure: string, definition: Definition): MeasureSpec =>
  isBuiltIn(measure) ? SPECS[definition][measure] : { type: 'field', name: measure }

export const unitOf = (measure: string): Unit => (measure === 'incident_count' ? 'count' : isBuiltIn(measure) ? 'ms' : 'number')

/** `resolved − created`: what a panel says it counts. */
export function describeSpec(spec: MeasureSpec): string {
  switch (spec.type) {
    case 'count':
      return 'one for each incident'
    case 'span':
      return `${TIME_TEXT[spec.end]} − ${TIME_TEXT[spec.start]}`
    case 'status':
      return `all its stretches in ${spec.status === 'active' ? 'Active' : 'Stable'} together`
    case 'field':
      return `the number in ${spec.name}`
  }
}

/** Whether both definitions say the same of a measure. */
export const isSameInAll = (measure: string): boolean =>
  new Set(DEFINITIONS.map((definition) => JSON.stringify(specOf(measure, definition)))).size === 1

/** What came of measuring one incident. `value` is ms of times, else the number. */
export type Outcome =
  | { type: 'value'; value: number }
  /** Still running. */
  | { type: 'pending' }
  /** There is nothing to measure: no impact, never in that status, no number. */
  | { type: 'notApplicable' }
  /** It ends before it starts. */
  | { type: 'invalid' }

/** As much of an incident as measures read. */
export type Measured = Pick<
  SearchRow,
  | 'createdAt'
  | 'declaredAt'
  | 'detectedAt'
  | 'resolvedAt'
  | 'impactStart'
  | 'impactEnd'
  | 'customerImpactStart'
  | 'customerImpactEnd'
  | 'activeMs'
  | 'stableMs'
  | 'status'
  | 'fields'
>

const PROPERTY: Record<TimeName, keyof Measured> = {
  created: 'createdAt',
  declared: 'declaredAt',
  detected: 'detectedAt',
  resolved: 'resolvedAt',
  impactStart: 'impactStart',
  impactEnd: 'impactEnd',
  customerImpactStart: 'customerImpactStart',
  customerImpactEnd: 'customerImpactEnd'
}
export const timeIn = (row: Measured, name: TimeName): number | null => row[PROPERTY[name]] as number | null

/** What a measure is of one incident. What is made for it to be quick must say the same. */
export function measure(spec: MeasureSpec, row: Measured): Outcome {
  switch (spec.type) {
    case 'count':
      return { type: 'value', value: 1 }
    case 'span':
      return timeIn(row, spec.needs) === null ? { type: 'notApplicable' } : between(timeIn(row, spec.start), timeIn(row, spec.end))
    case 'status':
      return inStatus(spec.status === 'active' ? row.activeMs : row.stableMs, row.status === spec.status)
    case 'field': {
      const value = Object.hasOwn(row.fields, spec.name) ? row.fields[spec.name] : null
      return typeof value === 'number' ? { type: 'value', value } : { type: 'notApplicable' }
    }
  }
}

function between(start: number | null, end: number | null): Outcome {
  if (start === null) return { type: 'notApplicable' }
  if (end === null) return { type: 'pending' }
  return end < start ? { type: 'invalid' } : { type: 'value', value: end - start }
}

function inStatus(ms: number | null, isNow: boolean): Outcome {
  if (ms === null) return { type: 'notApplicable' }
  if (ms === INVALID_MS) return { type: 'invalid' }
  return isNow ? { type: 'pending' } : { type: 'value', value: ms }
}
