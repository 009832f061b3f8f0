import type { Page } from 'playwright-core'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { parseInvite } from '../../src-main/hub/invite.ts'
import { Replica } from '../../src-main/core/replica.ts'
import { openLog } from '../../src-main/core/sqlite/openDatabase.ts'
import { SqliteDocStore } from '../../src-main/core/sqlite/sqliteDocStore.ts'
import { declareIncident } from '../../shared/doc/commands.ts'
import { findEntryText } from '../../shared/doc/roots.ts'
import { writeEvents, type Author } from '../../shared/doc/write.ts'
import { createClock } from '../../shared/domain/clock.ts'
import type { ActorId, DeviceId, EventId } from '../../shared/domain/ids.ts'
import { valueOf } from '../../shared/domain/result.ts'
import { openSeat } from '../e2e/launch/seat.ts'
import { hostWarRoom, nameYourself } from '../e2e/person.ts'
import { median, percentile, printFigures, type Figure } from './figures.ts'
import { newFolder } from './folder.ts'
import { measureAdding } from './w10adding.ts'

/*
 * W10: one incident with many entries, in the real window: from the click to the first entries, a filter, and from a key to its paint
 * while 20 others type. In the core: an entry added, until the list and the search know of it. Needs a built window (`npm run build`) and Chromium. `W10 100000` measures only that size.
 */
const SIZES = process.argv[2] ? [Number(process.argv[2])] : [10_000, 100_000]
const OPENS = 5
const WORDS = ['pool', 'timeout', 'retry', 'gateway', 'rollback', 'canary', 'queue', 'replica', 'index', 'certificate']
const OTHERS = 20
const KEYS_A_SECOND = 5

const figures: Figure[] = []
for (const size of SIZES) {
  const { dataDir, id, last, update } = await buildFolder(size)
  await measureCore(dataDir, id, size)
  const seat = await openSeat({ host: 'loopback', dataDir })
  const { page } = seat
  await nameYourself(page, 'Bench')
  const at = `at ${size.toLocaleString('en')}`
  const goal = size <= 10_000 ? '≤ 150' : '≤ 400'
  const opens: Opened[] = []
  for (let run = 0; run < OPENS; run += 1) opens.push(await measureOpen(page, id))
  const limit = { rival: measureDocument(update), against: 'Y.applyUpdate of it, nothing else' }
  const first = median(opens.slice(1).map(({ first }) => first))
  const whole = median(opens.slice(1).map(({ whole }) => whole))
  figures.push({ metric: `open to first entries ${at}`, muster: first, ...limit, unit: 'ms', goal })
  figures.push({ metric: `open until all of it is there ${at}`, muster: whole, ...limit, unit: 'ms' })
  await measureFilter(page, 'warm')
  const filters: number[] = []
  for (const word of WORDS) filters.push(await measureFilter(page, word))
  const scan = await measureScan(page, size)
  figures.push({
    metric: `filter ${at}`,
    muster: median(filters),
    rival: scan,
    against: 'a plain scan of strings',
    unit: 'ms',
    goal: '≤ 16'
  })
  await measureFilter(page, '')
  const invite = valueOf(parseInvite(await hostWarRoom(page)))
  const others = await typeElsewhere(invite, id, last)
  const keys = await measureKeys(page)
  others.stop()
  figures.push({
    metric: `key to paint, p95, ${OTHERS} others typing, ${at}`,
    muster: percentile(keys, 95),
    rival: await measureBareKeys(page),
    against: 'a bare text field',
    unit: 'ms',
    goal: '≤ 16'
  })
  await seat.kill()
}
printFigures('W10', 'one incident with many entries, in the window', figures)
process.exit(0)

interface Built {
  dataDir: string
  id: string
  /** The entries written last. */
  last: EventId[]
  /** The whole document. */
  update: Uint8Array
}

async function buildFolder(size: number): Promise<Built> {
  const dataDir = newFolder(`w10-${size}`)
  const store = new SqliteDocStore(openLog(`${dataDir}/muster.sqlite`))
  const replica = new Replica({ store })
  const id = 'benchincident001'
  const start = Date.now() - size * 1000
  let now = start
  const people: Author[] = ['Ana Kim', 'Ben Adler', 'Cho Park'].map((name, n) => ({
    id: `pbench${n}` as ActorId,
    name,
    clock: createClock(`bench${n}` as DeviceId, () => now)
  }))
  let last: EventId[] = []
  await replica.use(id, (doc) => {
    valueOf(declareIncident(doc, people[0]!, { title: 'Bench', severity: 'SEV-2' }))
    const STEP = 5000
    for (let done = 0; done < size; done += STEP) {
      now = start + done * 1000
      const count = Math.min(STEP, size - done)
      const author = people[(done / STEP) % people.length]!
      const posts = Array.from(
        { length: count },
        (_, n) => ({ kind: 'entryPosted', category: 'note', at: start + (done + n) * 1000 }) as const
      )
      last = writeEvents(
        doc,
        author,
        posts,
        (n) => `${WORDS[n % 10]} of host ${done + n} is at ${(n * 7) % 100} % since ${WORDS[(n * 3) % 10]}`
      )
    }
  })
  await replica.flush()
  const update = await replica.use(id, (doc) => Y.encodeStateAsUpdate(doc))
  await replica.close()
  return { dataDir, id, last, update }
}

/** Before a window has it: the folder belongs to one process at a time. */
async function measureCore(dataDir: string, id: string, size: number): Promise<void> {
  const author: Author = { id: 'padder' as ActorId, name: 'Dee Adder', clock: createClock('adder' as DeviceId) }
  const kept = await measureAdding(dataDir, id, author)
  const whole = await measureAdding(dataDir, id, author, Infinity)
  const at = `at ${size.toLocaleString('en')}`
  const against = 'folding the whole anew'
  figures.push({ metric: `entry added, log to list, ${at}`, muster: kept.post, rival: whole.post, against, unit: 'ms' })
  figures.push({ metric: `letter in an entry, log to search, ${at}`, muster: kept.type, rival: whole.type, against, unit: 'ms' })
}

/** The least it could cost to have the document, without sending it, looking into it or drawing anything. */
function measureDocument(update: Uint8Array): number {
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now()
    Y.applyUpdate(new Y.Doc(), update)
    return performance.now() - startedAt
  })
  return median(times)
}

interface Opened {
  first: number
  whole: number
}

/** From the address changing to the first entries being drawn, and to everything being there. */
async function measureOpen(page: Page, id: string): Promise<Opened> {
  await page.evaluate(() => (location.hash = '#list'))
  await page.locator('[data-row]').first().waitFor()
  return page.evaluate(async (incident) => {
    const start = performance.now()
    location.hash = `#incident/${incident}`
    // behind the callbacks of a frame it is drawn
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    while (document.querySelector('[data-entry]') === null) await frame()
    const first = performance.now() - start
    while (document.querySelector<HTMLElement>('.room')?.inert !== false) await frame()
    return { first, whole: performance.now() - start }
  }, id)
}

/** From a word in the search field to the list being laid out. */
function measureFilter(page: Page, word: string): Promise<number> {
  return page.evaluate(async (text) => {
    const field = document.querySelector<HTMLInputElement>('input[type=search]')!
    const start = performance.now()
    field.value = text
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await Promise.resolve()
    void document.querySelector('[role=log]')!.scrollHeight
    return performance.now() - start
  }, word)
}

/** The least a filter could cost: looking for a word in as many strings. */
function measureScan(page: Page, size: number): Promise<number> {
  return page.evaluate(
    ({ count, words }) => {
      const texts = Array.from(
        { length: count },
        (_, n) => `ana kim ${words[n % 10]} of host ${n} is at ${(n * 7) % 100} % since ${words[(n * 3) % 10]}`
      )
      const times = words.map((word) => {
        const start = performance.now()
        const found = texts.filter((text) => text.includes(word))
        return found.length > 0 ? performance.now() - start : 0
      })
      return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!
    },
    { count: size, words: WORDS }
  )
}

/** Others at a client of their own, each in an entry of their own. */
async function typeElsewhere({ url, token }: { url: string; token: string }, id: string, entries: EventId[]): Promise<{ stop(): void }> {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${url}/docs`, id, doc, { params: { token }, disableBc: true })
  await new Promise<void>((resolve) => provider.on('sync', (isSynced: boolean) => isSynced && resolve()))
  let turn = 0
  const timer = setInterval(
    () => {
      findEntryText(doc, entries[entries.length - 1 - (turn++ % OTHERS)]!)?.insert(0, 'x')
    },
    1000 / OTHERS / KEYS_A_SECOND
  )
  return {
    stop() {
      clearInterval(timer)
      provider.destroy()
    }
  }
}

async function measureKeys(page: Page): Promise<number[]> {
  return typeInto(page, 'textarea[aria-label="Note, Markdown"]')
}

/** What a browser needs for a key in a field with nothing behind it. */
async function measureBareKeys(page: Page): Promise<number> {
  await page.goto('about:blank')
  await page.setContent('<textarea></textarea>')
  return percentile(await typeInto(page, 'textarea'), 95)
}

async function typeInto(page: Page, selector: string): Promise<number[]> {
  await page.evaluate((wanted) => {
    const field = document.querySelector<HTMLTextAreaElement>(wanted)!
    const times: number[] = []
    Object.assign(window, { keyTimes: times })
    field.focus()
    field.addEventListener('keydown', () => {
      const start = performance.now()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => times.push(performance.now() - start)
        port2.postMessage(null)
      })
    })
  }, selector)
  await page.keyboard.type('Draining the pool of the second region while the first one fills again, and so on.', { delay: 60 })
  return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes)
}
