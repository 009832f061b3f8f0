import * as v from 'valibot'
import type { IncidentId } from '../../domain/ids.ts'
import { signalSchema } from '../../domain/signals.ts'
import { call, stream } from '../rpc.ts'

/** How many signals one person collects; the oldest make room. */
export const CLIPBOARD_SIZE = 20

export const clipboardItem = v.object({
  id: v.string(),
  /** When it was collected, epoch ms. */
  at: v.number(),
  signal: signalSchema
})
export type ClipboardItem = v.InferOutput<typeof clipboardItem>

const nothing = v.optional(v.null(), null)
const incidentId = v.custom<IncidentId>((id) => typeof id === 'string')
const ref = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const signals = v.pipe(v.array(signalSchema), v.maxLength(50))
/** Newest first. */
const items = v.array(clipboardItem)

/** What the person of this seat has collected: it is theirs alone, stays on this machine, and is the same in all its windows. */
export const CLIPBOARD = {
  listClipboard: call(nothing, items),
  watchClipboard: stream(nothing, items, v.null()),
  /** `added` are new, others were there already and come first again; `dropped` are the titles of those that had to make room. */
  addToClipboard: call(v.object({ signals }), v.object({ added: v.number(), dropped: v.array(v.string()) })),
  removeFromClipboard: call(v.object({ ids: v.array(v.string()) }), v.null()),
  clearClipboard: call(nothing, v.null()),
  /** Quote signals at the end of the notes of an incident. */
  quoteSignals: call(v.object({ ref, signals }), v.object({ id: incidentId })),
  /** Attach signals to an incident, from outside its window. */
  attachSignals: call(v.object({ ref, signals }), v.object({ id: incidentId, attached: v.number() }))
} as const
