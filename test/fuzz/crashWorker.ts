import { setImmediate, setTimeout } from 'node:timers/promises'
import * as Y from 'yjs'
import { openCore } from '#main/seat/openCore.ts'
import { DocClient, type OpenDoc } from '#shared/bridge/docClient.ts'
import { portPair } from '#shared/bridge/ports.ts'
import { connect } from '#shared/bridge/rpc.ts'
import { CORE_CHANNELS, splitPort } from '#shared/bridge/split.ts'
import { WAR_ROOM, type WarRoom } from '#shared/bridge/warRoomApi.ts'
import { changeStatus, postEntry, type Author } from '#shared/doc/commands.ts'
import { eventsOf, findEntryText, notesOf } from '#shared/doc/roots.ts'
import { createClock } from '#shared/domain/clock.ts'
import { newActorId, newDeviceId } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { STATUSES } from '#shared/domain/status.ts'
import { openLedger, type Edit } from './ledger.ts'
import { seededRandom, type Random } from './random.ts'

/*
 * One seat of the crash test: opens a data folder, writes without end, and notes in its ledger what the badge showed. It is killed,
 * never stopped. Told what to do over IPC once its modules are loaded, so that a round does not wait for that.
 */
export interface Orders {
  dataDir: string
  ledger: string
  seed: number
  /** alone: no hub; host: is one; guest: follows `invite`. */
  role: 'alone' | 'host' | 'guest'
  invite?: string
}
export type Report = { t: 'warm' } | { t: 'writing'; invite: string | null }

const report = (message: Report): void => void process.send?.(message)

const MAX_EVENTS = 150
const ROOMS = 3

process.on('message', (orders: Orders) => void work(orders))
process.on('disconnect', () => process.exit(1))
report({ t: 'warm' })

async function work({ dataDir, ledger, seed, role, invite }: Orders): Promise<void> {
  const random = seededRandom(seed)
  const core = await openCore({ dataDir })
  const [near, far] = portPair()
  core.attach(far, { as: role })
  const channels = splitPort(near, CORE_CHANNELS)
  const warRoom = connect(channels.rpc, WAR_ROOM)
  const hosted = role === 'host' ? valueOf(await warRoom.hostWarRoom({ port: 0, onLan: false })) : null
  if (role === 'guest') valueOf(await warRoom.joinWarRoom({ invite: invite! }))
  const client = new DocClient(channels.doc)
  const author: Author = { id: newActorId(), name: role, clock: createClock(newDeviceId()) }
  const write = openLedger(ledger)
  let last = 0
  const note = (edit: Edit): void => write({ t: 'meant', n: ++last, edit })
  const open = await openRooms(warRoom, client, random)
  for (const room of open) {
    room.onStatus(({ state }) => {
      if (state === 'saved' || state === 'shared') write({ t: state, through: last, doc: room.doc.guid })
    })
  }
  report({ t: 'writing', invite: hosted?.invite ?? null })
  const writers = open.map((room) => new Writer(room, author, random, `${role[0]}${seed}`, note))
  for (;;) {
    const writer = random.pick(writers)
    for (let burst = random.int(1, 6); burst > 0; burst--) {
      writer.editOnce()
      if (random.chance(0.3)) await setImmediate()
    }
    if (random.chance(0.2)) await setTimeout(random.int(1, 4))
    else await setImmediate()
  }
}

/** Some incidents that are there, and a new one. */
async function openRooms(warRoom: WarRoom, client: DocClient, random: Random): Promise<OpenDoc[]> {
  const { id } = valueOf(await warRoom.declareIncident({ title: `Declared ${random.int(0, 1e9)}`, severity: `SEV-${random.int(1, 5)}` }))
  const known = valueOf(await warRoom.listSummaries({ query: '' })).map((summary) => summary.id)
  const chosen = new Set([id, ...random.shuffle(known).slice(0, ROOMS - 1)])
  const rooms = [...chosen].map((docId) => client.open(docId))
  await Promise.all(rooms.map((room) => room.loaded))
  return rooms
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** Edits one document, one key press at a time; types in entries of its own only, so that what it typed stays together. */
class Writer {
  readonly #doc: Y.Doc
  readonly #author: Author
  readonly #random: Random
  readonly #name: string
  readonly #note: (edit: Edit) => void
  #words = 0
  #entries: string[] = []
  #typed: { entry: string; key: string }[] = []
  #typing: { entry: string; key: string; text: string } | undefined

  constructor(room: OpenDoc, author: Author, random: Random, name: string, note: (edit: Edit) => void) {
    this.#doc = room.doc
    this.#author = author
    this.#random = random
    this.#name = name
    this.#note = note
  }

  editOnce(): void {
    const die = this.#random.next()
    if (this.#typing || (die < 0.7 && this.#entries.length > 0)) return this.#type()
    if (die < 0.8) return this.#writeNotes()
    if (eventsOf(this.#doc).size > MAX_EVENTS && this.#entries.length > 0) return this.#erase()
    if (die < 0.9) return this.#post()
    return die < 0.95 ? this.#erase() : this.#changeStatus()
  }

  #newKey(): string {
    return `<${this.#name}.${++this.#words}:`
  }

  #post(): void {
    const text = `${this.#newKey()}posted>`
    const event = valueOf(postEntry(this.#doc, this.#author, { text }))
    this.#entries.push(event)
    this.#note({ kind: 'event', doc: this.#doc.guid, event })
    this.#note({ kind: 'typed', doc: this.#doc.guid, entry: event, key: text, text })
  }

  #changeStatus(): void {
    const changed = changeStatus(this.#doc, this.#author, this.#random.pick(STATUSES))
    if (changed.ok) this.#note({ kind: 'event', doc: this.#doc.guid, event: changed.value })
  }

  /** One more character of the word at hand. */
  #type(): void {
    const typing = (this.#typing ??= this.#startWord())
    const body = findEntryText(this.#doc, typing.entry)!
    const isLast = typing.text.length - typing.key.length >= 6
    const letter = isLast ? '>' : LETTERS[this.#random.int(0, 25)]!
    body.insert(body.toString().indexOf(typing.text) + typing.text.length, letter)
    typing.text += letter
    this.#note({ kind: 'typed', doc: this.#doc.guid, entry: typing.entry, key: typing.key, text: typing.text })
    if (!isLast) return
    this.#typed.push(typing)
    this.#typing = undefined
  }

  #startWord(): { entry: string; key: string; text: string } {
    const entry = this.#random.pick(this.#entries)
    const key = this.#newKey()
    findEntryText(this.#doc, entry)!.insert(0, key)
    return { entry, key, text: key }
  }

  #erase(): void {
    const [word] = this.#typed.splice(0, 1)
    if (!word) return this.#writeNotes()
    const body = findEntryText(this.#doc, word.entry)!
    const text = body.toString()
    const from = text.indexOf(word.key)
    body.delete(from, text.indexOf('>', from) + 1 - from)
    this.#note({ kind: 'erased', doc: this.#doc.guid, entry: word.entry, key: word.key })
  }

  #writeNotes(): void {
    const text = `${this.#newKey()}noted>`
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(text)])
    notesOf(this.#doc).push([paragraph])
    this.#note({ kind: 'notes', doc: this.#doc.guid, text })
  }
}
