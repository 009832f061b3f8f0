import * as Y from 'yjs'

/** Nobody types this much at once; an import sends one update an incident. */
export const MAX_UPDATE_BYTES = 16 * 1024 * 1024

export type UpdateCheck = { type: 'fits' } | { type: 'gap' } | { type: 'bad'; problem: string }

/**
 * Look at an update before it touches a document: can it be read, and does it continue what is here? One that leaves a gap would
 * sit in memory unsaved, so its sender is asked for what is missing instead.
 */
export function checkUpdate(doc: Y.Doc, update: Uint8Array): UpdateCheck {
  if (update.length > MAX_UPDATE_BYTES) return { type: 'bad', problem: `an update of ${update.length} bytes` }
  let from: Map<number, number>
  try {
    from = Y.parseUpdateMeta(update).from
  } catch (error) {
    return { type: 'bad', problem: `an unreadable update (${(error as Error).message})` }
  }
  for (const [client, clock] of from) {
    if (clock > Y.getState(doc.store, client)) return { type: 'gap' }
  }
  return { type: 'fits' }
}
