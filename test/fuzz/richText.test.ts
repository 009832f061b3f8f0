import { expect, it } from 'vitest'
import type * as Y from 'yjs'
import { findAnchor, PageTexts, wordsIn } from '#shared/doc/anchors.ts'
import { readBlocks, readFragment } from '#shared/doc/fragment.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { postmortemOf } from '#shared/doc/roots.ts'
import { toHtml } from '#shared/domain/prose/toHtml.ts'
import { toMarkdown } from '#shared/domain/prose/toMarkdown.ts'
import { act, makeWriters, meet } from './pageWriters.ts'
import { baseSeed, seededRandom } from './random.ts'

const SEEDS = Number(process.env['MUSTER_FUZZ_SEEDS'] ?? 25)
const STEPS = 120

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
      const found = findAnchor(new PageTexts(postmortemOf(writers[0]!.doc)), comment.anchor, comment.quote)
      if (found.type === 'found') expect(wordsIn(new PageTexts(postmortemOf(writers[0]!.doc)), found)).toBeTruthy()
    }
    for (const { undo } of writers) undo.destroy()
  }
)

/** Everything a person could see differently. */
function shownBy(doc: Y.Doc) {
  const page = postmortemOf(doc)
  const blocks = readBlocks(page)
  const { comments } = readIncident(doc)
  return {
    nodes: JSON.parse(JSON.stringify(readFragment(page))) as unknown,
    markdown: toMarkdown(blocks),
    html: toHtml(blocks, { image: () => undefined }),
    comments: comments.map((comment) => ({ ...comment, at: findAnchor(new PageTexts(page), comment.anchor, comment.quote).type }))
  }
}
