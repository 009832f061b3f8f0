import * as Y from 'yjs'
import { EVENT_ID, stampMs } from '../../domain/clock.ts'
import { decodeUpdate } from '../updateCodec.ts'
import type { EventId } from '../../domain/ids.ts'

/** Units `[from, to)` of a Yjs client. */
export interface Units {
  client: number
  from: number
  to: number
}

/** What one update of a document brought. */
export interface RowFacts {
  made: Units[]
  gone: Units[]
  events: EventId[]
  /** The time of the earliest event in it, by its stamp, epoch ms; undefined: it has none. */
  firstStampMs: number | undefined
}

export function readRow(body: Uint8Array): RowFacts {
  const { structs, ds } = decodeUpdate(body)
  const facts: RowFacts = { made: [], gone: [], events: [], firstStampMs: undefined }
  for (const struct of structs) {
    const { client, clock } = struct.id
    facts.made.push({ client, from: clock, to: clock + struct.length })
    const event = struct instanceof Y.Item ? eventOf(struct) : undefined
    if (event !== undefined) facts.events.push(event)
  }
  for (const [client, items] of ds.clients) {
    for (const { clock, len } of items) facts.gone.push({ client, from: clock, to: clock + len })
  }
  if (facts.events.length > 0) facts.firstStampMs = Math.min(...facts.events.map(stampMs))
  return facts
}

/** Keys of the root `events` are ids of events. Before it is in a document an item knows its root by name. */
function eventOf({ parent, parentSub }: Y.Item): EventId | undefined {
  const isEvent = (parent as unknown) === 'events' && parentSub !== null && EVENT_ID.test(parentSub)
  return isEvent ? (parentSub as EventId) : undefined
}
