import type * as Y from 'yjs'
import type { IncidentEvent, Relation } from '../domain/events.ts'
import type { EventId, IncidentId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { relateIncident, unrelateIncident, type OtherIncident } from './attachCommands.ts'
import { readEvents, readIncident } from './readIncident.ts'
import { writeOne, type Author } from './write.ts'

/** The incidents of which somebody said that they are related, or that they are not: nobody need be asked again. */
export function answeredIn(events: Iterable<IncidentEvent>): ReadonlySet<string> {
  const answered = new Set<string>()
  for (const event of events) if (event.kind === 'relatedAdded' || event.kind === 'relatedRemoved') answered.add(event.incident)
  return answered
}

export interface Side {
  doc: Y.Doc
  id: IncidentId
  /** Number and title as they are now. */
  title: string | undefined
}

/**
 * Mark two incidents, each about the other; null: no longer. They are two documents and so two transactions, written in one turn: a
 * log keeps them in one commit, and what is so already is left alone.
 */
export function relateBoth(author: Author, one: Side, other: Side, relation: Relation | null): Result<null> {
  const sides = [
    [one, other, relation],
    // what one duplicates is the original of it, not a duplicate itself
    [other, one, relation === null ? null : 'related']
  ] as const
  for (const [here, there, wanted] of sides) {
    const marked = markOne(author, here, there, wanted)
    if (!marked.ok) return marked
  }
  return ok(null)
}

function markOne(author: Author, { doc }: Side, there: Side, relation: Relation | null): Result<unknown> {
  const known = readIncident(doc).related.find(({ incident }) => incident === there.id)
  if ((known?.relation ?? null) === relation) return ok(null)
  return relation === null ? unrelateIncident(doc, author, there) : relateIncident(doc, author, there, relation)
}

/** Say that another incident, declared at about the same time, has nothing to do with this one. */
export function dismissRelated(doc: Y.Doc, author: Author, { id, title }: OtherIncident): Result<EventId> {
  if (answeredIn(readEvents(doc).events).has(id)) return fail('badInput', 'Somebody has answered that already.')
  return writeOne(doc, author, { kind: 'relatedRemoved', incident: id, ...(title === undefined ? {} : { title: title.slice(0, 600) }) })
}
