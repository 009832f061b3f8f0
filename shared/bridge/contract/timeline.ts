import * as v from 'valibot'
import { call } from '../rpc.ts'

const at = v.number()
const by = v.nullable(v.string())

/** What the timeline asks of the core. */
export const TIMELINE = {
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
