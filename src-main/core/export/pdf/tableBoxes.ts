import { plainProse } from '#shared/domain/prose/plainProse.ts'
import type { TableCell } from '#shared/domain/prose/nodes.ts'
import { ARTIFACT, type Box, type Layout, type Part } from './box.ts'
import type { Place } from './blockBoxes.ts'
import type { Pdf } from './fontBook.ts'
import { BODY, COLORS, PAGE, TEXT_BOTTOM } from './look.ts'

const PADDING = 6
const MAX_COLUMNS = 30
const MIN_CELL = 10
/** A row higher than this goes on on the next page. */
const MAX_ROW = (TEXT_BOTTOM - PAGE.top) * 0.9

type CellBoxes = (cell: TableCell, width: number, parent: Part, layout: Layout) => Box[]

interface PlacedCell {
  cell: TableCell
  column: number
  span: number
}

/** One box a row. */
export function* tableBoxes(rows: readonly TableCell[][], { width, parent }: Place, layout: Layout, cellBoxes: CellBoxes): Generator<Box> {
  const spanned = rows.map((row) => placeCells(row, true))
  // what spans more columns than a page has room for is one column
  const placed = columnsOf(spanned) <= MAX_COLUMNS ? spanned : rows.map((row) => placeCells(row, false))
  const count = Math.max(1, columnsOf(placed))
  const widths = columnWidths(placed, count, width, layout)
  const table: Part = { type: 'Table', parent }
  for (const [index, row] of placed.entries()) {
    const part: Part = { type: 'TR', parent: table }
    const cells = row.map(({ cell, column, span }) => {
      const own = sum(widths.slice(column, column + span))
      const kind: Part = { type: cell.isHeader ? 'TH' : 'TD', parent: part }
      const boxes = cellBoxes(cell, Math.max(MIN_CELL, own - 2 * PADDING), kind, layout)
      return { x: sum(widths.slice(0, column)), width: own, part: kind, boxes }
    })
    yield* rowBoxes(cells, index === 0, index < placed.length - 1 && row.every(({ cell }) => cell.isHeader), part, layout)
  }
}

interface LaidCell {
  x: number
  width: number
  part: Part
  boxes: Box[]
}

/** A row; in several boxes where it is higher than a page. */
function* rowBoxes(cells: readonly LaidCell[], isFirst: boolean, isKept: boolean, part: Part, { pdf }: Layout): Generator<Box> {
  const left = cells.map(({ boxes }) => [...boxes])
  let isStart = true
  do {
    const taken = left.map((boxes) => takeUpTo(boxes, MAX_ROW))
    const height = Math.max(BODY.leading, ...taken.map((boxes) => heightOf(boxes))) + 2 * PADDING - 2
    yield {
      height,
      before: isFirst && isStart ? BODY.gap + 2 : 0,
      part,
      ...(isKept ? { isKept: true as const } : {}),
      isComposite: true,
      draw(x, y, tag) {
        for (const [index, cell] of cells.entries()) {
          tag(ARTIFACT, () => frame(pdf, cell, x, y, height))
          let at = y + PADDING - 1
          if (taken[index]!.length === 0) tag(cell.part, () => undefined)
          for (const [place, box] of taken[index]!.entries()) {
            at += place === 0 ? 0 : box.before
            const top = at
            if (box.isComposite) box.draw(x + cell.x + PADDING, top, tag)
            else tag(box.part, () => box.draw(x + cell.x + PADDING, top, tag))
            at += box.height
          }
        }
      }
    }
    isStart = false
  } while (left.some((boxes) => boxes.length > 0))
}

function frame(pdf: Pdf, cell: LaidCell, x: number, y: number, height: number): void {
  pdf.rect(x + cell.x, y, cell.width, height).lineWidth(0.5)
  if (cell.part.type === 'TH') pdf.fillAndStroke(COLORS.soft, COLORS.line)
  else pdf.stroke(COLORS.line)
}

const heightOf = (boxes: readonly Box[]): number =>
  boxes.reduce((height, box, index) => height + box.height + (index === 0 ? 0 : box.before), 0)

/** At least one, so that it comes to an end. */
function takeUpTo(boxes: Box[], height: number): Box[] {
  let used = 0
  let count = 0
  while (count < boxes.length && (count === 0 || used + boxes[count]!.height + boxes[count]!.before <= height)) {
    used += boxes[count]!.height + (count === 0 ? 0 : boxes[count]!.before)
    count += 1
  }
  return boxes.splice(0, count)
}

const columnsOf = (rows: readonly PlacedCell[][]): number =>
  rows.reduce((most, row) => row.reduce((widest, { column, span }) => Math.max(widest, column + span), most), 0)

function placeCells(row: readonly TableCell[], doSpan: boolean): PlacedCell[] {
  let column = 0
  return row.map((cell) => {
    const span = doSpan ? cell.colspan : 1
    const placed = { cell, column, span }
    column += span
    return placed
  })
}

/** By what stands in them: narrow ones get what they need, wide ones share the rest. */
function columnWidths(rows: readonly PlacedCell[][], count: number, width: number, { book }: Layout): number[] {
  const font = book.main('strong')
  const needs = new Array<number>(count).fill(24)
  const least = new Array<number>(count).fill(24)
  for (const row of rows.slice(0, 200)) {
    for (const { cell, column, span } of row) {
      if (span > 1 || column >= count) continue
      const text = plainProse(cell.content).slice(0, 300)
      const longest = text.split(/\s+/).reduce((most, word) => Math.max(most, word.length), 0)
      needs[column] = Math.max(needs[column]!, book.widthOf(font, BODY.size, text.split('\n')[0]!) + 2 * PADDING + 2)
      least[column] = Math.max(least[column]!, Math.min(longest, 18) * BODY.size * 0.6 + 2 * PADDING)
    }
  }
  if (sum(needs) <= width) return needs.map((need) => need + (width - sum(needs)) * (need / sum(needs)))
  const floor = sum(least) > width ? least.map((each) => (each * width) / sum(least)) : least
  const wanted = needs.map((need, index) => Math.max(0, Math.min(need, width) - floor[index]!))
  const rest = width - sum(floor)
  // short columns are given all they want first
  const result = [...floor]
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]!)
  let left = rest
  for (const [place, index] of order.entries()) {
    const share = Math.min(wanted[index]!, left / (order.length - place))
    result[index]! += share
    left -= share
  }
  return result.map((each) => each + left / count)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
