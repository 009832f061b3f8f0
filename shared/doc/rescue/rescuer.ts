import * as Y from 'yjs'
import { PAGES } from '../../domain/prose/pages.ts'
import { decodeUpdate } from '../updateCodec.ts'
import { bornIn, goneIn, structsFrom, type Heirs } from './heirs.ts'
import { lostIn, type Lost, type Units } from './lost.ts'
import { putBack } from './rescue.ts'

/** Which Yjs clients wrote in the pages of a document here. Only where something was written is it put back, or everybody would. */
export interface OwnClients {
  has(client: number): boolean
  add(client: number): void
}

interface Taken {
  body: Uint8Array
  /** It was made on this machine: by a window, or by a command. */
  isOwn: boolean
}

/** Watches one document for words that a merge would lose. */
export class Rescuer {
  readonly #doc: Y.Doc
  readonly #own: OwnClients
  readonly #heirs: Heirs = new WeakMap()
  /** What stood in deleted blocks: letters that were typed there meanwhile are still on their way. */
  readonly #kept = new WeakSet<Y.Item>()
  #taken: Taken | undefined
  #lost: Lost[] = []
  /** What others have to put back before it has a place, and for how many updates it was waited. */
  #waiting: { lost: Lost[]; tries: number }[] = []
  /** Of the update that is being taken, when it deleted more than its writer did. */
  #original: Uint8Array | undefined

  constructor(doc: Y.Doc, own: OwnClients) {
    this.#doc = doc
    this.#own = own
    doc.gcFilter = (item) => !this.#kept.has(item)
    doc.on('afterTransaction', this.#look)
  }

  /** Around `apply`, which applies the update. */
  take(taken: Taken, apply: () => void): void {
    this.#taken = taken
    try {
      apply()
    } finally {
      this.#taken = undefined
      this.#original = undefined
    }
  }

  /**
   * What to write down of the update that is being taken, which Yjs says is `body`: as Yjs has it, its writer deleted also what they had
   * not seen, and nobody else could tell that it was lost.
   */
  original(body: Uint8Array): Uint8Array {
    return this.#original ?? body
  }

  /** After what was taken is in: puts back what it lost, in a transaction with this origin. */
  putBack(origin: unknown): void {
    const lost = this.#lost.splice(0)
    if (lost.length === 0 && this.#waiting.length === 0) return
    this.#doc.transact(() => {
      this.#waiting = this.#waiting.flatMap(({ lost: rest, tries }) => this.#try(rest, tries + 1))
      this.#waiting.push(...this.#try(lost, 0))
    }, origin)
  }

  #try(lost: readonly Lost[], tries: number): { lost: Lost[]; tries: number }[] {
    const rest = putBack(lost, this.#heirs, tries === MAX_TRIES)
    return rest.length > 0 ? [{ lost: rest, tries }] : []
  }

  #look = (transaction: Y.Transaction): void => {
    const taken = this.#taken
    const isOwn = taken ? taken.isOwn : transaction.local
    if (isOwn) for (const client of pageWritersIn(transaction)) this.#own.add(client)
    // whoever changes the document itself has seen all of it
    if (!taken) return
    const gone = goneIn(transaction)
    if (!gone.hasBlocks && !gone.hasNew) return
    this.#remember(transaction, gone.texts)
    const isNamed = unitsNamed(taken.body)
    // most often nothing is lost, and that is all there is to do
    if (!hasUnnamed(transaction.deleteSet, isNamed)) return
    this.#original = taken.body
    this.#lost.push(...lostIn(transaction, isNamed, (client) => this.#own.has(client)))
  }

  #remember(transaction: Y.Transaction, texts: readonly Y.XmlText[]): void {
    const born = texts.length > 0 ? bornIn(transaction) : []
    for (const text of texts) this.#heirs.set(text, born)
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
      if (struct instanceof Y.Item) this.#kept.add(struct)
    })
  }
}

/** Whoever has to put a block back has done so by then, or never will. */
const MAX_TRIES = 50

type DeleteSet = Y.Transaction['deleteSet']

const unitsNamed = (body: Uint8Array): Units => {
  const { ds } = decodeUpdate(body)
  return (client, clock) => Y.isDeleted(ds as DeleteSet, Y.createID(client, clock))
}

function hasUnnamed({ clients }: DeleteSet, isNamed: Units): boolean {
  for (const [client, items] of clients)
    for (const { clock, len } of items) for (let at = clock; at < clock + len; at += 1) if (!isNamed(client, at)) return true
  return false
}

/** Whoever wrote into a page; a page nobody has asked for yet is a root of no kind. */
function pageWritersIn({ doc, beforeState, afterState }: Y.Transaction): number[] {
  const pages = PAGES.map((name) => doc.share.get(name))
  const isOfPage = (struct: Y.GC | Y.Item) =>
    struct instanceof Y.Item &&
    (struct.parent instanceof Y.XmlText || struct.parent instanceof Y.XmlElement || pages.includes(struct.parent as never))
  return [...afterState].flatMap(([client, end]) => {
    const start = beforeState.get(client) ?? 0
    return end > start && structsFrom(doc, client, start).some(isOfPage) ? [client] : []
  })
}
