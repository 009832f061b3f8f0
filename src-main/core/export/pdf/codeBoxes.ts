import type { Box, Layout, Part } from './box.ts'
import type { Place } from './blockBoxes.ts'
import { drawLine } from './drawLine.ts'
import { CODE, COLORS } from './look.ts'
import { piecesOf, type Line, type TextStyle } from './textLines.ts'

const STYLE: TextStyle = { face: 'mono', size: CODE.size, color: COLORS.text }

/** Code keeps its blanks; what is too wide goes on below. */
export function* codeBoxes(text: string, { width, parent }: Place, layout: Layout): Generator<Box> {
  const { pdf, book } = layout
  const part: Part = { type: 'Code', parent }
  const letter = book.widthOf(book.main('mono'), CODE.size, '0')
  const perLine = Math.max(10, Math.floor((width - 2 * CODE.padding) / letter))
  const rows = text.split('\n').flatMap((row) => chopped(row.replaceAll('\t', '    '), perLine))
  for (const [index, row] of rows.entries()) {
    const above = index === 0 ? 6 : 0
    const height = CODE.leading + above + (index === rows.length - 1 ? 7 : 0)
    const line = lineOf(row, layout)
    yield {
      height,
      before: index === 0 ? 8 : 0,
      part,
      draw(x, y) {
        pdf.rect(x, y, width, height + 0.3).fill(COLORS.soft)
        drawLine(pdf, line, x + CODE.padding, y + above + CODE.leading * 0.75)
      }
    }
  }
}

function chopped(row: string, perLine: number): string[] {
  const chars = [...row]
  const parts: string[] = []
  for (let at = 0; at < chars.length; at += perLine) parts.push(chars.slice(at, at + perLine).join(''))
  return parts.length === 0 ? [''] : parts
}

function lineOf(row: string, { book, missing }: Layout): Line {
  const line: Line = { pieces: [], width: 0 }
  for (const piece of piecesOf(row, STYLE, book, missing)) {
    line.pieces.push({ ...piece, x: line.width })
    line.width += piece.width
  }
  return line
}
