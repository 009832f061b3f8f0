import { findAnchor, PageTexts, type TextPlace } from '#shared/doc/anchors.ts'
import type { NotePlaces } from '#shared/doc/fragment.ts'
import { pageOf } from '#shared/doc/roots.ts'
import type { Comment, Reply } from '#shared/domain/comments.ts'
import { nameOf } from '#shared/domain/incident.ts'
import type { Block, Inline } from '#shared/domain/prose/nodes.ts'
import { PAGE_LABELS, type PageName } from '#shared/domain/prose/pages.ts'
import type { ContextParts } from './proseContext.ts'

/** What is said of words of a page, under the number that stands after them. */
export interface ExportNote {
  number: number
  blocks: Block[]
}

export interface PlacedNotes {
  places: NotePlaces
  notes: ExportNote[]
  /** Whose words are not in the page any more. */
  orphaned: Comment[]
}

/** The open comments of a page in the order of their words, numbered from `first`. Resolved ones are settled and left out. */
export function placeNotes(page: PageName, first: number, parts: ContextParts): PlacedNotes {
  const texts = new PageTexts(pageOf(parts.doc, page))
  const asked = parts.incident.comments.filter((comment) => comment.page === page && !comment.isResolved)
  const found = asked.flatMap((comment) => {
    const anchor = findAnchor(texts, comment.anchor, comment.quote)
    return anchor.type === 'found' ? [{ comment, end: anchor.end }] : []
  })
  found.sort((a, b) => texts.indexOf(a.end.text) - texts.indexOf(b.end.text) || a.end.index - b.end.index)
  const placed = new Set(found.map(({ comment }) => comment))
  return {
    places: placesOf(found.map(({ end }, index) => ({ end, note: first + index }))),
    notes: found.map(({ comment }, index) => ({ number: first + index, blocks: commentBlocks(comment, parts) })),
    orphaned: asked.filter((comment) => !placed.has(comment))
  }
}

function placesOf(ends: readonly { end: TextPlace; note: number }[]): NotePlaces {
  const places = new Map<TextPlace['text'], { index: number; note: number }[]>()
  for (const { end, note } of ends) places.set(end.text, [...(places.get(end.text) ?? []), { index: end.index, note }])
  return places
}

/** A section of their own; none: nothing. */
export function orphanedBlocks(orphaned: readonly Comment[], parts: ContextParts): Block[] {
  if (orphaned.length === 0) return []
  const items = orphaned.map((comment) => commentBlocks(comment, parts, `${PAGE_LABELS[comment.page]}: `))
  const title = 'Comments on words that were deleted'
  return [
    { type: 'heading', level: 1, content: [text(title)] },
    { type: 'bulletList', items }
  ]
}

const MAX_QUOTE = 90

function commentBlocks(comment: Comment, parts: ContextParts, where = ''): Block[] {
  const { quote } = comment
  const words = `${where}“${quote.length > MAX_QUOTE ? `${quote.slice(0, MAX_QUOTE - 1).toWellFormed()}…` : quote}”`
  return [
    { type: 'paragraph', content: [{ type: 'text', text: words.replace(/\s+/g, ' '), marks: { italic: true } }] },
    ...[comment, ...comment.replies].map((reply) => remark(reply, parts))
  ]
}

function remark({ by, at, text: said }: Reply, { incident, clock }: ContextParts): Block {
  const head: Inline[] = [{ type: 'text', text: nameOf(incident, by) ?? by, marks: { bold: true } }, text(`, ${clock.minute(at)}: `)]
  const lines = said.split('\n').flatMap((line, index): Inline[] => [...(index === 0 ? [] : [{ type: 'hardBreak' } as const]), text(line)])
  return { type: 'paragraph', content: [...head, ...lines] }
}

const text = (words: string): Inline => ({ type: 'text', text: words, marks: {} })

/** For scripts: all of them, also the resolved; `isOrphaned`: their words were deleted. */
export function commentsJson(pages: readonly PageName[], { doc, incident }: ContextParts): unknown[] {
  const said = ({ by, at, text: words }: Reply) => ({
    by: nameOf(incident, by) ?? by,
    at: new Date(at).toISOString(),
    text: words
  })
  return pages.flatMap((page) => {
    const texts = new PageTexts(pageOf(doc, page))
    return incident.comments
      .filter((comment) => comment.page === page)
      .map((comment) => {
        const { id, quote, anchor, isResolved, replies } = comment
        const isOrphaned = findAnchor(texts, anchor, quote).type === 'orphaned'
        return { id, page, quote, isResolved, isOrphaned, ...said(comment), replies: replies.map(said) }
      })
  })
}
