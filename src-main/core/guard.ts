import * as Y from 'yjs'
import { fileUpdateProblem } from '#shared/doc/fileDoc.ts'
import { decodeUpdate } from '#shared/doc/updateCodec.ts'
import { isFileDoc } from '#shared/domain/ids.ts'

/** Nobody types this much at once; an import sends one update an incident. */
export const MAX_UPDATE_BYTES = 16 * 1024 * 1024

/** Levels of objects and arrays in one value; events have two or three. */
const MAX_DEPTH = 100

export type UpdateCheck = { type: 'fits' } | { type: 'gap' } | { type: 'bad'; problem: string }

/**
 * Look at an update before it touches a document: can it be read, and does it continue what is here? One that leaves a gap would
 * sit in memory unsaved, so its sender is asked for what is missing instead. A file takes its own bytes and nothing else.
 */
export function checkUpdate(doc: Y.Doc, update: Uint8Array): UpdateCheck {
  if (update.length > MAX_UPDATE_BYTES) return { type: 'bad', problem: `an update of ${update.length} bytes` }
  let decoded: ReturnType<typeof Y.decodeUpdate>
  try {
    decoded = decodeUpdate(update)
  } catch (error) {
    return { type: 'bad', problem: `an unreadable update (${(error as Error).message})` }
  }
  const problem = isFileDoc(doc.guid) ? fileUpdateProblem(doc.guid, decoded) : undefined
  if (problem !== undefined) return { type: 'bad', problem }
  const seen = new Set<number>()
  let hasGap = false
  for (const struct of decoded.structs) {
    if (isTooDeep(struct)) return { type: 'bad', problem: `an update with values nested deeper than ${MAX_DEPTH}` }
    const { client, clock } = struct.id
    // the first of each client is its earliest
    if (!seen.has(client) && clock > Y.getState(doc.store, client)) hasGap = true
    seen.add(client)
  }
  return { type: hasGap ? 'gap' : 'fits' }
}

/** A value this deep can be read, but writing it again exhausts the stack: the document could not be stored or sent any more. */
function isTooDeep(struct: object): boolean {
  if (!(struct instanceof Y.Item)) return false
  const { content } = struct
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return exceeds(content.arr, MAX_DEPTH)
  if (content instanceof Y.ContentEmbed) return exceeds(content.embed, MAX_DEPTH)
  if (content instanceof Y.ContentFormat) return exceeds(content.value, MAX_DEPTH)
  return content instanceof Y.ContentDoc && exceeds(content.opts, MAX_DEPTH)
}

function exceeds(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return depth === 0 || Object.values(value).some((part) => exceeds(part, depth - 1))
}
