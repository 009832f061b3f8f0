import type { Statement } from 'better-sqlite3'
import type { Opening } from '#shared/bridge/contract/timeline.ts'
import { findEntryText } from '#shared/doc/roots.ts'
import type { DocId } from '#shared/domain/ids.ts'
import { openingEvents } from '#shared/domain/opening.ts'
import { countTimeline } from '#shared/domain/timelineCounts.ts'
import type { FoldedDoc } from './foldedDoc.ts'
import type { KeptFolds } from './keptFolds.ts'
import type { Replica } from './replica.ts'
import type { Db } from './sqlite/openDatabase.ts'

/** Incidents with fewer lines are there as soon as their opening would be. */
const LEAST_LINES = 2000
const MAX_BYTES = 1024 * 1024

export interface OpeningsParts {
  replica: Replica
  folds: KeptFolds
  /** Of the projection. */
  db: Db
  leastLines?: number
}

/**
 * The openings of huge incidents: from the fold while it is kept, from the projection when it no longer is. One that was stored is
 * given only while it is that of the log as it is now.
 */
export class Openings {
  readonly #parts: OpeningsParts
  readonly #leastLines: number
  readonly #get: Statement
  readonly #set: Statement

  constructor(parts: OpeningsParts) {
    this.#parts = parts
    this.#leastLines = parts.leastLines ?? LEAST_LINES
    this.#get = parts.db.prepare('SELECT through_seq, body FROM opening WHERE incident = ?')
    this.#set = parts.db.prepare('INSERT OR REPLACE INTO opening (incident, through_seq, body) VALUES (?, ?, ?)')
    parts.folds.onLeft((docId, folded) => this.#store(docId, folded))
  }

  /** null: it is small, or what is known is not what is in the log. */
  async find(docId: DocId): Promise<Opening | null> {
    const { replica, folds } = this.#parts
    // nobody is told of what is not on the disk
    if (folds.find(docId) && replica.hasUnsaved(docId)) await replica.flushOrFault()
    const folded = folds.find(docId)
    if (!folded) return this.#load(docId)
    return replica.hasUnsaved(docId) ? null : openingOf(folded, this.#leastLines)
  }

  #load(docId: DocId): Opening | null {
    const row = this.#get.get(docId) as { through_seq: number; body: string } | undefined
    return row?.through_seq === this.#parts.replica.store.lastSeqOf(docId) ? (JSON.parse(row.body) as Opening) : null
  }

  #store(docId: DocId, folded: FoldedDoc): void {
    const { replica } = this.#parts
    const opening = replica.hasUnsaved(docId) ? null : openingOf(folded, this.#leastLines)
    const body = opening && JSON.stringify(opening)
    if (!body || body.length > MAX_BYTES) return
    try {
      this.#set.run(docId, replica.store.lastSeqOf(docId), body)
    } catch {
      // the disk refuses: this incident opens a little later the next time
    }
  }
}

function openingOf({ doc, log, incident }: FoldedDoc, leastLines: number): Opening | null {
  const { timeline, isDeclared } = incident
  if (!isDeclared || timeline.length < leastLines) return null
  const events = openingEvents(log, incident)
  if (!events) return null
  const bodies = events.flatMap(({ id, kind }) => (kind === 'entryPosted' ? [[id, findEntryText(doc, id)?.toString()]] : []))
  return { events, texts: Object.fromEntries(bodies.filter(([, text]) => text !== undefined)), counts: countTimeline(timeline, null) }
}
