import * as Y from 'yjs'
import { textsOf } from '../anchors.ts'
import { isThere, lettersOf, type Around } from './lost.ts'
import { bestPlace, fullFit } from './place.ts'

/** By text that was deleted: those written in the same transaction, one of which has its letters now. */
export type Heirs = WeakMap<Y.XmlText, readonly Y.XmlText[]>

/** Texts that this transaction wrote letters into, or made; also where others had deleted them before it came. */
export function bornIn({ doc, beforeState, afterState }: Y.Transaction): Y.XmlText[] {
  const born = new Set<Y.XmlText>()
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0
    if (end <= start) continue
    for (const struct of structsFrom(doc, client, start)) {
      const text = textOf(struct)
      if (text) born.add(text)
    }
  }
  return [...born]
}

/** What a client wrote from this clock on. */
export function structsFrom(doc: Y.Doc, client: number, clock: number): (Y.GC | Y.Item)[] {
  const structs = doc.store.clients.get(client) ?? []
  return structs.slice(Y.findIndexSS(structs, clock))
}

function textOf(struct: Y.GC | Y.Item): Y.XmlText | undefined {
  if (!(struct instanceof Y.Item)) return undefined
  if (struct.content instanceof Y.ContentType && struct.content.type instanceof Y.XmlText) return struct.content.type
  return struct.parent instanceof Y.XmlText ? struct.parent : undefined
}

export interface Gone {
  texts: Y.XmlText[]
  /** Elements or texts were deleted, and what was in them with them. */
  hasBlocks: boolean
  /** Something came that was deleted already. */
  hasNew: boolean
}

export function goneIn(transaction: Y.Transaction): Gone {
  const gone: Gone = { texts: [], hasBlocks: false, hasNew: false }
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item)) return
    gone.hasNew ||= struct.id.clock >= (transaction.beforeState.get(struct.id.client) ?? 0)
    if (!(struct.content instanceof Y.ContentType)) return
    gone.hasBlocks = true
    if (struct.content.type instanceof Y.XmlText) gone.texts.push(struct.content.type)
  })
  return gone
}

/** The texts that have the letters of a deleted one now, also where those were deleted again. */
export function heirsOf(text: Y.XmlText, heirs: Heirs, known = new Set<Y.XmlText>()): Y.XmlText[] {
  if (known.has(text)) return []
  known.add(text)
  return (heirs.get(text) ?? []).flatMap((heir) => (isThere(heir) ? [heir] : heirsOf(heir, heirs, known)))
}

export interface FoundPlace {
  text: Y.XmlText
  index: number
}

/** Of what was written instead some of what stood around is enough; elsewhere in the page nearly all of it. */
const SOME = 0.3
const NEARLY = 0.9
/** Fewer letters are found anywhere. */
const SURE = 12

/** Where something belongs that had one of these around it in a text that is gone; undefined: nothing like it is there. */
export const findPlace = (page: Y.XmlFragment, alive: readonly Y.XmlText[], around: readonly Around[]): FoundPlace | undefined =>
  placeIn(alive, around) ?? best(textsOf(page), around, (full) => (full < SURE ? Infinity : full * NEARLY))

/** Among the texts that were written instead. */
export function placeIn(alive: readonly Y.XmlText[], around: readonly Around[]): FoundPlace | undefined {
  const [near] = alive
  if (around.some((each) => fullFit(each) === 0)) return near && { text: near, index: lettersOf(near).length }
  return best(alive, around, (full) => full * SOME)
}

function best(texts: readonly Y.XmlText[], around: readonly Around[], enough: (full: number) => number): FoundPlace | undefined {
  let found: (FoundPlace & { fits: number }) | undefined
  for (const text of texts) {
    const letters = lettersOf(text)
    for (const each of around) {
      const least = enough(fullFit(each))
      if (letters.length < least) continue
      const { index, fits } = bestPlace(letters, each)
      if (fits >= least && fits > (found?.fits ?? -1)) found = { text, index, fits }
    }
  }
  return found
}
