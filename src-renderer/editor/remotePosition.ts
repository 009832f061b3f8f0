import * as v from 'valibot'
import * as Y from 'yjs'

/*
 * Where somebody's caret stands in a shared text, as awareness carries it (the `cursor` field of y-codemirror and y-prosemirror).
 * It comes from other machines: anything that is not exactly such a position is dropped before the editors see it.
 */

const itemId = v.object({ client: v.number(), clock: v.number() })
const position = v.object({
  type: v.optional(v.nullable(itemId), null),
  tname: v.optional(v.nullable(v.string()), null),
  item: v.optional(v.nullable(itemId), null),
  assoc: v.optional(v.number(), 0)
})
const cursorSchema = v.object({ anchor: position, head: position })

export const isCursor = (input: unknown): boolean => v.is(cursorSchema, input)

/** Offsets of a caret in `text`; undefined when it is not in this text, or not a caret. */
export function findRange(input: unknown, text: Y.Text): { anchor: number; head: number } | undefined {
  const cursor = v.safeParse(cursorSchema, input)
  if (!cursor.success || !text.doc) return undefined
  const anchor = findIndex(cursor.output.anchor, text, text.doc)
  const head = findIndex(cursor.output.head, text, text.doc)
  return anchor === undefined || head === undefined ? undefined : { anchor, head }
}

function findIndex(json: v.InferOutput<typeof position>, text: Y.Text, doc: Y.Doc): number | undefined {
  const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), doc)
  return found?.type === text ? found.index : undefined
}
