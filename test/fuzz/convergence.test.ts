import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { expectAgreement, type Found } from './agreement.ts'
import { memoryDisk, sqliteDisk, type Disk } from './fuzzSeat.ts'
import { baseSeed, seededRandom, type Random } from './random.ts'
import { nothingHappened, Simulation, Workshop } from './simulation.ts'
import { SocketRoom } from './socketRoom.ts'

const SEEDS = Number(process.env['MUSTER_FUZZ_SEEDS'] ?? 50)
const FIRST = baseSeed(1)
/** One in five runs over the real hub, the real links and real sockets. */
const isOverSockets = (seed: number): boolean => seed % 5 === 0
/** 47, 48: updates that did not fit in yet were lost in a crash. 10, 25: a document left memory while it was being opened. */
const PINNED = [10, 25, 47, 48]

const root = mkdtempSync(join(tmpdir(), 'muster-fuzz-'))
const happened = nothingHappened()
const total: Found = { documents: 0, incidents: 0, events: 0, textLength: 0, overruled: 0, numbered: 0 }
const seeds = [...new Set([...PINNED, ...Array.from({ length: SEEDS }, (_, index) => FIRST + index)])]

afterEach(() => vi.restoreAllMocks())
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('replicas and a hub, worked on at random', () => {
  it.each(seeds)('F10 seed %i: all replicas agree, and list what a rebuilt projection lists', { timeout: 120_000 }, async (seed) => {
    const random = seededRandom(seed)
    seedIds(random)
    const workshop = new Workshop(random, happened)
    try {
      add(isOverSockets(seed) ? await runOverSockets(workshop, seed) : await runSimulated(workshop, seed))
    } catch (error) {
      console.error(`Convergence fuzz, MUSTER_SEED=${seed} MUSTER_FUZZ_SEEDS=1:\n${workshop.trace.join('\n')}`)
      throw error
    } finally {
      for (const seat of workshop.seats) seat.stop()
    }
  })

  it('F11 the runs held what they are about: conflicts, crashes, gaps, repeats, numbers', () => {
    console.log(`Convergence fuzz from seed ${FIRST}: ${JSON.stringify({ ...happened, ...total })}`)
    for (const [what, count] of Object.entries({ ...happened, ...total })) expect(count, what).toBeGreaterThan(seeds.length / 10)
    expect(total.events).toBeGreaterThan(20 * seeds.length)
    expect(total.numbered).toBe(total.incidents)
  })
})

/** Ids of incidents and devices come from the seed as well. */
function seedIds(random: Random): void {
  vi.spyOn(globalThis.crypto, 'getRandomValues').mockImplementation((array) => {
    if (array instanceof Uint8Array) for (let i = 0; i < array.length; i++) array[i] = random.int(0, 255)
    return array
  })
}

function disksFor(seed: number): (index: number) => Disk {
  const isSqlite = isOverSockets(seed) || seed % 8 === 1
  return (index) => {
    if (!isSqlite) return memoryDisk()
    const dir = join(root, `${seed}-${index}`)
    mkdirSync(dir)
    return sqliteDisk(dir)
  }
}

async function addSeats(workshop: Workshop, seed: number, count: number): Promise<void> {
  const disk = disksFor(seed)
  for (let index = 0; index < count; index++) await workshop.addSeat(index === 0 ? 'hub' : `seat${index}`, disk(index))
}

async function runSimulated(workshop: Workshop, seed: number): Promise<Found> {
  const { random, seats } = workshop
  await addSeats(workshop, seed, random.int(4, 6))
  const simulation = new Simulation(workshop)
  await simulation.start()
  for (let steps = random.int(150, 350); steps > 0; steps--) await simulation.step()
  await simulation.quiesce()
  return expectAgreement(seats, random)
}

async function runOverSockets(workshop: Workshop, seed: number): Promise<Found> {
  const { random, seats } = workshop
  await addSeats(workshop, seed, random.int(4, 5))
  const room = new SocketRoom(workshop)
  await room.start()
  try {
    for (let steps = random.int(100, 200); steps > 0; steps--) await room.step()
    await room.quiesce()
    return await expectAgreement(seats, random)
  } finally {
    await room.close()
  }
}

function add(found: Found): void {
  for (const [what, count] of Object.entries(found)) total[what as keyof Found] += count
}
