import type { Projector } from '#main/core/projector.ts'
import type { Replica } from '#main/core/replica.ts'
import { createClock } from '#shared/domain/clock.ts'
import { newDeviceId, type ActorId, type DocId } from '#shared/domain/ids.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { writeEvents } from '#shared/doc/commands.ts'
import type { Db } from '#main/core/sqlite/openDatabase.ts'

const RETRY_MS = 1000

/**
 * Gives every incident its number, once, in the order in which they were declared. A number is noted as used before it is written
 * into an incident, so that a crash can leave a hole but never give it twice.
 */
export class Numbers {
  readonly #replica: Replica
  readonly #projector: Projector
  readonly #db: Db
  readonly #hubId: string
  #last: number
  #running: Promise<void> = Promise.resolve()
  #retry: NodeJS.Timeout | undefined
  #isClosed = false
  readonly #stop: () => void

  constructor({ replica, projector, db, hubId }: { replica: Replica; projector: Projector; db: Db; hubId: string }) {
    this.#replica = replica
    this.#projector = projector
    this.#db = db
    this.#hubId = hubId
    this.#last = Number(replica.store.getMeta('hub.lastNumber') ?? 0)
    this.#stop = projector.onProjected((docs) => {
      if (docs.some(({ incident }) => incident?.columns[0] === null)) void this.assign()
    })
  }

  /** Number what has none yet. Settles when these are on the disk, or when that has to be tried again later. */
  assign(): Promise<void> {
    clearTimeout(this.#retry)
    this.#running = this.#running
      .then(() => this.#assignAll())
      .catch(() => {
        // the disk refuses: what has no number now is still without one then
        if (!this.#isClosed) this.#retry = setTimeout(() => void this.assign(), RETRY_MS)
      })
    return this.#running
  }

  close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    this.#stop()
    return this.#running
  }

  async #assignAll(): Promise<void> {
    const ids = this.#db.prepare('SELECT id FROM incident WHERE number IS NULL ORDER BY declared_at, id').all() as { id: DocId }[]
    if (ids.length === 0) return
    const highest = this.#db.prepare('SELECT max(number) AS n FROM incident').get() as { n: number | null }
    const first = Math.max(this.#last, highest.n ?? 0) + 1
    this.#last = first + ids.length - 1
    this.#replica.store.setMeta('hub.lastNumber', String(this.#last))
    for (const [index, { id }] of ids.entries()) {
      await this.#replica.use(id, (doc) => {
        // numbered meanwhile: the number kept for it stays unused
        if (readIncident(doc).number !== null) return
        writeEvents(doc, this.#author(), [{ kind: 'numberAssigned', number: first + index, hub: this.#hubId }])
      })
      if (index % 200 === 199) await this.#replica.flushOrFault()
    }
    await this.#replica.flushOrFault()
    await this.#projector.settle()
  }

  #author() {
    return { id: `hub:${this.#hubId}` as ActorId, name: 'Hub', clock: this.#clock }
  }
  readonly #clock = createClock(newDeviceId())
}
