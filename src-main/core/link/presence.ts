import type { SeatMessage } from '#shared/bridge/syncMessages.ts'
import type { DocId } from '#shared/domain/ids.ts'
import type { Member, Room } from '../room.ts'
import type { Rooms } from '../rooms.ts'

/** Presence over the line to the hub, for the documents somebody here is in. Their content comes with the log. */
export class LinkPresence {
  readonly #send: (message: SeatMessage) => void
  readonly #watched = new Map<DocId, { room: Room; member: Member }>()
  readonly #stops: (() => void)[]
  #isOnline = false

  constructor(rooms: Rooms, send: (message: SeatMessage) => void) {
    this.#send = send
    for (const room of rooms.list()) this.#watch(room)
    this.#stops = [rooms.onOpened((room) => this.#watch(room)), rooms.onClosed((docId) => this.#forget(docId))]
  }

  online(): void {
    this.#isOnline = true
    for (const { room, member } of this.#watched.values()) this.#announce(room, member)
  }

  /** Whoever came over the line is not here any more. */
  offline(): void {
    this.#isOnline = false
    for (const { room, member } of this.#watched.values()) room.forgetPresenceOf(member)
  }

  receive(docId: DocId, body: Uint8Array): void {
    const watched = this.#watched.get(docId)
    watched?.room.receiveAwareness(watched.member, body)
  }

  close(): void {
    for (const stop of this.#stops) stop()
    for (const docId of [...this.#watched.keys()]) this.#forget(docId)
  }

  #watch(room: Room): void {
    const { docId } = room
    const member: Member = { peer: 0, sendAwareness: (body) => this.#isOnline && this.#send({ t: 'awareness', doc: docId, body }) }
    this.#watched.set(docId, { room, member })
    room.observe(member)
    if (this.#isOnline) this.#announce(room, member)
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
    if (this.#isOnline) this.#send({ t: 'unwatch', doc: docId })
  }
}
