import type * as Y from 'yjs'
import { eventsOf } from '#shared/doc/roots.ts'
import type { DocId } from '#shared/domain/ids.ts'
import { FoldedDoc } from './foldedDoc.ts'
import { projectIncident, type ProjectedIncident } from './projectIncident.ts'

export interface KeptFoldsOptions {
  /** Smaller incidents are folded anew: that costs less than keeping them. Events. */
  from?: number
  /** Events of all that are kept together. */
  most?: number
}

/** The folds of large incidents that changed of late, least recently changed first. */
export class KeptFolds {
  readonly #from: number
  readonly #most: number
  readonly #kept = new Map<DocId, FoldedDoc>()
  #onLeft: (docId: DocId, folded: FoldedDoc) => void = () => {}

  constructor({ from = 500, most = 250_000 }: KeptFoldsOptions = {}) {
    this.#from = from
    this.#most = most
  }

  /** null for a document that declares nothing. What was given out and could not be written is to be forgotten. */
  project(docId: DocId, doc: Y.Doc): ProjectedIncident | null {
    const isKept = this.#kept.get(docId)?.doc === doc || eventsOf(doc).size >= this.#from
    return isKept ? this.#keep(docId, doc).project(docId) : projectIncident(docId, doc)
  }

  find(docId: DocId): FoldedDoc | undefined {
    return this.#kept.get(docId)
  }

  /** Told of each that is kept no longer, while it still follows its document. */
  onLeft(listener: (docId: DocId, folded: FoldedDoc) => void): void {
    this.#onLeft = listener
  }

  forget(docId: DocId): void {
    const folded = this.#kept.get(docId)
    if (!folded) return
    this.#onLeft(docId, folded)
    folded.close()
    this.#kept.delete(docId)
  }

  close(): void {
    for (const docId of [...this.#kept.keys()]) this.forget(docId)
  }

  #keep(docId: DocId, doc: Y.Doc): FoldedDoc {
    const known = this.#kept.get(docId)
    if (known?.doc !== doc) this.forget(docId)
    const folded = known?.doc === doc ? known : this.#begin(docId, doc)
    this.#kept.delete(docId)
    this.#kept.set(docId, folded)
    this.#shrink()
    return folded
  }

  #begin(docId: DocId, doc: Y.Doc): FoldedDoc {
    // it left memory
    doc.once('destroy', () => this.#kept.get(docId)?.doc === doc && this.forget(docId))
    return new FoldedDoc(doc)
  }

  #shrink(): void {
    let events = 0
    for (const { size } of this.#kept.values()) events += size
    for (const [docId, { size }] of this.#kept) {
      if (events <= this.#most || this.#kept.size === 1) return
      events -= size
      this.forget(docId)
    }
  }
}
