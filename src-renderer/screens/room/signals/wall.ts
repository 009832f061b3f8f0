import { readTime, timeHint, timeProblem, writeTimeIn } from '#renderer/state/room/zoneTime.ts'

/* Times of the preview, always UTC: the text may name several zones. */
export const TIME_HINT = timeHint('UTC')
export const TIME_PROBLEM = timeProblem('UTC')
export const writeUtcTime = (at: number): string => writeTimeIn(at, 'UTC')
/** undefined: it is no time. */
export function parseUtcTime(text: string, day: number): number | undefined {
  const read = readTime(text, day, 'UTC')
  return read.ok ? read.at : undefined
}
