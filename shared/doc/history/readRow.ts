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
  /** The time of the earliest event in it, by its stamp, epoch ms; undefined: it has none. */
  firstStampMs: number | undefined
}

export function readRow(body: Uint8Array): RowFacts {
  const { structs, ds } = decodeUpdate(body)
  const facts: RowFacts = { made: [], gone: [], firstStampMs: undefined }
  for (const struct of structs) {
    const { client, clock } = struct.id
    facts.made.push({ client, from: clock, to: clock + struct.length })
    const stamp = struct instanceof Y.Item ? stampOf(struct) : undefined
    if (stamp !== undefined) facts.firstStampMs = Math.min(stamp, facts.firstStampMs ?? stamp)
  }
  for (const [client, items] of ds.clients) {
    for (const { clock, len } of items) facts.gone.push({ client, from: clock, to: clock + len })
  }
  return facts
}

/** Keys of the root `events` are ids of events. Before it is in a document an item knows its root by name. */
function stampOf({ parent, parentSub }: Y.Item): number | undefined {
  const isEvent = (parent as unknown) === 'events' && parentSub !== null && EVENT_ID.test(parentSub)
  return isEvent ? stampMs(parentSub as EventId) : undefined
}
