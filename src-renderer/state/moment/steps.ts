import { stampMs } from '#shared/domain/clock.ts'
import type { ActorId, EntryId } from '#shared/domain/ids.ts'
import type { Incident } from '#shared/domain/incident.ts'

/** Something that happened, at the time it was written down. */
export interface Step {
  id: EntryId
  /** Epoch ms. */
  at: number
  by: ActorId
  isFlagged: boolean
}

/** A stretch of time with one severity; `to` null: until now. */
export interface SeveritySpan {
  from: number
  to: number | null
  severity: string
}

/** Every entry of the timeline, in the order in which they were written. */
export const listSteps = ({ timeline }: Pick<Incident, 'timeline'>): Step[] =>
  timeline.map(({ id, author, flagged }) => ({ id, at: stampMs(id), by: author, isFlagged: flagged })).toSorted((a, b) => a.at - b.at)

/** The first one after, or the last one before; undefined: there is none. */
export function nextStep(steps: readonly Step[], at: number, by: 1 | -1): Step | undefined {
  return by === 1 ? steps.find((step) => step.at > at) : steps.findLast((step) => step.at < at)
}

/** What its severity was when. */
export function severitySpans({ timeline }: Pick<Incident, 'timeline'>): SeveritySpan[] {
  const spans: SeveritySpan[] = []
  for (const { id, event } of timeline.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (event.kind !== 'declared' && event.kind !== 'severityChanged') continue
    const at = stampMs(id)
    const last = spans.at(-1)
    if (last) last.to = at
    spans.push({ from: at, to: null, severity: event.severity })
  }
  return spans
}

/** Round times along an axis of `[from, to]`, at most `count` of them, epoch ms: whole seconds, minutes, hours or days. */
export function axisTimes(from: number, to: number, count: number): number[] {
  const step = NICE_MS.find((each) => (to - from) / each <= count) ?? Math.ceil((to - from) / count / DAY_MS) * DAY_MS
  const times: number[] = []
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) times.push(at)
  return times
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const NICE_MS = [
  ...[1, 5, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * MINUTE_MS),
  DAY_MS,
  2 * DAY_MS,
  7 * DAY_MS
]
