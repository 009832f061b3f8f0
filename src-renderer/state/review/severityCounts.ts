import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { severityRank } from '#shared/domain/severity.ts'
import { stepWeek, weekText } from './week.ts'

export interface SeverityCount {
  severity: string
  now: number
  before: number
}

/** Worst first. Both weeks are asked for: beside the other, a week would not name what only the one before had. */
export async function countBySeverity(warRoom: Pick<WarRoom, 'measureSeries'>, week: string): Promise<Result<SeverityCount[]>> {
  const [now, before] = await Promise.all([countsOf(warRoom, week), countsOf(warRoom, stepWeek(week, -1))])
  if (!now.ok) return now
  if (!before.ok) return before
  const severities = [...new Set([...now.value.keys(), ...before.value.keys()])].sort((a, b) => severityRank(a) - severityRank(b))
  return ok(severities.map((severity) => ({ severity, now: now.value.get(severity) ?? 0, before: before.value.get(severity) ?? 0 })))
}

async function countsOf(warRoom: Pick<WarRoom, 'measureSeries'>, week: string): Promise<Result<Map<string, number>>> {
  const answer = await warRoom.measureSeries({ text: weekText(week, { by: 'severity', top: 50 }) })
  if (!answer.ok) return answer
  if (answer.value.type === 'problem') return fail('badInput', answer.value.message)
  return ok(new Map(answer.value.current.series.map(({ group, total }) => [group.label, total.value ?? 0])))
}
