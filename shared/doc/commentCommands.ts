import type * as Y from 'yjs'
import { commentKey, type Anchor, type Comment } from '../domain/comments.ts'
import type { EventId } from '../domain/ids.ts'
import type { PageName } from '../domain/prose/pages.ts'
import { fail, type Result } from '../domain/result.ts'
import { readIncident } from './readIncident.ts'
import { headOf, writeOne, type Author } from './write.ts'

export interface NewComment {
  page: PageName
  anchor: Anchor
  quote: string
  text: string
}

const MAX_TEXT = 5_000
const MAX_QUOTE = 1_000
const NO_COMMENT = 'That comment is not part of this incident any more.'

/** A remark on words of a page. */
export function postComment(doc: Y.Doc, author: Author, { page, anchor, quote, text }: NewComment): Result<EventId> {
  const problem = textProblem(text)
  if (problem) return fail('badInput', problem)
  if (quote.trim() === '') return fail('badInput', 'Select the words the comment is about.')
  const kept = quote.slice(0, MAX_QUOTE).toWellFormed()
  return writeOne(doc, author, { kind: 'commentPosted', page, anchor, quote: kept, text: text.trim() })
}

export function replyToComment(doc: Y.Doc, author: Author, comment: EventId, text: string): Result<EventId> {
  const problem = textProblem(text)
  if (problem) return fail('badInput', problem)
  return find(doc, comment) ? writeOne(doc, author, { kind: 'commentReplied', comment, text: text.trim() }) : fail('notFound', NO_COMMENT)
}

export function resolveComment(doc: Y.Doc, author: Author, comment: EventId, isResolved: boolean): Result<EventId> {
  const found = find(doc, comment)
  if (!found) return fail('notFound', NO_COMMENT)
  if (found.isResolved === isResolved)
    return fail('badInput', isResolved ? 'The comment is resolved already.' : 'The comment is open already.')
  return writeOne(doc, author, { kind: 'commentResolved', comment, isResolved, base: headOf(readIncident(doc), commentKey(comment)) })
}

/** A comment with its replies, or one reply; only whoever wrote it. */
export function removeComment(doc: Y.Doc, author: Author, id: EventId): Result<EventId> {
  const found = readIncident(doc)
    .comments.flatMap((comment) => [comment, ...comment.replies])
    .find((each) => each.id === id)
  if (!found) return fail('notFound', NO_COMMENT)
  if (found.by !== author.id) return fail('notAllowed', 'Only whoever wrote it removes it. Resolve it instead.')
  return writeOne(doc, author, { kind: 'commentRemoved', comment: id })
}

const find = (doc: Y.Doc, id: EventId): Comment | undefined => readIncident(doc).comments.find((comment) => comment.id === id)

function textProblem(text: string): string | undefined {
  const { length } = text.trim()
  if (length === 0) return 'The comment is empty. Write what you think.'
  return length > MAX_TEXT ? `A comment may have ${MAX_TEXT} characters; this has ${length}.` : undefined
}
