import type * as Y from 'yjs'
import { wordsOf } from '../domain/images/imageReference.ts'
import type { Entry, Incident } from '../domain/incident.ts'
import { PAGES, type PageName } from '../domain/prose/pages.ts'
import { searchRowOf, type Piece, type Prose, type SearchRow } from '../domain/search/row.ts'
import { plainText, readIncident } from './readIncident.ts'
import { findEntryText, hasPage, pageOf } from './roots.ts'

/** Everything people wrote: each entry of the timeline and each page on its own. What was taken back is left out. */
export function readProse(doc: Y.Doc, incident: Pick<Incident, 'timeline' | 'declaredAt'>): Prose {
  const { pieces, hasPostmortem } = readPages(doc, incident.declaredAt)
  return { pieces: [...readEntries(doc, incident.timeline), ...pieces], hasPostmortem }
}

export const sourceOf = ({ id }: Pick<Entry, 'id'>): string => `entry:${id}`

/** What people wrote in these entries. */
export const readEntries = (doc: Y.Doc, entries: readonly Entry[]): Piece[] =>
  entries
    .filter(({ event }) => event.kind === 'entryPosted')
    .map((entry) => ({ source: sourceOf(entry), at: entry.at, text: wordsOf(findEntryText(doc, entry.id)?.toString() ?? '') }))
    .filter(isWritten)

/** The notes and the other pages, which have no time of their own. */
export function readPages(doc: Y.Doc, at: number): Prose {
  const pieces: Piece[] = PAGES.map((page) => ({ source: page, at, text: textOfPage(doc, page) })).filter(isWritten)
  return { pieces, hasPostmortem: pieces.some(({ source }) => source === 'postmortem') }
}

const textOfPage = (doc: Y.Doc, page: PageName): string => (hasPage(doc, page) ? plainText(pageOf(doc, page)) : '')

const isWritten = ({ text }: Piece): boolean => text.trim() !== ''

export const hasPostmortemText = (doc: Y.Doc): boolean => textOfPage(doc, 'postmortem') !== ''

/** A document as queries see it; null: it declares no incident (yet). */
export function readSearchRow(doc: Y.Doc): SearchRow | null {
  const incident = readIncident(doc)
  return incident.isDeclared ? searchRowOf(incident, readProse(doc, incident)) : null
}
