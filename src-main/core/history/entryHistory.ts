import * as Y from 'yjs'
import type { Written } from '#shared/doc/history/docHistory.ts'
import { writersOf } from '#shared/doc/history/writers.ts'
import { entriesOf, findEntryText, newDoc } from '#shared/doc/roots.ts'
import { readEvents } from '#shared/doc/readIncident.ts'
import { applyUpdate } from '#shared/doc/updateCodec.ts'
import { stampMs } from '#shared/domain/clock.ts'
import type { IncidentEvent } from '#shared/domain/events.ts'
import type { ActorId, EntryId } from '#shared/domain/ids.ts'
import type { DocStore } from '../docStore.ts'
import { aloneAt, type EditSession } from './editSessions.ts'
import { loadRows, orderRows } from './logRows.ts'
import { takeTurns } from './takeTurns.ts'

/** One state of a text: from the first to the last key of one person's burst of typing. */
export interface TextVersion {
  /** When this state began and was complete, epoch ms; 0: unknown. */
  from: number
  at: number
  /** null: nobody knows. */
  by: ActorId | null
  text: string
}

export interface Move {
  at: number
  by: ActorId
  from: number
  to: number
}

export interface EntryHistory {
  versions: TextVersion[]
  moves: Move[]
  omitted: number
}

/** A pause longer than this, or another person, begins another version. */
const BURST_MS = 2 * 60_000
const MAX_VERSIONS = 500
const MAX_CHARACTERS = 4_000_000

/**
 * What became of one entry, made from the durable log by replaying it. The rows are taken in the order of their writing, so that the
 * history is the same on every machine, in whatever order they arrived here. `live` is the document as it is now, which knows who
 * wrote. undefined: cancelled.
 */
export async function readEntryHistory(
  store: Pick<DocStore, 'listOfDoc'>,
  live: Y.Doc,
  entry: EntryId,
  signal: AbortSignal
): Promise<EntryHistory | undefined> {
  const { events } = readEvents(live)
  const writers = new Writers(live, events, entry)
  const versions = new Versions()
  const loaded = await loadRows(store, live.guid, signal)
  const rows = loaded && (await orderRows(loaded, signal))
  if (!rows) return undefined
  const doc = newDoc(live.guid)
  // before the first row: a root that is named only later is another object in the transactions before
  const entries = entriesOf(doc)
  let row: Written
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    const text = findEntryText(doc, entry)
    if (!text || !(transaction.changed.has(text as never) || transaction.changed.get(entries as never)?.has(entry))) return
    versions.add({ at: row.at, by: writers.whoWrote(clientsOf(transaction, text), row.at), text: text.toString() })
  })
  const turns = takeTurns()
  for (row of rows) {
    if (signal.aborted) break
    applyUpdate(doc, row.body)
    await turns.next()
  }
  doc.destroy()
  return signal.aborted ? undefined : { ...versions.listed, moves: listMoves(events, entry) }
}

/** Who added something in this transaction, as Yjs numbers them; of other roots only where nothing of the text was added. */
function clientsOf(transaction: Y.Transaction, text: Y.Text): number[] {
  const clients: number[] = []
  for (const [client, clock] of transaction.afterState) {
    const before = transaction.beforeState.get(client) ?? 0
    if (clock > before && addsTo(transaction, client, before, text)) clients.push(client)
  }
  return clients
}

function addsTo(transaction: Y.Transaction, client: number, before: number, text: Y.Text): boolean {
  const structs = transaction.doc.store.clients.get(client) ?? []
  for (let index = structs.length - 1; index >= 0 && structs[index]!.id.clock >= before; index -= 1) {
    const struct = structs[index]!
    // what was added and deleted at once has no parent any more
    if (!(struct instanceof Y.Item) || struct.parent === text || struct.content.getRef() === TYPE_REF) return true
  }
  return false
}
/** The text itself was made. */
const TYPE_REF = 7

/**
 * Who is behind a Yjs client: whoever wrote events with it. Where that says nothing (a window that only typed, or only deleted), whoever
 * alone noted within the hour that they edit this entry.
 */
class Writers {
  readonly #byClient: ReadonlyMap<number, ActorId | null>
  readonly #sessions: EditSession[] = []

  constructor(doc: Y.Doc, events: readonly IncidentEvent[], entry: EntryId) {
    this.#byClient = writersOf(doc)
    for (const event of events) {
      const isOwn = (event.kind === 'entryEdited' && event.entry === entry) || (event.kind === 'entryPosted' && event.id === entry)
      if (isOwn) this.#sessions.push({ by: event.by, from: stampMs(event.id) })
    }
  }

  whoWrote(clients: readonly number[], at: number): ActorId | null {
    const known = new Set(clients.map((client) => this.#byClient.get(client) ?? null))
    const [only] = known
    if (known.size === 1 && only) return only
    return aloneAt(this.#sessions, at)
  }
}

/** States of a text, bursts of typing as one, the oldest dropped when there are too many. */
class Versions {
  #kept: TextVersion[] = []
  #omitted = 0
  #characters = 0

  add({ at, by, text }: Omit<TextVersion, 'from'>): void {
    const last = this.#kept.at(-1)
    if (last?.text === text) return
    // the first text is what was posted: it stays, also when it is changed at once
    const isFirst = this.#kept.length + this.#omitted === 1
    const isSameBurst = last && !isFirst && last.by === by && Math.abs(at - last.at) <= BURST_MS
    if (isSameBurst) this.#characters -= this.#kept.pop()!.text.length
    this.#kept.push({ from: isSameBurst ? last.from : at, at, by, text })
    this.#characters += text.length
    while (this.#kept.length > MAX_VERSIONS || (this.#characters > MAX_CHARACTERS && this.#kept.length > 1)) {
      this.#characters -= this.#kept.shift()!.text.length
      this.#omitted += 1
    }
  }

  get listed(): { versions: TextVersion[]; omitted: number } {
    return { versions: this.#kept, omitted: this.#omitted }
  }
}

/** Every move, each from where the entry stood. */
function listMoves(events: readonly IncidentEvent[], entry: EntryId): Move[] {
  const posted = events.find((event) => event.id === entry)
  let from = posted?.at ?? 0
  const moves: Move[] = []
  for (const event of events.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (event.kind !== 'entryRetimed' || event.entry !== entry) continue
    moves.push({ at: stampMs(event.id), by: event.by, from, to: event.to })
    from = event.to
  }
  return moves
}
