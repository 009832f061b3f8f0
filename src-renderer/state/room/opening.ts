import type { Opening } from '#shared/bridge/contract/timeline.ts'
import { parseEvent, type IncidentEvent } from '#shared/domain/events.ts'
import type { Incident } from '#shared/domain/incident.ts'
import { foldOpening } from '#shared/domain/opening.ts'
import type { TimelineCounts } from '#shared/domain/timelineCounts.ts'

/** What a room shows until the whole of its incident is here. */
export interface Early {
  incident: Incident
  texts: ReadonlyMap<string, string>
  counts: TimelineCounts
}

/** null: something in it cannot be read, so it is not shown. */
export function readOpening({ events, texts, counts }: Opening): Early | null {
  const read: IncidentEvent[] = []
  for (const input of events) {
    const parsed = parseEvent(String((input as { id?: unknown } | null)?.id), input)
    if (parsed.type !== 'event') return null
    read.push(parsed.event)
  }
  return { incident: foldOpening(read), texts: new Map(Object.entries(texts)), counts }
}
