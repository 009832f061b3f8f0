import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { anchorOf, findAnchor, textsOf, wordsIn, type TextRange } from '#shared/doc/anchors.ts'
import { declareIncident, type Author } from '#shared/doc/commands.ts'
import { postComment, replyToComment, resolveComment } from '#shared/doc/commentCommands.ts'
import { newNodes, readBlocks, readFragment } from '#shared/doc/fragment.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { newDoc, postmortemOf } from '#shared/doc/roots.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import { toHtml } from '#shared/domain/prose/toHtml.ts'
import { toMarkdown } from '#shared/domain/prose/toMarkdown.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { baseSeed, seededRandom, type Random } from './random.ts'

const SEEDS = Number(process.env['MUSTER_FUZZ_SEEDS'] ?? 25)
const STEPS = 120
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
interface Writer {
  doc: Y.Doc
  author: Author
  undo: Y.UndoManager
  counts: Record<string, number>
}

it.each(Array.from({ length: SEEDS }, (_, index) => baseSeed(1) + index))(
  'F20 seed %i: a page written, undone and commented apart is the same for everybody, in the document and in every export',
  (seed) => {
    const random = seededRandom(seed)
    const writers = makeWriters(3 + random.int(0, 3 - 1))
    for (let step = 0; step < STEPS; step += 1) {
      const writer = random.pick(writers)
      act(writer, random)
      if (random.chance(0.12)) meet(writer, random.pick(writers))
    }
    for (const one of writers) for (const other of writers) meet(one, other)
    for (const one of writers) for (const other of writers) meet(one, other)
    const [first, ...others] = writers.map(({ doc }) => shownBy(doc))
    for (const other of others) expect(other).toEqual(first)
    const { comments } = readIncident(writers[0]!.doc)
    for (const comment of comments) {
      const found = findAnchor(postmortemOf(writers[0]!.doc), comment.anchor, comment.quote)
      if (found.type === 'found') expect(wordsIn(textsOf(postmortemOf(writers[0]!.doc)), found)).toBeTruthy()
    }
    for (const { undo } of writers) undo.destroy()
  }
)

function makeWriters(count: number): Writer[] {
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

const meet = (one: Writer, other: Writer): void => {
  if (one === other) return
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(other.doc)), 'met')
}

function act(writer: Writer, random: Random): void {
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
      const quote = range && wordsIn(texts, range)
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

/** Everything a person could see differently. */
function shownBy(doc: Y.Doc) {
  const page = postmortemOf(doc)
  const blocks = readBlocks(page)
  const { comments } = readIncident(doc)
  return {
    nodes: JSON.parse(JSON.stringify(readFragment(page))) as unknown,
    markdown: toMarkdown(blocks),
    html: toHtml(blocks, { image: () => undefined }),
    comments: comments.map((comment) => ({ ...comment, at: findAnchor(page, comment.anchor, comment.quote).type }))
  }
}
