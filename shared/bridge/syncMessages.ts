import * as v from 'valibot'
import { DOC_ID } from '../domain/ids.ts'

/*
 * Conversation between a seat and its hub, one WebSocket for all documents. Each frame is one of these, encoded by codec.ts.
 * The seat says how far it has read the hub's log; the hub sends what follows, for ever. The seat pushes what it wrote; the hub
 * answers when that is on its disk. Presence goes both ways for documents somebody is in.
 */
export const SYNC_PROTOCOL = 1

const bytes = v.custom<Uint8Array>((input) => input instanceof Uint8Array, 'expected bytes')
const doc = v.pipe(v.string(), v.regex(DOC_ID))
const seq = v.pipe(v.number(), v.integer(), v.minValue(0))
const name = v.pipe(v.string(), v.maxLength(200))
/** When the update was written, where it was written, epoch ms; absent: unknown, as from a build that does not tell. */
const at = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8.64e15)))
const updates = v.array(v.object({ doc, body: bytes, at }))
/** One update as it crosses the line. */
export const asSent = ({ docId, body, at }: { docId: string; body: Uint8Array; at?: number }): v.InferInput<typeof updates>[number] =>
  at ? { doc: docId, body, at } : { doc: docId, body }

export const seatMessage = v.variant('t', [
  v.object({
    t: v.literal('hello'),
    protocol: v.number(),
    replica: name,
    workspace: name,
    /** How far this seat has read which log; `mark` is the fingerprint of the last row, to notice a log that was put back. */
    cursor: v.nullable(v.object({ log: name, seq, mark: v.number() }))
  }),
  v.object({ t: v.literal('push'), n: v.number(), updates }),
  /** Somebody here is in the document: presence, please. */
  v.object({ t: v.literal('watch'), doc }),
  v.object({ t: v.literal('unwatch'), doc }),
  v.object({ t: v.literal('awareness'), doc, body: bytes }),
  /** Rows of this document were damaged here: everything the hub has of it, please. */
  v.object({ t: v.literal('repair'), doc })
])
export type SeatMessage = v.InferOutput<typeof seatMessage>

export const hubMessage = v.variant('t', [
  v.object({
    t: v.literal('welcome'),
    log: name,
    workspace: v.object({ id: name, name }),
    /** The log is read from here: the cursor, or 0 when the hub does not know it. */
    from: seq,
    head: seq
  }),
  v.object({ t: v.literal('rows'), updates, throughSeq: seq, mark: v.number() }),
  /** Everything up to push `n` is on the hub's disk. */
  v.object({ t: v.literal('ack'), n: v.number() }),
  v.object({ t: v.literal('awareness'), doc, body: bytes }),
  v.object({ t: v.literal('seats'), count: v.number() }),
  v.object({ t: v.literal('repaired'), doc, body: bytes })
])
export type HubMessage = v.InferOutput<typeof hubMessage>

/** A reason as a close frame can carry it: 123 bytes at most, whatever was quoted in it. */
export const closeReason = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 120)

/** Close codes. y-websocket does not try again after 4400–4499. */
export const CLOSE = {
  badToken: 4401,
  notAllowed: 4403,
  badInput: 4400,
  tooNew: 4426
} as const
