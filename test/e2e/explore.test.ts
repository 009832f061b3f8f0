import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { fromCsv } from '#shared/domain/csv.ts'
import { hands } from './hands.ts'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { muster } from './musterCli.ts'
import { nameYourself } from './person.ts'
import { feedLine, writeFeed, type FeedIncident } from './statusFeed.ts'

const MINUTE = 60_000
const SERVICES = ['checkout', 'search', 'delivery'] as const

/** Over two years, some services more often than others, each as long as no other; and one that is not over. */
const INCIDENTS: FeedIncident[] = Array.from({ length: 120 }, (_unused, index) => {
  const startedAt = Date.UTC(2023, 0, 3) + index * 145 * 60 * MINUTE
  const minutes = 5 + ((index * 37) % 211)
  return {
    id: `shop-${index}`,
    title: `Shop incident ${index}`,
    startedAt: new Date(startedAt).toISOString(),
    ...(index === 70 ? {} : { resolvedAt: new Date(startedAt + minutes * MINUTE).toISOString() }),
    components: [SERVICES[index % 7 < 4 ? 0 : index % 3]!]
  }
})

/** Sorted, and on the line between its two neighbours. */
function naiveP90(service: string, month: string): string {
  const seconds = INCIDENTS.filter(
    ({ components, startedAt, resolvedAt }) => components![0] === service && startedAt.startsWith(month) && resolvedAt
  )
    .map(({ startedAt, resolvedAt }) => (Date.parse(resolvedAt!) - Date.parse(startedAt)) / 1000)
    .sort((one, other) => one - other)
  if (seconds.length === 0) return ''
  const place = 0.9 * (seconds.length - 1)
  const [below, above] = [seconds[Math.floor(place)]!, seconds[Math.ceil(place)]!]
  return String(Math.round((below + (above - below) * (place - Math.floor(place))) * 1000) / 1000)
}

async function openShop(): Promise<Awaited<ReturnType<typeof openSeat>>> {
  const dataDir = tempDir()
  muster('import', writeFeed(tempDir(), INCIDENTS.map(feedLine)), '--data', dataDir)
  const seat = await openSeat({ host: 'loopback', dataDir })
  await nameYourself(seat.page, 'Priya Raman')
  return seat
}

const QUESTION = 'p90 time_to_resolve by service rollup month from 2024-01-01 to 2025-01-01 compare previous'
const question = (page: Page) => page.getByRole('textbox', { name: 'Question' })
const asks = (page: Page, text: string) =>
  waitFor(`the question to be ${text}`, async () => ((await question(page).inputValue()) === text ? true : undefined))
const chart = (page: Page) => page.getByRole('group', { name: /^Time to resolve, p90, by services, 12 months, 3 series, .* Arrow keys/ })
const behind = (page: Page) => page.getByRole('region', { name: /^Incidents behind Time to resolve/ })

/** What is drawn, as the file of its numbers has it. */
async function savedNumbers(page: Page): Promise<string[][]> {
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await page.getByRole('button', { name: 'Save the figure' }).click()
      await page.getByRole('menuitem', { name: /Numbers/ }).click()
    })()
  ])
  return fromCsv(readFileSync(await saved.path(), 'utf8'))
}

function expectNaive([head, ...rows]: string[][]): void {
  expect(rows).toHaveLength(12)
  for (const service of SERVICES) {
    const [now, before] = [head!.indexOf(`${service} (s)`), head!.indexOf(`${service}, 2023 (s)`)]
    rows.forEach((row, month) => {
      const name = String(month + 1).padStart(2, '0')
      expect([service, name, row[now]]).toEqual([service, name, naiveP90(service, `2024-${name}`)])
      expect([service, name, row[before]]).toEqual([service, name, naiveP90(service, `2023-${name}`)])
    })
  }
}

async function readsWhy(page: Page): Promise<void> {
  const why = page.getByRole('dialog', { name: 'Why this number' })
  await why.getByText('resolved − created').first().waitFor()
  expect(await why.getByRole('listitem').count()).toBeGreaterThanOrEqual(2)
}

test('X290 with the mouse a question is built of its parts, is right beside a naive count, and leads to one incident and its events', async () => {
  const seat = await openShop()
  const { page } = seat
  await page.getByRole('link', { name: 'Analytics' }).click()
  await page.getByRole('link', { name: 'Explore' }).click()
  const choose = (name: string, label: string) => page.getByRole('combobox', { name, exact: true }).selectOption({ label })
  await page.getByRole('radio', { name: 'Lines' }).check({ force: true })
  await choose('Measure', 'Time to resolve')
  await choose('Put together as', 'p90')
  await choose('Group by', 'Services')
  await choose('Period', '2024')
  await choose('Compare with', 'The period before: 2023')
  await asks(page, QUESTION)
  await chart(page).waitFor()
  expectNaive(await savedNumbers(page))

  const box = (await chart(page).boundingBox())!
  await chart(page).click({ position: { x: box.width / 2, y: box.height - 40 } })
  await behind(page)
    .getByRole('button', { name: /^Why .*Shop incident/ })
    .first()
    .click()
  await readsWhy(page)
  await page.getByRole('link', { name: 'Open the incident' }).click()
  await page.getByRole('heading', { level: 1, name: /^Shop incident/ }).waitFor()
  // back is what was asked, with its answer
  await page.goBack()
  await asks(page, QUESTION)
  await seat.close()
})

test('X291 by keyboard alone the same question is built and drilled into, and its text and its parts stay in step', async () => {
  const seat = await openShop()
  const { page } = seat
  const { press, tabTo, type, retype } = hands(page)
  await press('g', 'e')
  await question(page).waitFor()
  const part = (name: string) => page.getByRole('combobox', { name, exact: true })
  await tabTo(page.getByRole('radiogroup', { name: 'Show as' }).or(page.getByRole('group', { name: 'Show as' })))
  await press('ArrowDown', 'ArrowDown')
  await tabTo(part('Measure'))
  await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown')
  await tabTo(part('Put together as'))
  await type('p9')
  await tabTo(part('Group by'))
  await type('serv')
  await tabTo(page.getByRole('textbox', { name: 'Period in words' }))
  await retype('2024')
  await tabTo(part('Compare with'))
  await press('ArrowDown')
  await asks(page, QUESTION)
  await tabTo(chart(page))
  await press('End', 'Enter')
  await tabTo(
    behind(page)
      .getByRole('button', { name: /^Why .*Shop incident/ })
      .first()
  )
  await press('Enter')
  await readsWhy(page)
  await press('Escape', 'Escape')
  await behind(page).waitFor({ state: 'detached' })

  // the line of text moves the parts, and what cannot be read leaves the figure as it was
  await press('/')
  await retype('mean time_to_repair by severity rollup quarter from 2024-01-01 to 2024-07-01')
  await page.getByRole('heading', { level: 3, name: 'Time to repair, mean, by severity' }).waitFor()
  expect(await part('Measure').inputValue()).toBe('time_to_repair')
  expect(await part('Roll up').inputValue()).toBe('quarter')
  expect(await page.getByLabel('Last day').inputValue()).toBe('2024-06-30')
  await type(' tpo 3')
  await page.getByText(/^Character 78: "tpo" is not known here\. Expected by, rollup,/).waitFor()
  await page.getByText(/The figure below is of the last question that could be read/).waitFor()
  await page.getByRole('heading', { level: 3, name: 'Time to repair, mean, by severity' }).waitFor()
  // by its address another window shows the same
  await retype(QUESTION)
  await chart(page).waitFor()
  await page.reload()
  await asks(page, QUESTION)
  await chart(page).waitFor()
  await seat.close()
})

test('X292 a page of figures speaks of dates that are typed, under the definition, week and zone that its settings say, and prints them', async () => {
  const { page, close } = await openShop()
  await page.evaluate(() => void (location.hash = '#analytics'))
  await page.getByRole('button', { name: 'Dates and zone' }).click()
  await page.getByRole('textbox', { name: 'Period in words' }).fill('2024-02')
  await page.keyboard.press('Enter')
  const february = INCIDENTS.filter(({ startedAt }) => startedAt.startsWith('2024-02')).length
  await page.getByText(`n = ${february}`, { exact: true }).first().waitFor()
  await page.getByText('Definition 2023').first().waitFor()
  expect(decodeURIComponent(new URL(page.url()).hash)).toContain('from 2024-02-01 to 2024-03-01')
  await page.getByRole('combobox', { name: 'Zone' }).fill('Europe/Nowhere')
  await page.keyboard.press('Enter')
  await page.getByText('There is no zone "Europe/Nowhere". Expected UTC or a name such as Europe/Berlin.').waitFor()

  await page.evaluate(() => void (location.hash = '#settings/figures'))
  await page.getByRole('combobox', { name: 'Measured by' }).selectOption('current')
  await page.getByRole('columnheader', { name: 'current · in use' }).waitFor()
  await page.getByRole('combobox', { name: 'Weeks begin on' }).selectOption('sunday')
  await page.getByRole('combobox', { name: 'Zone' }).fill('America/New_York')
  await page.keyboard.press('Enter')
  await page.evaluate(() => void (location.hash = '#settings/changes'))
  await page.getByText('Figures · definition').first().waitFor()
  await page.getByText('Figures · zone').first().waitFor()

  await page.evaluate(() => void (location.hash = '#analytics/overview/from 2024-02-01 to 2024-03-01'))
  await page.getByText('Definition current').first().waitFor()
  await page.getByText('America/New_York').first().waitFor()
  await close()
})

test('X294 what a panel is zoomed to becomes the period of the question, beside the same days of another year', async () => {
  const { page, close } = await openShop()
  const text = 'count incident_count rollup month from 2023-01-01 to 2025-01-01'
  await page.evaluate((hash) => void (location.hash = hash), `#analytics/explore/${encodeURIComponent(text)}/bars`)
  const drawing = page.getByRole('group', { name: /^Incidents, .* Arrow keys/ })
  await drawing.waitFor()
  await drawing.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('+')
  await page.getByRole('button', { name: 'Reset zoom' }).waitFor()
  await page.getByRole('button', { name: 'Use this range' }).click()
  await asks(page, 'count incident_count rollup month from 2023-12-01 to 2025-01-01')
  await page.getByRole('button', { name: 'Reset zoom' }).waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('group')

  await page.getByRole('textbox', { name: 'Period in words' }).fill('2024-03 to 2024-05')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Compare with' }).selectOption({ label: 'A year before' })
  await asks(page, 'count incident_count rollup month from 2024-03-01 to 2024-06-01 compare lastyear')
  await page.locator('[data-said]').filter({ hasText: 'beside the same days of 2023' }).waitFor()
  const [, ...rows] = await savedNumbers(page)
  const counts = (year: number) =>
    ['03', '04', '05'].map((month) => String(INCIDENTS.filter(({ startedAt }) => startedAt.startsWith(`${year}-${month}`)).length))
  expect(rows.map((row) => row.at(-2))).toEqual(counts(2024))
  expect(rows.map((row) => row.at(-1))).toEqual(counts(2023))
  await close()
})
