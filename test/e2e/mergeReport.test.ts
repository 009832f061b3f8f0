import { expect, test } from 'vitest'
import { findViolations } from './axe.ts'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { declare, hostWarRoom, joinWarRoom, nameYourself, openFromList, seesSaved, writeNote } from './person.ts'

const TITLE = 'Checkout is slow'

test('X221 after a time apart the report shows what collided: facts with both values, paragraphs as each side had them, and what arrived', async () => {
  const [dirA, dirB] = [tempDir(), tempDir()]
  let a = await openSeat({ host: 'loopback', dataDir: dirA })
  let b = await openSeat({ host: 'loopback', dataDir: dirB })
  const notes = (page: typeof a.page) => page.getByRole('textbox', { name: /Notes of this incident/ })
  await nameYourself(a.page, 'Priya Raman')
  await declare(a.page, TITLE, 'SEV-2')
  const invite = await hostWarRoom(a.page)
  await nameYourself(b.page, 'Tomás Oliveira')
  await joinWarRoom(b.page, invite)
  await openFromList(b.page, TITLE)
  await b.page.getByRole('tab', { name: 'Notes' }).click()
  await notes(b.page).click()
  await b.page.keyboard.type('The cache was cold.')
  await seesSaved(b.page, /Shared/)

  await a.kill()
  await b.page.locator('[data-sync="offline"]').first().waitFor()
  await b.page.keyboard.type(' Tomás restarts it.')
  await b.page.keyboard.press('Escape')
  await b.page.getByRole('tab', { name: 'Notes' }).focus()
  await b.page.keyboard.press('v')
  await b.page.keyboard.press('3')
  await b.page.getByRole('button', { name: /SEV-3/ }).first().waitFor()
  await seesSaved(b.page, /Saved on this machine.*wait/)
  await b.close()

  a = await openSeat({ host: 'loopback', dataDir: dirA })
  await openFromList(a.page, TITLE)
  await a.page.getByRole('tab', { name: 'Notes' }).click()
  await notes(a.page).click()
  await a.page.keyboard.press('Control+Home')
  await a.page.keyboard.type('We think: ')
  await writeNote(a.page, 'Rolled back while you were away.')
  await seesSaved(a.page, /Shared|Saved on this machine/)

  b = await openSeat({ host: 'loopback', dataDir: dirB })
  await b.page.locator('[data-sync="online"]').first().waitFor()
  await openFromList(b.page, TITLE)
  await b.page.getByRole('tab', { name: 'Notes' }).click()
  const banner = b.page.getByText(/changed on both sides/).first()
  await banner.waitFor()
  await b.page.getByRole('button', { name: 'Look at both' }).click()
  const dialog = b.page.getByRole('dialog', { name: /changed on both sides/ })
  await dialog.getByRole('heading', { name: 'Paragraphs written on both sides' }).waitFor()
  for (const text of [
    'The cache was cold. Tomás restarts it.',
    'We think: The cache was cold.',
    'We think: The cache was cold. Tomás restarts it.'
  ])
    await dialog.getByText(text, { exact: true }).waitFor()
  expect(await findViolations(b.page)).toEqual([])
  await dialog.getByRole('button', { name: 'Keep as shown' }).click()
  await banner.waitFor({ state: 'detached' })
  expect(await notes(b.page).innerText()).toContain('We think: The cache was cold. Tomás restarts it.')
  await a.close()
  await b.close()
})
