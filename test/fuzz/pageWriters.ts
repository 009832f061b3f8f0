import * as Y from 'yjs'
import { anchorOf, PageTexts, textsOf, wordsIn, type TextRange } from '#shared/doc/anchors.ts'
import { declareIncident, type Author } from '#shared/doc/commands.ts'
import { postComment, replyToComment, resolveComment } from '#shared/doc/commentCommands.ts'
import { newNodes } from '#shared/doc/fragment.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { newDoc, postmortemOf } from '#shared/doc/roots.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import type { Random } from './random.ts'

/* People who write on one page apart, and meet. */

const PIECES = [
  'The cache was cold.',
  '## Timeline',
  '- one\n- two\n- three',
  '- [ ] Add an alert\n- [x] Roll back',
  '| a | b |\n| --- | --- |\n| 1 | 2 |',
  '> [!WARNING]\n> Do not restart.',
  '```sql\nSELECT 1\n```',
  '{{timeline.flagged}}'
]

/** One person with the page open: their document, their undo. */
export interface Writer {
  doc: Y.Doc
  author: Author
  undo: Y.UndoManager
  counts: Record<string, number>
}

export function makeWriters(count: number): Writer[] {
  const first = newDoc('incident1')
  valueOf(declareIncident(first, newAuthor('Declarer'), aDeclaration))
  first.transact(() => postmortemOf(first).insert(0, newNodes(fromMarkdown('# What happened\n\nNobody knows yet.'))))
  return Array.from({ length: count }, (_, index) => {
    const doc = newDoc('incident1' as IncidentId)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(first))
    const author = newAuthor(`Writer ${index}`)
    return {
      doc,
      author,
      undo: new Y.UndoManager(postmortemOf(doc), { trackedOrigins: new Set([author.id]), captureTimeout: 0 }),
      counts: {}
    }
  })
}

export const meet = (one: Writer, other: Writer): void => {
  if (one === other) return
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(other.doc)), 'met')
}

export function act(writer: Writer, random: Random): void {
  const { doc, author, undo } = writer
  const page = postmortemOf(doc)
  const texts = textsOf(page)
  const text = texts.length > 0 ? random.pick(texts) : undefined
  const place = text ? random.int(0, text.length + 1 - 1) : 0
  const write = (work: () => void) => doc.transact(work, author.id)
  const kinds = {
    // letters of one unit: an editor never goes into the middle of a pair, and Yjs answers that with another letter
    type: () => write(() => text?.insert(place, random.pick(['retry ', 'budget', 'ü', '⚑', '\n']))),
    erase: () => write(() => text?.delete(place, Math.min(random.int(0, 5 - 1), text.length - place))),
    dress: () => write(() => text?.format(place, Math.min(3, text.length - place), { bold: random.chance(0.5) ? {} : null })),
    add: () =>
      write(() => page.insert(random.int(0, page.length + 1 - 1), newNodes(fromMarkdown(random.pick(PIECES), { hasVariables: true })))),
    drop: () => write(() => page.length > 1 && page.delete(random.int(0, page.length - 1), 1)),
    undo: () => undo.undo(),
    redo: () => undo.redo(),
    comment: () => {
      const range = text && rangeIn(text, random)
      const quote = range && wordsIn(new PageTexts(page), range)
      if (range && quote?.trim()) valueOf(postComment(doc, author, { page: 'postmortem', anchor: anchorOf(range), quote, text: 'Sure?' }))
    },
    answer: () => {
      const { comments } = readIncident(doc)
      if (comments.length === 0) return
      const { id, isResolved } = random.pick(comments)
      if (random.chance(0.5)) valueOf(replyToComment(doc, author, id, 'Yes'))
      else valueOf(resolveComment(doc, author, id, !isResolved))
    }
  }
  const names = Object.keys(kinds) as (keyof typeof kinds)[]
  kinds[random.pick([...names, 'type', 'type', 'erase'] as const)]()
}

function rangeIn(text: Y.XmlText, random: Random): TextRange | undefined {
  if (text.length < 2) return undefined
  const start = random.int(0, text.length - 1 - 1)
  return { start: { text, index: start }, end: { text, index: start + 1 + random.int(0, text.length - start - 1 - 1) } }
}
