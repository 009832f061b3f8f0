import * as Y from 'yjs'
import { stampMs } from '../../domain/clock.ts'
import type { IncidentEvent } from '../../domain/events.ts'
import type { EventId } from '../../domain/ids.ts'
import { parseProse } from '../../domain/prose/parseProse.ts'
import { newNodes } from '../fragment.ts'
import { entriesOf, eventsOf, newDoc, notesOf, postmortemOf, rootCauseOf } from '../roots.ts'
import { PAGES, type DocHistory, type PageName } from './docHistory.ts'

/** What was known at `atMs`: the events whose authors had written them by then. */
export const eventsUntil = (events: Iterable<IncidentEvent>, atMs: number): IncidentEvent[] =>
  [...events].filter(({ id }) => stampMs(id as EventId) <= atMs)

const ROOTS: Record<PageName, (doc: Y.Doc) => Y.XmlFragment> = { notes: notesOf, rootCause: rootCauseOf, postmortem: postmortemOf }

/**
 * An incident as it was at `atMs`, as a document of its own, to be read by whatever reads incidents. It says the same and is not the
 * same: it shares no history with the incident, so it must never be merged into anything. `live` has all events.
 */
export function viewDoc(live: Y.Doc, history: DocHistory, atMs: number): Y.Doc {
  const view = newDoc(live.guid)
  const moment = history.momentAt(atMs)
  view.transact(() => {
    for (const [id, event] of eventsOf(live).entries()) {
      if (stampMs(id as EventId) > atMs) continue
      eventsOf(view).set(id, event)
      const text = history.entryText(id, moment)
      if (text !== undefined) entriesOf(view).set(id, new Y.Text(text))
    }
    for (const page of PAGES) ROOTS[page](view).insert(0, newNodes(parseProse(history.page(page, moment))))
  })
  return view
}
