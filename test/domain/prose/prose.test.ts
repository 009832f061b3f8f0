import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import type { Block, RawNode } from '#shared/domain/prose/nodes.ts'
import { parseProse } from '#shared/domain/prose/parseProse.ts'
import { plainProse } from '#shared/domain/prose/plainProse.ts'
import { rawOf } from '#shared/domain/prose/rawProse.ts'
import { resolveProse, type EntryLine, type ProseContext } from '#shared/domain/prose/resolveProse.ts'
import { toHtml } from '#shared/domain/prose/toHtml.ts'
import { toMarkdown } from '#shared/domain/prose/toMarkdown.ts'
import { arbitraryProse } from './arbitraryProse.ts'

const OPTIONS = { seed: 20261125, numRuns: 300 }
const said = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text, marks: {} }] })

describe('a page of rich text', () => {
  it('D400 reads back what it wrote into the document, whatever stands in it', () => {
    fc.assert(
      fc.property(arbitraryProse({ isStatic: false }), (blocks) => {
        expect(parseProse(rawOf(blocks))).toEqual(blocks)
      }),
      OPTIONS
    )
  })

  it('D401 any nodes of a peer are a page: words stay, unknown dress and unsafe addresses go, and too deep ends', () => {
    const nodes: RawNode[] = [
      {
        type: 'marquee',
        attrs: {},
        content: [{ type: 'paragraph', attrs: {}, content: [{ text: 'kept', marks: { blink: {}, bold: {} } }] }]
      },
      { text: 'loose', marks: { link: { href: 'javascript:alert(1)' } } },
      { type: 'image', attrs: { hash: 'https://evil.example/pixel.png' }, content: [] },
      { type: 'heading', attrs: { level: 99 }, content: [{ type: 'table', attrs: {}, content: [{ text: 'inside', marks: {} }] }] },
      { type: 'orderedList', attrs: { start: -5 }, content: [{ text: 'no item', marks: {} }] }
    ]
    expect(parseProse(nodes)).toEqual([
      { type: 'paragraph', content: [{ type: 'text', text: 'kept', marks: { bold: true } }] },
      { type: 'paragraph', content: [{ type: 'text', text: 'loose', marks: {} }] },
      { type: 'heading', level: 3, content: [{ type: 'text', text: 'inside', marks: {} }] },
      { type: 'orderedList', start: 1, items: [] }
    ])
    let deep: RawNode = { text: 'bottom', marks: {} }
    for (let level = 0; level < 20_000; level += 1) deep = { type: 'blockquote', attrs: {}, content: [deep] }
    expect(() => parseProse([deep])).not.toThrow()
  })

  it('D402 written as Markdown and read again it is the same page', () => {
    fc.assert(
      fc.property(arbitraryProse({ isStatic: true }), (blocks) => {
        const again = fromMarkdown(toMarkdown(blocks))
        expect(toMarkdown(again)).toBe(toMarkdown(blocks))
        expect(plainProse(again).replace(/\s+/g, ' ').trim()).toBe(plainProse(blocks).replace(/\s+/g, ' ').trim())
      }),
      OPTIONS
    )
  })

  it('D403 Markdown of any kind is a page: HTML is the text it is, an image from elsewhere a link, alerts are callouts', () => {
    expect(fromMarkdown('<script>alert(1)</script>\n\n![dot](https://example.org/dot.png) [x](javascript:a)')).toEqual([
      said('<script>alert(1)</script>'),
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'dot', marks: { href: 'https://example.org/dot.png' } },
          { type: 'text', text: ' x', marks: {} }
        ]
      }
    ])
    expect(fromMarkdown('> [!WARNING]\n> Do not restart.')).toEqual([
      { type: 'callout', tone: 'warning', content: [said('Do not restart.')] }
    ])
    expect(fromMarkdown('- [x] done\n- [ ] open')).toEqual([
      {
        type: 'taskList',
        items: [
          { checked: true, task: null, content: [said('done')] },
          { checked: false, task: null, content: [said('open')] }
        ]
      }
    ])
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
        expect(() => fromMarkdown(text, { hasVariables: true })).not.toThrow()
      }),
      OPTIONS
    )
  })

  it('D404 a template has variables and a place for the timeline; outside templates braces are text', () => {
    expect(fromMarkdown('# {{incident.title}}\n\n{{timeline.flagged}}', { hasVariables: true })).toEqual([
      { type: 'heading', level: 1, content: [{ type: 'variable', name: 'incident.title' }] },
      { type: 'timeline', show: 'flagged' }
    ])
    expect(fromMarkdown('{{timeline}}')).toEqual([said('{{timeline}}')])
  })

  it('D405 what is live says what it says now, in the order of the screen, and what is not known stays visible', () => {
    const line: EntryLine = { time: '03:15:22', day: 'Mon 23 Nov 2026', author: 'Ana', text: 'Rolled **back**', isFlagged: true }
    const context: ProseContext = {
      variable: (name) => (name === 'incident.title' ? 'Checkout {{incident.severity}}' : undefined),
      mention: (_kind, id) => (id === 'p1' ? 'Ana Okafor' : undefined),
      timeline: (show) => (show === 'flagged' ? [line] : [line, { ...line, time: '03:20:00', isFlagged: false, text: 'Second' }]),
      entry: () => undefined,
      zone: 'UTC'
    }
    const page: Block[] = [
      {
        type: 'paragraph',
        content: [
          { type: 'variable', name: 'incident.title' },
          { type: 'variable', name: 'incident.nothing' },
          { type: 'mention', kind: 'person', id: 'p1', label: 'Ana' },
          { type: 'mention', kind: 'incident', id: 'gone', label: 'IR-7' }
        ]
      },
      { type: 'timeline', show: 'all' }
    ]
    expect(plainProse(resolveProse(page, context)).split('\n')).toEqual([
      'Checkout {{incident.severity}}{{incident.nothing}}@Ana OkaforIR-7',
      'All times are UTC.',
      'Mon 23 Nov 2026',
      '03:15:22 ⚑ Ana: Rolled back',
      '03:20:00 Ana: Second'
    ])
  })

  it('D406 as HTML nothing a person typed becomes an element, an attribute or an address', () => {
    fc.assert(
      fc.property(arbitraryProse({ isStatic: false }), (blocks) => {
        const html = toHtml(blocks, { image: () => undefined })
        const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)([^>]*)>/gi)]
        for (const [, name, attributes] of tags) {
          expect(TAGS).toContain(name)
          expect(attributes!.replace(/ (?:href|rel|class|start|colspan|rowspan)="[^"<>]*"/g, '')).toBe('')
        }
        expect(html.replace(/<\/?[a-z][^<>]*>/gi, '')).not.toMatch(/[<>]/)
      }),
      OPTIONS
    )
    const hostile = toHtml([{ type: 'image', hash: 'a2'.repeat(26), alt: '"><img src=x onerror=alert(1)>' }], {
      image: () => 'data:image/png;base64,AA'
    })
    expect(hostile).toBe('<p><img src="data:image/png;base64,AA" alt="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"></p>')
  })
})

const TAGS = 'p h2 h3 h4 pre code blockquote aside ul ol li span table tr th td hr br s u em strong a'.split(' ')
