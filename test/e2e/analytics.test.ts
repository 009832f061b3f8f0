import { expect, test } from 'vitest'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { declare, hostWarRoom, joinWarRoom, nameYourself, seesSaved } from './person.ts'

test('X281 figures are counted from the incidents here, move when somebody else changes one, and lead to the incidents and the events behind them', async () => {
  const a = await openSeat({ host: 'loopback', dataDir: tempDir() })
  const b = await openSeat({ host: 'loopback', dataDir: tempDir() })
  await nameYourself(a.page, 'Priya Raman')
  await declare(a.page, 'Baskets lose items', 'SEV-3')
  const invite = await hostWarRoom(a.page)
  await nameYourself(b.page, 'Tomás Oliveira')
  await joinWarRoom(b.page, invite)
  await b.page.getByText('Baskets lose items').first().waitFor()

  const { page } = b
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor()
  const panel = (title: string) =>
    page
      .locator('.cell')
      .filter({ has: page.getByRole('heading', { level: 3, name: title, exact: true }) })
      .first()
  await panel('Time to resolve')
    .getByRole('button', { name: /1 pending/ })
    .waitFor()

  // it is resolved on the other machine
  await a.page.locator('article').first().focus()
  for (const key of ['s', '3']) await a.page.keyboard.press(key)
  await a.page.getByRole('radio', { name: 'Resolved', checked: true }).waitFor()
  await seesSaved(a.page, /Shared/)
  await panel('Time to resolve')
    .getByRole('button', { name: /pending/ })
    .waitFor({ state: 'detached' })

  await page.getByRole('textbox', { name: 'Only incidents' }).fill('severity:SEV-3')
  await page.keyboard.press('Enter')
  await expect.poll(() => new URL(page.url()).hash).toContain(encodeURIComponent('severity:SEV-3'))
  await panel('Time to resolve')
    .getByRole('button', { name: /Show the incidents/ })
    .first()
    .click()
  const behind = page.getByRole('region', { name: 'Incidents behind Time to resolve' })
  await behind.getByText('1 incident', { exact: true }).waitFor()
  await behind.getByRole('button', { name: /^Why .*Baskets lose items/ }).click()
  const why = page.getByRole('dialog', { name: 'Why this number' })
  await why.getByText('resolved − created').first().waitFor()
  await why
    .getByText(/Priya Raman: .*Resolved/)
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  await behind.getByRole('button', { name: 'Open in list' }).click()
  await page.locator('[data-row]', { hasText: 'Baskets lose items' }).waitFor()
  await b.close()
  await a.close()
})
