import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { PAGES, type PageName } from '../../domain/prose/pages.ts'
import type { RawNode } from '../../domain/prose/nodes.ts'
import { entriesOf, pageOf } from '../roots.ts'
import { applyUpdate, encodeState } from '../updateCodec.ts'
import { Lifetimes } from './lifetimes.ts'
import { readRow, type RowFacts } from './readRow.ts'
import { collisionsIn, fragmentBetween, fragmentThen, isTouched, textThen, type Collision, type Known } from './readThen.ts'

/** Of what `write` gives. Another one when that changes, or what is read from a row. */
export const HISTORY_FORMAT = 1

/** An update and when it was written, epoch ms. */
export interface Written {
  at: number
  body: Uint8Array
  /** When they were read already. */
  facts?: RowFacts
}

/**
 * Everything a document ever was. Built from its updates in the order of their writing; a moment is the number of updates written until
 * then, so reading one costs a walk through the text and no replay. Deleted text is kept, unlike in a live document.
 */
export class DocHistory {
  readonly #doc: Y.Doc
  #lives = new Lifetimes()
  readonly #ats: number[] = []
  readonly #writers: (number | undefined)[] = []

  constructor(guid: string) {
    this.#doc = new Y.Doc({ guid, gc: false })
    // before the first update: a root that is named only later is another object
    entriesOf(this.#doc)
    for (const page of PAGES) pageOf(this.#doc, page)
  }

  /** `rows` in order of writing, none earlier than what is there. */
  add(rows: readonly Written[]): void {
    // one transaction: a tenth of the time of one each
    this.#doc.transact(() => {
      for (const { at, body, facts = readRow(body) } of rows) {
        this.#lives.add(this.#ats.length, facts)
        this.#writers.push(facts.made[0]?.client)
        this.#ats.push(Math.max(at, this.#ats.at(-1) ?? -Infinity))
        applyUpdate(this.#doc, body)
      }
    })
  }

  /** To be read by `read`: everything, for the cost of its letters instead of its rows. */
  write(): Uint8Array {
    return encoding.encode((encoder) => {
      this.#lives.write(encoder)
      encoding.writeVarUint(encoder, this.#ats.length)
      let last = 0
      for (const at of this.#ats) {
        encoding.writeVarUint(encoder, at - last)
        last = at
      }
      for (const client of this.#writers) encoding.writeVarUint(encoder, client === undefined ? 0 : client + 1)
      encoding.writeVarUint8Array(encoder, encodeState(this.#doc))
    })
  }

  /** Throws when it is something else. */
  static read(guid: string, body: Uint8Array): DocHistory {
    const history = new DocHistory(guid)
    const decoder = decoding.createDecoder(body)
    history.#lives = Lifetimes.read(decoder)
    const rows = decoding.readVarUint(decoder)
    let last = 0
    for (let row = 0; row < rows; row += 1) history.#ats.push((last += decoding.readVarUint(decoder)))
    for (let row = 0; row < rows; row += 1) {
      const client = decoding.readVarUint(decoder)
      history.#writers.push(client === 0 ? undefined : client - 1)
    }
    applyUpdate(history.#doc, decoding.readVarUint8Array(decoder))
    return history
  }

  /** Updates there are. */
  get length(): number {
    return this.#ats.length
  }

  /** How many were written until `atMs`. */
  momentAt(atMs: number): number {
    let low = 0
    let high = this.#ats.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#ats[middle]! <= atMs) low = middle + 1
      else high = middle
    }
    return low
  }

  /** When the update before this moment was written, epoch ms; undefined: there is none. */
  writtenAt(moment: number): number | undefined {
    return this.#ats[moment - 1]
  }

  /** The Yjs client that made something in the update at this place; undefined: it only deleted. */
  writerOf(row: number): number | undefined {
    return this.#writers[row]
  }

  page(name: PageName, moment: number): RawNode[] {
    return fragmentThen(pageOf(this.#doc, name), this.#lives, moment)
  }

  /** A page with what was taken away and what was added between two moments, marked: see `readThen.ts`. */
  compare(name: PageName, from: number, to: number): RawNode[] {
    return fragmentBetween(pageOf(this.#doc, name), this.#lives, from, to)
  }

  /** The text of an entry; undefined: there was none. */
  entryText(entry: string, moment: number): string | undefined {
    const item = entriesOf(this.#doc)._map.get(entry)
    const text = item?.content instanceof Y.ContentType ? item.content.type : undefined
    return text instanceof Y.Text ? textThen(text, this.#lives, moment) : undefined
  }

  /** Blocks of a page that two sides changed, each told by its updates: see `readThen.ts`. */
  collisions(name: PageName, base: Known, mine: Known, theirs: Known): Collision[] {
    return collisionsIn(pageOf(this.#doc, name), this.#lives, base, mine, theirs)
  }

  /** The text of an entry was changed by one of these updates. */
  isTouched(entry: string, by: Known): boolean {
    const item = entriesOf(this.#doc)._map.get(entry)
    return item !== undefined && isTouched(item, this.#lives, by)
  }

  close(): void {
    this.#doc.destroy()
  }
}
