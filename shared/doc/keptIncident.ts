import type * as Y from 'yjs'
import type { Clock } from '../domain/clock.ts'
import type { Incident } from '../domain/incident.ts'

/*
 * A document that is open in a window is folded all the time, as its events arrive. Commands on it need not read 100,000 events again:
 * whoever keeps the fold says so here.
 */

export interface Kept {
  /** As of this moment: everything in the document is in it. */
  incident(): Incident
  /** Has seen every id in the document. */
  clock: Clock
}

const kept = new WeakMap<Y.Doc, Kept>()

/** Returns what ends it. */
export function keepIncident(doc: Y.Doc, keeper: Kept): () => void {
  kept.set(doc, keeper)
  return () => void (kept.get(doc) === keeper && kept.delete(doc))
}

export const findKept = (doc: Y.Doc): Kept | undefined => kept.get(doc)
