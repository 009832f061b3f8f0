import * as Y from 'yjs'
import type { PageName } from '../domain/prose/pages.ts'

/*
 * The top-level roots of an incident's Y.Doc, and of the workspace's. Nothing else knows these names.
 *   events     Y.Map<JSON>     event id → event; keys are added, never set again or deleted
 *   entries    Y.Map<Y.Text>   entry id → body, made in the transaction that posts the entry
 *   notes, rootCause, postmortem  Y.XmlFragment
 */
export const eventsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('events')
export const entriesOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('entries')
export const notesOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment('notes')
export const rootCauseOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment('rootCause')
export const postmortemOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment('postmortem')

export const pageOf = (doc: Y.Doc, page: PageName): Y.XmlFragment => doc.getXmlFragment(page)
/** Something was written there once. Asking for a page makes one, which is too much to do for every incident of an import. */
export const hasPage = (doc: Y.Doc, page: PageName): boolean => doc.share.has(page)

/** The live body of an entry; undefined while it has not arrived or when a peer put something else there. */
export function findEntryText(doc: Y.Doc, entryId: string): Y.Text | undefined {
  const body = entriesOf(doc).get(entryId)
  return body instanceof Y.Text ? body : undefined
}

/** A document as Muster keeps it: deleted text is kept out, so that memory stays small; the update log has it all. */
export const newDoc = (guid: string): Y.Doc => new Y.Doc({ guid, gc: true })

/** A document people type into. Of letters at one place those of the smaller client come first: see `coreDoc`. */
export function windowDoc(guid: string): Y.Doc {
  const doc = newDoc(guid)
  doc.clientID = (doc.clientID | (2 ** 31)) >>> 0
  return doc
}

/** The document behind windows. What it puts back of a sentence that is still being typed stands before what is typed next. */
export function coreDoc(guid: string): Y.Doc {
  const doc = newDoc(guid)
  doc.clientID &= 2 ** 31 - 1
  return doc
}
