import type { Part, Tag } from './box.ts'
import type { Pdf } from './fontBook.ts'

type Element = ReturnType<Pdf['struct']>

/** The order in which a document is read aloud: each part with the pieces of it on one page or several. */
export class Structure {
  readonly #pdf: Pdf
  readonly #root: Element
  readonly #elements = new Map<Part, Element>()

  constructor(pdf: Pdf) {
    this.#pdf = pdf
    this.#root = pdf.struct('Document')
    pdf.addStructure(this.#root)
  }

  /** What is drawn belongs to this part. */
  readonly tag: Tag = (part, draw) => {
    if (part.type === 'Artifact') return this.artifact(draw)
    const content = this.#pdf.markStructureContent(part.type)
    draw()
    this.#pdf.endMarkedContent()
    this.#elementOf(part).add(content)
  }

  /** What is drawn is for the eye only. */
  artifact(draw: () => void): void {
    this.#pdf.markContent('Artifact', { type: 'Layout' })
    draw()
    this.#pdf.endMarkedContent()
  }

  #elementOf(part: Part): Element {
    const known = this.#elements.get(part)
    if (known) return known
    const element = this.#pdf.struct(part.type, part.alt === undefined ? {} : { alt: part.alt })
    ;(part.parent ? this.#elementOf(part.parent) : this.#root).add(element)
    this.#elements.set(part, element)
    return element
  }
}
