import * as v from 'valibot'
import { WebSocket } from 'ws'
import { decodeMessage, encodeMessage } from '#shared/bridge/codec.ts'
import { closeReason, SYNC_PROTOCOL, hubMessage, type HubMessage, type SeatMessage } from '#shared/bridge/syncMessages.ts'
import type { DocId } from '#shared/domain/ids.ts'
import { logIdOf, setWorkspace, workspaceOf } from '../identity.ts'
import type { Replica } from '../replica.ts'
import type { Rooms } from '../rooms.ts'
import { LinkPresence } from './presence.ts'
import { cursorKey, cursorValue, LaggingMeta, getCursor } from './progress.ts'
import { Pusher } from './pusher.ts'
import { Unshared } from './unshared.ts'

export type LinkState = 'connecting' | 'online' | 'offline' | 'refused'

export interface LinkOptions {
  replica: Replica
  rooms: Rooms
  /** `ws://HOST:PORT` */
  url: string
  token: string
  /** First wait before connecting again, ms; doubles up to 30 s. */
  retryMs?: number
}

const MAX_RETRY_MS = 30_000
/** Nothing heard for this long: the line is dead even if nobody said so. The hub pings every 10 s. */
const SILENCE_MS = 30_000
const MAX_FRAME = 64 * 1024 * 1024

/**
 * This seat's line to its hub. Reads the hub's log into the replica, pushes what was written here, and says truthfully which of it
 * the hub has. Connects again for ever, unless refused.
 */
export class HubLink {
  readonly #options: Required<LinkOptions>
  readonly #listeners = new Set<() => void>()
  readonly #sharingListeners = new Set<(docIds: ReadonlySet<DocId> | null) => void>()
  readonly #meta: LaggingMeta
  readonly #presence: LinkPresence
  #stopPushing: (() => void) | undefined
  #socket: WebSocket | undefined
  #retry: NodeJS.Timeout | undefined
  #silence: NodeJS.Timeout | undefined
  #waitMs: number
  #isClosed = false
  #work: Promise<void> = Promise.resolve()
  #hubLog: string | undefined
  #unshared: Unshared | undefined
  #pusher: Pusher | undefined
  #sentBefore = 0
  /** The hub's last row when it greeted, and how far it was read since. */
  #head = 0
  #readSeq = 0
  state: LinkState = 'connecting'
  /** Why offline or refused. */
  reason: string | null = null
  /** Seats in the room, this one and the hub's included. */
  seats = 0
  /** Updates that came since this link was made. */
  received = 0

  constructor(options: LinkOptions) {
    this.#options = { retryMs: 500, ...options }
    this.#waitMs = this.#options.retryMs
    this.#meta = new LaggingMeta(options.replica.store)
    this.#presence = new LinkPresence(options.rooms, (message) => this.#send(message))
  }

  /** Load what waits for the hub, then connect. */
  async start(): Promise<void> {
    const { replica } = this.#options
    this.#hubLog = replica.store.getMeta('hub.log')
    if (this.#hubLog) await this.#loadUnshared(this.#hubLog)
    if (this.#isClosed) return
    this.#stopPushing = replica.onCommitted(() => this.#push())
    this.#connect()
  }

  get url(): string {
    return this.#options.url
  }

  /** Changes the hub does not have; everything, before the first connection. */
  get waiting(): number {
    return this.#unshared?.size ?? this.#options.replica.store.lastSeq()
  }

  waitingOf(docId: DocId): number {
    return this.#unshared ? this.#unshared.countOf(docId) : 1
  }

  /** Updates sent since this link was made. */
  get sent(): number {
    return this.#sentBefore + (this.#pusher?.sent ?? 0)
  }

  /** Both sides have everything that was there when they met, and the hub has acknowledged what was written here since. */
  get isCaughtUp(): boolean {
    return this.state === 'online' && this.#readSeq >= this.#head && this.waiting === 0 && this.#options.replica.unsaved === 0
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Told which documents have more or less waiting; null: any may have. */
  onSharing(listener: (docIds: ReadonlySet<DocId> | null) => void): () => void {
    this.#sharingListeners.add(listener)
    return () => this.#sharingListeners.delete(listener)
  }

  /** Connect now instead of when the wait is over. */
  retryNow(): void {
    if (this.state !== 'offline') return
    clearTimeout(this.#retry)
    this.#connect()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    clearTimeout(this.#silence)
    this.#stopPushing?.()
    this.#pusher?.close()
    this.#presence.close()
    this.#socket?.close()
    this.#socket = undefined
    await this.#work
    this.#meta.save()
    this.#unshared?.close()
  }

  #connect(): void {
    this.#setState('connecting', this.reason)
    const socket = new WebSocket(`${this.#options.url}/sync?token=${encodeURIComponent(this.#options.token)}`, {
      perMessageDeflate: false,
      maxPayload: MAX_FRAME,
      handshakeTimeout: 10_000
    })
    this.#socket = socket
    let problem = `The hub at ${this.#options.url} closed the line.`
    socket.on('open', () => this.#greet(socket))
    socket.on('message', (data: Buffer) => this.#receive(socket, data))
    socket.on('ping', () => this.#heard(socket))
    socket.on('error', (error) => (problem = `The hub at ${this.#options.url} cannot be reached: ${error.message}.`))
    socket.on('close', (code, reason) => this.#lost(socket, code, reason.toString() || problem))
  }

  #greet(socket: WebSocket): void {
    this.#heard(socket)
    const { store } = this.#options.replica
    const cursor = this.#hubLog ? getCursor(this.#meta, this.#hubLog) : null
    this.#send({
      t: 'hello',
      protocol: SYNC_PROTOCOL,
      replica: logIdOf(store),
      workspace: workspaceOf(store).id,
      cursor: cursor && this.#hubLog ? { log: this.#hubLog, ...cursor } : null
    })
  }

  #send(message: SeatMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(encodeMessage(message))
  }

  /** Messages are worked on one after the other: a row must be in the replica before the next is looked at. */
  #receive(socket: WebSocket, data: Buffer): void {
    this.#heard(socket)
    let message: HubMessage
    try {
      message = v.parse(hubMessage, decodeMessage(data))
    } catch (error) {
      return socket.close(1007, closeReason(`unreadable message: ${(error as Error).message}`))
    }
    this.#work = this.#work
      .then(() => (this.#socket === socket ? this.#handle(message) : undefined))
      .catch((error: unknown) => socket.close(1011, closeReason(`not taken in: ${(error as Error).message}`)))
  }

  #handle(message: HubMessage): void | Promise<void> {
    switch (message.t) {
      case 'welcome':
        return this.#enter(message)
      case 'rows':
        return this.#takeRows(message)
      case 'ack':
        this.#pusher?.acknowledged(message.n)
        this.#push()
        return this.#tell()
      case 'awareness':
        return this.#presence.receive(message.doc, message.body)
      case 'seats':
        this.seats = message.count
        return this.#tell()
      case 'repaired':
        return this.#takeRepair(message.doc, message.body)
    }
  }

  async #enter(welcome: Extract<HubMessage, { t: 'welcome' }>): Promise<void> {
    const { store } = this.#options.replica
    const socket = this.#socket
    setWorkspace(store, welcome.workspace)
    // the hub does not know the row we had read up to: its log was lost or put back
    const hasForgotten = welcome.from < (getCursor(this.#meta, welcome.log)?.seq ?? 0)
    if (hasForgotten) Unshared.forget(this.#meta, welcome.log, store.lastSeq())
    if (hasForgotten || this.#hubLog !== welcome.log || !this.#unshared) {
      this.#hubLog = welcome.log
      store.setMeta('hub.log', welcome.log)
      await this.#loadUnshared(welcome.log)
    }
    const damaged = await store.listDamagedDocs()
    // lost while this was read: not online after all
    if (this.#isClosed || socket !== this.#socket || socket?.readyState !== WebSocket.OPEN) return
    this.#head = welcome.head
    this.#readSeq = welcome.from
    this.#pusher = new Pusher(store, this.#unshared!, (message) => this.#send(message))
    this.#waitMs = this.#options.retryMs
    this.#setState('online', null)
    this.#presence.online()
    for (const docId of damaged) this.#send({ t: 'repair', doc: docId })
    this.#push()
  }

  #push(): void {
    const socket = this.#socket
    // the log cannot be read: begin again with a new connection
    this.#pusher?.push().catch(() => socket?.terminate())
  }

  async #loadUnshared(hubLog: string): Promise<void> {
    this.#unshared?.close()
    this.#unshared = await Unshared.load(this.#options.replica, hubLog, this.#meta)
    this.#unshared.onChange((docIds) => {
      for (const listener of this.#sharingListeners) listener(docIds)
      this.#tell()
    })
    for (const listener of this.#sharingListeners) listener(null)
  }

  async #takeRows(rows: Extract<HubMessage, { t: 'rows' }>): Promise<void> {
    const { replica } = this.#options
    const origin = { peer: this.#unshared!.hubPeer }
    for (const { doc, body, at } of rows.updates) {
      const check = await replica.receive(doc, body, origin, at)
      if (check.type === 'bad') throw new Error(`${doc}: ${check.problem}`)
    }
    // read means: on this disk
    await this.#stored()
    this.received += rows.updates.length
    this.#readSeq = rows.throughSeq
    this.#meta.set(cursorKey(this.#hubLog!), cursorValue({ seq: rows.throughSeq, mark: rows.mark }))
    this.#tell()
  }

  async #takeRepair(docId: DocId, body: Uint8Array): Promise<void> {
    const { replica } = this.#options
    const check = await replica.receive(docId, body, { peer: this.#unshared!.hubPeer })
    await this.#stored()
    if (check.type === 'fits') await replica.store.markRepaired(docId)
  }

  /** Throws while the disk refuses: the line is given up, and what it brought is read again later. */
  async #stored(): Promise<void> {
    const { replica } = this.#options
    await replica.flushOrFault()
    if (replica.fault !== null) throw new Error(replica.fault)
  }

  #heard(socket: WebSocket): void {
    // a line that was given up is still heard until the other end has hung up too
    if (socket !== this.#socket) return
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => socket.terminate(), SILENCE_MS)
  }

  #lost(socket: WebSocket, code: number, reason: string): void {
    if (this.#socket !== socket || this.#isClosed) return
    clearTimeout(this.#silence)
    this.#sentBefore = this.sent
    this.#pusher?.close()
    this.#pusher = undefined
    this.#presence.offline()
    this.seats = 0
    if (code >= 4400 && code < 4500) return this.#setState('refused', `The hub at ${this.#options.url} refused: ${reason}.`)
    this.#setState('offline', reason)
    this.#retry = setTimeout(() => this.#connect(), this.#waitMs)
    this.#waitMs = Math.min(MAX_RETRY_MS, this.#waitMs * 2)
  }

  #setState(state: LinkState, reason: string | null): void {
    this.state = state
    this.reason = reason
    this.#tell()
    for (const listener of this.#sharingListeners) listener(null)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
