import { once } from 'node:events'
import PDFDocument from 'pdfkit'
import type { ExportDoc } from '../exportDoc.ts'
import type { Pace } from '../pace.ts'
import { boxesOf } from './blockBoxes.ts'
import type { Box, Layout } from './box.ts'
import { drawLine } from './drawLine.ts'
import { FontBook, type Pdf } from './fontBook.ts'
import { headBoxes, missingBoxes } from './headBoxes.ts'
import { COLORS, PAGE, TEXT_BOTTOM, TEXT_WIDTH } from './look.ts'
import { noteBoxes } from './noteBoxes.ts'
import { facesOf } from './runs.ts'
import { Structure } from './structure.ts'
import { breakLines } from './textLines.ts'

/** A document as PDF: fonts inside, an outline, page numbers, and an order to be read aloud in. */
export async function pdfFile(doc: ExportDoc, pace: Pace, nowMs: number): Promise<Uint8Array> {
  const pdf = newPdf(doc, nowMs)
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = once(pdf, 'end')
  const book = await FontBook.load(pdf, facesOf(doc))
  const layout: Layout = { pdf, book, missing: new Set(), images: doc.images }
  const pages = new Pages(layout)
  pages.fill(headBoxes(doc, layout))
  for (const [index, block] of doc.blocks.entries()) {
    await pace.step(index, doc.blocks.length)
    for (const boxes of groups(boxesOf([block], { width: TEXT_WIDTH }, layout))) {
      await pace.step(index, doc.blocks.length)
      pages.fill(boxes)
    }
  }
  for (const boxes of groups(noteBoxes(doc.notes, layout))) {
    await pace.step(doc.blocks.length, doc.blocks.length)
    pages.fill(boxes)
  }
  pages.flush()
  pages.fill(missingBoxes(layout))
  pages.flush()
  numberPages(doc, layout, pages.structure)
  pdf.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

function newPdf({ title, label }: ExportDoc, nowMs: number): Pdf {
  const at = new Date(nowMs)
  const pdf = new PDFDocument({
    size: PAGE.size,
    margins: { top: PAGE.top, bottom: 0, left: PAGE.left, right: PAGE.right },
    autoFirstPage: true,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en',
    font: null as unknown as string,
    info: { Title: [label, title].filter(Boolean).join(' · '), Creator: 'Muster', Producer: 'Muster', CreationDate: at, ModDate: at }
  })
  return pdf
}

/** A long list is filled in piece by piece, so that other work goes on. */
function* groups(boxes: Iterable<Box>): Generator<Box[]> {
  let group: Box[] = []
  for (const box of boxes) {
    group.push(box)
    if (group.length >= 50) {
      yield group
      group = []
    }
  }
  yield group
}

type OutlineItem = { addItem(title: string, options?: { expanded?: boolean }): OutlineItem }

/** Puts boxes on pages, one below the other. */
class Pages {
  readonly structure: Structure
  readonly #pdf: Pdf
  readonly #open: { level: number; item: OutlineItem }[]
  /** Headings that wait for what follows them. */
  #kept: Box[] = []
  #y: number = PAGE.top
  #isTop = true

  constructor({ pdf }: Layout) {
    this.#pdf = pdf
    this.structure = new Structure(pdf)
    this.#open = [{ level: 0, item: pdf.outline as unknown as OutlineItem }]
  }

  fill(boxes: Iterable<Box>): void {
    for (const box of boxes) {
      this.#kept.push(box)
      if (!box.isKept) this.flush()
    }
  }

  /** Nothing more belongs to what waits. */
  flush(): void {
    const needed = this.#kept.reduce((height, box, index) => height + box.height + (index === 0 && this.#isTop ? 0 : box.before), 0)
    if (!this.#isTop && this.#y + needed > TEXT_BOTTOM) this.#turn()
    for (const box of this.#kept) this.#place(box)
    this.#kept = []
  }

  #place(box: Box): void {
    if (!this.#isTop && this.#y + box.before + box.height > TEXT_BOTTOM) this.#turn()
    if (!this.#isTop) this.#y += box.before
    if (box.outline) this.#addToOutline(box.outline.level, box.outline.text)
    const y = this.#y
    if (box.name !== undefined) this.#pdf.addNamedDestination(box.name, 'XYZ', PAGE.left, y - 4, null)
    const { tag } = this.structure
    if (box.isComposite) box.draw(PAGE.left, y, tag)
    else tag(box.part, () => box.draw(PAGE.left, y, tag))
    this.#y += box.height
    this.#isTop = false
  }

  #turn(): void {
    this.#pdf.addPage()
    this.#y = PAGE.top
    this.#isTop = true
  }

  #addToOutline(level: number, text: string): void {
    while (this.#open.at(-1)!.level >= level) this.#open.pop()
    const item = this.#open.at(-1)!.item.addItem(text.slice(0, 200), { expanded: level < 2 })
    this.#open.push({ level, item })
  }
}

function numberPages({ title, label }: ExportDoc, { pdf, book, missing }: Layout, structure: Structure): void {
  const { count } = pdf.bufferedPageRange()
  const font = book.main('regular')
  const head = [label, title].filter(Boolean).join(' · ')
  // as much of it as fits
  const running = breakLines([{ text: head, style: { face: 'regular', size: 8, color: COLORS.quiet } }], 380, book, missing)[0]!
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page)
    const words = `Page ${page + 1} of ${count}`
    structure.artifact(() => {
      pdf.font(font).fontSize(8).fillColor(COLORS.quiet)
      const x = PAGE.width - PAGE.right - book.widthOf(font, 8, words)
      pdf.fontSize(8).text(words, x, PAGE.height - 36, { lineBreak: false })
      if (page > 0) drawLine(pdf, running, PAGE.left, PAGE.height - 29)
    })
  }
}
