import { expect, it } from 'vitest'
import type * as Y from 'yjs'
import type { DocParts } from '#main/core/export/buildDoc.ts'
import { exportFile, type ReadableFormat } from '#main/core/export/exportFile.ts'
import type { ExportWhat } from '#shared/bridge/contract/exports.ts'
import { anchorOf, textsOf } from '#shared/doc/anchors.ts'
import { postComment, replyToComment, resolveComment } from '#shared/doc/commentCommands.ts'
import { notesOf, pageOf, postmortemOf } from '#shared/doc/roots.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import type { EventId } from '#shared/domain/ids.ts'
import type { PageName } from '#shared/domain/prose/pages.ts'
import { valueOf } from '#shared/domain/result.ts'
import { partsOf, sampleIncident, writePage, type Sample } from '#test/support/exportSample.ts'
import { readPdf } from '#test/support/readPdf.ts'

const lettersOf = (text: Y.XmlText) => (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')

function comment({ doc, author }: Sample, page: PageName, quote: string, text: string): EventId {
  const place = textsOf(pageOf(doc, page)).find((each) => lettersOf(each).includes(quote))!
  const index = lettersOf(place).indexOf(quote)
  const anchor = anchorOf({ start: { text: place, index }, end: { text: place, index: index + quote.length } })
  return valueOf(postComment(doc, author, { page, anchor, quote, text }))
}

/** Two open comments whose order of writing is not that of their words, one with a reply; one in code. */
function commented(): Sample {
  const sample = sampleIncident()
  writePage(notesOf(sample.doc), fromMarkdown('Nobody was called.'))
  comment(sample, 'notes', 'called', 'Why *not*?\nThe pager was on.')
  const slow = comment(sample, 'postmortem', 'Do not retry', 'Or wait <first>.')
  valueOf(replyToComment(sample.doc, sample.author, slow, 'Agreed'))
  comment(sample, 'postmortem', 'slow', 'How slow?')
  comment(sample, 'postmortem', 'a = 1', 'Is it one?')
  return sample
}

const bytesOf = async (sample: Sample, what: ExportWhat, format: ReadableFormat, change: Partial<DocParts> = { withComments: true }) =>
  valueOf(await exportFile(what, format, partsOf(sample, change))).bytes
const textOf = async (...args: Parameters<typeof bytesOf>) => new TextDecoder().decode(await bytesOf(...args))

const TITLE = 'comments come along as footnotes where that is asked for'
it(`P80 ${TITLE}: Markdown, HTML and PDF lead from the words to them, and nothing without it`, async () => {
  const sample = commented()
  const md = await textOf(sample, 'postmortem', 'md')
  expect(md).toContain('It was **slow**[^1], see')
  expect(md).toContain('> Do not retry[^2].')
  expect(md).toContain('```\n\n[^3]\n')
  expect(md).toContain(
    '[^2]: *“Do not retry”*\n\n    **Ann**, 2026-02-04 00:21 UTC: Or wait \\<first\\>.\n\n    **Ann**, 2026-02-04 00:21 UTC: Agreed\n'
  )
  const html = await textOf(sample, 'incident', 'html')
  const refs = [...html.matchAll(/<a id="ref(\d)" href="#note\1" role="doc-noteref" aria-label="Comment \1">/g)].map(([, ref]) => ref)
  const backs = [...html.matchAll(/<li id="note(\d)">[\s\S]*?<a href="#ref\1" role="doc-backlink" aria-label="Back to the words/g)]
  expect([refs, backs.map(([, note]) => note)]).toEqual([
    ['1', '2', '3', '4'],
    ['1', '2', '3', '4']
  ])
  expect(html).toContain('Or wait &lt;first&gt;.')
  const pdf = readPdf(await bytesOf(sample, 'incident', 'pdf'))
  const words = pdf.pages.join('\n').replace(/\s+/g, ' ')
  for (const said of ['How slow?', 'Is it one?', 'Agreed', 'The pager was on.']) expect(words).toContain(said)
  expect(pdf.outline.at(-1)).toBe('Comments')
  for (const note of [1, 2, 3, 4]) expect(pdf.objects).toMatch(new RegExp(`/S /GoTo\\s+/D \\(note${note}\\)`))
  for (const format of ['md', 'html', 'json'] as const) {
    const bare = await textOf(sample, 'incident', format, {})
    expect([bare.includes('How slow'), /doc-noteref|\[\^1|"comments"/.test(bare)]).toEqual([false, false])
  }
  expect(
    readPdf(await bytesOf(sample, 'incident', 'pdf', {}))
      .pages.join('')
      .includes('How slow')
  ).toBe(false)
})

it('P81 a comment whose words were deleted is listed at the end, a resolved one is in JSON only', async () => {
  const sample = commented()
  const { doc, author } = sample
  valueOf(resolveComment(doc, author, comment(sample, 'notes', 'Nobody', 'Settled long ago'), true))
  comment(sample, 'postmortem', 'done', 'Who did it?')
  postmortemOf(doc)
    .toArray()
    .forEach((block, index) => String(block).includes('done') && postmortemOf(doc).delete(index, 1))
  const md = await textOf(sample, 'incident', 'md')
  expect(md).toMatch(
    /## Comments on words that were deleted\n\n- \*Postmortem: “done”\*\n\n {2}\*\*Ann\*\*, 2026-02-04 00:21 UTC: Who did it\?/
  )
  expect(md).not.toContain('Settled')
  expect(md.match(/^\[\^\d\]:/gm)).toHaveLength(4)
  const { comments } = JSON.parse(await textOf(sample, 'incident', 'json')) as { comments: Record<string, unknown>[] }
  const read = comments.map(({ page, text, isResolved, isOrphaned }) => [page, text, isResolved, isOrphaned])
  expect(read).toContainEqual(['notes', 'Settled long ago', true, false])
  expect(read).toContainEqual(['postmortem', 'Who did it?', false, true])
  expect(comments).toHaveLength(6)
})
