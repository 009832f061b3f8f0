import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromCsv } from '#shared/domain/csv.ts'
import { openSeat, type Seat } from './launch/seat.ts'
import { waitFor } from './launch/waitFor.ts'
import { muster } from './musterCli.ts'
import { nameYourself } from './person.ts'
import { closedIncidents, feedLine, writeFeed } from './statusFeed.ts'

let seat: Seat
let page: Page
const dataDir = mkdtempSync(join(tmpdir(), 'muster-find-'))
beforeAll(async () => {
  const incidents = closedIncidents(40).map((each, index) => ({
    ...each,
    components: index === 7 ? ['=risky'] : each.components!,
    message: index === 3 ? 'The warehouse cache was cold after the failover.' : each.title
  }))
  muster('import', writeFeed(dataDir, incidents.map(feedLine)), '--data', dataDir)
  muster('declare', '--title', 'Labels are stuck', '--severity', 'SEV-2', '--service', 'printing', '--data', dataDir, '--as', 'Priya Raman')
  seat = await openSeat({ host: 'loopback', dataDir })
  page = seat.page
  await nameYourself(page, 'Priya Raman')
  await row().first().waitFor()
})
afterAll(async () => {
  await seat?.close()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
})

const grid = (): Locator => page.getByRole('grid', { name: 'Incidents' })
const row = (title?: string): Locator => grid().locator('[data-row]', title ? { hasText: title } : {})
const search = (): Locator => page.getByRole('textbox', { name: 'Search incidents' })
const facet = (name: string): Locator => page.getByRole('region', { name: 'Filters' }).getByRole('region', { name, exact: true })
const becomes = (what: string, read: () => Promise<unknown>, wanted: unknown) =>
  waitFor(`${what} to be ${JSON.stringify(wanted)}`, async () =>
    JSON.stringify(await read()) === JSON.stringify(wanted) ? true : undefined
  )
const open = async (name: string) => {
  const head = facet(name).getByRole('button', { name: new RegExp(`^${name}`) })
  if ((await head.getAttribute('aria-expanded')) === 'false') await head.click()
}

describe('finding incidents', () => {
  test('X100 every facet filters and is counted, a range too, and a field of the workspace like any other', async () => {
    await open('Declared by')
    await facet('Declared by')
      .getByRole('checkbox', { name: /Priya Raman/ })
      .check()
    await becomes('the search', () => search().inputValue(), 'created_by:"Priya Raman"')
    await page.getByText(/^1 of 41 · /).waitFor()
    await facet('Declared by')
      .getByRole('checkbox', { name: /Priya Raman/ })
      .uncheck()
    await open('Postmortem')
    await facet('Postmortem')
      .getByRole('checkbox', { name: /^No 41$/ })
      .check()
    await page.getByText(/^41 of 41 · /).waitFor()
    await facet('Postmortem').getByRole('checkbox', { name: /^No/ }).uncheck()

    await open('Declared')
    const from = facet('Declared').getByRole('textbox', { name: 'Declared, from' })
    await from.fill('soon')
    await from.press('Enter')
    await facet('Declared').getByText('Write a date such as 2026-01-31, or how long ago, such as 7d.').waitFor()
    await from.fill('2024-01-01T10:00')
    await from.press('Enter')
    await becomes('the search', () => search().inputValue(), 'created:>=2024-01-01T10:00')
    await page.getByText(/^21 of 41 · /).waitFor()
    await from.fill('')
    await from.press('Enter')
    await becomes('the search', () => search().inputValue(), '')
  })

  test('X102 the search completes fields and values, and shows where words were found', async () => {
    await search().focus()
    await page.keyboard.type('serv')
    const fields = page.getByRole('listbox', { name: 'Fields' })
    await fields.getByRole('option', { name: /service/ }).waitFor()
    await page.keyboard.press('Tab')
    const values = page.getByRole('listbox', { name: /^Services/ })
    await values.getByRole('option', { name: /checkout 1[34]/ }).waitFor()
    await page.keyboard.type('print')
    await becomes(
      'what is offered',
      () =>
        values
          .getByRole('option')
          .allInnerTexts()
          .then((texts) => texts.length),
      1
    )
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await becomes('the search', () => search().inputValue(), 'service:printing ')
    await page.getByText(/^1 of 41 · /).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.type('cold failover')
    await page.getByText(/^1 of 41 · /).waitFor()
    const found = row('Incident 4 of the shop').locator('.found')
    await found.waitFor()
    expect(await found.innerText()).toContain('The warehouse cache was cold after the failover.')
    expect(await found.locator('mark').allInnerTexts()).toEqual(['cold', 'failover'])
    await page.keyboard.press('Escape')
  })

  test('X230 the last word typed finds what begins so, marked, until a blank ends it; a filter chosen then keeps it', async () => {
    await search().focus()
    await page.keyboard.type('cold failo')
    await page.getByText(/^1 of 41 · /).waitFor()
    const marked = row('Incident 4 of the shop').locator('.found mark')
    await becomes('what is marked', () => marked.allInnerTexts(), ['cold', 'failover'])
    await page.keyboard.type(' ')
    await page.getByText(/^0 of 41 · /).waitFor()
    await page.keyboard.press('Backspace')
    await page.getByText(/^1 of 41 · /).waitFor()
    await page.reload()
    await page.getByText(/^1 of 41 · /).waitFor()
    expect(await search().inputValue()).toBe('cold failo')
    await open('Status')
    await facet('Status')
      .getByRole('checkbox', { name: /Resolved/ })
      .check()
    await becomes('the search', () => search().inputValue(), 'cold failo* state:resolved')
    await page.getByText(/^1 of 41 · /).waitFor()
    await search().press('Escape')
  })

  test('X101 what is shown is saved as a view for everybody, with its columns, and exported as it stands', async () => {
    await search().fill('service:"=risky"')
    await page.getByText(/^1 of 41 · /).waitFor()
    await page.getByRole('button', { name: 'Columns' }).click()
    const columns = page.getByRole('dialog', { name: 'Columns' })
    await columns.getByRole('checkbox', { name: 'Declared', exact: true }).check()
    await columns.getByRole('checkbox', { name: 'Commander' }).uncheck()
    await page.keyboard.press('Escape')
    await grid().getByRole('columnheader', { name: 'Declared' }).waitFor()
    expect(await grid().getByRole('columnheader', { name: 'Commander' }).count()).toBe(0)
    await row('Incident 8 of the shop').getByText('1 Jan 2024 03:30').waitFor()

    await page.getByRole('button', { name: 'Save view' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Risky')
    await page.keyboard.press('Enter')
    const views = page.getByRole('group', { name: 'Views' })
    await views.getByRole('button', { name: /^Risky/, pressed: true }).waitFor()
    await views.getByRole('button', { name: /^All \d/ }).click()
    await page.getByText(/^41 of 41 · /).waitFor()
    await grid().getByRole('columnheader', { name: 'Commander' }).waitFor()
    await page.reload()
    await views.getByRole('button', { name: /^Risky 1/ }).click()
    await page.getByText(/^1 of 41 · /).waitFor()
    await grid().getByRole('columnheader', { name: 'Declared' }).waitFor()

    await page.getByRole('button', { name: 'Export' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).click()])
    expect(download.suggestedFilename()).toMatch(/^incidents-\d{4}-\d\d-\d\d\.csv$/)
    const text = readFileSync(await download.path(), 'utf8')
    expect(text).toContain("'=risky")
    const [head, ...rows] = fromCsv(text)
    expect(head).toEqual(['Severity', 'ID', 'Title', 'Status', 'Impact', 'Duration (s)', 'Services', 'Last update', 'Declared'])
    expect(rows.map((cells) => [cells[2], cells[6], cells[8]])).toEqual([['Incident 8 of the shop', '=risky', '2024-01-01T03:30:00.000Z']])

    // also on a phone: opened, saved anew, deleted
    await page.setViewportSize({ width: 390, height: 844 })
    await views.getByRole('button', { name: /^Risky/, pressed: true }).waitFor()
    await views.getByRole('button', { name: 'Save what is shown as a view' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('On the way')
    await page.keyboard.press('Enter')
    await views.getByRole('button', { name: /^On the way/, pressed: true }).waitFor()
    await views.getByRole('button', { name: /^Risky/ }).click()
    await views.getByRole('button', { name: 'Change the view Risky' }).click()
    await page.getByRole('menuitem', { name: 'Delete Risky for everybody' }).click()
    await views.getByRole('button', { name: /^Risky/ }).waitFor({ state: 'detached' })
  })
})
