import { plainInlines } from '#shared/domain/prose/plainProse.ts'
import type { Block, Heading, Inline, TableCell, Tone } from '#shared/domain/prose/nodes.ts'
import { around, type Box, type Layout, type Part } from './box.ts'
import { codeBoxes } from './codeBoxes.ts'
import { drawLine } from './drawLine.ts'
import { imageBoxes } from './imageBox.ts'
import { BODY, COLORS, HEADINGS } from './look.ts'
import { runsOf, type BaseStyle } from './runs.ts'
import { tableBoxes } from './tableBoxes.ts'
import { breakLines, type Run } from './textLines.ts'

export interface Place {
  width: number
  /** In a list: closer together. */
  isTight?: boolean
  isStrong?: boolean
  isQuiet?: boolean
  parent?: Part | undefined
}

export function* boxesOf(blocks: readonly Block[], place: Place, layout: Layout): Generator<Box> {
  for (const block of blocks) yield* blockBoxes(block, place, layout)
}

function* blockBoxes(block: Block, place: Place, layout: Layout): Generator<Box> {
  switch (block.type) {
    case 'paragraph':
      return yield* paragraphBoxes(block.content, place, layout)
    case 'heading':
      return yield* headingBoxes(block, place, layout)
    case 'codeBlock':
      return yield* codeBoxes(block.text, place, layout)
    case 'blockquote':
      return yield* quoteBoxes(block.content, place, layout)
    case 'callout':
      return yield* calloutBoxes(block.tone, block.content, place, layout)
    case 'bulletList':
      return yield* listBoxes(block.items, () => '•', place, layout)
    case 'orderedList':
      return yield* listBoxes(block.items, (index) => `${block.start + index}.`, place, layout)
    case 'taskList': {
      const { items } = block
      return yield* listBoxes(
        items.map(({ content }) => content),
        (index) => (items[index]!.checked ? '☑' : '☐'),
        place,
        layout
      )
    }
    case 'table':
      return yield* tableBoxes(block.rows, place, layout, cellBoxes)
    case 'horizontalRule':
      return yield ruleBox(place, layout)
    case 'image':
      return yield* imageBoxes(block, place, layout)
    case 'timeline':
    case 'entry':
      return
  }
}

function* paragraphBoxes(content: readonly Inline[], { width, isTight, isStrong, isQuiet, parent }: Place, layout: Layout): Generator<Box> {
  const base: BaseStyle = { size: BODY.size, color: isQuiet ? COLORS.quiet : COLORS.text, ...(isStrong ? { isStrong } : {}) }
  yield* textBoxes(runsOf(content, base), { width, leading: BODY.leading, before: isTight ? 2 : BODY.gap }, { type: 'P', parent }, layout)
}

export interface Measures {
  width: number
  leading: number
  /** Room above the first line. */
  before: number
}

export function* textBoxes(
  runs: readonly Run[],
  { width, leading, before }: Measures,
  part: Part,
  { pdf, book, missing }: Layout
): Generator<Box> {
  for (const [index, line] of breakLines(runs, width, book, missing).entries()) {
    yield {
      height: leading,
      before: index === 0 ? before : 0,
      part,
      draw: (x, y) => drawLine(pdf, line, x, y + leading * 0.72)
    }
  }
}

function* headingBoxes({ level, content }: Heading, { width, parent }: Place, layout: Layout): Generator<Box> {
  const { size, leading, before } = HEADINGS[level]
  const runs = runsOf(content, { size, color: COLORS.text, isStrong: true })
  let outline: Box['outline'] = { level, text: plainInlines(content).replace(/\s+/g, ' ').trim() || 'Untitled' }
  // the title is H1
  for (const box of textBoxes(runs, { width, leading, before }, { type: `H${level + 1}`, parent }, layout)) {
    yield { ...box, isKept: true, ...(outline ? { outline } : {}) }
    outline = undefined
  }
}

const INDENT = 18
/** What stands deeper than there is room for goes no further to the right. */
const MIN_WIDTH = 120
const narrowed = (width: number, by: number): number => Math.max(Math.min(width, MIN_WIDTH), width - by)

export function* listBoxes(
  items: readonly (readonly Block[])[],
  markOf: (index: number) => string,
  place: Place,
  layout: Layout,
  nameOf?: (index: number) => string
): Generator<Box> {
  const { pdf, book, missing } = layout
  const list: Part = { type: 'L', parent: place.parent }
  const wanted = Math.max(INDENT, book.widthOf(book.main('regular'), BODY.size, markOf(items.length - 1)) + 6)
  const width = narrowed(place.width, wanted)
  const indent = place.width - width
  for (const [index, item] of items.entries()) {
    const part: Part = { type: 'LI', parent: list }
    const mark = breakLines(
      [{ text: markOf(index), style: { face: 'regular', size: BODY.size, color: COLORS.quiet } }],
      indent,
      book,
      missing
    )[0]!
    let isFirst = true
    for (const box of boxesOf(item, { ...place, width, isTight: true, parent: part }, layout)) {
      const isMarked = isFirst
      isFirst = false
      const before = isMarked && index === 0 && !place.isTight ? BODY.gap : Math.max(box.before, isMarked ? 3 : 0)
      const dress = (x: number, y: number) => {
        if (isMarked) drawLine(pdf, mark, x + indent - 6 - mark.width, y + BODY.leading * 0.72)
      }
      yield around(box, { before, ...(isMarked && nameOf ? { name: nameOf(index) } : {}) }, dress, indent)
    }
  }
}

function* quoteBoxes(content: readonly Block[], place: Place, layout: Layout): Generator<Box> {
  const { pdf } = layout
  const part: Part = { type: 'BlockQuote', parent: place.parent }
  const width = narrowed(place.width, 14)
  for (const box of boxesOf(content, { ...place, width, isQuiet: true, parent: part }, layout)) {
    const over = Math.min(box.before, 7)
    const dress = (x: number, y: number) => void pdf.rect(x, y - over / 2, 2, box.height + over).fill(COLORS.line)
    yield around(box, {}, dress, place.width - width)
  }
}

const TONE_WORDS: Readonly<Record<Tone, string>> = { note: 'Note', warning: 'Warning', decision: 'Decision' }

function* calloutBoxes(tone: Tone, content: readonly Block[], place: Place, layout: Layout): Generator<Box> {
  const { pdf } = layout
  const part: Part = { type: 'Sect', parent: place.parent }
  const head: Run = { text: TONE_WORDS[tone], style: { face: 'strong', size: 8.5, color: COLORS[tone] } }
  const width = narrowed(place.width, 26)
  const inside = { ...place, width, isTight: true, parent: part }
  const boxes = [...textBoxes([head], { width: inside.width, leading: 13, before: 0 }, part, layout), ...boxesOf(content, inside, layout)]
  for (const [index, box] of boxes.entries()) {
    const [isFirst, isLast] = [index === 0, index === boxes.length - 1]
    const [above, below] = [isFirst ? 6 : box.before, isLast ? 7 : 0]
    const height = box.height + above + below
    const dress = (x: number, y: number) => {
      pdf.rect(x, y, place.width, height + 0.3).fill(COLORS.soft)
      pdf.rect(x, y, 3, height + 0.3).fill(COLORS[tone])
    }
    yield around(
      box,
      { before: isFirst ? 9 : 0, height, ...(isFirst ? { isKept: true as const } : {}) },
      dress,
      Math.min(14, place.width - width),
      above
    )
  }
}

const ruleBox = ({ width, parent }: Place, { pdf }: Layout): Box => ({
  height: 12,
  before: 6,
  part: { type: 'Artifact', parent },
  draw: (x, y) =>
    void pdf
      .moveTo(x, y + 6)
      .lineTo(x + width, y + 6)
      .lineWidth(0.6)
      .stroke(COLORS.line)
})

const cellBoxes = (cell: TableCell, width: number, parent: Part, layout: Layout): Box[] => [
  ...boxesOf(cell.content, { width, isTight: true, isStrong: cell.isHeader, parent }, layout)
]
