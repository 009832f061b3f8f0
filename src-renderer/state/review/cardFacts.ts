import type { Impact } from '#shared/domain/impacts.ts'
import type { Incident } from '#shared/domain/incident.ts'
import { statusStretches } from '#shared/domain/statusTimes.ts'
import { STATUS_TEXT, STATUSES, type Status } from '#shared/domain/status.ts'
import { exactDuration, shortDuration } from '#renderer/charts/panels/panelFormat.ts'
import { writeTimeIn } from '../room/zoneTime.ts'

export interface StatusTime {
  status: Status
  label: string
  words: string
  /** To the second. */
  exact: string
}

/** How long it was in each status it had, all stretches together; one that goes on is counted until now and says so. */
export function statusTimes({ transitions }: Pick<Incident, 'transitions'>, nowMs: number): StatusTime[] {
  const stretches = statusStretches(transitions)
  return STATUSES.flatMap((status) => {
    const own = stretches.filter((each) => each.status === status)
    if (own.length === 0) return []
    const lengths = own.map(({ from, to }) => (to ?? Math.max(from, nowMs)) - from)
    const isNow = own.some(({ to }) => to === null)
    return [{ status, label: STATUS_TEXT[status].label, ...wordsOf(lengths, isNow) }]
  })
}

function wordsOf(lengths: readonly number[], isNow: boolean): Pick<StatusTime, 'words' | 'exact'> {
  if (lengths.some((length) => length < 0))
    return { words: 'end before start', exact: 'A change of status stands before the one it follows' }
  const seconds = lengths.reduce((sum, length) => sum + length, 0) / 1000
  const more = isNow ? ', goes on' : ''
  return { words: `${shortDuration(seconds)}${more}`, exact: `${exactDuration(seconds)}${more}` }
}

/** `2026-11-17 03:12 to 04:10, 58 min, customers affected`. */
export function impactWords({ start, end, isCustomer }: Omit<Impact, 'id'>, zone: string): string {
  const [from, to] = [writeTimeIn(start, zone).slice(0, 16), end === null ? '' : writeTimeIn(end, zone).slice(0, 16)]
  const last = to.slice(0, 10) === from.slice(0, 10) ? to.slice(11) : to
  const span =
    end === null
      ? `since ${from}, goes on`
      : `${from} to ${last}, ${end < start ? 'end before start' : shortDuration((end - start) / 1000)}`
  return `${span}, ${isCustomer ? 'customers affected' : 'customers not affected'}`
}
