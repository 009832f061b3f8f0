import type * as Y from 'yjs'
import type { DocStore } from '#main/core/docStore.ts'
import { logIdOf } from '#main/core/identity.ts'
import { MemoryDocStore } from '#main/core/memoryDocStore.ts'
import { Projector } from '#main/core/projector.ts'
import { Replica, type DocHandle } from '#main/core/replica.ts'
import { Rooms } from '#main/core/rooms.ts'
import { openLog, openProjections, type Db } from '#main/core/sqlite/openDatabase.ts'
import { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import { SqliteDocStore } from '#main/core/sqlite/sqliteDocStore.ts'
import type { Author } from '#shared/doc/commands.ts'
import { createClock } from '#shared/domain/clock.ts'
import { newDeviceId, type ActorId } from '#shared/domain/ids.ts'
import type { Random } from './random.ts'

/** What survives a crash. */
export interface Disk {
  open(): { store: DocStore; projections: Db }
}

export function memoryDisk(): Disk {
  const store = new MemoryDocStore()
  const projections = openProjections(':memory:')
  return { open: () => ({ store, projections }) }
}

export function sqliteDisk(dir: string): Disk {
  let last: { log: Db; projections: Db } | undefined
  return {
    open() {
      last?.log.close()
      last?.projections.close()
      last = { log: openLog(`${dir}/log.sqlite`), projections: openProjections(`${dir}/projection.sqlite`) }
      return { store: new SqliteDocStore(last.log), projections: last.projections }
    }
  }
}

/** What a dead process answers: nothing. Its timers and promises may still run here, and must not reach the disk. */
const AFTER_DEATH: Record<string, unknown> = {
  lastSeq: 0,
  peerNumber: 0,
  markAt: undefined,
  getMeta: undefined,
  setMeta: undefined,
  close: undefined
}

function mortal(store: DocStore, isDead: () => boolean): DocStore {
  return new Proxy(store, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key)
      if (typeof method !== 'function') return method
      return (...args: unknown[]): unknown => {
        if (!isDead()) return (method as (...args: unknown[]) => unknown).apply(target, args)
        return String(key) in AFTER_DEATH ? AFTER_DEATH[String(key)] : new Promise<never>(() => {})
      }
    }
  })
}

/** Yjs names each loaded document by a random number that decides conflicts; here the seed decides. */
class SeededReplica extends Replica {
  readonly #named = new WeakSet<Y.Doc>()
  readonly #random: Random

  constructor(store: DocStore, cacheSize: number, random: Random) {
    super({ store, cacheSize })
    this.#random = random
  }

  override async open(docId: string): Promise<DocHandle> {
    const handle = await super.open(docId)
    if (!this.#named.has(handle.doc)) handle.doc.clientID = this.#random.int(1, 2 ** 32 - 1)
    this.#named.add(handle.doc)
    return handle
  }
}

/** One life of a seat: from opening its disk to its death. */
interface Life {
  store: DocStore
  replica: Replica
  projector: Projector
  projection: ProjectionStore
  rooms: Rooms
  author: Author
  die(): void
}

export interface SeatOptions {
  name: string
  person: ActorId
  disk: Disk
  random: Random
  now: () => number
}

/** A seat that can lose its memory at any moment and start again from its disk. */
export class FuzzSeat {
  readonly name: string
  readonly #options: SeatOptions
  #life: Life

  private constructor(options: SeatOptions) {
    this.name = options.name
    this.#options = options
    this.#life = startLife(options)
  }

  static async start(options: SeatOptions): Promise<FuzzSeat> {
    const seat = new FuzzSeat(options)
    await seat.#life.projector.start()
    return seat
  }

  get store(): DocStore {
    return this.#life.store
  }
  get replica(): Replica {
    return this.#life.replica
  }
  get projector(): Projector {
    return this.#life.projector
  }
  get projection(): ProjectionStore {
    return this.#life.projection
  }
  get rooms(): Rooms {
    return this.#life.rooms
  }
  get author(): Author {
    return this.#life.author
  }

  /** Like SIGKILL and a new start: what was not on the disk is gone. */
  async crash(): Promise<void> {
    this.#life.die()
    this.#life = startLife(this.#options)
    await this.#life.projector.start()
  }

  async settle(): Promise<void> {
    await this.replica.flush()
    await this.projector.settle()
  }

  stop(): void {
    this.#life.die()
  }
}

function startLife({ name, person, disk, random, now }: SeatOptions): Life {
  let isDead = false
  const { store: durable, projections } = disk.open()
  const store = mortal(durable, () => isDead)
  // a small cache: documents leave memory and come back all the time
  const replica = new SeededReplica(store, random.pick([1, 2, 50]), random)
  const projection = new ProjectionStore(projections, logIdOf(store))
  const projector = new Projector(replica, projection, { from: 0 })
  return {
    store,
    replica,
    projector,
    projection,
    rooms: new Rooms(replica),
    author: { id: person, name, clock: createClock(newDeviceId(), now) },
    die() {
      isDead = true
      projection.save = () => {}
      void projector.close()
    }
  }
}
