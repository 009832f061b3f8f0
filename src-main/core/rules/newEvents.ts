import * as Y from 'yjs'
import { decodeUpdate } from '#shared/doc/updateCodec.ts'
import { deviceOf, stampMs } from '#shared/domain/clock.ts'
import { parseEvent, type IncidentEvent } from '#shared/domain/events.ts'

/** The events an update files for the first time, in id order. What is filed over an existing key names no root and is not among them. */
export function newEventsOf(update: Uint8Array): IncidentEvent[] {
  const events: IncidentEvent[] = []
  for (const struct of decodeUpdate(update).structs) {
    if (!(struct instanceof Y.Item) || (struct.parent as unknown) !== 'events' || struct.parentSub === null) continue
    if (!(struct.content instanceof Y.ContentAny)) continue
    const parsed = parseEvent(struct.parentSub, struct.content.arr[0])
    if (parsed.type === 'event') events.push(parsed.event)
  }
  return events.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** What one command writes bears stamps of one moment. */
const SAME_COMMAND_MS = 100

/**
 * The events of one update, in the steps in which they were made: a window that was cut off sends all it did at once. Those that came
 * from elsewhere are no steps of somebody here.
 */
export function stepsOf(events: readonly IncidentEvent[]): IncidentEvent[][] {
  const steps: IncidentEvent[][] = []
  for (const event of events) {
    if (event.source !== undefined) continue
    const last = steps.at(-1)?.at(-1)
    const isSame = last && deviceOf(last.id) === deviceOf(event.id) && stampMs(event.id) - stampMs(last.id) <= SAME_COMMAND_MS
    if (isSame) steps.at(-1)!.push(event)
    else steps.push([event])
  }
  return steps
}
