import type * as Y from 'yjs'
import { wordsOf } from '../domain/images/imageReference.ts'
import type { Incident } from '../domain/incident.ts'
import { searchRowOf, type Piece, type Prose, type SearchRow } from '../domain/search/row.ts'
import { plainText, readIncident } from './readIncident.ts'
import { findEntryText, notesOf, postmortemOf, rootCauseOf } from './roots.ts'

/** Everything people wrote: each entry of the timeline and each page on its own. What was taken back is left out. */
export function readProse(doc: Y.Doc, incident: Pick<Incident, 'timeline' | 'declaredAt'>): Prose {
  const pieces: Piece[] = []
  const add = (source: string, at: number, text: string) => {
    if (text.trim() !== '') pieces.push({ source, at, text })
  }
  for (const { id, at, event } of incident.timeline) {
    if (event.kind === 'entryPosted') add(`entry:${id}`, at, wordsOf(findEntryText(doc, id)?.toString() ?? ''))
  }
  add('notes', incident.declaredAt, plainText(notesOf(doc)))
  add('rootCause', incident.declaredAt, plainText(rootCauseOf(doc)))
  const postmortem = plainText(postmortemOf(doc))
  add('postmortem', incident.declaredAt, postmortem)
  return { pieces, hasPostmortem: postmortem !== '' }
}

export const hasPostmortemText = (doc: Y.Doc): boolean => plainText(postmortemOf(doc)) !== ''

/** A document as queries see it; null: it declares no incident (yet). */
export function readSearchRow(doc: Y.Doc): SearchRow | null {
  const incident = readIncident(doc)
  return incident.isDeclared ? searchRowOf(incident, readProse(doc, incident)) : null
}
