import type * as Y from 'yjs'
import type { IncidentEvent } from '../domain/events.ts'
import type { EventId } from '../domain/ids.ts'
import { fail, type Result } from '../domain/result.ts'
import type { OtherIncident } from './attachCommands.ts'
import { readEvents } from './readIncident.ts'
import { writeOne, type Author } from './write.ts'

/** The incidents of which somebody said that they are related, or that they are not: nobody need be asked again. */
export function answeredIn(events: Iterable<IncidentEvent>): ReadonlySet<string> {
  const answered = new Set<string>()
  for (const event of events) if (event.kind === 'relatedAdded' || event.kind === 'relatedRemoved') answered.add(event.incident)
  return answered
}

/** Say that another incident, declared at about the same time, has nothing to do with this one. */
export function dismissRelated(doc: Y.Doc, author: Author, { id, title }: OtherIncident): Result<EventId> {
  if (answeredIn(readEvents(doc).events).has(id)) return fail('badInput', 'Somebody has answered that already.')
  return writeOne(doc, author, { kind: 'relatedRemoved', incident: id, ...(title === undefined ? {} : { title: title.slice(0, 600) }) })
}
