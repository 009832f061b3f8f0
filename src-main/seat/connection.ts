import { networkInterfaces } from 'node:os'
import { HubLink } from '#main/core/link/hubLink.ts'
import type { Projector } from '#main/core/projector.ts'
import type { Replica } from '#main/core/replica.ts'
import type { Rooms } from '#main/core/rooms.ts'
import type { SharingSource } from '#main/core/docServer.ts'
import type { Db } from '#main/core/sqlite/openDatabase.ts'
import { parseInvite } from '#main/hub/invite.ts'
import { startHub, type Hub } from '#main/hub/startHub.ts'
import type { CoreStatus } from '#shared/bridge/warRoomApi.ts'
import type { DocId } from '#shared/domain/ids.ts'
import { FailureError, failureOf, valueOf } from '#shared/domain/result.ts'

interface Parts {
  replica: Replica
  rooms: Rooms
  projector: Projector
  db: Db
}

type State = { type: 'alone' } | { type: 'hosting'; hub: Hub } | { type: 'guest'; link: HubLink }

/** What this seat remembers of its room, so that a restart goes on with it. */
type Remembered = { role: 'host'; port: number; onLan: boolean } | { role: 'guest'; url: string; token: string }

const KEY = 'connection'

/** Whether this seat is alone, hosts a war room, or is a guest in one; and what of its log the hub has. */
export class Connection implements SharingSource {
  readonly #parts: Parts
  readonly #listeners = new Set<() => void>()
  readonly #sharingListeners = new Set<(docId: DocId | null) => void>()
  #state: State = { type: 'alone' }
  #changing: Promise<unknown> = Promise.resolve()
  /** Why what the last run was part of could not go on. */
  #problem: string | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Go on with what the last run was part of. A hub whose port is taken stays closed, and says so. */
  resume(): Promise<void> {
    return this.#inTurn(async () => {
      const remembered = this.remembered()
      if (remembered?.role === 'guest') await this.#follow(remembered.url, remembered.token)
      if (remembered?.role === 'host') await this.#host(remembered).catch((error: unknown) => this.#tellProblem(error))
    })
  }

  /** Nobody asked for it just now, so it is shown until something else is begun. */
  #tellProblem(error: unknown): never {
    this.#problem = `The war room is not open. ${failureOf(error).message}`
    this.#tell()
    throw error
  }

  remembered(): Remembered | null {
    const kept = this.#parts.replica.store.getMeta(KEY)
    return kept ? (JSON.parse(kept) as Remembered) : null
  }

  /** A guest whose hub cannot be started stays a guest. */
  host(options: { port: number; onLan: boolean }): Promise<Hub> {
    return this.#inTurn(() =>
      this.#host(options).catch(async (error: unknown) => {
        const remembered = this.remembered()
        if (remembered?.role === 'guest') await this.#follow(remembered.url, remembered.token)
        throw error
      })
    )
  }

  /** A guest has nothing to stop. */
  stopHosting(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#state.type === 'guest') return
      await this.#leave()
      this.#remember(null)
    })
  }

  join(invite: string): Promise<HubLink> {
    return this.#inTurn(async () => {
      const { url, token } = valueOf(parseInvite(invite))
      this.#checkNumbers(url)
      const link = await this.#follow(url, token)
      this.#remember({ role: 'guest', url, token })
      return link
    })
  }

  leave(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#leave()
      this.#remember(null)
    })
  }

  getLink(): HubLink | undefined {
    return this.#state.type === 'guest' ? this.#state.link : undefined
  }

  /** A hub is there that gives an incident its number in a moment. */
  canBeNumbered(): boolean {
    return ['hosting', 'online'].includes(this.getStatus().state)
  }

  getStatus(): CoreStatus['hub'] {
    switch (this.#state.type) {
      case 'alone':
        return { state: 'none', url: null, invite: null, reason: this.#problem, seats: 0, waiting: 0 }
      case 'hosting': {
        const { hub } = this.#state
        return { state: 'hosting', url: hub.url, invite: hub.invite, reason: null, seats: hub.countSeats() + 1, waiting: 0 }
      }
      case 'guest': {
        const { link } = this.#state
        return { state: link.state, url: link.url, invite: null, reason: link.reason, seats: link.seats, waiting: link.waiting }
      }
    }
  }

  getSharing(docId: DocId): { waiting: number; hub: CoreStatus['hub']['state'] } {
    const { state } = this.getStatus()
    return { waiting: this.getLink()?.waitingOf(docId) ?? 0, hub: state }
  }

  onSharing(listener: (docId: DocId | null) => void): () => void {
    this.#sharingListeners.add(listener)
    return () => this.#sharingListeners.delete(listener)
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#leave())
  }

  /** One after the other: two at once would both find the seat alone, and one hub or line would be left running unknown to all. */
  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(change)
    this.#changing = changed.catch(() => undefined)
    return changed
  }

  async #host({ port, onLan }: { port: number; onLan: boolean }): Promise<Hub> {
    if (this.#state.type === 'hosting') return this.#state.hub
    await this.#leave()
    const publicHost = onLan ? lanAddress() : '127.0.0.1'
    const hub = await startHub({ ...this.#parts, port, host: onLan ? '0.0.0.0' : '127.0.0.1', publicHost })
    this.#enter({ type: 'hosting', hub })
    hub.onSeats(() => this.#tell())
    // the same port next time, so that invites stay good
    this.#remember({ role: 'host', port: Number(new URL(hub.url).port), onLan })
    return hub
  }

  async #follow(url: string, token: string): Promise<HubLink> {
    await this.#leave()
    const link = new HubLink({ replica: this.#parts.replica, rooms: this.#parts.rooms, url, token })
    link.onChange(() => this.#tell())
    link.onSharing((docIds) => {
      if (docIds === null) this.#tellSharing(null)
      else for (const docId of docIds) this.#tellSharing(docId)
    })
    this.#enter({ type: 'guest', link })
    await link.start()
    return link
  }

  /** Two hubs that both gave numbers would have given the same ones; numbers are never changed. */
  #checkNumbers(url: string): void {
    const { replica } = this.#parts
    if (replica.store.getMeta('hub.lastNumber') === undefined || this.remembered()?.role === 'guest') return
    throw new FailureError(
      'notAllowed',
      `This machine has hosted a war room and given its incidents numbers; those of ${url} would collide. Join with a new data folder and import what you need from an export.`
    )
  }

  #enter(state: State): void {
    this.#state = state
    this.#problem = null
    this.#tell()
    this.#tellSharing(null)
  }

  async #leave(): Promise<void> {
    const state = this.#state
    this.#enter({ type: 'alone' })
    if (state.type === 'hosting') await state.hub.close()
    if (state.type === 'guest') await state.link.close()
  }

  #remember(remembered: Remembered | null): void {
    this.#parts.replica.store.setMeta(KEY, JSON.stringify(remembered))
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }

  #tellSharing(docId: DocId | null): void {
    for (const listener of this.#sharingListeners) listener(docId)
  }
}

/** The address others on the network reach this machine at; loopback when there is no network. */
function lanAddress(): string {
  const found = Object.values(networkInterfaces())
    .flat()
    .find((address) => address && address.family === 'IPv4' && !address.internal)
  return found?.address ?? '127.0.0.1'
}
