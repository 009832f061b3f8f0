import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { declare, hostWarRoom, joinWarRoom, nameYourself, openFromList } from './person.ts'
import { closedIncidents, feedLine } from './statusFeed.ts'

const steps = (page: Page) => page.getByRole('navigation', { name: 'Steps of the review' })

test('X305 a week is walked by keyboard: the note and the follow-up written in it are in the incident on another seat, and stand at the end of the walk, also after a reload', async () => {
  const a = await openSeat({ host: 'loopback', dataDir: tempDir() })
  const b = await openSeat({ host: 'loopback', dataDir: tempDir() })
  await nameYourself(a.page, 'Priya Raman')
  await declare(a.page, 'Baskets lose items', 'SEV-3')
  const invite = await hostWarRoom(a.page)
  await a.page.keyboard.press('Escape')
  await a.page.evaluate(() => void (location.hash = '#list'))
  await declare(a.page, 'Checkout is down', 'SEV-1')
  await nameYourself(b.page, 'Tomás Oliveira')
  await joinWarRoom(b.page, invite)
  await b.page.getByText('Checkout is down').first().waitFor()

  const { page } = b
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await page.getByRole('heading', { level: 1, name: 'Weekly review' }).waitFor()
  // the last week that is over has nothing; the one after it is running
  await page.getByText('No incident was declared in this week').waitFor()
  await page.keyboard.press('Shift+ArrowRight')
  await page.getByText('This week is not over.').waitFor()
  await page.getByRole('row', { name: /SEV-1 1 0/ }).waitFor()
  await page.getByRole('button', { name: 'The week after' }).and(page.locator(':disabled')).waitFor()

  // the worst first
  await page.keyboard.press('j')
  await page.getByRole('article', { name: 'Checkout is down' }).waitFor()
  await page.keyboard.press('j')
  await page.getByRole('article', { name: 'Baskets lose items' }).waitFor()
  await steps(page).getByText('2 of 2 seen').waitFor()
  await page.keyboard.press('n')
  await page.keyboard.type('The alert came late')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('list', { name: 'Notes of this walk' }).getByText('The alert came late').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('t')
  await page.getByRole('textbox', { name: 'What is to be done' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.type('Watch the size of baskets')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: /^Watch the size of baskets/ }).waitFor()

  // the other machine, in the incident itself
  await a.page.evaluate(() => void (location.hash = '#list'))
  await openFromList(a.page, 'Baskets lose items')
  await a.page.locator('article', { hasText: 'The alert came late' }).waitFor()
  await a.page.getByRole('tab', { name: /^Tasks/ }).click()
  const followUps = a.page.getByRole('region', { name: 'Follow-ups' })
  await followUps.getByText('Watch the size of baskets').waitFor()
  // done there, it is not open here any more
  await followUps.getByRole('checkbox', { name: 'Done: Watch the size of baskets' }).check()
  await page.getByText('All 1 are done.').waitFor()

  await page.reload()
  await page.getByRole('article', { name: 'Baskets lose items' }).waitFor()
  await page.keyboard.press('End')
  await page.getByText('2 incidents of 2 seen, 1 note and 1 follow-up written').waitFor()
  const end = page.locator('main')
  for (const text of ['The alert came late', 'Watch the size of baskets']) await end.getByText(text, { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Begin this walk anew' }).click()
  await steps(page).getByText('0 of 2 seen').waitFor()
  await b.close()
  await a.close()
})

test('X306 a week of two hundred incidents is listed whole and walked card by card', async () => {
  const { page, close } = await openSeat({ host: 'loopback', dataDir: tempDir() })
  await nameYourself(page, 'Priya Raman')
  await page.evaluate(() => void (location.hash = '#settings/machine'))
  await page.getByRole('button', { name: 'Import a file' }).click()
  const lines = closedIncidents(200).map(feedLine)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'shop-status.jsonl', mimeType: 'application/json', buffer: Buffer.from(lines.join('\n')) })
  await page
    .getByText(/200 incidents/)
    .first()
    .waitFor()
  await page.keyboard.press('Escape')

  await page.evaluate(() => void (location.hash = '#review/2024-01-03'))
  await steps(page).getByText('0 of 200 seen').waitFor()
  expect(await steps(page).locator('button.incident').count()).toBe(200)
  for (const place of [1, 2, 3]) {
    await page.keyboard.press('ArrowRight')
    await page.getByText(`${place} of 200`, { exact: true }).waitFor()
    await page.locator('article').waitFor()
    expect(await page.locator('article').count()).toBe(1)
  }
  await steps(page).getByText('3 of 200 seen').waitFor()
  // the last one, by the list
  await steps(page).locator('button.incident').last().click()
  await page.getByText('200 of 200', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'End of the review' }).last().click()
  await page.getByText('4 incidents of 200 seen').waitFor()
  await close()
})
