import * as v from 'valibot'
import { HUB_STATES } from './warRoomApi.ts'

/*
 * Conversation about documents between a window and the core, over one Port. `bytes` of sync and awareness are y-protocols messages.
 * The core sends nothing about a document before it has loaded it.
 */
const doc = v.pipe(v.string(), v.maxLength(64))
const bytes = v.custom<Uint8Array>((input) => input instanceof Uint8Array, 'expected bytes')

export const windowMessage = v.variant('t', [
  v.object({ t: v.literal('open'), doc }),
  v.object({ t: v.literal('close'), doc }),
  v.object({ t: v.literal('sync'), doc, bytes }),
  v.object({ t: v.literal('awareness'), doc, bytes })
])
export type WindowMessage = v.InferOutput<typeof windowMessage>

export const coreMessage = v.variant('t', [
  v.object({ t: v.literal('sync'), doc, bytes }),
  v.object({ t: v.literal('awareness'), doc, bytes }),
  /** So many of this window's updates are on disk: counted from its `open`, in the order sent. */
  v.object({ t: v.literal('stored'), doc, count: v.number() }),
  /** How many changes of the document wait for the hub, and whether there is one. */
  v.object({ t: v.literal('shared'), doc, waiting: v.number(), hub: v.picklist(HUB_STATES) }),
  v.object({ t: v.literal('failed'), doc, message: v.string() })
])
export type CoreMessage = v.InferOutput<typeof coreMessage>
