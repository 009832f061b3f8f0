import type { DocId } from '#shared/domain/ids.ts'
import type { Committed, Replica } from './replica.ts'
import { Room, type Member } from './room.ts'

/** The documents somebody is in. A room is there from the first member to the last. */
export class Rooms {
  readonly #replica: Replica
  readonly #rooms = new Map<DocId, Room>()
  readonly #opening = new Map<DocId, Promise<Room>>()
  readonly #openListeners = new Set<(room: Room) => void>()
  readonly #closeListeners = new Set<(docId: DocId) => void>()

  constructor(replica: Replica) {
    this.#replica = replica
    replica.onCommitted((committed) => this.#passOn(committed))
  }

  async join(docId: DocId, member: Member): Promise<Room> {
    const room = await this.#find(docId)
    // the last member may have left while it opened
    if (this.#rooms.get(docId) !== room) return this.join(docId, member)
    room.join(member)
    return room
  }

  leave(room: Room, member: Member): void {
    room.leave(member)
    if (room.size > 0 || this.#rooms.get(room.docId) !== room) return
    this.#rooms.delete(room.docId)
    for (const listener of this.#closeListeners) listener(room.docId)
    // a listener may have left in answer; nobody is in it now
    room.close()
  }

  list(): Iterable<Room> {
    return this.#rooms.values()
  }

  onOpened(listener: (room: Room) => void): () => void {
    this.#openListeners.add(listener)
    return () => this.#openListeners.delete(listener)
  }

  onClosed(listener: (docId: DocId) => void): () => void {
    this.#closeListeners.add(listener)
    return () => this.#closeListeners.delete(listener)
  }

  async #find(docId: DocId): Promise<Room> {
    const room = this.#rooms.get(docId)
    if (room) return room
    const opening = this.#opening.get(docId) ?? this.#open(docId)
    this.#opening.set(docId, opening)
    return opening.finally(() => this.#opening.delete(docId))
  }

  async #open(docId: DocId): Promise<Room> {
    const handle = await this.#replica.open(docId)
    const room = new Room(this.#replica, docId, handle)
    this.#rooms.set(docId, room)
    for (const listener of this.#openListeners) listener(room)
    return room
  }

  #passOn(committed: readonly Committed[]): void {
    for (const update of committed) this.#rooms.get(update.docId)?.passOn(update)
  }
}
