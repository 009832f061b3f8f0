import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DocParts } from '#main/core/export/buildDoc.ts'
import { exportClock } from '#main/core/export/exportClock.ts'
import { exportFile, type ReadableFormat } from '#main/core/export/exportFile.ts'
import { startPace } from '#main/core/export/pace.ts'
import type { ExportWhat } from '#shared/bridge/contract/exports.ts'
import { postEntry } from '#shared/doc/commands.ts'
import { postEntries } from '#shared/doc/pasteCommands.ts'
import { newDoc, postmortemOf, rootCauseOf } from '#shared/doc/roots.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import type { Block, TableCell } from '#shared/domain/prose/nodes.ts'
import { plainProse } from '#shared/domain/prose/plainProse.ts'
import { valueOf } from '#shared/domain/result.ts'
import { arbitraryProse } from '#test/domain/prose/arbitraryProse.ts'
import { partsOf, SAMPLE_PNG, SAMPLE_START, sampleIncident, writePage, type Sample } from '#test/support/exportSample.ts'
import { readPdf } from '#test/support/readPdf.ts'

const textOf = async (what: ExportWhat, format: ReadableFormat, sample: Sample, change: Partial<DocParts> = {}): Promise<string> =>
  new TextDecoder().decode(valueOf(await exportFile(what, format, partsOf(sample, change))).bytes)
const pdfOf = async (what: ExportWhat, sample: Sample, change: Partial<DocParts> = {}) =>
  readPdf(valueOf(await exportFile(what, 'pdf', partsOf(sample, change))).bytes)
const image = () => Promise.resolve({ bytes: SAMPLE_PNG, mediaType: 'image/png' })

describe('A page as a file', () => {
  it('D410 what is live says what it says now, in the zone and the order that were asked for', async () => {
    const sample = sampleIncident()
    valueOf(postEntry(sample.doc, sample.author, { text: 'Later', at: SAMPLE_START + 60_000 }))
    const text = await textOf('postmortem', 'md', sample)
    expect(text).toMatch(/^# Postmortem: Checkout/)
    expect(text).toContain('SEV-2 under @Ann, after IR-1 New title\n')
    expect(text).toContain('All times are UTC.\n\n### Tue 3 Feb 2026\n\n- **23:40:00** ⚑ Ann: Backdated **rollback** of `v318`\n')
    expect(text).toContain('- **Declared:** 2026-02-03 23:50 UTC\n')
    expect(text).not.toContain('Later')
    const berlin = await textOf('incident', 'md', sample, { clock: exportClock('Europe/Berlin'), order: 'newest' })
    expect(berlin).toContain('All times are Europe/Berlin.\n\n### Wed 4 Feb 2026\n\n- **01:21:00** Ann: changed status')
    expect(berlin.indexOf('**00:51:00** Ann: Later')).toBeLessThan(berlin.indexOf('**00:40:00** ⚑ Ann: Backdated'))
    expect(berlin).toContain('- **Declared:** 2026-02-04 00:50 Europe/Berlin\n')
  })

  it('D411 HTML is one file that loads and runs nothing, whatever stands in the incident', async () => {
    const sample = sampleIncident()
    writePage(
      postmortemOf(sample.doc),
      fromMarkdown('<script>alert(1)</script> ![x](https://evil.example/x.png) [js](javascript:alert(1))')
    )
    for (const what of ['postmortem', 'incident'] as const) {
      const html = await textOf(what, 'html', sample, { image })
      const body = html.slice(html.indexOf('<body>'))
      expect(html).toContain(`content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"`)
      expect(html).toContain('<title>')
      expect(html.slice(0, html.indexOf('</style>'))).not.toMatch(/url\(|@import/)
      expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(body).not.toMatch(/<(?:script|iframe|link|object|embed|form|svg|style)\b|\son\w+=/i)
      expect([...body.matchAll(/\ssrc="([^"]{0,22})/g)].map(([, src]) => src)).toEqual(['data:image/png;base64,'])
      expect([...body.matchAll(/\shref="([^"]*)"/g)].every(([, href]) => /^(?:https|mailto):/.test(href!))).toBe(true)
      expect(body.match(/<h1>/g)).toHaveLength(1)
    }
  })

  it('D412 PDF has its title, language, outline and page numbers, the words of the page in fonts of its own, and an order to be read in', async () => {
    const sample = sampleIncident()
    writePage(postmortemOf(sample.doc), fromMarkdown(`# Grüße\n\nΕλληνικά Кириллица ąćę\n\n${'A long paragraph. '.repeat(900)}`))
    const { pages, objects, outline, title } = await pdfOf('postmortem', sample, { image })
    const all = pages.join('\n').replace(/\s+/g, ' ')
    expect(outline.sort()).toEqual(['Grüße', 'Summary', 'Timeline', 'Tue 3 Feb 2026'])
    expect(objects).toContain('/Lang (en)')
    expect(title).toBe('Postmortem · Checkout *slow* <b>')
    expect(objects).toContain('/StructTreeRoot')
    for (const type of ['H1', 'H2', 'H3', 'P', 'L', 'LI', 'Table', 'TR', 'TH', 'TD', 'Figure', 'Code'])
      expect(objects).toContain(`/S /${type}\n`)
    for (const words of ['Checkout *slow* <b>', 'All <shoppers>', 'SEV-2 under @Ann , after IR-1 New title', 'Do not retry.', 'it worked'])
      expect(all.replace(/\s/g, '')).toContain(words.replace(/\s/g, ''))
    expect(all.replace(/\s/g, '')).toContain('ΕλληνικάКириллицаąćę')
    expect(pages.length).toBeGreaterThan(1)
    pages.forEach((page, index) => expect(page).toContain(`Page ${index + 1} of ${pages.length}`))
    expect(objects).toContain('/URI (https://example.org/g?a=1&b=2)')
    expect(objects.match(/\/FontFile2/g)!.length).toBeGreaterThan(3)
  })

  it('D413 what no font of the PDF has is a box, and the last page names it', async () => {
    const sample = sampleIncident()
    writePage(postmortemOf(sample.doc), fromMarkdown('Thai ก and hieroglyph 𓀀, arrows → and checks ✓'))
    const last = (await pdfOf('postmortem', sample)).pages.at(-1)!
    expect(last.replace(/\s+/g, ' ')).toContain('do not have U+0E01, U+13000.')
    expect((await pdfOf('notes', sample)).pages.at(-1)).not.toContain('do not have')
  })

  it('D414 a picture that is on this machine is in every format; of one that is not, its name', async () => {
    const sample = sampleIncident()
    const data = `data:image/png;base64,${Buffer.from(SAMPLE_PNG).toString('base64')}`
    expect(await textOf('postmortem', 'md', sample, { image })).toContain(`![The graph](${data})`)
    expect(await textOf('postmortem', 'html', sample, { image })).toContain(`<img src="${data}" alt="The graph">`)
    expect((await pdfOf('postmortem', sample, { image })).objects).toContain('/Subtype /Image')
    expect(await textOf('postmortem', 'md', sample)).toContain('*Picture not on this machine: The graph*')
    expect(await textOf('postmortem', 'html', sample)).toContain('Picture not on this machine: The graph')
    expect((await pdfOf('postmortem', sample)).pages.join(' ').replace(/\s/g, '')).toContain('Picturenotonthismachine:Thegraph')
    const strange = { image: () => Promise.resolve({ bytes: new Uint8Array([1, 2, 3]), mediaType: 'image/webp' }) }
    expect((await pdfOf('postmortem', sample, strange)).pages.join(' ').replace(/\s/g, '')).toContain('PDFcannotholdthiskindofpicture')
  })

  it('D415 JSON of an incident is that of show with its pages as blocks; of a page, the page with its incident', async () => {
    const sample = sampleIncident()
    const { detail } = partsOf(sample)
    const incident = JSON.parse(await textOf('incident', 'json', sample)) as { pages: Record<string, unknown[]> }
    expect(incident).toMatchObject(detail)
    expect(incident.pages['notes']![0]).toEqual({ type: 'heading', level: 2, content: [{ type: 'text', text: 'Numbers', marks: {} }] })
    expect(JSON.stringify(incident.pages)).not.toMatch(/"type":"(?:variable|mention|timeline|entry)"/)
    const page = JSON.parse(await textOf('rootCause', 'json', sample)) as Record<string, unknown>
    expect(page).toMatchObject({ page: 'rootCause', zone: 'UTC', incident: { id: detail.id } })
    expect(page['blocks']).toEqual(incident.pages['rootCause'])
  })

  it('D416 of a page nobody has written there is no file, and it is said', async () => {
    const sample = sampleIncident()
    const empty = { ...partsOf(sample), doc: newDoc('empty') }
    for (const format of ['md', 'html', 'pdf', 'json'] as const)
      expect(await exportFile('postmortem', format, empty)).toEqual({
        ok: false,
        error: { reason: 'notFound', message: '"Checkout *slow* <b>" has no postmortem yet: nobody has written in it.' }
      })
  })

  it.each(['md', 'html', 'pdf'] as const)('D417 other work goes on during a long export as %s, and cancelling ends it', async (format) => {
    const sample = sampleIncident()
    const entries = Array.from({ length: 3000 }, (_, index) => ({ text: `Entry **${index}** of many`, at: SAMPLE_START + index }))
    valueOf(postEntries(sample.doc, sample.author, entries))
    const stop = new AbortController()
    let turns = 0
    const seen: number[] = []
    const pace = startPace(stop.signal, (done) => {
      seen.push(done)
      setImmediate(() => turns++)
    })
    const text = valueOf(await exportFile('incident', format, partsOf(sample, { pace }))).bytes
    expect(seen.length).toBeGreaterThan(1)
    expect(turns).toBe(seen.length)
    if (format !== 'pdf') expect(new TextDecoder().decode(text).match(/Entry (?:\*\*|<strong>)\d+/g)).toHaveLength(3000)
    if (format === 'html') expect(new TextDecoder().decode(text).match(/<ul>/g)!.length).toBeLessThan(10)
    stop.abort()
    await expect(exportFile('incident', format, partsOf(sample, { pace }))).rejects.toThrow('The export was cancelled.')
  })

  it('D425 whatever stands in a page, every word of it is in the PDF and in the HTML', async () => {
    const bare = (text: string) => text.replace(/[\s\u{10000}-\u{10ffff}]/gu, '')
    await fc.assert(
      fc.asyncProperty(arbitraryProse({ isStatic: false }), async (blocks) => {
        const sample = sampleIncident()
        writePage(rootCauseOf(sample.doc), blocks)
        const parts = partsOf(sample)
        const { blocks: shown } = JSON.parse(await textOf('rootCause', 'json', sample)) as { blocks: Block[] }
        const words = plainProse(shown)
          .split(/\s+/)
          .map(bare)
          .filter((word) => word !== '' && !/[^\x20-\xff]/.test(word))
        const pdf = bare((await pdfOf('rootCause', sample, parts)).pages.join(''))
        const html = bare(unescaped(await textOf('rootCause', 'html', sample)))
        expect(words.filter((word) => !pdf.includes(word))).toEqual([])
        expect(words.filter((word) => !html.includes(word))).toEqual([])
      }),
      { numRuns: 40, seed: 20_261_125 }
    )
  })

  it('D426 a page nested as deep as a peer can make it, or with the strangest tables, is a file all the same', async () => {
    const word: Block = { type: 'paragraph', content: [{ type: 'text', text: 'innermost', marks: {} }] }
    const nest = (wrap: (inside: Block) => Block): Block => Array.from({ length: 24 }).reduce<Block>((inside) => wrap(inside), word)
    const cell = (content: Block[], colspan = 1): TableCell => ({ isHeader: false, colspan, rowspan: 1000, content })
    const pages: Block[] = [
      nest((inside) => ({ type: 'bulletList', items: [[inside]] })),
      nest((inside) => ({ type: 'orderedList', start: 1_000_000, items: [[inside]] })),
      nest((inside) => ({ type: 'blockquote', content: [inside] })),
      nest((inside) => ({ type: 'callout', tone: 'note', content: [inside] })),
      { type: 'table', rows: [[cell([{ type: 'table', rows: [[cell([word]), cell([])]] }])]] },
      { type: 'table', rows: [[], Array.from({ length: 60 }, () => cell([word], 100)), Array.from({ length: 60 }, () => cell([word]))] },
      { type: 'table', rows: [] },
      { type: 'bulletList', items: [] },
      { type: 'table', rows: [[cell(Array.from({ length: 200 }, () => word))]] }
    ]
    for (const [index, block] of pages.entries()) {
      const sample = sampleIncident()
      writePage(rootCauseOf(sample.doc), [block, ...fromMarkdown('end of page')])
      const text = (await pdfOf('rootCause', sample)).pages.join('').replace(/\s/g, '')
      expect(text, String(index)).toContain('endofpage')
      expect(text.split('innermost').length, String(index)).toBe(JSON.stringify(block).split('innermost').length)
      await textOf('rootCause', 'html', sample)
      await textOf('rootCause', 'md', sample)
    }
  })
})

const unescaped = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
