import { setImmediate, setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { HubLink } from '#main/core/link/hubLink.ts'
import { startHub, type Hub } from '#main/hub/startHub.ts'
import { WebsocketProvider } from 'y-websocket'
import { postEntry } from '#shared/doc/commands.ts'
import { createClock } from '#shared/domain/clock.ts'
import { newDeviceId } from '#shared/domain/ids.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { newDoc } from '#shared/doc/roots.ts'
import { describeDoc } from './agreement.ts'
import type { FuzzSeat } from './fuzzSeat.ts'
import { hasEvents, operateOnce, PEOPLE } from './operations.ts'
import type { Workshop } from './simulation.ts'

const PATIENCE_MS = 30_000

/** The seats of a workshop around a real hub, over real sockets; and a plain y-websocket client that knows nothing of Muster. */
export class SocketRoom {
  readonly #workshop: Workshop
  readonly #links = new Map<FuzzSeat, HubLink>()
  #hub: Hub | undefined
  #stranger: WebsocketProvider | undefined

  constructor(workshop: Workshop) {
    this.#workshop = workshop
  }

  get #hubSeat(): FuzzSeat {
    return this.#workshop.seats[0]!
  }

  get #guests(): FuzzSeat[] {
    return this.#workshop.seats.slice(1)
  }

  async start(): Promise<void> {
    this.#hub = await this.#openHub(0)
    for (const seat of this.#guests) await this.#connect(seat)
  }

  #openHub(port: number): Promise<Hub> {
    const { replica, rooms, projector, projection } = this.#hubSeat
    return startHub({ replica, rooms, projector, db: projection.db, port, host: '127.0.0.1', publicHost: '127.0.0.1' })
  }

  async #connect(seat: FuzzSeat): Promise<void> {
    const { url, token } = this.#hub!
    const link = new HubLink({ replica: seat.replica, rooms: seat.rooms, url, token, retryMs: 10 })
    this.#links.set(seat, link)
    await link.start()
  }

  async step(): Promise<void> {
    const { random, seats } = this.#workshop
    const seat = random.pick(seats)
    const die = random.next()
    if (die < 0.6) return this.#workshop.edit(seat)
    if (die < 0.65) return this.#workshop.editTwice(seat)
    if (die < 0.75) return this.#turns(random.int(1, 20))
    if (die < 0.82) return this.#toggle(random.pick(this.#guests))
    if (die < 0.87) return seat === this.#hubSeat ? this.#crashHub() : this.#crashGuest(seat)
    if (die < 0.9) return this.#workshop.import(seat)
    return this.#letStrangerWrite()
  }

  /** Turns of the event loop, for whatever is on its way. */
  async #turns(count: number): Promise<void> {
    for (let left = count; left > 0; left--) await setImmediate()
  }

  async #toggle(seat: FuzzSeat): Promise<void> {
    const link = this.#links.get(seat)
    this.#links.delete(seat)
    this.#workshop.say(`${seat.name} ${link ? 'disconnects' : 'connects'}`)
    if (!link) return this.#connect(seat)
    this.#workshop.happened.disconnects += 1
    await link.close()
  }

  async #crashGuest(seat: FuzzSeat): Promise<void> {
    const link = this.#links.get(seat)
    await this.#workshop.edit(seat)
    await this.#workshop.crash(seat)
    // the dead seat's line: what it does now reaches neither its disk nor anybody
    void link?.close()
    if (link) await this.#connect(seat)
  }

  async #crashHub(): Promise<void> {
    const port = Number(new URL(this.#hub!.url).port)
    const old = this.#hub!
    await this.#workshop.edit(this.#hubSeat)
    await this.#workshop.crash(this.#hubSeat)
    void old.close()
    this.#hub = await until('the port is free', () => this.#openHub(port).catch(() => undefined))
  }

  async #letStrangerWrite(): Promise<void> {
    this.#stranger ??= await this.#invite()
    const { doc } = this.#stranger ?? {}
    if (!doc || !hasEvents(doc)) return
    const { random } = this.#workshop
    this.#workshop.say('stranger writes')
    const author = { ...PEOPLE[4]!, clock: createClock(newDeviceId()) }
    if (random.chance(0.3)) postEntry(doc, author, { text: 'from a plain client' })
    else operateOnce({ doc, author, random })
  }

  async #invite(): Promise<WebsocketProvider | undefined> {
    const [docId] = await this.#hubSeat.store.listDocsSince(0)
    if (docId === undefined) return undefined
    const doc = newDoc(docId)
    doc.clientID = this.#workshop.random.int(1, 2 ** 32 - 1)
    const { url, token } = this.#hub!
    return new WebsocketProvider(`${url}/docs`, docId, doc, { params: { token }, disableBc: true, maxBackoffTime: 50 })
  }

  /** Everybody connected, until all hold the same. */
  async quiesce(): Promise<void> {
    for (const seat of this.#guests) if (!this.#links.has(seat)) await this.#connect(seat)
    await until('everybody has everything', async () => {
      for (const seat of this.#workshop.seats) await seat.settle()
      return [...this.#links.values()].every((link) => link.isCaughtUp) && (await this.#isSame()) ? true : undefined
    })
  }

  /** The hub numbers an incident a little after it came, and that comes back to everybody. */
  async #isSame(): Promise<boolean> {
    const stranger = this.#stranger?.doc
    for (const docId of await this.#hubSeat.store.listDocsSince(0)) {
      const isNumbered = await this.#hubSeat.replica.use(docId, (doc) => readIncident(doc).number !== null)
      const wanted = await this.#hubSeat.replica.use(docId, describeDoc)
      if (!isNumbered) return false
      for (const seat of this.#guests) if (!isDeepStrictEqual(await seat.replica.use(docId, describeDoc), wanted)) return false
      if (stranger?.guid === docId && !isDeepStrictEqual(describeDoc(stranger), wanted)) return false
    }
    return true
  }

  async close(): Promise<void> {
    this.#stranger?.destroy()
    for (const link of this.#links.values()) await link.close()
    await this.#hub?.close()
  }
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const startedAt = performance.now()
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() - startedAt > PATIENCE_MS) throw new Error(`Waited ${PATIENCE_MS} ms, but never: ${what}`)
    await setTimeout(5)
  }
}
