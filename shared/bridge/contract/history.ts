import * as v from 'valibot'
import type { Block } from '../../domain/prose/nodes.ts'
import { call, stream } from '../rpc.ts'

const incident = v.pipe(v.string(), v.maxLength(64))
const bytes = v.custom<Uint8Array>((input) => input instanceof Uint8Array, 'expected bytes')
const text = v.nullable(v.string())
/** Made by `parseProse` in the core, from which whatever a peer wrote comes as a page. */
const blocks = v.custom<Block[]>((input) => Array.isArray(input), 'expected blocks')

/** What the time machine asks of the core. Times are epoch ms. */
export const HISTORY = {
  /** Reads the log of an incident, so that moments of it can be asked for at once. */
  openHistory: stream(
    v.object({ incident }),
    v.object({ done: v.number(), total: v.number() }),
    v.object({
      /** When it began and when it was last changed. */
      from: v.number(),
      to: v.number(),
      updates: v.number()
    })
  ),
  /** The incident as it was, as a document to look at: `viewDoc`. */
  getMoment: call(v.object({ incident, at: v.number() }), v.object({ update: bytes })),
  /** What became of it between two moments, in either order: the earlier is `before`. */
  compareMoments: call(
    v.object({ incident, from: v.number(), to: v.number() }),
    v.object({
      facts: v.array(v.object({ what: v.string(), label: v.string(), before: text, after: text })),
      pages: v.array(v.object({ page: v.picklist(['notes', 'rootCause', 'postmortem']), blocks })),
      entries: v.array(v.object({ id: v.string(), before: text, after: text }))
    })
  )
} as const
