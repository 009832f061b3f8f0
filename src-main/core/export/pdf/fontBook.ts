import type { Face } from './fontFiles.ts'
import { fontFiles } from './fontFiles.ts'

/** As much of pdfkit's document as text needs. */
export type Pdf = PDFKit.PDFDocument

interface KnownFont {
  name: string
  has(code: number): boolean
}

/** The fonts of one document: which has a character, and how wide a text is in it. */
export class FontBook {
  readonly #pdf: Pdf
  readonly #fonts = new Map<Face, KnownFont[]>()
  readonly #widths = new Map<string, number>()

  private constructor(pdf: Pdf) {
    this.#pdf = pdf
  }

  static async load(pdf: Pdf, used: ReadonlyMap<Face, ReadonlySet<number>>): Promise<FontBook> {
    const book = new FontBook(pdf)
    for (const [face, characters] of used) {
      const files = await fontFiles(face, characters)
      book.#fonts.set(
        face,
        files.map(({ name, bytes }) => register(pdf, name, bytes))
      )
    }
    return book
  }

  /** The font that has this character; undefined: none has. */
  find(face: Face, code: number): string | undefined {
    return this.#of(face).find((font) => font.has(code))?.name
  }

  /** The font of plain words in this face. */
  main(face: Face): string {
    return this.#of(face)[0]!.name
  }

  #of(face: Face): KnownFont[] {
    return this.#fonts.get(face) ?? this.#fonts.get('regular')!
  }

  widthOf(font: string, size: number, text: string): number {
    const key = `${font} ${size} ${text}`
    let width = this.#widths.get(key)
    if (width === undefined) {
      if (this.#widths.size > MAX_KEPT) this.#widths.clear()
      this.#widths.set(key, (width = this.#pdf.font(font).fontSize(size).widthOfString(text)))
    }
    return width
  }
}

const MAX_KEPT = 20_000

function register(pdf: Pdf, name: string, bytes: Buffer): KnownFont {
  pdf.registerFont(name, bytes)
  pdf.font(name)
  // pdfkit does not tell what a font has, the font inside does
  const { font } = (pdf as unknown as { _font: { font: { characterSet: number[] } } })._font
  const known = charactersOf(font)
  return { name, has: (code) => known.has(code) }
}

/** A font none of whose characters is asked for has no table of them. */
function charactersOf(font: { characterSet: number[] }): ReadonlySet<number> {
  try {
    return new Set(font.characterSet)
  } catch {
    return new Set()
  }
}
