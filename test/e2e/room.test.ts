import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { takeBrowser, leaveBrowser } from './launch/browser.ts'
import { collectProblems } from './launch/problems.ts'
import { HOSTS, openSeat, type HostName, type Seat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { listIncidents, muster, showIncident } from './musterCli.ts'
import { declare, entry, nameYourself, seesSaved, writeNote } from './person.ts'

const TITLE = 'Baskets lose items'

async function openRoom(host: HostName): Promise<Seat & { dataDir: string }> {
  const dataDir = tempDir()
  const seat = await openSeat({ host, dataDir })
  await nameYourself(seat.page, 'Priya Raman')
  await declare(seat.page, TITLE, 'SEV-3')
  await seesSaved(seat.page, /Saved on this machine/)
  return { ...seat, dataDir }
}

const status = (page: Page, name: string, checked = true): Locator =>
  page.getByRole('radiogroup', { name: 'Status' }).getByRole('radio', { name, checked })
const action = (note: Locator, name: string): Locator => note.getByRole('button', { name, exact: true })
const shown = (page: Page): Promise<number> => page.locator('article').count()
/** The value of a clock of the header, by its label. */
const clockOf = (page: Page, label: RegExp): Locator => page.locator('.vital', { hasText: label }).locator('.clock')

async function isStill(what: string, read: () => Promise<string>, page: Page): Promise<void> {
  const before = await read()
  const wall = page.locator('time.clock')
  const second = await wall.innerText()
  await waitFor('a second to pass', async () => ((await wall.innerText()) === second ? undefined : true))
  expect(await read(), what).toBe(before)
}

async function runs(what: string, read: () => Promise<string>): Promise<void> {
  const before = await read()
  await waitFor(`${what} to run`, async () => ((await read()) === before ? undefined : true))
}

describe.each(HOSTS)('the war room, on the %s host', (host) => {
  test('X20 status and severity change by pointer and by key, and each change is an entry', async () => {
    const seat = await openRoom(host)
    const { page } = seat
    await status(page, 'Active').waitFor()
    await page.getByRole('radio', { name: 'Resolved' }).click()
    await status(page, 'Resolved').waitFor()
    await entry(page, 'changed status').filter({ hasText: 'Resolved' }).waitFor()
    await isStill('time open, once resolved', () => clockOf(page, /Open for/).innerText(), page)
    await page.locator('article').last().focus()
    await page.keyboard.press('s')
    await page.keyboard.press('2')
    await status(page, 'Stable').waitFor()
    await runs('time since declared, once reopened', () => clockOf(page, /Since declared/).innerText())
    await page.keyboard.press('v')
    await page.keyboard.press('1')
    await page.getByRole('button', { name: 'Severity SEV-1, change' }).waitFor()
    await entry(page, 'raised severity').filter({ hasText: 'SEV-1' }).waitFor()
    // passing over a step with the arrows tells nobody anything
    await status(page, 'Stable').focus()
    await page.keyboard.press('ArrowRight')
    await status(page, 'Stable').waitFor()
    await page.keyboard.press('Enter')
    await status(page, 'Resolved').waitFor()
    await seesSaved(page, /^Saved on this machine$/)
    await seat.close()
    expect(listIncidents(seat.dataDir)[0]).toMatchObject({ status: 'resolved', severity: 'SEV-1' })
  })

  test('X21 a new title is everywhere the old one was', async () => {
    const seat = await openRoom(host)
    const { page } = seat
    await page.getByRole('button', { name: 'Edit title' }).click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Baskets lose items after a reload')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Baskets lose items after a reload' }).waitFor()
    await page.getByRole('navigation', { name: 'Open incidents' }).getByText('Baskets lose items after a reload').waitFor()
    expect(await page.title()).toBe('Baskets lose items after a reload · Muster')
    // given up, it stays
    await page.getByRole('button', { name: 'Edit title' }).click()
    await page.keyboard.type('something else')
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { level: 1, name: 'Baskets lose items after a reload' }).waitFor()
    await page.getByRole('link', { name: 'Incidents' }).first().click()
    await page.getByRole('row', { name: /Baskets lose items after a reload/ }).waitFor()
    await seat.close()
  })

  test('X22 a note carries the time of its first key, however long it takes to write', async () => {
    const seat = await openRoom(host)
    const { page } = seat
    await page.locator('body').press('n')
    await page.keyboard.type('It began')
    const begun = /Begun (\d\d:\d\d:\d\d)/.exec(await page.getByText(/^Begun \d\d:\d\d:\d\d$/).innerText())![1]!
    await waitFor('two seconds to pass', async () =>
      (await page.locator('time.clock b').innerText()) > addSeconds(begun, 2) ? true : undefined
    )
    await page.keyboard.type(' with the reload.')
    await page.keyboard.press('Control+Enter')
    const note = entry(page, 'It began with the reload.')
    await note.waitFor()
    expect(await note.locator('.time').getAttribute('title')).toContain(` ${begun} UTC`)
    await seat.close()
    const [listed] = listIncidents(seat.dataDir)
    const posted = showIncident(seat.dataDir, listed!.id).timeline.find(({ text }) => text.includes('It began'))
    expect(posted!.at.slice(11, 19)).toBe(begun)
  })

  test('X23 an entry can be edited, moved in time with both times told, flagged, and taken back', async () => {
    const seat = await openRoom(host)
    const { page } = seat
    await writeNote(page, 'Two carts of forty.')
    const note = page.locator('article', { has: page.locator('.body, .live, .editor') })
    await note.focus()
    await page.keyboard.press('Enter')
    const editor = page.getByRole('textbox', { name: 'Text of the entry, Markdown' })
    await editor.press('Control+a')
    await editor.pressSequentially('Two carts of **fifty**.')
    await page.keyboard.press('Escape')
    expect(await note.locator('strong').innerText()).toBe('fifty')
    await note.getByText(/\bedited\b/).waitFor()

    await page.keyboard.press('f')
    await note.getByText('flagged').waitFor()
    await page.keyboard.press('f')
    await note.getByText('flagged').waitFor({ state: 'detached' })
    await page.keyboard.press('f')

    const written = (await note.locator('.time').innerText()).trim()
    await action(note, 'Edit time').click()
    await page.getByRole('textbox', { name: 'Time, UTC' }).fill('half past')
    await page.getByRole('button', { name: 'Set time' }).click()
    await note.getByText('Write it as 03:33 or 2026-11-23 03:33:10, in UTC.').waitFor()
    await page.getByRole('textbox', { name: 'Time, UTC' }).fill('2026-01-05 03:33:10')
    await page.getByRole('button', { name: 'Set time' }).click()
    await note.getByText(new RegExp(`wrote at [\\d-]+ ${written}, moved to 2026-01-05 03:33`)).waitFor()
    expect(await page.locator('article').first().innerText()).toContain('Two carts of fifty.')
    const [listed] = listIncidents(seat.dataDir)
    expect(showIncident(seat.dataDir, listed!.id).timeline[0]).toMatchObject({
      at: '2026-01-05T03:33:10.000Z',
      flagged: true,
      text: 'Two carts of **fifty**.'
    })

    await action(note, 'Take back').click()
    await note.getByRole('button', { name: 'Keep' }).click()
    expect(await note.count()).toBe(1)
    await action(note, 'Take back').click()
    await note.locator('.confirm').getByRole('button', { name: 'Take back' }).click()
    await note.waitFor({ state: 'detached' })
    await seesSaved(page, /^Saved on this machine$/)
    await seat.close()
    expect(showIncident(seat.dataDir, listed!.id).timeline.some(({ text }) => text.includes('Two carts'))).toBe(false)
    expect(muster('verify', '--data', seat.dataDir)).toMatch(/^Clean: /)
  })

  test('X24 the impact clock runs with the impact: from its start, until it ends, and on when it goes on', async () => {
    const seat = await openRoom(host)
    const { page } = seat
    expect(
      await page
        .locator('.vital', { hasText: /impact/i })
        .first()
        .innerText()
    ).toMatch(/none/)
    await page.getByRole('button', { name: 'Add impact' }).click()
    const form = page.getByRole('form', { name: 'Add impact' })
    await form
      .getByRole('textbox', { name: 'Start, UTC' })
      .fill(new Date(Date.now() - 15 * 60_000).toISOString().slice(0, 19).replace('T', ' '))
    await form.getByRole('button', { name: 'Add impact' }).click()
    await form.getByText('Say who or what is affected', { exact: false }).waitFor()
    await form.getByRole('textbox', { name: /Who or what is affected/ }).fill('Shoppers with a full basket')
    await form.getByRole('button', { name: 'Add impact' }).click()
    const impact = () =>
      clockOf(page, /impact/i)
        .first()
        .innerText()
    await page.getByText('Shoppers with a full basket').first().waitFor()
    expect(await impact()).toMatch(/^15:\d\d$/)
    await runs('the impact', impact)
    await page.getByRole('switch', { name: 'End impact: Shoppers with a full basket' }).press('Space')
    await page.locator('.vital', { hasText: 'impact, ended' }).waitFor()
    await isStill('the impact, once ended', impact, page)
    await page.getByRole('switch', { name: 'Reopen impact: Shoppers with a full basket' }).press('Space')
    await runs('the impact, once it goes on', impact)
    await page.locator('article').last().focus()
    await page.keyboard.press('s')
    await page.keyboard.press('1')
    await seat.close()
    expect(showIncident(seat.dataDir, listIncidents(seat.dataDir)[0]!.id).impacts).toMatchObject([
      { scope: 'Shoppers with a full basket', end: null }
    ])
  })

  test('X25 command is handed over with a key and a name, and the entry says from whom to whom', async () => {
    const seat = await openRoom(host)
    const { page } = seat
    await page.locator('article').last().focus()
    await page.keyboard.press('a')
    const popup = page.getByRole('dialog', { name: 'Choose the commander' })
    await popup.getByRole('textbox', { name: 'Name' }).fill('Mei Tanaka')
    await page.keyboard.press('Enter')
    await popup.getByRole('button', { name: 'Make commander now' }).click()
    await popup.waitFor({ state: 'detached' })
    await page.locator('.commander', { hasText: 'Mei Tanaka' }).waitFor()
    await entry(page, 'Mei Tanaka').waitFor()
    await seesSaved(page, /^Saved on this machine$/)
    await seat.close()
    expect(listIncidents(seat.dataDir)[0]!.commander).toBe('Mei Tanaka')
  })

  test('X26 filters of the timeline count the whole, hide what is asked, and say how much is shown', async () => {
    const seat = await openRoom(host)
    const { page } = seat
    for (const text of ['First look at the logs.', 'Second look at the cache.', 'Third look at the basket.']) await writeNote(page, text)
    await page.locator('article', { hasText: 'Second look' }).focus()
    await page.keyboard.press('f')
    const filters = page.getByRole('complementary', { name: 'Timeline filters' })
    const rowOf = (name: string) => filters.locator('.row', { hasText: name })
    const all = await shown(page)
    expect(await rowOf('Notes').innerText()).toMatch(/3$/)
    await filters.getByRole('checkbox', { name: 'Notes' }).uncheck()
    await filters.getByText(`${all - 3} of ${all} shown`).waitFor()
    expect(await rowOf('Notes').innerText()).toMatch(/3$/)
    expect(await shown(page)).toBe(all - 3)
    await filters.getByRole('button', { name: 'Show everything' }).click()
    await filters.getByRole('checkbox', { name: 'Flagged only' }).check()
    await filters.getByText(`1 of ${all} shown`).waitFor()
    await page.locator('article', { hasText: 'Second look' }).focus()
    await page.keyboard.press('Escape')
    await filters.getByText('shown').waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    await page.keyboard.type('basket')
    await filters.getByText(`2 of ${all} shown`).waitFor()
    await page.keyboard.type('nothing')
    await page.getByText(`None of the ${all} entries is what the filters ask for.`).waitFor()
    await page.keyboard.press('Escape')
    await waitFor('all entries', async () => ((await shown(page)) === all ? true : undefined))
    await seat.close()
  })

  test('X28 what arrives as text stays text: no script, no image, no javascript: link', async () => {
    const seat = await openRoom(host)
    const { page } = seat
    const hostile =
      '<img src=x onerror="window.taken = 1"> <script>window.taken = 2</script> [here](javascript:window.taken=3) ![pixel](https://pixel.example/p.png)'
    await page.getByRole('textbox', { name: 'Note, Markdown' }).fill(hostile)
    await page.keyboard.press('Control+Enter')
    const note = entry(page, 'onerror').first()
    expect(await note.innerText()).toContain('<img src=x onerror="window.taken = 1">')
    await page.getByRole('tab', { name: 'Notes' }).click()
    const notes = page.getByRole('textbox', { name: /Notes of this incident/ })
    await notes.click()
    await notes.evaluate((element, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData(
        'text/html',
        `${text}<a href="javascript:window.taken=4">there</a><iframe srcdoc="<script>parent.taken=5</script>"></iframe>`
      )
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, hostile)
    await notes.getByText('there').waitFor()
    expect(await page.locator('main img, aside img, script:not([src]), iframe').count()).toBe(0)
    for (const link of await page
      .locator('article a, [contenteditable] a')
      .evaluateAll((links) => links.map((each) => each.getAttribute('href') ?? '')))
      expect(link).not.toMatch(/javascript/i)
    await notes.getByText('there').click({ modifiers: ['ControlOrMeta'] })
    expect(await page.evaluate(() => 'taken' in window)).toBe(false)
    // the policy reports a handler in pasted markup even where it is only read, in a document that runs nothing
    for (const problem of seat.problems.splice(0)) expect(problem).toMatch(/inline event handler violates/)
    await seat.close()
  })
})

/** One seat with two windows is a matter of the loopback host: the desktop app has one. */
test('X27 two windows of one seat write on one page, letter by letter, each with the other’s caret', async () => {
  const seat = await openRoom('loopback')
  const browser = await takeBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const other = await context.newPage()
  const problems = collectProblems(other)
  await other.goto(await seat.loopback!.newUrl())
  await other.getByText(TITLE).first().dblclick()
  await other.getByRole('heading', { name: TITLE }).waitFor()
  const notes = (page: Page) => page.getByRole('textbox', { name: /Notes of this incident/ })
  for (const page of [seat.page, other]) await page.getByRole('tab', { name: 'Notes' }).click()
  await notes(seat.page).click()
  await seat.page.keyboard.type('Cache key has no shop in it.')
  await notes(other).getByText('Cache key has no shop in it.').waitFor()
  await notes(other).locator('.peer', { hasText: 'Priya' }).waitFor()
  await notes(other).click()
  await other.keyboard.press('Control+End')
  await other.keyboard.type(' Since Tuesday.')
  await notes(seat.page).getByText('Since Tuesday.').waitFor()
  await notes(seat.page).locator('.peer', { hasText: 'Priya' }).waitFor()
  await context.close()
  await leaveBrowser()
  await notes(seat.page).locator('.peer').waitFor({ state: 'detached' })
  await seesSaved(seat.page, /^Saved on this machine$/)
  await seat.close()
  expect(problems).toEqual([])
  expect(showIncident(seat.dataDir, listIncidents(seat.dataDir)[0]!.id).notes).toBe('Cache key has no shop in it. Since Tuesday.')
})

const addSeconds = (time: string, seconds: number): string =>
  new Date(Date.parse(`1970-01-01T${time}Z`) + seconds * 1000).toISOString().slice(11, 19)
