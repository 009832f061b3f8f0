import { describe, expect, it, onTestFinished } from 'vitest'
import { Replica } from '#main/core/replica.ts'
import { openLog } from '#main/core/sqlite/openDatabase.ts'
import { SqliteDocStore } from '#main/core/sqlite/sqliteDocStore.ts'
import { declareIncident } from '#shared/doc/commands.ts'
import { writeEvents } from '#shared/doc/write.ts'
import { valueOf } from '#shared/domain/result.ts'
import { newAuthor } from '#test/support/authors.ts'
import { HOSTS, openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { entry, nameYourself, seesSaved, writeNote } from './person.ts'

const ID = 'hugeincident0001'
const ENTRIES = 20_000

/** A data folder that holds it, as a past run of somebody else left it. */
async function folderWithIt(): Promise<string> {
  const dataDir = tempDir()
  const replica = new Replica({ store: new SqliteDocStore(openLog(`${dataDir}/muster.sqlite`)) })
  let now = Date.now() - ENTRIES * 1000
  const ana = newAuthor('Ana Kim', () => now)
  await replica.use(ID, (doc) => {
    valueOf(declareIncident(doc, ana, { title: 'The long one', severity: 'SEV-2' }))
    const posts = Array.from({ length: ENTRIES }, (_, n) => ({ kind: 'entryPosted', category: 'note', at: now + n * 1000 }) as const)
    writeEvents(doc, ana, posts, (n) => `Line ${n} of many`)
    now = Date.now()
  })
  await replica.flush()
  await replica.close()
  return dataDir
}

interface Frame {
  isInert: boolean
  /** The last line: what it says, and where it stands. */
  last: string
  bottom: number
  opening: string
  counted: string
}

/** What is on the screen in each frame from the address changing until half a second after the whole is there. */
const framesOf = (id: string) =>
  new Promise<Frame[]>((resolve) => {
    const frames: Frame[] = []
    let until = Infinity
    location.hash = `#incident/${id}`
    const look = () => {
      const room = document.querySelector<HTMLElement>('.room')
      const rows = [...document.querySelectorAll<HTMLElement>('[role=log] [data-entry]')]
      const last = rows.toSorted((a, b) => a.getBoundingClientRect().bottom - b.getBoundingClientRect().bottom).at(-1)
      if (room && last) {
        frames.push({
          isInert: room.inert,
          last: last.innerText.replace(/\s+/g, ' '),
          bottom: Math.round(last.getBoundingClientRect().bottom),
          opening: document.querySelector<HTMLElement>('.opening')?.innerText ?? '',
          counted: document.querySelector<HTMLInputElement>('input[type=search]')?.placeholder ?? ''
        })
        if (!room.inert) until = Math.min(until, performance.now() + 500)
      }
      if (performance.now() > until) resolve(frames)
      else next()
    }
    // what was drawn, not what is about to be measured and drawn
    const next = () => requestAnimationFrame(() => setTimeout(look))
    next()
  })

describe.each(HOSTS)('an incident with many entries on %s', (host) => {
  it('U113 shows its newest lines before the whole is here, and nothing moves when it comes', async () => {
    const seat = await openSeat({ host, dataDir: await folderWithIt() })
    onTestFinished(() => seat.close())
    const { page } = seat
    await nameYourself(page, 'Ben Adler')
    await page.locator('[data-row]').first().waitFor()
    const frames = await page.evaluate(framesOf, ID)
    const [first, ...then] = frames
    expect(first).toMatchObject({ isInert: true, opening: 'Opening all 20,001 entries', counted: 'Search 20,001' })
    // the heights of lines are known from the second frame on
    expect(first!.last).toMatch(/Line 1999\d of many/)
    expect(new Set(then.map(({ bottom, last }) => `${bottom} ${last}`)).size).toBe(1)
    expect(then.at(-1)).toMatchObject({ isInert: false, opening: '', counted: 'Search 20,001' })
    expect(then.at(-1)!.last).toContain(`Line ${ENTRIES - 1} of many`)
    await writeNote(page, 'And I can write in it')
    await entry(page, 'And I can write in it').waitFor()
    await seesSaved(page, /Saved/)
  })
})
