import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type * as Y from 'yjs'
import type { RowFacts } from './readRow.ts'

/** Units `[from, to)` of one client, made (or deleted) by row `row`. */
interface Span {
  from: number
  to: number
  row: number
}

/** Units `[from, to)` of the client of an item. */
export interface Stretch {
  from: number
  to: number
}
const NOTHING: readonly Stretch[] = []

/** A run of units with one life. */
export interface Life {
  from: number
  to: number
  /** Place of the row that made it. */
  madeIn: number
  /** Place of the row that deleted it; Infinity: it lives. */
  goneIn: number
}

/**
 * When each unit of a document was made and when it was deleted, told by places in an ordered list of updates. A unit that comes in
 * several updates counts from the first.
 */
export class Lifetimes {
  readonly #made = new Map<number, Span[]>()
  readonly #gone = new Map<number, Span[]>()
  /** Clients whose deletions are not in order yet. */
  readonly #loose = new Set<number>()

  add(row: number, { made, gone }: Pick<RowFacts, 'made' | 'gone'>): void {
    for (const { client, from, to } of made) this.#addMade(client, from, to, row)
    for (const { client, from, to } of gone) {
      listOf(this.#gone, client).push({ from, to, row })
      this.#loose.add(client)
    }
  }

  #addMade(client: number, from: number, to: number, row: number): void {
    const spans = listOf(this.#made, client)
    const last = spans.at(-1)
    if (last?.row === row && last.to === from) last.to = to
    else if (!last || from >= last.to) spans.push({ from, to, row })
    else if (to > last.to) spans.push({ from: last.to, to, row })
  }

  /** The lives of an item's units, in order. */
  *of({ id, length }: { id: Y.ID; length: number }): Generator<Life> {
    const made = this.#made.get(id.client) ?? []
    const gone = this.#goneOf(id.client)
    const end = id.clock + length
    let at = id.clock
    let birth = firstPast(made, at)
    let death = firstPast(gone, at)
    while (at < end) {
      while (birth < made.length && made[birth]!.to <= at) birth += 1
      while (death < gone.length && gone[death]!.to <= at) death += 1
      const dying = gone[death]
      const isDying = dying !== undefined && dying.from <= at
      const to = Math.min(end, made[birth]?.to ?? end, isDying ? dying.to : (dying?.from ?? end))
      yield { from: at, to, madeIn: made[birth]?.row ?? 0, goneIn: isDying ? dying.row : Infinity }
      at = to
    }
  }

  /**
   * The first `moment` rows: which units of an item were there then, as stretches. What a client makes it makes in order, so one place
   * a client says what was made by then, and only what was deleted needs a look at its deletions.
   */
  at(moment: number): (item: Y.Item) => readonly Stretch[] {
    const ends = new Map<number, number>()
    const endOf = (client: number): number => {
      let end = ends.get(client)
      if (end === undefined) ends.set(client, (end = madeUntil(this.#made.get(client) ?? [], moment)))
      return end
    }
    return (item) => {
      const { client, clock } = item.id
      const to = Math.min(clock + item.length, endOf(client))
      if (to <= clock) return NOTHING
      return item.deleted ? without(this.#goneOf(client), clock, to, moment) : [{ from: clock, to }]
    }
  }

  write(encoder: encoding.Encoder): void {
    for (const client of this.#loose) this.#goneOf(client)
    for (const spans of [this.#made, this.#gone]) writeSpans(encoder, spans)
  }

  static read(decoder: decoding.Decoder): Lifetimes {
    const lives = new Lifetimes()
    for (const spans of [lives.#made, lives.#gone]) readSpans(decoder, spans)
    return lives
  }

  /** In order, without overlap; where several rows deleted a unit the first counts. */
  #goneOf(client: number): Span[] {
    const spans = listOf(this.#gone, client)
    if (!this.#loose.delete(client)) return spans
    const flat = flatten(spans)
    this.#gone.set(client, flat)
    return flat
  }
}

/** As differences: spans of a client follow each other. */
function writeSpans(encoder: encoding.Encoder, all: ReadonlyMap<number, readonly Span[]>): void {
  encoding.writeVarUint(encoder, all.size)
  for (const [client, spans] of all) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, spans.length)
    let end = 0
    let last = 0
    for (const { from, to, row } of spans) {
      encoding.writeVarUint(encoder, from - end)
      encoding.writeVarUint(encoder, to - from)
      encoding.writeVarInt(encoder, row - last)
      end = to
      last = row
    }
  }
}

function readSpans(decoder: decoding.Decoder, all: Map<number, Span[]>): void {
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients -= 1) {
    const client = decoding.readVarUint(decoder)
    const spans: Span[] = []
    let end = 0
    let last = 0
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const from = end + decoding.readVarUint(decoder)
      end = from + decoding.readVarUint(decoder)
      last += decoding.readVarInt(decoder)
      spans.push({ from, to: end, row: last })
    }
    all.set(client, spans)
  }
}

function listOf(map: Map<number, Span[]>, client: number): Span[] {
  const found = map.get(client)
  if (found) return found
  const made: Span[] = []
  map.set(client, made)
  return made
}

/** What a client had made in the first `moment` rows: up to this unit. */
function madeUntil(spans: readonly Span[], moment: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.row < moment) low = middle + 1
    else high = middle
  }
  return spans[low - 1]?.to ?? 0
}

/** `[from, to)` without what the first `moment` rows deleted. */
function without(gone: readonly Span[], from: number, to: number, moment: number): Stretch[] {
  const left: Stretch[] = []
  let at = from
  for (let index = firstPast(gone, from); index < gone.length && gone[index]!.from < to; index += 1) {
    const span = gone[index]!
    if (span.row >= moment) continue
    if (span.from > at) left.push({ from: at, to: span.from })
    at = Math.max(at, span.to)
  }
  if (at < to) left.push({ from: at, to })
  return left
}

/** The first span that ends after `at`. */
function firstPast(spans: readonly Span[], at: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.to <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** Earlier rows are laid first; what is covered already is left as it is. */
function flatten(spans: readonly Span[]): Span[] {
  const sorted = spans.toSorted((a, b) => a.from - b.from || a.row - b.row)
  const flat: Span[] = []
  for (let index = 0; index < sorted.length; index += 1) {
    const span = sorted[index]!
    const last = flat.at(-1)
    if (!last || span.from >= last.to) flat.push({ ...span })
    else if (sorted.length > 0) overlap(flat, span)
  }
  return flat
}

/** `span` begins inside what is there: the earlier row wins unit by unit. Rare: the same deletion came twice. */
function overlap(flat: Span[], span: Span): void {
  const tail: Span[] = []
  while (flat.length > 0 && flat.at(-1)!.to > span.from) tail.unshift(flat.pop()!)
  const cuts = [...new Set([span, ...tail].flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b)
  for (let index = 1; index < cuts.length; index += 1) {
    const [from, to] = [cuts[index - 1]!, cuts[index]!]
    const rows = [span, ...tail].filter((each) => each.from <= from && to <= each.to).map(({ row }) => row)
    if (rows.length > 0) flat.push({ from, to, row: Math.min(...rows) })
  }
}
