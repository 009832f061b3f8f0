import type { Pdf } from './fontBook.ts'
import { COLORS } from './look.ts'
import type { Line, Piece } from './textLines.ts'

/** Draw a line of text; `baseline` is the y its letters stand on. */
export function drawLine(pdf: Pdf, { pieces }: Line, x: number, baseline: number): void {
  for (const piece of pieces) drawPiece(pdf, piece, x + piece.x, baseline)
}

function drawPiece(pdf: Pdf, piece: Piece, x: number, baseline: number): void {
  const { style, width, text } = piece
  const { size, color, href } = style
  if (style.isCode) pdf.rect(x - 1.5, baseline - size * 0.95, width + 3, size * 1.3).fill(COLORS.soft)
  if (piece.shape) drawShape(pdf, piece, x, baseline)
  else
    pdf
      .font(piece.font)
      .fontSize(size)
      .fillColor(color)
      .text(text, x, baseline - (style.note === undefined ? 0 : size * 0.4), optionsOf(piece))
  const isLined = style.isUnderlined || href !== undefined
  if (isLined) rule(pdf, x, width, baseline + size * 0.16, color)
  if (style.isStruck) rule(pdf, x, width, baseline - size * 0.3, color)
  if (style.note !== undefined) pdf.goTo(x, baseline - size * 1.4, width, size * 1.3, noteName(style.note))
  if (href !== undefined) pdf.link(x, baseline - size, width, size * 1.3, href)
}

/** What the place of a footnote is called inside of the file. */
export const noteName = (note: number): string => `note${note}`

/** In code `==` are two signs, whatever the font makes of them. */
const PLAIN = { liga: false, calt: false } as unknown as PDFKit.Mixins.OpenTypeFeatures[]

const optionsOf = ({ style: { face } }: Piece): PDFKit.Mixins.TextOptions => ({
  lineBreak: false,
  baseline: 'alphabetic',
  ...(face === 'mono' || face === 'monoStrong' ? { features: PLAIN } : {})
})

const rule = (pdf: Pdf, x: number, width: number, y: number, color: string): void => {
  pdf
    .moveTo(x, y)
    .lineTo(x + width, y)
    .lineWidth(0.5)
    .stroke(color)
}

/** With the sign it stands for, for whoever has it read aloud. */
function drawShape(pdf: Pdf, { shape, style: { size, color }, text }: Piece, x: number, baseline: number): void {
  const scale = size / 1000
  pdf.markContent('Span', { actual: text })
  pdf.save()
  pdf.translate(x, baseline - 800 * scale).scale(scale)
  pdf.path(shape!.path)
  if (shape!.isFilled) pdf.fill(color)
  else pdf.lineWidth(75).lineJoin('round').lineCap('round').stroke(color)
  pdf.restore()
  pdf.endMarkedContent()
}
