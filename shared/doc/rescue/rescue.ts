import * as Y from 'yjs'
import { PAGES } from '../../domain/prose/pages.ts'
import { pageOf } from '../roots.ts'
import { copyOf, paragraphsOf, textParagraph } from './copies.ts'
import { findPlace, heirsOf, type Heirs } from './heirs.ts'
import { lettersIn, lettersOf, type Around, type Lost, type LostElement, type LostText } from './lost.ts'

/*
 * Puts what a merge lost back: letters where the same words are now, blocks behind the one they were behind. What was only deleted, and
 * not written anew, stays deleted; unless more was written into it than there was: then that is a paragraph of its own.
 */

/** In a transaction of the caller. What has no place yet is given back, to be tried again; `isLast`: it will not be. */
export function putBack(lost: readonly Lost[], heirs: Heirs, isLast = false): Lost[] {
  const waiting = lost.filter((each) => each.type === 'text' && !putText(each, heirs, isLast))
  const pending = new Map(lost.flatMap((each) => (each.type === 'element' ? [[each.from, each] as const] : [])))
  const behind = new Map<Y.XmlElement, Y.XmlElement>()
  for (const each of pending.values()) putInTurn(each)
  return waiting

  /** Behind what is lost too that comes first. */
  function putInTurn(each: LostElement): void {
    if (!pending.delete(each.from)) return
    const before = pending.get(leftOf(each.from)[0]!)
    if (before) putInTurn(before)
    if (!putElement(each, heirs, behind, isLast)) waiting.push(each)
  }
}

/** False: it has to wait: what its block became may come with a later update. */
function putText({ from, letters, around, isAwaited }: LostText, heirs: Heirs, isLast: boolean): boolean {
  const page = pageAround(from)
  if (!page) return true
  const born = heirsOf(from, heirs)
  const place = findPlace(page, born, around)
  const isKept = isMost(letters, around[1])
  if (place) insertLetters(place.text, place.index, letters)
  else if (!isKept && !isLast) return false
  else if (isKept || isAwaited || born.length > 0) putBlocks(page, from, textParagraph([{ insert: letters }]))
  return true
}

/** More was written than there was. */
const isMost = (letters: string, { before, after }: Around): boolean => letters.length > before.length + after.length

/** Where the letters stand already somebody wrote them anew too. */
function insertLetters(text: Y.XmlText, index: number, letters: string): void {
  if (!lettersOf(text).startsWith(letters, index)) text.insert(index, letters)
}

/** False: it has to wait. */
function putElement(lost: LostElement, heirs: Heirs, behind: Map<Y.XmlElement, Y.XmlElement>, isLast: boolean): boolean {
  const { from, isAwaited } = lost
  const page = pageAround(from)
  if (!page) return true
  if (INLINES.has(from.nodeName)) return putInline(page, lost, heirs) || !isAwaited || isLast
  const before = leftOf(from)
    .slice(0, MAX_LEFT)
    .find((each) => behind.has(each) || counterpart(page, each, heirs))
  const neighbour = before && (behind.get(before) ?? counterpart(page, before, heirs))
  if (!neighbour && isAwaited && !isLast) return false
  const blocks = blocksBeside(lost, before?.nodeName === from.nodeName ? neighbour?.nodeName : undefined)
  if (neighbour) insertBehind(neighbour, blocks)
  else putBlocks(page, from, blocks)
  const last = blocks.at(-1)
  if (last) behind.set(from, last)
  return true
}

/** Further away nobody would look for it. */
const MAX_LEFT = 20

/** They stand in a block of their own kind only, which may be another one now. */
const ITEMS = new Set(['listItem', 'taskItem', 'tableRow', 'tableCell', 'tableHeader'])
/** They stand in a line only. */
const INLINES = new Set(['mention', 'variable', 'hardBreak'])

/** `kind`: what has become of its like. */
function blocksBeside({ from, isLost }: LostElement, kind: string | undefined): Y.XmlElement[] {
  if (!ITEMS.has(from.nodeName)) return [copyOf(from, isLost)]
  return kind !== undefined && ITEMS.has(kind) ? [copyOf(from, isLost, kind)] : paragraphsOf(from, isLost)
}

/** Behind the words it was behind, where they are. */
function putInline(page: Y.XmlFragment, { from, isLost }: LostElement, heirs: Heirs): boolean {
  const text = textBefore(from)
  const place = text && findPlace(page, heirsOf(text, heirs), [{ before: lettersThen(text), after: '' }])
  if (!(place?.text.parent instanceof Y.XmlElement)) return false
  insertBehind(place.text, [copyOf(from, isLost)])
  return true
}

/** The element that stands for a deleted one now: around the same words, as far out as that was. */
function counterpart(page: Y.XmlFragment, gone: Y.XmlElement, heirs: Heirs): Y.XmlElement | undefined {
  const first = firstText(gone)
  if (!first) return undefined
  const letters = lettersThen(first.text)
  const place = findPlace(page, heirsOf(first.text, heirs), [{ before: letters, after: '' }])
  let at = place?.text.parent
  for (let depth = 1; depth < first.depth && at instanceof Y.XmlElement && at.parent instanceof Y.XmlElement; depth += 1) at = at.parent
  return at instanceof Y.XmlElement ? at : undefined
}

function firstText(element: Y.XmlElement, depth = 1): { text: Y.XmlText; depth: number } | undefined {
  for (let item = element._start; item; item = item.right) {
    const type = item.content instanceof Y.ContentType ? item.content.type : undefined
    if (type instanceof Y.XmlText) return { text: type, depth }
    const found = type instanceof Y.XmlElement ? firstText(type, depth + 1) : undefined
    if (found) return found
  }
  return undefined
}

function lettersThen(text: Y.XmlText): string {
  let letters = ''
  for (let item = text._start; item; item = item.right) letters += lettersIn(item)
  return letters
}

/** The nearest first. */
const leftOf = ({ _item }: Y.XmlElement): Y.XmlElement[] => typesLeft(_item).filter((type) => type instanceof Y.XmlElement)

const textBefore = ({ _item }: Y.XmlElement): Y.XmlText | undefined => typesLeft(_item).find((type) => type instanceof Y.XmlText)

function typesLeft(from: Y.Item | null): unknown[] {
  const types: unknown[] = []
  for (let item = from?.left; item; item = item.left) if (item.content instanceof Y.ContentType) types.push(item.content.type)
  return types
}

function insertBehind(neighbour: Y.XmlElement | Y.XmlText, nodes: Y.XmlElement[]): void {
  const parent = neighbour.parent as Y.XmlFragment
  if (nodes.length > 0) parent.insert(parent.toArray().indexOf(neighbour) + 1, nodes)
}

/** At the place in the page where the block was that `from` was in. */
function putBlocks(page: Y.XmlFragment, from: Y.XmlElement | Y.XmlText, blocks: Y.XmlElement[]): void {
  if (blocks.length === 0) return
  let item = from._item!
  while (item.parent !== page) item = (item.parent as Y.XmlElement)._item!
  let index = 0
  for (let left = item.left; left; left = left.left) if (!left.deleted && left.countable) index += left.length
  page.insert(index, blocks)
}

/** The page something is or was in. */
function pageAround(type: Y.XmlElement | Y.XmlText): Y.XmlFragment | undefined {
  let at: unknown = type
  while (at instanceof Y.AbstractType && at._item) at = at._item.parent
  const { doc } = type
  const page = PAGES.find((name) => doc?.share.get(name) === at)
  return page && doc ? pageOf(doc, page) : undefined
}
