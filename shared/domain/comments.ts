import type { FieldValue, IncidentEvent } from './events.ts'
import type { ActorId, EventId } from './ids.ts'
import type { PageName } from './prose/pages.ts'

/* Remarks on words of a page. Where they stand is in the page itself; what was said and whether it is settled are events. */

/** Two places in a page, as encoded relative positions of Yjs: they move with the words. */
export interface Anchor {
  start: string
  end: string
}

export interface Reply {
  id: EventId
  by: ActorId
  at: number
  text: string
}

export interface Comment extends Reply {
  page: PageName
  anchor: Anchor
  /** The words it is about, as they were. */
  quote: string
  replies: Reply[]
  isResolved: boolean
  /** Who settled it, or opened it again; null: nobody yet. */
  settledBy: ActorId | null
}

/** What the state of a thread is called among settings. */
export const commentKey = (comment: EventId): string => `comment:${comment}`

/** In the order of writing. A reply whose comment has not arrived waits for it. */
export function foldComments(
  log: readonly IncidentEvent[],
  current: (what: string) => { value: FieldValue; by: ActorId } | undefined
): Comment[] {
  const removed = new Set(log.flatMap((event) => (event.kind === 'commentRemoved' ? [event.comment] : [])))
  const comments = new Map<EventId, Comment>()
  for (const event of log) {
    if (event.kind !== 'commentPosted' || removed.has(event.id)) continue
    const { id, by, at, text, page, anchor, quote } = event
    const settled = current(commentKey(id))
    comments.set(id, {
      id,
      by,
      at,
      text,
      page,
      anchor,
      quote,
      replies: [],
      isResolved: settled?.value === true,
      settledBy: settled?.by ?? null
    })
  }
  for (const event of log) {
    if (event.kind !== 'commentReplied' || removed.has(event.id)) continue
    const { id, by, at, text } = event
    comments.get(event.comment)?.replies.push({ id, by, at, text })
  }
  return [...comments.values()]
}
