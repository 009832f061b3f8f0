import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { layCable } from '../support/cable.ts'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { declare, hostWarRoom, inviteOver, joinWarRoom, nameYourself, openFromList, portOf, seesSaved } from './person.ts'

const TITLE = 'Baskets lose items'
const notes = (page: Page) => page.getByRole('textbox', { name: 'Notes of this incident' })

async function openNotes(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Notes' }).click()
  await notes(page).waitFor()
}

/** At the end of the paragraph with these words. */
async function typeBehind(page: Page, words: string, more: string): Promise<void> {
  await notes(page).getByText(words).first().click()
  await page.keyboard.press('End')
  await page.keyboard.type(more)
}

/** Only with a letter the editor knows for sure where the caret is. */
async function turn(page: Page, words: string, keys: string): Promise<void> {
  await typeBehind(page, words, 'x')
  await page.keyboard.press('Backspace')
  await page.keyboard.press(keys)
}

/** The carets of others, with their names, stand between letters. */
const wait = (page: Page, block: string, words: string) =>
  waitFor(words, async () => {
    const texts = await notes(page)
      .locator(block)
      .evaluateAll((found) =>
        found.map((each) => {
          const copy = each.cloneNode(true) as Element
          for (const caret of copy.querySelectorAll('.peer')) caret.remove()
          return copy.textContent
        })
      )
    return texts.includes(words) ? true : undefined
  })

test('X320 what somebody types into a paragraph offline is in the heading that somebody else made of it meanwhile, also after a restart, and once', async () => {
  const [dirA, dirB] = [tempDir(), tempDir()]
  const a = await openSeat({ host: 'loopback', dataDir: dirA })
  let b = await openSeat({ host: 'loopback', dataDir: dirB })
  await nameYourself(a.page, 'Priya Raman')
  const invite = await hostWarRoom(a.page)
  await nameYourself(b.page, 'Tomás Oliveira')
  const cable = await layCable(portOf(invite))
  await joinWarRoom(b.page, inviteOver(invite, cable.port))
  await declare(a.page, TITLE, 'SEV-3')
  await openNotes(a.page)
  await notes(a.page).click()
  await a.page.keyboard.type('The cache key had no shop in it.')
  await a.page.keyboard.press('Enter')
  await a.page.keyboard.type('Second.')
  await openFromList(b.page, TITLE)
  await openNotes(b.page)
  await notes(b.page).getByText('Second.').waitFor()

  cable.cut()
  await b.page.locator('[data-sync="offline"]').first().waitFor()
  await typeBehind(b.page, 'no shop', ' Nobody had looked.')
  await seesSaved(b.page, /Saved on this machine.*wait/)
  await b.close()
  await turn(a.page, 'no shop', 'Control+Alt+2')
  await notes(a.page).locator('h2').waitFor()
  cable.mend()
  b = await openSeat({ host: 'loopback', dataDir: dirB })
  await openFromList(b.page, TITLE)
  await openNotes(b.page)
  for (const { page } of [a, b]) {
    await wait(page, 'h2', 'The cache key had no shop in it. Nobody had looked.')
    expect((await notes(page).innerText()).match(/Nobody had looked/g)).toHaveLength(1)
  }
  // both at once, on the line
  await Promise.all([
    typeBehind(b.page, 'Second', ' Third, and more words than one would say in a breath.'),
    turn(a.page, 'Second', 'Control+Shift+8')
  ])
  for (const { page } of [a, b]) await wait(page, 'li', 'Second. Third, and more words than one would say in a breath.')
  await b.close()
  await a.close()
})
