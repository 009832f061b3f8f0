import { setImmediate } from 'node:timers/promises'
import type { Committed } from '#main/core/replica.ts'
import { hasGaps } from '#main/core/replica.ts'
import { Numbers } from '#main/hub/numbers.ts'
import { importIncidents } from '#main/importers/importIncidents.ts'
import { openImport } from '#main/importers/formats.ts'
import { newIncidentId } from '#shared/domain/ids.ts'
import { FuzzSeat, type Disk } from './fuzzSeat.ts'
import { declareOne, hasEvents, operateOnce, PEOPLE, statusFeed } from './operations.ts'
import type { Random } from './random.ts'

/** What happened, so that a run in which nothing did is not taken for a good one. */
export interface Happened {
  operations: number
  refused: number
  imports: number
  crashes: number
  /** Changes that a crash took because they were not on the disk yet. */
  forgotten: number
  disconnects: number
  repeats: number
  gaps: number
}

export const nothingHappened = (): Happened => ({
  operations: 0,
  refused: 0,
  imports: 0,
  crashes: 0,
  forgotten: 0,
  disconnects: 0,
  repeats: 0,
  gaps: 0
})

/** Seats, documents, and what is done to them; how updates travel between seats is somebody else's. */
export class Workshop {
  readonly seats: FuzzSeat[] = []
  readonly random: Random
  readonly happened: Happened
  readonly trace: string[] = []
  readonly #docIds: string[] = []
  readonly #startAt: number
  #passed = 0

  constructor(random: Random, happened: Happened) {
    this.random = random
    this.happened = happened
    this.#startAt = Date.now()
  }

  /** Time goes on with every step; each device sees it up to a day off. */
  async addSeat(name: string, disk: Disk): Promise<FuzzSeat> {
    const skewMs = this.random.int(-24, 24) * 3600_000
    const now = () => this.#startAt + this.#passed + skewMs
    const person = PEOPLE[this.seats.length % PEOPLE.length]!.id
    const seat = await FuzzSeat.start({ name, person, disk, random: this.random, now })
    this.seats.push(seat)
    return seat
  }

  say(line: string): void {
    this.trace.push(line)
    this.#passed += this.random.int(1, 120_000)
  }

  /** One person does one thing; the change may still wait for the disk afterwards. */
  async edit(seat: FuzzSeat): Promise<void> {
    const { random, happened } = this
    const isNew = this.#docIds.length < 2 || (this.#docIds.length < 5 && random.chance(0.05))
    const docId = isNew ? newIncidentId() : random.pick(this.#docIds)
    if (isNew) this.#docIds.push(docId)
    await seat.replica.use(docId, (doc) => {
      const at = { doc, author: seat.author, random }
      if (isNew) declareOne(at)
      // nobody works on an incident that has not arrived
      if (!isNew && !hasEvents(doc)) return
      const { name, isRefused } = isNew ? { name: 'declareIncident', isRefused: false } : operateOnce(at)
      happened.operations += 1
      if (isRefused) happened.refused += 1
      this.say(`${seat.name} ${name} ${docId}${isRefused ? ' (refused)' : ''}`)
    })
  }

  /** Two people of one machine at once: their documents load and leave memory in each other's way. */
  async editTwice(seat: FuzzSeat): Promise<void> {
    await Promise.all([this.edit(seat), this.edit(seat)])
  }

  async import(seat: FuzzSeat): Promise<void> {
    this.happened.imports += 1
    this.say(`${seat.name} import`)
    const file = openImport(statusFeed(this.random, this.#startAt), 'statusFeed')
    const target = {
      change: (docId: string, change: Parameters<Parameters<typeof importIncidents>[1]['change']>[1]) => {
        if (!this.#docIds.includes(docId)) this.#docIds.push(docId)
        return seat.replica.use(docId, (doc) => void change(doc))
      },
      flush: () => seat.replica.flush()
    }
    await importIncidents(file, target)
  }

  async crash(seat: FuzzSeat): Promise<void> {
    this.happened.crashes += 1
    this.happened.forgotten += seat.replica.unsaved
    this.say(`${seat.name} crash, ${seat.replica.unsaved} changes unsaved`)
    await seat.crash()
  }
}

/**
 * One direction between two seats. Any update may arrive at any time, several times, in any order, or not before the line is back;
 * it is sent until the receiver has it on its disk.
 */
class Channel {
  readonly #from: FuzzSeat
  readonly #to: FuzzSeat
  readonly #workshop: Workshop
  readonly #acknowledged = new Set<number>()
  #waiting = new Map<number, { docId: string; body: Uint8Array }>()
  isUp = true

  constructor(from: FuzzSeat, to: FuzzSeat, workshop: Workshop) {
    this.#from = from
    this.#to = to
    this.#workshop = workshop
  }

  get size(): number {
    return this.#waiting.size
  }

  get name(): string {
    return `${this.#from.name}→${this.#to.name}`
  }

  /** The sender has (re)started: everything of its log that was not acknowledged, and a little that was. */
  async restart(): Promise<void> {
    const { random } = this.#workshop
    for (const seq of this.#acknowledged) if (random.chance(0.05)) this.#acknowledged.delete(seq)
    this.#waiting = new Map()
    const { updates } = await this.#from.store.listSince(0, 1_000_000)
    for (const update of updates) this.#add(update)
    this.#from.replica.onCommitted((committed) => committed.forEach((update) => this.#add(update)))
  }

  #add({ seq, docId, body, peer }: Pick<Committed, 'seq' | 'docId' | 'body' | 'peer'>): void {
    const isTheirs = peer === this.#from.store.peerNumber(this.#to.name)
    if (!isTheirs && !this.#acknowledged.has(seq)) this.#waiting.set(seq, { docId, body })
  }

  /** Any one of those that wait. */
  async deliverOne(isSure: boolean): Promise<void> {
    const { random, happened } = this.#workshop
    const waiting = this.#waiting
    const [seq, { docId, body }] = random.pick([...waiting])
    const { replica, store } = this.#to
    const check = await replica.receive(docId, body, { peer: store.peerNumber(this.#from.name) })
    if (check.type === 'bad') throw new Error(`${this.name} refused update ${seq} of ${docId}: ${check.problem}`)
    if (await replica.use(docId, hasGaps)) happened.gaps += 1
    if (!isSure && random.chance(0.25)) {
      happened.repeats += 1
      return
    }
    await replica.flush()
    this.#acknowledged.add(seq)
    waiting.delete(seq)
  }
}

/** A hub and its seats with a line of channels each. */
export class Simulation {
  readonly #workshop: Workshop
  readonly #channels: { from: FuzzSeat; channel: Channel }[] = []
  #numbers: Numbers | undefined

  constructor(workshop: Workshop) {
    this.#workshop = workshop
  }

  get #hub(): FuzzSeat {
    return this.#workshop.seats[0]!
  }

  async start(): Promise<void> {
    const [hub, ...seats] = this.#workshop.seats
    for (const seat of seats) {
      for (const [from, to] of [
        [hub!, seat],
        [seat, hub!]
      ] as const)
        this.#channels.push({ from, channel: new Channel(from, to, this.#workshop) })
    }
    for (const { channel } of this.#channels) await channel.restart()
    this.#startNumbers()
  }

  #startNumbers(): void {
    const { replica, projector, projection } = this.#hub
    this.#numbers = new Numbers({ replica, projector, db: projection.db, hubId: 'thehub' })
  }

  async step(): Promise<void> {
    const { random, seats, happened } = this.#workshop
    const seat = random.pick(seats)
    const die = random.next()
    if (die < 0.5) return this.#workshop.edit(seat)
    if (die < 0.55) return this.#workshop.editTwice(seat)
    if (die < 0.82) return this.#deliver(random.int(1, 8))
    if (die < 0.87) return void (await setImmediate())
    if (die < 0.91) {
      const { channel } = random.pick(this.#channels)
      channel.isUp = !channel.isUp
      if (!channel.isUp) happened.disconnects += 1
      return this.#workshop.say(`${channel.name} ${channel.isUp ? 'up' : 'down'}`)
    }
    if (die < 0.94) return this.#crash(seat)
    if (die < 0.97) return this.#workshop.import(seat)
    this.#workshop.say('numbers')
    // not awaited: a crash may come before they are all given
    void this.#numbers?.assign()
  }

  async #crash(seat: FuzzSeat): Promise<void> {
    if (this.#workshop.random.chance(0.7)) await this.#workshop.edit(seat)
    await this.#workshop.crash(seat)
    for (const { from, channel } of this.#channels) if (from === seat) await channel.restart()
    if (seat === this.#hub) this.#startNumbers()
  }

  async #deliver(count: number): Promise<void> {
    const { random } = this.#workshop
    for (let left = count; left > 0; left--) {
      const ready = this.#channels.filter(({ channel }) => channel.isUp && channel.size > 0)
      if (ready.length === 0) return
      const { channel } = random.pick(ready)
      this.#workshop.say(`${channel.name} one of ${channel.size}`)
      await channel.deliverOne(false)
    }
  }

  /** All lines up, until nothing waits anywhere and every incident has its number. */
  async quiesce(): Promise<void> {
    for (;;) {
      const waiting = this.#channels.filter(({ channel }) => channel.size > 0)
      for (const { channel } of waiting) while (channel.size > 0) await channel.deliverOne(true)
      for (const seat of this.#workshop.seats) await seat.settle()
      await this.#numbers?.assign()
      if (this.#channels.every(({ channel }) => channel.size === 0)) return
    }
  }
}
