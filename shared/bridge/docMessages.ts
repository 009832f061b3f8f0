import * as v from 'valibot'
import { HUB_STATES } from './warRoomApi.ts'

/*
 * Conversation about documents between a window and the core, over one Port. `bytes` of sync and awareness are y-protocols messages.
 * The core sends nothing about a document before it has loaded it. `session` is the window's number for one opening of a document:
 * what is still on its way for an opening that was closed must not count for the next.
 */
const doc = v.pipe(v.string(), v.maxLength(64))
const session = v.number()
const bytes = v.custom<Uint8Array>((input) => input instanceof Uint8Array, 'expected bytes')

export const windowMessage = v.variant('t', [
  v.object({ t: v.literal('open'), session, doc }),
  v.object({ t: v.literal('close'), session }),
  v.object({ t: v.literal('sync'), session, bytes }),
  v.object({ t: v.literal('awareness'), session, bytes })
])
export type WindowMessage = v.InferOutput<typeof windowMessage>

export const coreMessage = v.variant('t', [
  v.object({ t: v.literal('sync'), session, bytes }),
  v.object({ t: v.literal('awareness'), session, bytes }),
  /** So many of this window's updates are on disk: counted from its `open`, in the order sent. */
  v.object({ t: v.literal('stored'), session, count: v.number() }),
  /** How many changes of the document wait for the hub, and whether there is one. */
  v.object({ t: v.literal('shared'), session, waiting: v.number(), hub: v.picklist(HUB_STATES) }),
  v.object({ t: v.literal('failed'), session, message: v.string() })
])
export type CoreMessage = v.InferOutput<typeof coreMessage>
