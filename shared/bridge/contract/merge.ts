import * as v from 'valibot'
import type { Block } from '../../domain/prose/nodes.ts'
import { PAGES } from '../../domain/prose/pages.ts'
import { call, stream } from '../rpc.ts'

const blocks = v.custom<Block[]>((input) => Array.isArray(input), 'expected blocks')
const ids = v.array(v.string())

const mergeReport = v.object({
  leftAt: v.number(),
  backAt: v.number(),
  sent: v.number(),
  received: v.number(),
  conflicts: ids,
  paragraphs: v.array(v.object({ page: v.picklist(PAGES), mine: blocks, theirs: blocks, merged: blocks })),
  arrived: ids,
  bothEdited: ids
})
export type MergeReport = v.InferOutput<typeof mergeReport>

/** What a window asks about the times this machine was apart from its hub. Times are epoch ms. */
export const MERGE = {
  /** When it was apart last and is together again: emitted now and whenever it changes. null: never. */
  watchPartition: stream(v.optional(v.null(), null), v.nullable(v.object({ leftAt: v.number(), backAt: v.number() })), v.null()),
  /** Of one incident, of the last time apart; null: nothing was changed in it then. */
  getMergeReport: call(v.object({ incident: v.pipe(v.string(), v.maxLength(64)) }), v.nullable(mergeReport))
} as const
