import * as v from 'valibot'
import { WebSocket } from 'ws'
import { decodeMessage, encodeMessage } from '#shared/bridge/codec.ts'
import { CLOSE, SYNC_PROTOCOL, hubMessage, type HubMessage, type SeatMessage } from '#shared/bridge/syncMessages.ts'
import type { DocId } from '#shared/domain/ids.ts'
import { logIdOf, setWorkspace, workspaceOf } from './identity.ts'
import type { Replica } from './replica.ts'
import type { Member, Room } from './room.ts'
import type { Rooms } from './rooms.ts'
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
const PUSH_ROWS = 500
const PUSH_BYTES = 512 * 1024
/** Pushes the hub has not acknowledged yet: enough to keep the line full. */
const MAX_UNACKNOWLEDGED = 8
/** Nothing heard for this long: the line is dead even if nobody said so. */
const SILENCE_MS = 30_000

/**
 * This seat's line to its hub. Reads the hub's log into the replica, pushes what was written here, and says truthfully which of it
 * the hub has. Connects again for ever, unless refused.
 */
export class HubLink {
  readonly #options: Required<LinkOptions>
  readonly #listeners = new Set<() => void>()
  readonly #sharingListeners = new Set<(docIds: ReadonlySet<DocId> | null) => void>()
  readonly #watched = new Map<DocId, { room: Room; member: Member }>()
  readonly #stops: (() => void)[] = []
  #socket: WebSocket | undefined
  #retry: NodeJS.Timeout | undefined
  #silence: NodeJS.Timeout | undefined
  #waitMs: number
  #isClosed = false
  #work: Promise<void> = Promise.resolve()
  #unshared: Unshared | undefined
  #hubLog: string | undefined
  /** Row up to which a push was sent, and the pushes that wait for their acknowledgement. */
  #sentSeq = 0
  #pushes: { n: number; throughSeq: number }[] = []
  #lastPush = 0
  #isPushing = false
  /** The hub's last row when it greeted: reaching it is "caught up". */
  #head = 0
  #readSeq = 0
  #isDirty = false
  state: LinkState = 'connecting'
  /** Why offline or refused. */
  reason: string | null = null
  seats = 0
  received = 0
  sent = 0

  constructor(options: LinkOptions) {
    this.#options = { retryMs: 500, ...options }
    this.#waitMs = this.#options.retryMs
  }

  /** Load what waits for the hub, then connect. */
  async start(): Promise<void> {
    const { replica, rooms } = this.#options
    this.#hubLog = replica.store.getMeta('hub.log')
    if (this.#hubLog) await this.#loadUnshared(this.#hubLog)
    this.#stops.push(
      replica.onCommitted(() => void this.#push()),
      rooms.onOpened((room) => this.#watch(room)),
      rooms.onClosed((docId) => this.#forget(docId))
    )
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

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Told which documents have more or less waiting; null: any may have. */
  onSharing(listener: (docIds: ReadonlySet<DocId> | null) => void): () => void {
    this.#sharingListeners.add(listener)
    return () => this.#sharingListeners.delete(listener)
  }

  get isCaughtUp(): boolean {
    return this.state === 'online' && this.#readSeq >= this.#head && this.waiting === 0 && this.#options.replica.unsaved === 0
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
    for (const stop of this.#stops) stop()
    for (const docId of [...this.#watched.keys()]) this.#forget(docId)
    this.#socket?.close()
    this.#socket = undefined
    await this.#work
    this.#saveProgress()
    this.#unshared?.close()
  }

  #connect(): void {
    this.#setState('connecting', this.reason)
    const socket = new WebSocket(`${this.#options.url}/sync?token=${encodeURIComponent(this.#options.token)}`, {
      perMessageDeflate: false,
      maxPayload: 64 * 1024 * 1024,
      handshakeTimeout: 10_000
    })
    this.#socket = socket
    let problem = 'The hub closed the line.'
    socket.on('open', () => this.#greet())
    socket.on('message', (data: Buffer) => this.#receive(socket, data))
    socket.on('ping', () => this.#heard())
    socket.on('error', (error) => (problem = `The hub at ${this.#options.url} cannot be reached: ${error.message}.`))
    socket.on('close', (code, reason) => this.#lost(socket, code, reason.toString() || problem))
  }

  #greet(): void {
    this.#heard()
    const { store } = this.#options.replica
    const seq = Number(store.getMeta(`read.${this.#hubLog}`)?.split(' ')[0] ?? 0)
    const mark = Number(store.getMeta(`read.${this.#hubLog}`)?.split(' ')[1] ?? 0)
    this.#send({
      t: 'hello',
      protocol: SYNC_PROTOCOL,
      replica: logIdOf(store),
      workspace: workspaceOf(store).id,
      cursor: this.#hubLog && seq > 0 ? { log: this.#hubLog, seq, mark } : null
    })
  }

  #send(message: SeatMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(encodeMessage(message))
  }

  /** Messages are worked on one after the other: a row must be in the replica before the next is looked at. */
  #receive(socket: WebSocket, data: Buffer): void {
    this.#heard()
    let message: HubMessage
    try {
      message = v.parse(hubMessage, decodeMessage(data))
    } catch (error) {
      this.reason = `The hub sent something unreadable: ${(error as Error).message}.`
      return socket.close(CLOSE.badInput)
    }
    this.#work = this.#work
      .then(() => (this.#socket === socket ? this.#handle(message) : undefined))
      .catch((error: unknown) => {
        this.reason = `What the hub sent could not be taken in: ${(error as Error).message}.`
        socket.close(1011)
      })
  }

  #handle(message: HubMessage): void | Promise<void> {
    switch (message.t) {
      case 'welcome':
        return this.#enter(message)
      case 'rows':
        return this.#takeRows(message)
      case 'ack':
        return this.#acknowledged(message.n)
      case 'awareness':
        return this.#takePresence(message.doc, message.body)
      case 'seats':
        this.seats = message.count
        return this.#tell()
      case 'repaired':
        return this.#takeRepair(message.doc, message.body)
    }
  }

  async #enter(welcome: Extract<HubMessage, { t: 'welcome' }>): Promise<void> {
    const { replica, rooms } = this.#options
    setWorkspace(replica.store, welcome.workspace)
    const cursor = Number(replica.store.getMeta(`read.${welcome.log}`)?.split(' ')[0] ?? 0)
    if (this.#hubLog !== welcome.log || !this.#unshared) {
      this.#hubLog = welcome.log
      replica.store.setMeta('hub.log', welcome.log)
      await this.#loadUnshared(welcome.log)
    }
    this.#head = welcome.head
    this.#readSeq = welcome.from
    if (welcome.from < cursor) await this.#pushEverything()
    this.#sentSeq = this.#unshared!.pushedSeq
    this.#pushes = []
    this.#waitMs = this.#options.retryMs
    this.#setState('online', null)
    for (const room of rooms.list()) this.#watch(room)
    for (const { room, member } of this.#watched.values()) this.#announce(room, member)
    for (const docId of await replica.store.listDamagedDocs()) this.#send({ t: 'repair', doc: docId })
    void this.#push()
  }

  async #loadUnshared(hubLog: string): Promise<void> {
    this.#unshared?.close()
    this.#unshared = await Unshared.load(this.#options.replica, hubLog)
    this.#unshared.onChange((docIds) => {
      for (const listener of this.#sharingListeners) listener(docIds)
      this.#tell()
    })
    for (const listener of this.#sharingListeners) listener(null)
  }

  /** The hub does not remember what it had: it gets the whole of every document, whoever wrote it. */
  async #pushEverything(): Promise<void> {
    const { replica } = this.#options
    for (const docId of await replica.store.listDocsSince(0)) {
      const { updates } = await replica.store.load(docId)
      this.#send({ t: 'push', n: ++this.#lastPush, updates: updates.map((body) => ({ doc: docId, body })) })
    }
  }

  async #takeRows(rows: Extract<HubMessage, { t: 'rows' }>): Promise<void> {
    const { replica } = this.#options
    const origin = { peer: this.#unshared!.hubPeer }
    for (const { doc, body } of rows.updates) {
      const check = await replica.receive(doc, body, origin)
      if (check.type === 'bad') throw new Error(`${doc}: ${check.problem}`)
    }
    this.received += rows.updates.length
    this.#readSeq = rows.throughSeq
    // remembered only after what was read is on the disk
    replica.whenDurable(() => this.#remember(`read.${this.#hubLog}`, `${rows.throughSeq} ${rows.mark}`))
    await replica.flush()
    this.#tell()
  }

  #remember(key: string, value: string): void {
    this.#progress.set(key, value)
    if (this.#isDirty) return
    this.#isDirty = true
    setTimeout(() => !this.#isClosed && this.#saveProgress(), 250).unref()
  }
  readonly #progress = new Map<string, string>()

  #saveProgress(): void {
    this.#isDirty = false
    const { store } = this.#options.replica
    for (const [key, value] of this.#progress) store.setMeta(key, value)
    this.#progress.clear()
    this.#unshared?.save()
  }

  /** Send what waits, in the order of the log, a few pages ahead of the acknowledgements. */
  async #push(): Promise<void> {
    if (this.#isPushing || this.state !== 'online' || !this.#unshared) return
    this.#isPushing = true
    const { store } = this.#options.replica
    while (this.state === 'online' && this.#pushes.length < MAX_UNACKNOWLEDGED && this.#sentSeq < store.lastSeq()) {
      const page = await store.listSince(this.#sentSeq, PUSH_ROWS, PUSH_BYTES)
      if (page.throughSeq === this.#sentSeq) break
      this.#sentSeq = page.throughSeq
      const own = page.updates.filter((update) => update.peer !== this.#unshared!.hubPeer)
      if (own.length > 0) {
        this.#pushes.push({ n: ++this.#lastPush, throughSeq: page.throughSeq })
        this.#send({ t: 'push', n: this.#lastPush, updates: own.map(({ docId, body }) => ({ doc: docId, body })) })
        this.sent += own.length
      } else if (this.#pushes.length === 0) {
        this.#unshared.acknowledge(page.throughSeq)
      }
    }
    this.#isPushing = false
  }

  #acknowledged(n: number): void {
    const last = this.#pushes.filter((push) => push.n <= n).at(-1)
    if (!last) return
    this.#pushes = this.#pushes.filter((push) => push.n > n)
    this.#unshared!.acknowledge(last.throughSeq)
    if (!this.#isDirty) {
      this.#isDirty = true
      setTimeout(() => !this.#isClosed && this.#saveProgress(), 250).unref()
    }
    this.#tell()
    void this.#push()
  }

  async #takeRepair(docId: DocId, body: Uint8Array): Promise<void> {
    const { replica } = this.#options
    const check = await replica.receive(docId, body, { peer: this.#unshared!.hubPeer })
    await replica.flush()
    if (check.type === 'fits') await replica.store.markRepaired(docId)
  }

  /** Join the room for presence only: documents come with the log. */
  #watch(room: Room): void {
    if (this.#watched.has(room.docId)) return
    const member: Member = { peer: 0, sendAwareness: (body) => this.#send({ t: 'awareness', doc: room.docId, body }) }
    this.#watched.set(room.docId, { room, member })
    room.observe(member)
    if (this.state === 'online') this.#announce(room, member)
  }

  #announce(room: Room, member: Member): void {
    this.#send({ t: 'watch', doc: room.docId })
    room.sendPresence(member)
  }

  #forget(docId: DocId): void {
    const watched = this.#watched.get(docId)
    if (!watched) return
    this.#watched.delete(docId)
    watched.room.leave(watched.member)
    this.#send({ t: 'unwatch', doc: docId })
  }

  #takePresence(docId: DocId, body: Uint8Array): void {
    const watched = this.#watched.get(docId)
    watched?.room.receiveAwareness(watched.member, body)
  }

  #heard(): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.#socket?.terminate(), SILENCE_MS)
    this.#silence.unref()
  }

  #lost(socket: WebSocket, code: number, reason: string): void {
    if (this.#socket !== socket || this.#isClosed) return
    clearTimeout(this.#silence)
    // whoever came over the line is not here any more
    for (const { room, member } of this.#watched.values()) room.forgetPresenceOf(member)
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
