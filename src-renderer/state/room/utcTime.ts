import { UTC } from '#shared/domain/zone.ts'
import { readTime, timeHint, timeProblem, writeTimeIn } from './zoneTime.ts'

/* Times a person types where UTC is the only zone: see zoneTime.ts for the others. */

export const TIME_HINT = timeHint(UTC)
export const TIME_PROBLEM = timeProblem(UTC)

/** Epoch ms, undefined when it is none. */
export function parseUtcTime(text: string, day: number): number | undefined {
  const read = readTime(text, day, UTC)
  return read.ok ? read.at : undefined
}

export const writeUtcTime = (at: number): string => writeTimeIn(at, UTC)
