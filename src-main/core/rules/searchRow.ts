import type * as Y from 'yjs'
import { hasPostmortemText, readProse } from '#shared/doc/readProse.ts'
import type { Incident } from '#shared/domain/incident.ts'
import { searchRowOf, type SearchRow } from '#shared/domain/search/row.ts'

/** What a query sees of an incident at one step. Text typed into an entry counts with its entry. */
export const searchRowAt = (doc: Y.Doc, incident: Incident, withText: boolean): SearchRow =>
  searchRowOf(incident, withText ? readProse(doc, incident) : { pieces: [], hasPostmortem: hasPostmortemText(doc) })
