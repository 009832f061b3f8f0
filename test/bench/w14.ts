import type { Page } from 'playwright-core'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { Replica } from '../../src-main/core/replica.ts'
import { openLog } from '../../src-main/core/sqlite/openDatabase.ts'
import { SqliteDocStore } from '../../src-main/core/sqlite/sqliteDocStore.ts'
import { parseInvite } from '../../src-main/hub/invite.ts'
import { anchorOf, textsOf } from '../../shared/doc/anchors.ts'
import { postComment } from '../../shared/doc/commentCommands.ts'
import { declareIncident } from '../../shared/doc/commands.ts'
import { newNodes } from '../../shared/doc/fragment.ts'
import { postmortemOf } from '../../shared/doc/roots.ts'
import type { Author } from '../../shared/doc/write.ts'
import { createClock } from '../../shared/domain/clock.ts'
import type { ActorId, DeviceId } from '../../shared/domain/ids.ts'
import { fromMarkdown } from '../../shared/domain/prose/fromMarkdown.ts'
import { valueOf } from '../../shared/domain/result.ts'
import { openSeat } from '../e2e/launch/seat.ts'
import { hostWarRoom, nameYourself } from '../e2e/person.ts'
import { percentile, printFigures, type Figure } from './figures.ts'
import { newFolder } from './folder.ts'

/*
 * W14: a postmortem of so many pages (50, or `W14 PAGES`) with comments in the real window: from the click until it can be written in, and
 * from a key to its paint while 20 others type in it. Needs a built window (`npm run build`) and Chromium.
 */
const PAGES = Number(process.argv[2] ?? 50)
const COMMENTS = 40
const OTHERS = 20
const KEYS_A_SECOND = 5
const ID = 'benchincident001'
const WORDS = ['pool', 'timeout', 'retry', 'gateway', 'rollback', 'canary', 'queue', 'replica', 'index', 'certificate']

const dataDir = newFolder('w14')
await buildFolder(dataDir)
const seat = await openSeat({ host: 'loopback', dataDir })
const { page } = seat
await nameYourself(page, 'Bench')
const invite = valueOf(parseInvite(await hostWarRoom(page)))
const figures: Figure[] = []
const at = `of ${PAGES} pages`
const opened = await measureOpen(page)
figures.push({ metric: `open a page ${at}`, muster: opened, unit: 'ms' })
const alone = await typeInto(page, '[contenteditable=true]')
const others = await typeElsewhere(invite)
const together = await typeInto(page, '[contenteditable=true]')
others.stop()
const bare = await typeIntoBare(page)
const against = 'the same page as bare HTML'
figures.push({ metric: `key to paint, p95, alone, ${at}`, muster: percentile(alone, 95), rival: bare, against, unit: 'ms' })
figures.push({
  metric: `key to paint, p95, ${OTHERS} others typing, ${at}`,
  muster: percentile(together, 95),
  rival: bare,
  against,
  unit: 'ms',
  goal: '≤ 16'
})
await seat.kill()
printFigures('W14', 'a long postmortem, in the window', figures)
process.exit(0)

/** A page is some 400 words: headings, paragraphs, lists and a table. */
function textOfPage(number: number): string {
  const sentence = (n: number) =>
    Array.from({ length: 14 }, (_, index) => WORDS[(number * 7 + n * 3 + index * index) % WORDS.length]).join(' ')
  const paragraph = (n: number) => [0, 1, 2, 3].map((each) => `${sentence(n + each)}.`).join(' ')
  return [
    `## Section ${number}`,
    ...[1, 5, 9, 13, 17].map(paragraph),
    `- ${sentence(21)}\n- ${sentence(22)}\n- [link](https://example.org/${number})`,
    `- [ ] ${sentence(23)}`,
    `| a | b |\n|---|---|\n| ${sentence(24)} | **${sentence(25)}** |`
  ].join('\n\n')
}

async function buildFolder(folder: string): Promise<void> {
  const replica = new Replica({ store: new SqliteDocStore(openLog(`${folder}/muster.sqlite`)) })
  const author: Author = { id: 'pbench' as ActorId, name: 'Ana Kim', clock: createClock('bench' as DeviceId) }
  await replica.use(ID, (doc) => {
    valueOf(declareIncident(doc, author, { title: 'Bench', severity: 'SEV-2' }))
    const blocks = Array.from({ length: PAGES }, (_, number) => fromMarkdown(textOfPage(number + 1))).flat()
    doc.transact(() => postmortemOf(doc).insert(0, newNodes(blocks)))
    const texts = textsOf(postmortemOf(doc)).filter((text) => text.length > 60)
    for (let n = 0; n < COMMENTS; n++) {
      const text = texts[Math.floor((n / COMMENTS) * texts.length)]!
      const range = { start: { text, index: 5 }, end: { text, index: 40 } }
      valueOf(postComment(doc, author, { page: 'postmortem', anchor: anchorOf(range), quote: text.toString().slice(5, 40), text: 'Why?' }))
    }
  })
  await replica.flush()
  await replica.close()
}

function measureOpen(on: Page): Promise<number> {
  return on.evaluate(async (incident) => {
    const start = performance.now()
    location.hash = `#incident/${incident}/postmortem`
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    while (document.querySelector('[contenteditable=true] h2') === null) await frame()
    return performance.now() - start
  }, ID)
}

/** Others at a client of their own, each in a paragraph of their own, with a name and a caret. */
async function typeElsewhere({ url, token }: { url: string; token: string }): Promise<{ stop(): void }> {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${url}/docs`, ID, doc, { params: { token }, disableBc: true })
  await new Promise<void>((resolve) => provider.on('sync', (isSynced: boolean) => isSynced && resolve()))
  const texts = textsOf(postmortemOf(doc)).filter((text) => text.length > 60)
  const people = Array.from({ length: OTHERS }, (_, index) => {
    const awareness = new Awareness(new Y.Doc())
    awareness.setLocalStateField('user', { id: `pother${index}`, name: `Person ${index}` })
    return { awareness, text: texts[Math.floor((index / OTHERS) * texts.length) + 3]! }
  })
  let turn = 0
  const timer = setInterval(
    () => {
      const { awareness, text } = people[turn++ % OTHERS]!
      text.insert(text.length, 'x')
      const caret = Y.createRelativePositionFromTypeIndex(text, text.length, -1)
      awareness.setLocalStateField('cursor', { anchor: caret, head: caret })
      applyAwarenessUpdate(provider.awareness, encodeAwarenessUpdate(awareness, [awareness.clientID]), 'typist')
    },
    1000 / OTHERS / KEYS_A_SECOND
  )
  return {
    stop() {
      clearInterval(timer)
      for (const { awareness } of people) awareness.destroy()
      provider.destroy()
    }
  }
}

/** What the browser itself needs for a page of this size: its HTML, with nothing behind it. */
async function typeIntoBare(on: Page): Promise<number> {
  const html = await on.locator('[contenteditable=true]').first().innerHTML()
  await on.goto('about:blank')
  await on.setContent(`<div style="height:100vh;overflow:auto"><div contenteditable="true" style="width:660px">${html}</div></div>`)
  return percentile(await typeInto(on, '[contenteditable=true]'), 95)
}

async function typeInto(on: Page, selector: string): Promise<number[]> {
  const field = on.locator(selector).first()
  const [paragraph, own] = [field.locator('p').first(), field]
  await ((await paragraph.count()) > 0 ? paragraph : own).click()
  await on.keyboard.press('End')
  await on.evaluate((wanted) => {
    const times: number[] = []
    Object.assign(window, { keyTimes: times })
    document.querySelector<HTMLElement>(wanted)!.addEventListener(
      'keydown',
      () => {
        const start = performance.now()
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => times.push(performance.now() - start)
          port2.postMessage(null)
        })
      },
      { capture: true }
    )
  }, selector)
  await on.keyboard.type(' Draining the pool of the second region while the first one fills again, and so on.', { delay: 60 })
  return on.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes)
}
