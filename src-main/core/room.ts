import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import type * as Y from 'yjs'
import { syncStep2 } from '#shared/bridge/sync.ts'
import { encodeState } from '#shared/doc/updateCodec.ts'
import type { DocId } from '#shared/domain/ids.ts'
import type { PeerNumber } from './docStore.ts'
import { checkUpdate } from './guard.ts'
import type { Committed, DocHandle, PeerOrigin, Replica } from './replica.ts'

/** Somebody in a room: a window, a y-websocket client, or another seat's link (which only exchanges presence here). */
export interface Member extends PeerOrigin {
  readonly peer: PeerNumber
  sendSync?(bytes: Uint8Array): void
  sendAwareness(bytes: Uint8Array): void
  /** All of the member's updates so far, `count` of them, are on the disk. */
  onStored?(count: number): void
  /** What the member sent cannot be used. */
  onBad?(problem: string): void
}

interface Membership {
  member: Member
  /** Updates received from it. */
  received: number
  /** Presence it brought: gone with it. */
  clients: Set<number>
  /** Does not keep the room open. */
  isObserver: boolean
}

/** A name, a colour and a caret take some hundred bytes for each person; this is kept in memory and sent to everybody. */
const MAX_PRESENCE_BYTES = 256 * 1024

/** One document while people are in it: brings them up to date, passes on what is on the disk, relays presence. */
export class Room {
  readonly docId: DocId
  readonly awareness: Awareness
  readonly #replica: Replica
  readonly #handle: DocHandle
  readonly #members = new Map<Member, Membership>()

  constructor(replica: Replica, docId: DocId, handle: DocHandle) {
    this.#replica = replica
    this.docId = docId
    this.#handle = handle
    this.awareness = new Awareness(handle.doc)
    this.awareness.setLocalState(null)
    this.awareness.on('update', this.#onAwareness)
  }

  get doc(): Y.Doc {
    return this.#handle.doc
  }

  /** Members, without observers. */
  get size(): number {
    return [...this.#members.values()].filter((membership) => !membership.isObserver).length
  }

  /** The document is loaded by now, so whoever joins gets all of it. */
  join(member: Member): void {
    this.#members.set(member, { member, received: 0, clients: new Set(), isObserver: false })
    member.sendSync?.(encoding.encode((encoder) => writeSyncStep1(encoder, this.doc)))
    this.sendPresence(member)
  }

  /** Exchange presence without keeping the room open. */
  observe(member: Member): void {
    this.#members.set(member, { member, received: 0, clients: new Set(), isObserver: true })
  }

  /** Whoever came through this member is not here any more; the member stays. */
  forgetPresenceOf(member: Member): void {
    const clients = [...(this.#members.get(member)?.clients ?? [])]
    removeAwarenessStates(this.awareness, clients, member)
  }

  sendPresence(member: Member): void {
    const present = [...this.awareness.getStates().keys()]
    if (present.length > 0) member.sendAwareness(encodeAwarenessUpdate(this.awareness, present))
  }

  leave(member: Member): void {
    const membership = this.#members.get(member)
    if (!membership) return
    this.forgetPresenceOf(member)
    this.#members.delete(member)
  }

  close(): void {
    this.awareness.destroy()
    this.#handle.release()
  }

  /** A y-protocols sync message from a member. */
  receiveSync(member: Member, bytes: Uint8Array): void {
    const membership = this.#members.get(member)
    if (!membership) return
    try {
      const decoder = decoding.createDecoder(bytes)
      const type = decoding.readVarUint(decoder)
      const body = decoding.readVarUint8Array(decoder)
      if (type === messageYjsSyncStep1) this.#answer(member, body)
      else if (type === messageYjsSyncStep2 || type === messageYjsUpdate) this.#apply(membership, body)
      else member.onBad?.(`a sync message of unknown type ${type}`)
    } catch (error) {
      member.onBad?.(`an unreadable sync message (${(error as Error).message})`)
    }
  }

  #answer(member: Member, stateVector: Uint8Array): void {
    // the document may hold what is not yet on the disk, and nobody is told of that; other documents do not matter
    if (this.#replica.hasUnsaved(this.docId)) this.#replica.whenDurable(() => this.#answer(member, stateVector))
    else member.sendSync?.(syncStep2(encodeState(this.doc, stateVector)))
  }

  #apply(membership: Membership, update: Uint8Array): void {
    const { member } = membership
    membership.received += 1
    const check = checkUpdate(this.doc, update)
    if (check.type === 'bad') return member.onBad?.(check.problem)
    if (check.type === 'gap') return member.sendSync?.(encoding.encode((encoder) => writeSyncStep1(encoder, this.doc)))
    this.#replica.apply(this.docId, update, member)
    const { received } = membership
    this.#replica.whenDurable(() => member.onStored?.(received))
  }

  receiveAwareness(member: Member, bytes: Uint8Array): void {
    if (!this.#members.has(member)) return
    if (bytes.length > MAX_PRESENCE_BYTES) return member.onBad?.(`presence of ${bytes.length} bytes`)
    try {
      applyAwarenessUpdate(this.awareness, bytes, member)
    } catch (error) {
      member.onBad?.(`unreadable presence (${(error as Error).message})`)
    }
  }

  /** On the disk now: everybody else may see it. */
  passOn(update: Committed): void {
    let bytes: Uint8Array | undefined
    for (const member of this.#members.keys()) {
      if (member === update.origin || !member.sendSync) continue
      bytes ??= encoding.encode((encoder) => writeUpdate(encoder, update.body))
      member.sendSync(bytes)
    }
  }

  #onAwareness = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }, origin: unknown): void => {
    const membership = this.#members.get(origin as Member)
    for (const client of added) membership?.clients.add(client)
    for (const client of removed) membership?.clients.delete(client)
    const bytes = encodeAwarenessUpdate(this.awareness, [...added, ...updated, ...removed])
    for (const member of this.#members.keys()) if (member !== origin) member.sendAwareness(bytes)
  }
}
