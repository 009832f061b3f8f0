import type { FontBook, Pdf } from './fontBook.ts'
import type { ExportImage } from '../exportDoc.ts'
import type { Missing } from './textLines.ts'

/** What stands on one page as a whole: a line, a picture, a row of a table. */
export interface Box {
  height: number
  /** Room above it; none at the top of a page. */
  before: number
  /** Never the last on a page: it belongs to what follows. */
  isKept?: true
  /** Of a heading, for the outline. */
  outline?: { level: 1 | 2 | 3; text: string }
  /** Where links lead to by this name. */
  name?: string
  /** What it is to whoever has it read aloud; lines of one block share one. */
  part: Part
  /** It has parts of its own, and hands each to `tag`; of others the whole drawing is its part. */
  isComposite?: true
  draw(x: number, y: number, tag: Tag): void
}

/** What is drawn belongs to a part. */
export type Tag = (part: Part, draw: () => void) => void

export const ARTIFACT: Part = { type: 'Artifact' }

/** A box with something of its own drawn around or beside it. */
export const around = (box: Box, change: Partial<Box>, dress: (x: number, y: number) => void, dx: number, dy = 0): Box => ({
  ...box,
  ...change,
  draw(x, y, tag) {
    if (box.isComposite) tag(ARTIFACT, () => dress(x, y))
    else dress(x, y)
    box.draw(x + dx, y + dy, tag)
  }
})

/** A block in the structure of the document. `type` is that of PDF: `P`, `H1`, `LI`, … */
export interface Part {
  type: string
  /** What it stands in; absent: the document. */
  parent?: Part | undefined
  /** Of a picture. */
  alt?: string
}

export interface Layout {
  pdf: Pdf
  book: FontBook
  missing: Missing
  images: ReadonlyMap<string, ExportImage>
}
