import { expect, test } from 'vitest'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { muster } from './musterCli.ts'
import { nameYourself } from './person.ts'

test('X220 the time machine shows what was believed at a moment, what became of it, and brings a page back', async () => {
  const dataDir = tempDir()
  const id = muster('declare', '--title', 'Checkout fails', '--severity', 'SEV-3', '--data', dataDir, '--as', 'Ana').trim()
  muster('note', id, 'We believe it is the cache', '--data', dataDir, '--as', 'Ana')
  const seat = await openSeat({ host: 'loopback', dataDir })
  const { page } = seat
  await nameYourself(page, 'Ben')
  await page.getByText('Checkout fails').first().click()
  await page.getByRole('heading', { level: 1, name: 'Checkout fails' }).waitFor()
  await page.getByRole('tab', { name: 'Notes' }).click()
  const notes = page.getByRole('textbox', { name: /Notes of this incident/ })
  await notes.click()
  await page.keyboard.type('Restart the cache.')
  await page.getByText('Saved on this machine').waitFor()
  // the note that follows is later on the clock, to the second
  const typed = await page.evaluate(() => Date.now())
  await waitFor('the next second', async () => (Date.now() > typed + 1100 ? true : undefined))
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: 'Note, Markdown' }).click()
  await page.keyboard.type('It was the config')
  await page.keyboard.press('Control+Enter')
  await page.locator('article', { hasText: 'It was the config' }).waitFor()
  await notes.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Roll the config back.')
  await page.getByText('Saved on this machine').waitFor()

  // by keyboard: leave the text, replay, and step back to before the second note
  await page.getByRole('slider', { name: 'Moment of the incident' }).focus()
  await page.keyboard.press('Home')
  const machine = page.getByRole('main', { name: 'Time machine' })
  await machine.getByRole('heading', { name: 'Checkout fails' }).waitFor()
  const step = (words: string) => machine.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: words })
  await step('We believe it is the cache').click()
  const timeline = machine.getByRole('region', { name: 'Timeline as it was' })
  await timeline.getByText('We believe it is the cache').waitFor()
  expect(await timeline.getByText('It was the config').count()).toBe(0)
  await page.keyboard.press('j')
  await timeline.getByText('It was the config').waitFor()
  await machine.getByRole('tab', { name: 'Notes' }).click()
  await machine.getByText('Restart the cache.').waitFor()

  await page.keyboard.press('c')
  const changes = machine.getByRole('region', { name: 'What changed' })
  await changes.locator('del', { hasText: 'estart the cache' }).waitFor()
  await page.keyboard.press('c')
  await machine.getByRole('button', { name: 'Restore this version' }).click()
  await machine.getByText(/It reads like this again/).waitFor()
  await page.keyboard.press('End')
  await page.getByRole('tab', { name: 'Notes' }).click()
  await notes.getByText('Restart the cache.').waitFor()
  expect(await notes.getByText('Roll the config back.').count()).toBe(0)
  await seat.close()
})

test('X222 who comes back is told what happened meanwhile, and sees it on one press', async () => {
  const dataDir = tempDir()
  const id = muster('declare', '--title', 'Checkout fails', '--severity', 'SEV-3', '--data', dataDir, '--as', 'Ana').trim()
  const seat = await openSeat({ host: 'loopback', dataDir })
  const { page } = seat
  await nameYourself(page, 'Ben')
  await page.getByText('Checkout fails').first().click()
  await page.getByRole('heading', { level: 1, name: 'Checkout fails' }).waitFor()
  await page.evaluate(() => (location.hash = '#list'))
  await page.locator('[data-row]').first().waitFor()
  const left = Date.now()
  await waitFor('the clock to go on', async () => (Date.now() > left ? true : undefined))
  muster('note', id, 'Rolled back meanwhile', '--data', dataDir, '--as', 'Ana')
  muster('severity', id, 'SEV-1', '--data', dataDir, '--as', 'Ana')
  // ten minutes later
  await page.clock.setSystemTime(Date.now() + 600_000)
  await page.getByText('Checkout fails').first().click()
  const banner = page.getByRole('status').filter({ hasText: 'Since you left' })
  await banner.getByText('Severity: SEV-3 → SEV-1').waitFor()
  expect(await banner.innerText()).toContain('1 entry')
  await banner.getByRole('button', { name: 'Look at what changed' }).click()
  await page.getByRole('region', { name: 'What changed' }).getByText('Rolled back meanwhile').waitFor()
  await page.keyboard.press('End')
  await page.getByRole('heading', { level: 1, name: 'Checkout fails' }).waitFor()
  expect(await banner.count()).toBe(0)
  await seat.close()
})
