import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { HOSTS, openSeat, type HostName, type Seat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { muster } from './musterCli.ts'
import { nameYourself } from './person.ts'
import { closedIncidents, feedLine, writeFeed, type FeedIncident } from './statusFeed.ts'

const openSince = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

/** Two are open, and thirty are over. */
const mixed = (): FeedIncident[] => [
  { id: 'open-1', title: 'Payments are slow', startedAt: openSince(47), impact: 'major', components: ['payments'] },
  { id: 'open-2', title: 'Images are missing', startedAt: openSince(12), impact: 'minor', components: ['catalogue'] },
  ...closedIncidents(30)
]

/** A seat that had these incidents before it was opened. */
async function openWith(host: HostName, incidents: readonly FeedIncident[]): Promise<Seat> {
  const dataDir = tempDir()
  muster('import', writeFeed(tempDir(), incidents.map(feedLine)), '--data', dataDir)
  const seat = await openSeat({ host, dataDir })
  await nameYourself(seat.page, 'Priya Raman')
  await row(seat.page).first().waitFor()
  return seat
}

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Incidents' })
const row = (page: Page, title?: string): Locator => grid(page).locator('[data-row]', title ? { hasText: title } : {})
const search = (page: Page): Locator => page.getByRole('textbox', { name: 'Search incidents' })
const selected = (page: Page): Locator => grid(page).locator('[aria-selected=true]')
const header = (page: Page, name: string): Locator => grid(page).getByRole('columnheader', { name })

/** Rows from top to bottom of the screen; the DOM has them in another order. */
async function titles(page: Page): Promise<string[]> {
  const found = await row(page).evaluateAll((rows) =>
    rows
      .map((each) => ({ row: Number(each.getAttribute('data-row')), title: each.querySelector('.title .text')?.textContent ?? '' }))
      .sort((a, b) => a.row - b.row)
  )
  return found.map(({ title }) => title)
}

const becomes = <T>(what: string, read: () => Promise<T>, wanted: T): Promise<true> =>
  waitFor(`${what} to be ${JSON.stringify(wanted)}`, async () =>
    JSON.stringify(await read()) === JSON.stringify(wanted) ? true : undefined
  )

describe.each(HOSTS)('the list, on the %s host', (host) => {
  test('X10 a search that cannot be read says where and why, and leaves the rows as they were', async () => {
    const seat = await openWith(host, mixed())
    const { page } = seat
    const before = await titles(page)
    await page.keyboard.press('/')
    await page.keyboard.type('severty:SEV-1')
    await page.getByText(/^Character 1: .*severity/).waitFor()
    expect(await search(page).getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator('.fault u').innerText()).toContain('severty')
    expect((await titles(page)).slice(0, 15)).toEqual(before.slice(0, 15))
    await page.keyboard.press('Escape')
    await page.getByText(/^Character/).waitFor({ state: 'detached' })
    expect(await search(page).inputValue()).toBe('')
    await page.keyboard.type('images')
    await page.getByText(/^1 of 32 · \d+ ms$/).waitFor()
    expect((await titles(page))[0]).toBe('Images are missing')
    await seat.close()
  })

  test('X11 a filter never hides an open incident: it stands apart, below what was asked for', async () => {
    const seat = await openWith(host, mixed())
    const { page } = seat
    await page.keyboard.press('f')
    const service = page.getByRole('region', { name: 'Service' })
    expect(await page.getByRole('region', { name: 'Filters' }).evaluate((panel) => panel.contains(document.activeElement))).toBe(true)
    await service.getByRole('checkbox', { name: /catalogue/ }).check()
    await becomes('the search', () => search(page).inputValue(), 'service:catalogue')
    await page.getByRole('row', { name: /Open, outside this search 1/ }).waitFor()
    await becomes('the rows', () => titles(page), ['Images are missing', 'Payments are slow'])
    // of a second value both are found, and a value's own facet does not lose its other counts
    await service.getByRole('checkbox', { name: /delivery/ }).check()
    await page.getByText(/^11 of 32 · /).waitFor()
    expect(await service.getByRole('checkbox', { name: /search/ }).evaluate((box) => box.closest('label')!.textContent)).toMatch(/10$/)
    await service.getByRole('checkbox', { name: /delivery/ }).uncheck()
    await service.getByRole('checkbox', { name: /catalogue/ }).uncheck()
    await becomes('the search', () => search(page).inputValue(), '')
    await page.getByText(/^32 of 32 · /).waitFor()
    // a search that finds nothing still shows what is open
    await search(page).fill('nothinglikethis')
    await page.getByText('Nothing matches this search.').waitFor()
    await page.getByRole('row', { name: /Open, outside this search 2/ }).waitFor()
    await page.getByRole('button', { name: 'Clear the search' }).last().click()
    await page.getByText(/^32 of 32 · /).waitFor()
    await seat.close()
  })

  test('X12 a click on a column sorts by it, says so, and the next click turns it round', async () => {
    const seat = await openWith(host, mixed())
    const { page } = seat
    expect(await header(page, 'Last update').getAttribute('aria-sort')).toBe('descending')
    await header(page, 'Title').getByRole('button').click()
    await becomes('the order', () => header(page, 'Title').getAttribute('aria-sort'), 'ascending')
    expect(await header(page, 'Last update').getAttribute('aria-sort')).toBe('none')
    await waitFor('the rows in order of their titles', async () => ((await titles(page))[0] === 'Images are missing' ? true : undefined))
    await header(page, 'Title').getByRole('button').click()
    await waitFor('the rows the other way round', async () => ((await titles(page))[0] === 'Payments are slow' ? true : undefined))
    expect(await header(page, 'Title').getAttribute('aria-sort')).toBe('descending')
    await seat.close()
  })

  test('X13 all of it can be worked with keys, and Esc closes one layer at a time', async () => {
    const seat = await openWith(host, mixed())
    const { page } = seat
    const [first, second] = await titles(page)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await becomes('the row', async () => (await selected(page).innerText()).includes(second!), true)
    expect(await grid(page).getAttribute('aria-activedescendant')).toBe('row-1')
    await page.keyboard.press('k')
    await becomes('the row', async () => (await selected(page).innerText()).includes(first!), true)

    const peek = page.getByRole('region', { name: /^Preview of/ })
    await page.keyboard.press('Space')
    await peek.getByRole('heading', { name: first! }).waitFor()
    await peek.getByText(`We look into it: ${first}.`).waitFor()
    await page.keyboard.press('j')
    await peek.getByRole('heading', { name: second! }).waitFor()
    await page.keyboard.press('[')
    await page.getByRole('region', { name: 'Filters' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await peek.waitFor({ state: 'detached' })
    await page.keyboard.press('[')
    await page.getByRole('region', { name: 'Filters' }).waitFor()

    await page.keyboard.press('?')
    const keys = page.getByRole('dialog', { name: 'Keys' })
    await keys.getByText('Go to an incident by its number').waitFor()
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'detached' })

    await page.keyboard.press('g')
    await page.keyboard.type('77')
    await page.keyboard.press('Enter')
    await page.getByText('There is no incident 77 on this machine.').waitFor()

    await page.keyboard.press('End')
    await becomes('the row', () => grid(page).getAttribute('aria-activedescendant'), 'row-31')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Incident 1 of the shop' }).waitFor()
    await seat.close()
  })

  test('X14 coming back from an incident, and a reload, lead to the same row at the same place', async () => {
    const seat = await openWith(host, closedIncidents(300))
    const { page } = seat
    await search(page).fill('state:resolved')
    await page.getByText(/^300 of 300 · /).waitFor()
    await search(page).press('Enter')
    await page.keyboard.press('End')
    for (let step = 0; step < 5; step++) await page.keyboard.press('k')
    await becomes('the row', () => grid(page).getAttribute('aria-activedescendant'), 'row-294')
    const where = () => grid(page).evaluate((element) => element.scrollTop)
    const before = { scrollTop: await where(), title: await selected(page).locator('.title').innerText() }
    expect(before.scrollTop).toBeGreaterThan(1000)

    const isBack = async () => {
      await selected(page).waitFor()
      await becomes('the scroll position', where, before.scrollTop)
      expect(await selected(page).locator('.title').innerText()).toBe(before.title)
      expect(await search(page).inputValue()).toBe('state:resolved')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: before.title }).waitFor()
    await page.goBack()
    await isBack()
    expect(await grid(page).evaluate((element) => element === document.activeElement)).toBe(true)
    await page.reload()
    await isBack()
    await seat.close()
  })

  test('X15 ten thousand incidents scroll to the last, with only what is on the screen drawn', async () => {
    const seat = await openWith(host, closedIncidents(10_000))
    const { page } = seat
    await page.getByText('All 10,000 incidents are on this machine').waitFor()
    expect(await grid(page).getAttribute('aria-rowcount')).toBe('10001')
    await grid(page).evaluate((element) => (element.scrollTop = element.scrollHeight))
    await row(page, 'Incident 1 of the shop').waitFor()
    await becomes('the last title', async () => (await titles(page)).at(-1), 'Incident 1 of the shop')
    expect(await row(page).count()).toBeLessThan(80)
    await grid(page).evaluate((element) => (element.scrollTop = 5000 * 38))
    await row(page, 'Incident 5000 of the shop').waitFor()
    await seat.close()
  })

  test('X16 a running duration counts on in its place', async () => {
    const seat = await openWith(host, mixed())
    const { page } = seat
    const duration = row(page, 'Images are missing').locator('.duration')
    const before = await duration.innerText()
    expect(before).toMatch(/^1[23]:\d\d$/)
    const box = await duration.boundingBox()
    await duration.evaluate((element) => (element.dataset['seen'] = 'yes'))
    await waitFor('the duration to count on', async () => ((await duration.innerText()) === before ? undefined : true))
    expect(await duration.boundingBox()).toEqual(box)
    expect(await duration.getAttribute('data-seen'), 'the same element').toBe('yes')
    const over = row(page, 'Incident 30 of the shop').locator('.duration')
    expect(await over.innerText()).toBe('12:00')
    await seat.close()
  })
})
