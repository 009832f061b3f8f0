import { getSchema } from '@tiptap/core'
import { initProseMirrorDoc, prosemirrorToYXmlFragment, updateYFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newNodes, readBlocks } from '#shared/doc/fragment.ts'
import { copyOf } from '#shared/doc/pageCopy.ts'
import { newDoc, notesOf, postmortemOf } from '#shared/doc/roots.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import type { Block } from '#shared/domain/prose/nodes.ts'
import { DEFAULT_POSTMORTEMS } from '#shared/domain/settings/defaultPostmortems.ts'
import { pageSchema } from '#renderer/editor/page/pageEditor.ts'
import { looksLikeMarkdown } from '#renderer/editor/page/paste.ts'
import { pmNodesOf } from '#renderer/editor/page/pmJson.ts'
import type { LivePage } from '#renderer/state/page/livePage.svelte.ts'
import { findIn } from '#renderer/state/page/find.ts'
import { overviewOf, sectionAt } from '#renderer/state/page/overview.ts'
import { formatRoute, parseRoute } from '#renderer/state/route.ts'
import { arbitraryProse } from '#test/domain/prose/arbitraryProse.ts'

// drawing asks the room, what may stand where does not
const schema = getSchema(pageSchema({} as LivePage))
const docOf = (blocks: readonly Block[]) => schema.node('doc', null, pmNodesOf(blocks, schema))

describe('a page in the editor', () => {
  it('W96 loses no word of what it has another shape for: code in bold, a quote of nothing, beside what it takes', () => {
    const written = fromMarkdown('- **`retry` off** and **`pool`**\n- >\n\n  after the quote\n- last')
    const words = docOf(written).textBetween(0, docOf(written).content.size, ' ')
    for (const word of ['retry', 'off', 'pool', 'after the quote', 'last']) expect(words).toContain(word)
    const odd: Block[] = [
      { type: 'bulletList', items: [[{ type: 'callout', tone: 'note', content: [] }]] },
      { type: 'blockquote', content: [] },
      ...written
    ]
    expect(docOf(odd).textContent).toContain('last')
  })

  it('W90 takes every page that plain data can say, and gives it back as it was', () => {
    fc.assert(
      fc.property(arbitraryProse({ isStatic: false }), (blocks) => {
        const notes = notesOf(newDoc('a'))
        notes.doc!.transact(() => notes.insert(0, newNodes(blocks)))
        const shown = yXmlFragmentToProseMirrorRootNode(notes, schema)
        const other = notesOf(newDoc('b'))
        prosemirrorToYXmlFragment(shown, other)
        expect(readBlocks(other)).toEqual(readBlocks(notes))
        expect(readBlocks(notes)).toEqual(blocks)
      }),
      { seed: 5, numRuns: 150 }
    )
  })

  it('W91 to open one writes nothing into it: not into a template, not into what was imported', () => {
    for (const { name, body } of DEFAULT_POSTMORTEMS) {
      const doc = newDoc('a')
      Y.applyUpdate(doc, copyOf(body, 0).update)
      const page = postmortemOf(doc)
      const { doc: shown, meta } = initProseMirrorDoc(page, schema)
      shown.check()
      let updates = 0
      doc.on('update', () => (updates += 1))
      updateYFragment(doc, page, shown, meta)
      expect(updates, name).toBe(0)
    }
  })

  it('W92 text is read as Markdown where it clearly is some; a log, a sentence and an address stay as they are', () => {
    for (const text of [
      '# Title\ntext',
      '- one\n- two',
      '1. one\n2. two',
      '```\ncode\n```',
      '- [ ] do it',
      '| a | b |\n|---|---|\n| 1 | 2 |',
      'a **bold** word'
    ])
      expect([text, looksLikeMarkdown(text)]).toEqual([text, true])
    for (const text of [
      '12:03:44 ERROR pool - no connection\n12:03:45 WARN retry',
      'Roll back, then look.',
      '- a dash',
      '#incident-42 is open',
      'https://example.org/a_b*c',
      '2 * 3 * 4',
      '1. only one'
    ])
      expect([text, looksLikeMarkdown(text)]).toEqual([text, false])
  })

  it('W93 finds words wherever they stand, in any case, and past mentions and letters of two halves', () => {
    const doc = docOf(
      fromMarkdown('## Retry budget\n\nThe retry 🧯 budget, {{incident.title}} and RETRY.\n\n| retry | b |\n|---|---|\n| c | Retry |', {
        hasVariables: true
      })
    )
    const words = (wanted: string, isCaseKept = false) => findIn(doc, wanted, isCaseKept).map(({ from, to }) => doc.textBetween(from, to))
    expect(words('retry')).toEqual(['Retry', 'retry', 'RETRY', 'retry', 'Retry'])
    expect(words('retry', true)).toEqual(['retry', 'retry'])
    expect(words('and retry')).toEqual(['and RETRY'])
    expect(words('')).toEqual([])
    expect(words('nowhere')).toEqual([])
  })

  it('W94 knows its headings, its words, its entries and its items to tick', () => {
    const entry = '0mwtn8xnk000-dev'
    const task = '0mwtn8xnk001-dev'
    const blocks = fromMarkdown('## One\n\nfour words stand here\n\n### Two\n\n{{timeline.flagged}}\n\n- [ ] Do it', { hasVariables: true })
    const doc = docOf([
      ...blocks,
      { type: 'entry', id: entry as never },
      { type: 'taskList', items: [{ checked: true, task, content: [{ type: 'paragraph', content: [] }] }] }
    ])
    const overview = overviewOf(doc)
    expect(overview.headings.map(({ text, level }) => [text, level])).toEqual([
      ['One', 2],
      ['Two', 3]
    ])
    expect(overview.words).toBe(8)
    expect([...overview.entries]).toEqual([entry])
    expect(overview.timeline).toBe('flagged')
    expect(overview.items).toEqual([
      { text: 'Do it', task: null },
      { text: '', task }
    ])
    expect(sectionAt(overview.headings, 0)).toBe(0)
    expect(sectionAt(overview.headings, doc.content.size)).toBe(1)
  })

  it('W95 the postmortem has an address of its own, and a link to an entry is still one to the room', () => {
    const route = { screen: 'incident', id: 'abcdefgh12345678', page: 'postmortem' } as const
    expect(formatRoute(route as never)).toBe('#incident/abcdefgh12345678/postmortem')
    expect(parseRoute('#incident/abcdefgh12345678/postmortem')).toEqual(route)
    expect(parseRoute('#incident/abcdefgh12345678/0mwtn8xnk000-dev')).toEqual({ screen: 'incident', id: 'abcdefgh12345678' })
  })
})
