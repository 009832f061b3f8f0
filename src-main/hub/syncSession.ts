import * as v from 'valibot'
import type { WebSocket } from 'ws'
import type { NewUpdate } from '#main/core/docStore.ts'
import type { Committed, Replica } from '#main/core/replica.ts'
import type { Member, Room } from '#main/core/room.ts'
import type { Rooms } from '#main/core/rooms.ts'
import { decodeMessage, encodeMessage } from '#shared/bridge/codec.ts'
import { encodeState } from '#shared/doc/updateCodec.ts'
import { asSent, CLOSE, closeReason, SYNC_PROTOCOL, seatMessage, type HubMessage, type SeatMessage } from '#shared/bridge/syncMessages.ts'
import type { DocId } from '#shared/domain/ids.ts'
import type { Workspace } from '#main/core/identity.ts'

/** What a session asks of its hub. */
export interface SyncHost {
  replica: Replica
  rooms: Rooms
  logId: string
  workspace: Workspace
}

/**
 * Reads the log from `sentThrough`; `isPumping` while a page is being read. `ownRows` after that came over this line and need not
 * go back. Rows of an earlier line do: the seat's folder may be an older copy by now.
 */
type Following = {
  type: 'following'
  peer: number
  origin: { peer: number }
  sentThrough: number
  isPumping: boolean
  ownRows: Set<number>
}
type Pushed = Extract<SeatMessage, { t: 'push' }>['updates']
type State = { type: 'greeting' } | Following

const PAGE_ROWS = 1000
const PAGE_BYTES = 512 * 1024
/** A slow seat gets the next page when it has taken most of the last. */
const MAX_BUFFERED = 2 * 1024 * 1024

/** Documents open in the windows of one seat; each is held in memory here. */
const MAX_WATCHED = 500

/** One seat: follows the hub's log, pushes what it wrote, exchanges presence. Messages are worked on one after the other. */
export class SyncSession {
  readonly #socket: WebSocket
  readonly #host: SyncHost
  readonly #watched = new Map<DocId, { member: Member; room: Promise<Room> }>()
  #state: State = { type: 'greeting' }
  #work: Promise<void> = Promise.resolve()

  constructor(socket: WebSocket, host: SyncHost) {
    this.#socket = socket
    this.#host = host
    socket.on('message', (data: Buffer) => this.#receive(data))
    socket.on('close', () => this.#leaveAll())
  }

  send(message: HubMessage): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(encodeMessage(message))
  }

  /** Told by the hub after each commit. */
  onCommitted(committed: readonly Committed[]): void {
    const state = this.#state
    if (state.type !== 'following') return
    try {
      this.#follow(state, committed)
    } catch (error) {
      // one line less: whoever else is told of the commit must not suffer
      this.#socket.close(1011, closeReason(String(error)))
    }
  }

  #follow(state: Following, committed: readonly Committed[]): void {
    if (state.isPumping) return committed.forEach((update) => update.origin === state.origin && state.ownRows.add(update.seq))
    const isNext = committed[0]?.seq === state.sentThrough + 1
    if (!isNext || this.#socket.bufferedAmount > MAX_BUFFERED) {
      for (const update of committed) if (update.origin === state.origin) state.ownRows.add(update.seq)
      this.#startPump()
    } else
      this.#sendRows(
        committed.filter((update) => update.origin !== state.origin),
        committed.at(-1)!.seq
      )
  }

  #receive(data: Buffer): void {
    let message: SeatMessage
    try {
      message = v.parse(seatMessage, decodeMessage(data))
    } catch (error) {
      return this.#socket.close(CLOSE.badInput, closeReason(`unreadable message: ${(error as Error).message}`))
    }
    this.#work = this.#work
      .then(() => this.#handle(message))
      .catch((error: unknown) => this.#socket.close(1011, closeReason(String(error))))
  }

  #handle(message: SeatMessage): void | Promise<void> {
    if (message.t === 'hello') return this.#greet(message)
    if (this.#state.type === 'greeting') return this.#socket.close(CLOSE.badInput, 'hello comes first')
    switch (message.t) {
      case 'push':
        return this.#push(this.#state.origin, message.n, message.updates)
      case 'watch':
        return this.#watch(message.doc)
      case 'unwatch':
        return this.#unwatch(message.doc)
      case 'awareness':
        return this.#passPresence(message.doc, message.body)
      case 'repair':
        return this.#repair(message.doc)
    }
  }

  #greet(hello: Extract<SeatMessage, { t: 'hello' }>): void {
    const { replica, logId, workspace } = this.#host
    if (hello.protocol > SYNC_PROTOCOL)
      return this.#socket.close(CLOSE.tooNew, 'This seat is newer than its hub. Update Muster on the hub.')
    if (this.#state.type !== 'greeting') return this.#socket.close(CLOSE.badInput, 'hello comes once')
    const { cursor } = hello
    const isKnown = cursor !== null && cursor.log === logId && replica.store.markAt(cursor.seq) === cursor.mark
    const from = isKnown ? cursor.seq : 0
    const peer = replica.store.peerNumber(`seat:${hello.replica}`)
    this.#state = { type: 'following', peer, origin: { peer }, sentThrough: from, isPumping: false, ownRows: new Set() }
    this.send({ t: 'welcome', log: logId, workspace, from, head: replica.store.lastSeq() })
    this.#startPump()
  }

  #startPump(): void {
    this.#pump().catch((error: unknown) => this.#socket.close(1011, closeReason(String(error))))
  }

  /** Send page after page until the seat has the whole log. What came over this line is left out, but counted. */
  async #pump(): Promise<void> {
    const state = this.#state
    if (state.type !== 'following' || state.isPumping) return
    state.isPumping = true
    const { store } = this.#host.replica
    while (state.sentThrough < store.lastSeq() && this.#socket.readyState === this.#socket.OPEN) {
      const page = await store.listSince(state.sentThrough, PAGE_ROWS, PAGE_BYTES)
      this.#sendRows(
        page.updates.filter((update) => !state.ownRows.has(update.seq)),
        page.throughSeq
      )
      await this.#drained()
    }
    state.ownRows.clear()
    state.isPumping = false
  }

  #sendRows(updates: readonly NewUpdate[], throughSeq: number): void {
    if (this.#state.type === 'following') this.#state.sentThrough = throughSeq
    const mark = this.#host.replica.store.markAt(throughSeq) ?? 0
    this.send({ t: 'rows', updates: updates.map(asSent), throughSeq, mark })
  }

  async #drained(): Promise<void> {
    do await new Promise<void>((resolve) => setImmediate(resolve))
    while (this.#socket.bufferedAmount > MAX_BUFFERED && this.#socket.readyState === this.#socket.OPEN)
  }

  async #push(origin: { peer: number }, n: number, updates: Pushed): Promise<void> {
    for (const { doc: docId, body, at } of updates) {
      const check = await this.#host.replica.receive(docId, body, origin, at)
      if (check.type === 'bad') return this.#socket.close(CLOSE.badInput, closeReason(`${docId}: ${check.problem}`))
    }
    this.#host.replica.whenDurable(() => this.send({ t: 'ack', n }))
  }

  async #watch(docId: DocId): Promise<void> {
    // a line that is gone would never leave the room again
    if (this.#watched.has(docId) || this.#watched.size >= MAX_WATCHED || this.#socket.readyState !== this.#socket.OPEN) return
    const { peer } = this.#state as Following
    const member: Member = { peer, sendAwareness: (body) => this.send({ t: 'awareness', doc: docId, body }) }
    const room = this.#host.rooms.join(docId, member)
    this.#watched.set(docId, { member, room })
    await room
  }

  async #unwatch(docId: DocId): Promise<void> {
    const watched = this.#watched.get(docId)
    this.#watched.delete(docId)
    if (watched) this.#host.rooms.leave(await watched.room, watched.member)
  }

  async #passPresence(docId: DocId, body: Uint8Array): Promise<void> {
    const watched = this.#watched.get(docId)
    if (watched) (await watched.room).receiveAwareness(watched.member, body)
  }

  async #repair(docId: DocId): Promise<void> {
    const body = await this.#host.replica.use(docId, async (doc) => {
      await this.#host.replica.flush()
      return encodeState(doc)
    })
    this.send({ t: 'repaired', doc: docId, body })
  }

  #leaveAll(): void {
    // a room that could not be opened needs no leaving
    for (const docId of [...this.#watched.keys()]) this.#unwatch(docId).catch(() => undefined)
  }
}
