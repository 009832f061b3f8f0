import * as v from 'valibot'
import { ENTRY_CATEGORIES } from '../../domain/events.ts'
import type { ActorId } from '../../domain/ids.ts'
import { call } from '../rpc.ts'

const at = v.number()
const by = v.nullable(v.string())

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const actor = v.pipe(
  v.string(),
  v.transform((id) => id as ActorId)
)
const counts = v.object({
  total: count,
  flagged: count,
  code: v.nullable(count),
  moved: count,
  edited: count,
  categories: v.array(v.object({ category: v.picklist(ENTRY_CATEGORIES), count })),
  people: v.array(v.object({ person: actor, count }))
})

/** Each event is parsed where it is folded. */
const opening = v.object({ events: v.array(v.unknown()), texts: v.record(v.string(), v.string()), counts })
export type Opening = v.InferOutput<typeof opening>

/** What the timeline asks of the core. */
export const TIMELINE = {
  /** Of a huge incident: what to show while the whole of it is on its way. null: it comes at once. */
  findOpening: call(v.object({ incident: v.pipe(v.string(), v.maxLength(64)) }), v.nullable(opening)),
  /**
   * What became of one entry: every state of its text, and every move in time, oldest first. `by` null: nobody knows who. `at` 0:
   * nobody knows when.
   */
  entryHistory: call(
    v.object({ incident: v.pipe(v.string(), v.maxLength(64)), entry: v.pipe(v.string(), v.maxLength(64)) }),
    v.object({
      versions: v.array(v.object({ from: at, at, by, text: v.string() })),
      moves: v.array(v.object({ at, by: v.string(), from: at, to: at })),
      /** Versions left out at the beginning, because there are too many. */
      omitted: v.number()
    })
  )
} as const
