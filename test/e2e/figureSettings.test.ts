import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { hands } from './hands.ts'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { muster } from './musterCli.ts'
import { nameYourself } from './person.ts'
import { feedLine, writeFeed } from './statusFeed.ts'

/** On a Sunday evening in UTC, a Monday morning in Tokyo. */
const LINES = [
  { id: 'one', title: 'Checkout is slow', startedAt: '2024-03-03T20:00:00Z', resolvedAt: '2024-03-03T21:00:00Z' },
  { id: 'two', title: 'Search is slow', startedAt: '2024-03-06T08:00:00Z', resolvedAt: '2024-03-06T10:00:00Z' }
].map(feedLine)

const said = (page: Page, words: string) => page.locator('[data-said]').filter({ hasText: words }).waitFor()
/** Of the weeks in the table, those that have a value. */
async function weeksWithValue(page: Page): Promise<number> {
  await page.getByRole('button', { name: /^Table of/ }).click()
  const rows = page.getByRole('row').filter({ hasText: 'Week of' })
  await rows.first().waitFor()
  return (await rows.allInnerTexts()).filter((row) => /\d (min|h)/.test(row)).length
}

test('X293 what figures go by is set by keyboard on a page of the settings, with the words of each measure; figures follow, and who set it is kept', async () => {
  const dataDir = tempDir()
  muster('import', writeFeed(tempDir(), LINES), '--data', dataDir)
  const seat = await openSeat({ host: 'loopback', dataDir })
  const { page } = seat
  const { press, tabTo, type, retype } = hands(page)
  await nameYourself(page, 'Priya Raman')
  const open = (hash: string) => page.evaluate((to) => void (location.hash = to), hash)
  const question = '#analytics/explore/mean%20time_to_resolve%20rollup%20week%20from%202024-03-01%20to%202024-03-10/bars'
  await open(question)
  await said(page, 'UTC · Time to resolve: resolved − created')
  expect(await weeksWithValue(page)).toBe(2)

  await open('#settings/figures')
  const inUse = page.getByRole('row').filter({ hasText: 'Time to repair' })
  await inUse.waitFor()
  expect(await inUse.getByRole('cell').allInnerTexts()).toEqual(['customer impact end − created', 'impact end − detected'])
  await tabTo(page.getByRole('combobox', { name: 'Measured by' }))
  await type('cur')
  await page.getByRole('columnheader', { name: 'current · in use' }).waitFor()
  await tabTo(page.getByRole('combobox', { name: 'Zone' }))
  await retype('Mars/Olympus')
  await press('Enter')
  await page.getByText('There is no zone "Mars/Olympus". Expected UTC or a name such as Europe/Berlin.').waitFor()
  await retype('asia/tokyo')
  await press('Enter')
  await open(question)
  await said(page, 'Asia/Tokyo · Time to resolve: resolved − declared')
  // by those clocks both are in one week
  expect(await weeksWithValue(page)).toBe(1)

  await open('#settings/changes')
  await page.getByRole('heading', { level: 3, name: 'Figures · zone' }).waitFor()
  await page.getByRole('button', { name: 'Put back Figures · definition' }).click()
  await open(question)
  await said(page, 'Asia/Tokyo · Time to resolve: resolved − created')
  await seat.close()
})
