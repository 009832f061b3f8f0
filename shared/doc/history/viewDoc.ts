import * as Y from 'yjs'
import { stampMs } from '../../domain/clock.ts'
import type { IncidentEvent } from '../../domain/events.ts'
import type { EventId } from '../../domain/ids.ts'
import { parseProse } from '../../domain/prose/parseProse.ts'
import { newNodes } from '../fragment.ts'
import { PAGES } from '../../domain/prose/pages.ts'
import { entriesOf, eventsOf, newDoc, pageOf } from '../roots.ts'
import type { DocHistory } from './docHistory.ts'

/** What was known at `atMs`: the events whose authors had written them by then. */
export const eventsUntil = (events: Iterable<IncidentEvent>, atMs: number): IncidentEvent[] =>
  [...events].filter(({ id }) => stampMs(id as EventId) <= atMs)

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
    for (const page of PAGES) pageOf(view, page).insert(0, newNodes(parseProse(history.page(page, moment))))
  })
  return view
}
