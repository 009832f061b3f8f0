import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as v from 'valibot'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import { windowDoc } from '../doc/roots.ts'
import { applyUpdate, encodeState } from '../doc/updateCodec.ts'
import { syncStep2 } from './sync.ts'
import { coreMessage, type CoreMessage, type WindowMessage } from './docMessages.ts'
import type { Port } from './port.ts'
import type { CoreStatus } from './warRoomApi.ts'

/** saving: not yet on disk. saved: on this machine. shared: the hub has it, durably. */
export type SaveState = 'loading' | 'saving' | 'saved' | 'shared' | 'failed'

export interface SaveStatus {
  state: SaveState
  /** Changes of this document that the hub does not have. */
  waiting: number
  hub: CoreStatus['hub']['state']
  message: string | null
}

/** A document of the core, live in this window. */
export interface OpenDoc {
  doc: Y.Doc
  awareness: Awareness
  /** Settles once everything the core has is here. */
  loaded: Promise<void>
  getStatus(): SaveStatus
  onStatus(listener: (status: SaveStatus) => void): () => void
  close(): void
}

export interface DocClientOptions {
  /** Waited for before a document is taken in that keeps the window busy for long. */
  beforeLarge?: () => Promise<void>
  /** What others write is taken in at most so often, ms, then all at once: each taking in costs the editor of a long page as much. */
  paceMs?: () => number
}

/** Opens documents over one Port to the core. Opening one twice gives two that follow each other; close each. */
export class DocClient {
  #port!: Port
  readonly #open = new Map<number, OpenedDoc>()
  readonly #options: Required<DocClientOptions>
  #lastSession = 0

  constructor(port: Port, { beforeLarge = () => Promise.resolve(), paceMs = () => 0 }: DocClientOptions = {}) {
    this.#options = { beforeLarge, paceMs }
    this.reconnect(port)
  }

  /** Go on over another Port after the core was started again. What was not saved yet is still in the documents and is sent. */
  reconnect(port: Port): void {
    this.#port = port
    port.onMessage((message) => {
      const parsed = v.safeParse(coreMessage, message)
      if (parsed.success) this.#open.get(parsed.output.session)?.receive(parsed.output)
    })
    port.onClose(() => {
      if (this.#port === port) this.#open.forEach((opened) => opened.fail(GONE))
    })
    for (const opened of this.#open.values()) opened.start()
  }

  open(docId: string): OpenDoc {
    const session = ++this.#lastSession
    const opened = new OpenedDoc(
      docId,
      session,
      (message) => this.#port.post(message),
      this.#options,
      () => this.#open.delete(session)
    )
    this.#open.set(session, opened)
    opened.start()
    return opened
  }
}

/** Some thousand entries. */
const LARGE_BYTES = 512 * 1024
const GONE = 'The core of Muster is not running. What you type is kept in this window and saved as soon as it runs again.'

class OpenedDoc implements OpenDoc {
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly loaded: Promise<void>
  readonly #docId: string
  readonly #session: number
  readonly #post: (message: WindowMessage) => void
  readonly #onClosed: () => void
  readonly #listeners = new Set<(status: SaveStatus) => void>()
  readonly #options: Required<DocClientOptions>
  /** Changes of others that wait for their turn. */
  #updates: Uint8Array[] = []
  #turn: ReturnType<typeof setTimeout> | undefined
  #takenAt = -Infinity
  /** What came while a large document waits to be taken in, that first. */
  #held: CoreMessage[] | null = null
  #setLoaded: () => void = () => {}
  #isLoaded = false
  /** The core asked what this window has, and got it. */
  #isAnswered = false
  #isClosed = false
  #sent = 0
  #stored = 0
  #waiting = 0
  #hub: SaveStatus['hub'] = 'none'
  #problem: string | null = null

  constructor(
    docId: string,
    session: number,
    post: (message: WindowMessage) => void,
    options: Required<DocClientOptions>,
    onClosed: () => void
  ) {
    this.#docId = docId
    this.#session = session
    this.#post = post
    this.#options = options
    this.#onClosed = onClosed
    this.doc = windowDoc(docId)
    this.awareness = new Awareness(this.doc)
    this.loaded = new Promise((resolve) => (this.#setLoaded = resolve))
    this.doc.on('beforeTransaction', this.#listen)
    this.awareness.on('update', this.#onAwareness)
  }

  start(): void {
    this.#sent = 0
    this.#stored = 0
    this.#isAnswered = false
    this.#held = null
    this.#problem = null
    this.#post({ t: 'open', session: this.#session, doc: this.#docId })
    this.#post({ t: 'sync', session: this.#session, bytes: encoding.encode((encoder) => writeSyncStep1(encoder, this.doc)) })
    if (this.awareness.getLocalState() !== null) {
      this.#post({ t: 'awareness', session: this.#session, bytes: encodeAwarenessUpdate(this.awareness, [this.doc.clientID]) })
    }
  }

  getStatus(): SaveStatus {
    return { state: this.#state(), waiting: this.#waiting, hub: this.#hub, message: this.#problem }
  }

  onStatus(listener: (status: SaveStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#held = null
    clearTimeout(this.#turn)
    removeAwarenessStates(this.awareness, [this.doc.clientID], 'closed')
    this.#post({ t: 'close', session: this.#session })
    this.#onClosed()
    this.awareness.destroy()
    this.doc.destroy()
  }

  fail(message: string): void {
    this.#problem = message
    this.#tell()
  }

  receive(message: CoreMessage): void {
    if (this.#held) this.#held.push(message)
    else if (message.t === 'sync' && message.bytes.length > LARGE_BYTES && !this.#isLoaded) void this.#hold(message)
    else this.#take(message)
  }

  async #hold(message: CoreMessage): Promise<void> {
    const held = [message]
    this.#held = held
    await this.#options.beforeLarge()
    // closed, or begun anew with another core
    if (this.#held !== held) return
    this.#held = null
    for (const each of held) this.#take(each)
  }

  #take(message: CoreMessage): void {
    switch (message.t) {
      case 'sync':
        return this.#receiveSync(message.bytes)
      case 'awareness':
        return applyAwarenessUpdate(this.awareness, message.bytes, this)
      case 'stored':
        this.#stored = message.count
        return this.#tell()
      case 'shared':
        this.#waiting = message.waiting
        this.#hub = message.hub
        return this.#tell()
      case 'failed':
        return this.fail(message.message)
    }
  }

  #receiveSync(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    const body = decoding.readVarUint8Array(decoder)
    if (type === messageYjsSyncStep1) {
      this.#sent += 1
      this.#isAnswered = true
      this.#post({ t: 'sync', session: this.#session, bytes: syncStep2(encodeState(this.doc, body)) })
    } else if (type === messageYjsUpdate && this.#isLoaded) this.#plan(body)
    else this.#apply([body])
    if (type === messageYjsSyncStep2 && !this.#isLoaded) {
      // somebody else's change may come before the answer: that is not all of the document
      this.#isLoaded = true
      this.#setLoaded()
    }
    this.#tell()
  }

  /** A change after a while comes at once; what follows in a burst waits for the next turn. */
  #plan(update: Uint8Array): void {
    this.#updates.push(update)
    const waitMs = this.#takenAt + this.#options.paceMs() - performance.now()
    if (waitMs <= 0) this.#takeUpdates()
    else this.#turn ??= setTimeout(() => this.#takeUpdates(), waitMs)
  }

  #takeUpdates(): void {
    clearTimeout(this.#turn)
    this.#turn = undefined
    const updates = this.#updates
    this.#updates = []
    this.#takenAt = performance.now()
    this.#apply(updates)
  }

  #apply(updates: readonly Uint8Array[]): void {
    try {
      // not local, and named as ours: it does not go back to where it came from
      Y.transact(this.doc, () => updates.forEach((update) => applyUpdate(this.doc, update, this)), this, false)
    } catch (error) {
      // what shows the document failed; what came is in it
      console.error('A change from the core was taken in, and something that follows the document failed', error)
    }
  }

  /** Yjs encodes a change again for whoever listens to changes, and what came from the core need not go back to it. */
  #listen = ({ origin }: Y.Transaction): void => {
    if (origin === this) this.doc.off('update', this.#onUpdate)
    else this.doc.on('update', this.#onUpdate)
  }

  #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return
    this.#sent += 1
    this.#post({ t: 'sync', session: this.#session, bytes: encoding.encode((encoder) => writeUpdate(encoder, update)) })
    this.#tell()
  }

  #onAwareness = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }, origin: unknown): void => {
    if (origin === this) return
    const bytes = encodeAwarenessUpdate(this.awareness, [...added, ...updated, ...removed])
    this.#post({ t: 'awareness', session: this.#session, bytes })
  }

  #state(): SaveState {
    if (this.#problem) return 'failed'
    if (!this.#isLoaded) return 'loading'
    if (!this.#isAnswered || this.#stored < this.#sent) return 'saving'
    const isShared = this.#waiting === 0 && (this.#hub === 'online' || this.#hub === 'hosting')
    return isShared ? 'shared' : 'saved'
  }

  #tell(): void {
    const status = this.getStatus()
    for (const listener of this.#listeners) listener(status)
  }
}
