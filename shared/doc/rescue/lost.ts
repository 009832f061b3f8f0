import * as Y from 'yjs'

/*
 * Words lost to a merge. An editor cannot turn a paragraph into a heading, or put it into a list: it deletes it and writes it anew. What
 * somebody else writes into the old one meanwhile is deleted with it, though nobody who deleted it had seen it. That is how it is told
 * apart: an update names everything its writer deleted, and this it does not name.
 */

export type Units = (client: number, clock: number) => boolean

/** What stood around something in its text. */
export interface Around {
  before: string
  after: string
}

/** Letters lost together. */
export interface LostText {
  type: 'text'
  from: Y.XmlText
  letters: string
  /** As its writer saw it, and without what others lost there, which may not be back yet. */
  around: readonly [Around, Around]
  /** Somebody else's block was lost with it, and will be back. */
  isAwaited: boolean
}

/** A whole block or item lost with what it was in. */
export interface LostElement {
  type: 'element'
  from: Y.XmlElement
  /** What of it nobody deleted who had seen it. */
  isLost: Units
  isAwaited: boolean
}
export type Lost = LostText | LostElement

/** Stands for what is no letter. */
const NO_LETTER = '\ufffc'

/** What a transaction deleted without being told to, of units that are `wanted`; in the order of the page where they are together. */
export function lostIn(transaction: Y.Transaction, named: Units, wanted: Units): Lost[] {
  const { deleteSet } = transaction
  const isLost: Units = (client, clock) => Y.isDeleted(deleteSet, Y.createID(client, clock)) && !named(client, clock)
  const texts = new Set<Y.XmlText>()
  const lost: Lost[] = []
  Y.iterateDeletedStructs(transaction, deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || struct.parentSub !== null || !isDeletedType(struct.parent)) return
    const { client } = struct.id
    if (!clocksOf(struct).some((clock) => wanted(client, clock) && isLost(client, clock))) return
    // what is in an own block that is lost comes back with it
    if (isInside(struct.parent, (unit, clock) => wanted(unit, clock) && isLost(unit, clock))) return
    if (struct.content instanceof Y.ContentString && struct.parent instanceof Y.XmlText) texts.add(struct.parent)
    else if (struct.content instanceof Y.ContentType) addType(struct.content.type)
  })
  return [...[...texts].flatMap((text) => lostLetters(text, isLost, wanted)), ...lost]

  function addType(type: Y.AbstractType<unknown>): void {
    if (type instanceof Y.XmlElement) lost.push({ type: 'element', from: type, isLost, isAwaited: isInside(type._item!.parent, isLost) })
    else if (type instanceof Y.XmlText) texts.add(type)
  }
}

const isDeletedType = (parent: unknown): parent is Y.AbstractType<unknown> =>
  parent instanceof Y.AbstractType && parent._item !== null && parent._item.deleted

function isInside(parent: unknown, isLost: Units): boolean {
  for (let type = parent; type instanceof Y.AbstractType && type._item; type = type._item.parent)
    if (isLost(type._item.id.client, type._item.id.clock)) return true
  return false
}

const clocksOf = ({ id, length }: Y.Item): number[] => Array.from({ length }, (_, n) => id.clock + n)

/** In a text that was deleted: what of it is lost, run by run. What is lost further on is not yet back when a run is put in its place. */
function lostLetters(from: Y.XmlText, isLost: Units, wanted: Units): LostText[] {
  const pieces = piecesOf(from, isLost, wanted)
  const join = (some: readonly Piece[], isIn: (piece: Piece) => boolean) =>
    some
      .filter(isIn)
      .map(({ letters }) => letters)
      .join('')
  return pieces.flatMap(({ letters, fate }, index): LostText[] => {
    if (fate !== 'mine') return []
    const [left, right] = [pieces.slice(0, index), pieces.slice(index + 1)]
    const seen: Around = { before: join(left, () => true), after: join(right, (piece) => piece.fate !== 'mine') }
    const bare: Around = {
      before: join(left, (piece) => piece.fate !== 'others'),
      after: join(right, (piece) => piece.fate === 'named')
    }
    return [{ type: 'text', from, letters, around: [seen, bare], isAwaited: isInside(from, isLost) }]
  })
}

interface Piece {
  letters: string
  fate: 'named' | 'mine' | 'others'
}

function piecesOf(text: Y.XmlText, isLost: Units, wanted: Units): Piece[] {
  const pieces: Piece[] = []
  for (let item = text._start; item; item = item.right) {
    const { client, clock } = item.id
    const letters = lettersIn(item)
    for (let n = 0; n < letters.length; n += 1) {
      const fate = !isLost(client, clock + n) ? 'named' : wanted(client, clock + n) ? 'mine' : 'others'
      const last = pieces.at(-1)
      if (last?.fate === fate) last.letters += letters[n]!
      else pieces.push({ letters: letters[n]!, fate })
    }
  }
  return pieces
}

export const lettersIn = ({ content }: Y.Item): string =>
  content instanceof Y.ContentString ? content.str : content instanceof Y.ContentEmbed ? NO_LETTER : ''

/** What a text says now. */
export const lettersOf = (text: Y.XmlText): string =>
  (text.toDelta() as { insert: unknown }[]).map(({ insert }) => (typeof insert === 'string' ? insert : NO_LETTER)).join('')

/** Around a place in a text that this transaction deleted, what its letters were before; undefined: the text is still there. */
export function aroundGone(transaction: Y.Transaction, place: Y.RelativePosition): (Around & { from: Y.XmlText }) | undefined {
  const beside = place.item && itemAt(transaction.doc, place.item)
  const from = beside ? beside.parent : place.type && typeOf(itemAt(transaction.doc, place.type))
  if (!(from instanceof Y.XmlText) || isThere(from)) return undefined
  const around = { before: '', after: '' }
  // a place holds on to the letter after it, or to the one before it; to none at the end, or at the start
  const holdsBefore = place.assoc < 0
  let isBehind = holdsBefore && !place.item
  for (let item = from._start; item; item = item.right) {
    const { client, clock } = item.id
    const letters = lettersIn(item)
    for (let n = 0; n < letters.length; n += 1) {
      const isIt = client === place.item?.client && clock + n === place.item.clock
      if (isIt && !holdsBefore) isBehind = true
      const wasThere = !item.deleted || Y.isDeleted(transaction.deleteSet, Y.createID(client, clock + n))
      if (wasThere) around[isBehind ? 'after' : 'before'] += letters[n]!
      if (isIt) isBehind = true
    }
  }
  return { ...around, from }
}

function itemAt(doc: Y.Doc, id: Y.ID): Y.Item | undefined {
  const structs = doc.store.clients.get(id.client)
  const struct = structs && id.clock < Y.getState(doc.store, id.client) ? structs[Y.findIndexSS(structs, id.clock)] : undefined
  return struct instanceof Y.Item ? struct : undefined
}

const typeOf = (item: Y.Item | undefined): unknown => (item?.content instanceof Y.ContentType ? item.content.type : undefined)

/** It is in its page, and nothing around it was deleted. */
export function isThere({ _item }: Y.XmlText): boolean {
  for (let item = _item; item; item = (item.parent as Y.XmlElement)._item) if (item.deleted) return false
  return true
}
