import * as Y from 'yjs'
import type { Anchor } from '../domain/comments.ts'

/*
 * Where the words of a comment are in a page. An anchor holds on to its first and last letter; where both are gone (a paragraph that
 * was split is written anew by the editor) the same words are looked for, and taken when they stand in the page exactly once.
 */

/** A place in a text of the page. */
export interface TextPlace {
  text: Y.XmlText
  index: number
}

export interface TextRange {
  start: TextPlace
  end: TextPlace
}

/** `orphaned`: the words were deleted. */
export type FoundAnchor = ({ type: 'found' } & TextRange) | { type: 'orphaned' }

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))

export const anchorOf = ({ start, end }: TextRange): Anchor => ({
  start: toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(start.text, start.index, 0))),
  // holds on to the letter before it
  end: toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(end.text, end.index, -1)))
})

/** The texts of a page, in its order. */
export function textsOf(parent: Y.XmlFragment | Y.XmlElement, depth = 0): Y.XmlText[] {
  if (depth > 100) return []
  return parent
    .toArray()
    .flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsOf(child, depth + 1) : []))
}

/** What stands in a text; what is no letter counts as one. */
const lettersOf = (text: Y.XmlText): string =>
  (text.toDelta() as { insert: unknown }[]).map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc')).join('')

/** The texts of a page as it is now, read once for all who ask: many comments cost one walk through it. */
export class PageTexts {
  readonly fragment: Y.XmlFragment
  readonly texts: readonly Y.XmlText[]
  readonly #places: ReadonlyMap<Y.XmlText, number>
  readonly #letters = new Map<Y.XmlText, string>()

  constructor(fragment: Y.XmlFragment) {
    this.fragment = fragment
    this.texts = textsOf(fragment)
    this.#places = new Map(this.texts.map((text, index) => [text, index]))
  }

  /** -1: it is not in the page. */
  indexOf(text: Y.XmlText): number {
    return this.#places.get(text) ?? -1
  }

  lettersOf(text: Y.XmlText): string {
    const known = this.#letters.get(text)
    if (known !== undefined) return known
    const letters = lettersOf(text)
    this.#letters.set(text, letters)
    return letters
  }
}

/** The words between two places, over several texts too; undefined: the end is not after the start. */
export function wordsIn(page: PageTexts, { start, end }: TextRange): string | undefined {
  const [first, last] = [page.indexOf(start.text), page.indexOf(end.text)]
  if (first < 0 || last < first) return undefined
  const letters = (text: Y.XmlText) => page.lettersOf(text)
  if (first === last) return end.index > start.index ? letters(start.text).slice(start.index, end.index) : undefined
  const between = page.texts.slice(first + 1, last).map(letters)
  const words = [letters(start.text).slice(start.index), ...between, letters(end.text).slice(0, end.index)].join('')
  return words === '' ? undefined : words
}

export function findAnchor(page: PageTexts, anchor: Anchor, quote: string): FoundAnchor {
  const start = placeOf(page.fragment, anchor.start)
  const end = placeOf(page.fragment, anchor.end)
  const range = start && end ? { start, end } : undefined
  const words = range && wordsIn(page, range)
  if (range && words === quote) return { type: 'found', ...range }
  const again = findQuote(page, quote)
  if (again) return { type: 'found', ...again }
  return range && words !== undefined ? { type: 'found', ...range } : { type: 'orphaned' }
}

function placeOf(fragment: Y.XmlFragment, encoded: string): TextPlace | undefined {
  if (!fragment.doc) return undefined
  try {
    const position = Y.decodeRelativePosition(fromBase64(encoded))
    // only the machine of whoever undid a deletion knows which letters stand for which: nobody follows that, so all find the same
    const found = Y.createAbsolutePositionFromRelativePosition(position, fragment.doc, false)
    return found?.type instanceof Y.XmlText ? { text: found.type, index: found.index } : undefined
  } catch {
    // a peer wrote something else there
    return undefined
  }
}

/** Where the words stand exactly once. */
function findQuote(page: PageTexts, quote: string): TextRange | undefined {
  let found: TextRange | undefined
  for (const text of page.texts) {
    const letters = page.lettersOf(text)
    const index = letters.indexOf(quote)
    if (index < 0) continue
    if (found || letters.indexOf(quote, index + 1) >= 0) return undefined
    found = { start: { text, index }, end: { text, index: index + quote.length } }
  }
  return found
}
