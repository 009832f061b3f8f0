import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { declare, entry, hostWarRoom, joinWarRoom, nameYourself, openFromList, seesSaved, writeNote } from './person.ts'

/* The postmortem as people write it. What both hosts share is looked at on one. */

const TITLE = 'Baskets lose items'
const text = (page: Page) => page.getByRole('textbox', { name: 'Postmortem of this incident' })

async function openRoom(dataDir = tempDir(), name = 'Priya Raman') {
  const seat = await openSeat({ host: 'loopback', dataDir })
  await nameYourself(seat.page, name)
  await declare(seat.page, TITLE, 'SEV-3')
  await seesSaved(seat.page, /Saved on this machine/)
  return { ...seat, dataDir }
}

async function start(page: Page, template: string): Promise<void> {
  await page.getByRole('tab', { name: 'Postmortem' }).click()
  await page.getByRole('button', { name: `Start from ${template}` }).click()
  await text(page).getByText('Action items').or(text(page).getByText('What we do about it')).first().waitFor()
}
async function openPage(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the postmortem as a page' }).click()
  await page.getByRole('heading', { level: 1, name: /^Postmortem/ }).waitFor()
  await text(page).locator('h2').first().waitFor()
}
/** The caret at the end of the paragraph with these words. */
async function standBehind(page: Page, words: string): Promise<void> {
  await text(page).getByText(words).first().click()
  await page.keyboard.press('End')
}

test('X203 entries are taken into the page from beside it, by keyboard and drawn; an action item becomes a follow-up, and ticking either ticks both', async () => {
  const seat = await openRoom()
  const { page } = seat
  await writeNote(page, 'Cache key has no shop in it')
  await writeNote(page, 'Rolled back to 317')
  await start(page, 'Lightweight')
  await openPage(page)
  const beside = page.getByRole('complementary', { name: 'Timeline and comments' })
  await beside.getByRole('radio', { name: 'All' }).click()
  await beside.getByRole('button', { name: 'Insert into page: Cache key has no shop in it' }).press('Enter')
  await text(page).locator('.card', { hasText: 'Cache key has no shop in it' }).waitFor()
  await beside.locator('li', { hasText: 'Cache key' }).getByText('in document').waitFor()
  await beside.locator('li', { hasText: 'Rolled back to 317' }).dragTo(text(page).locator('h2', { hasText: 'Why' }))
  await text(page).locator('.card', { hasText: 'Rolled back to 317' }).waitFor()

  await text(page).getByText('First thing').click()
  await page.getByRole('button', { name: 'Make it a follow-up' }).click()
  await text(page).locator('.follow', { hasText: 'nobody yet' }).waitFor()
  await page.keyboard.press('ControlOrMeta+Enter')
  await text(page).getByRole('checkbox', { name: 'Done: First thing', checked: true }).waitFor()
  await page.getByRole('button', { name: 'Back to the incident' }).click()
  await page.getByRole('tab', { name: /Tasks/ }).click()
  const task = page.getByRole('checkbox', { name: 'Done: First thing' })
  await waitFor('the follow-up to be done', async () => ((await task.isChecked()) ? true : undefined))
  await task.uncheck({ force: true })
  await page.getByRole('tab', { name: 'Postmortem' }).click()
  await text(page).getByRole('checkbox', { name: 'Done: First thing', checked: false }).waitFor()
  await seat.close()
})

test('X204 a postmortem is reviewed and signed off, a later change is told, final nobody writes in it, and freezing it is one step of undo', async () => {
  const seat = await openRoom()
  const { page } = seat
  await start(page, 'Lightweight')
  await openPage(page)
  await text(page).locator('.variable .variable', { hasText: TITLE }).first().waitFor()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /^Markdown/ }).click()])
  expect(file.suggestedFilename()).toMatch(/\.(md|zip)$/)
  const live = await text(page).locator('.variable .variable').count()
  await page.getByRole('button', { name: 'More for the postmortem' }).click()
  await page.getByRole('menuitem', { name: /Freeze the page/ }).click()
  await page.getByText(/^Frozen: \d+ live places say/).waitFor()
  expect(await text(page).locator('.variable, .timeline').count()).toBe(0)
  await text(page).getByText(`${TITLE}, SEV-3`, { exact: false }).first().waitFor()
  await text(page).getByText('What happened').click()
  await page.keyboard.press('ControlOrMeta+z')
  await waitFor('what was live to be live again', async () =>
    (await text(page).locator('.variable .variable').count()) === live ? true : undefined
  )

  await page.getByRole('button', { name: 'Ask for review' }).click()
  await page.getByRole('combobox', { name: 'Who reviews it' }).fill('Priya Raman')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Reviewers' }).getByRole('button', { name: 'Ask for review' }).click()
  await page.locator('.state', { hasText: 'In review' }).waitFor()
  await page.getByRole('button', { name: 'Sign off' }).click()
  await page.getByRole('list', { name: 'Reviewers' }).getByLabel('Priya Raman signed off', { exact: true }).waitFor()
  await standBehind(page, 'Two or three sentences.')
  await page.keyboard.type(' And a fourth.')
  await page.getByText('text changed since sign-off').waitFor()
  await page.getByRole('button', { name: 'Sign off' }).click()
  await page.getByText('text changed since sign-off').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Make final' }).click()
  await page.getByText('Nobody changes it until somebody reopens it.').waitFor()
  const before = await text(page).innerText()
  await text(page).getByText('Two or three').click()
  await page.keyboard.type('x')
  expect(await text(page).innerText()).toBe(before)
  await page.getByRole('button', { name: 'Reopen' }).click()
  await page.locator('.state', { hasText: 'Draft' }).waitFor()
  await standBehind(page, 'And a fourth.')
  await page.keyboard.type(' Fifth.')
  await text(page).getByText('Fifth.').waitFor()
  await page.getByRole('button', { name: 'Back to the incident' }).click()
  for (const line of [
    'started the postmortem from Lightweight',
    'signed off the postmortem',
    'made the postmortem final',
    'reopened the postmortem'
  ])
    await entry(page, line).first().waitFor()
  // and the list knows how far it is
  await page.evaluate(() => void (location.hash = '#list'))
  await page.keyboard.press('/')
  await page.keyboard.type('postmortem_state:draft')
  await page.locator('[data-row]', { hasText: TITLE }).waitFor()
  await seat.close()
})

test('X205 words are commented on, answered and settled; a comment stays on its words when the paragraph is split, and says when they are gone', async () => {
  const seat = await openRoom()
  const { page } = seat
  await start(page, 'Lightweight')
  await openPage(page)
  await standBehind(page, 'Two or three sentences.')
  await page.keyboard.type(' Retries filled the pool.')
  for (let index = 0; index < 'filled the pool.'.length; index++) await page.keyboard.press('Shift+ArrowLeft')
  await waitFor('the words to be selected', async () =>
    (await page.evaluate(() => getSelection()?.toString())) === 'filled the pool.' ? true : undefined
  )
  await page.keyboard.press('Control+Alt+m')
  const field = page.getByRole('textbox', { name: 'Comment', exact: true })
  await field.fill('How many?')
  await field.press('Control+Enter')
  const thread = page.getByRole('article', { name: 'Comment on filled the pool.' })
  await thread.getByText('How many?').waitFor()
  await thread.getByRole('textbox', { name: 'Reply' }).fill('400 of 400')
  await page.keyboard.press('Control+Enter')
  await thread.getByText('400 of 400').waitFor()
  const marked = text(page).locator('.commented')
  expect(await marked.innerText()).toBe('filled the pool.')

  await standBehind(page, 'Retries')
  for (let index = 0; index < ' Retries filled the pool.'.length; index++) await page.keyboard.press('ArrowLeft')
  // the browser tells the editor where the caret is before the next frame
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
  await page.keyboard.press('Enter')
  await waitFor('the words to be marked in their new paragraph', async () =>
    (await marked.allInnerTexts()).join() === 'filled the pool.' ? true : undefined
  )
  await page.keyboard.press('Shift+End')
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
  await page.keyboard.press('Delete')
  await thread.getByText('These words are not in the page any more.').waitFor()
  await thread.getByRole('button', { name: 'Resolve' }).click()
  await thread.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Show 1 resolved' }).click()
  await thread.getByText('Resolved by Priya Raman').waitFor()
  await seat.close()
})

test('X206 words are found and replaced, all at once in one step of undo; the outline leads to its sections, and words are counted', async () => {
  const seat = await openRoom()
  const { page } = seat
  await start(page, 'Root cause')
  await openPage(page)
  const outline = page.getByRole('navigation', { name: 'Outline' })
  await outline.getByRole('button', { name: 'Detection' }).click()
  await outline.locator('[aria-current=true]', { hasText: 'Detection' }).waitFor()
  const words = async () => Number(/(\d+) words/.exec(await outline.innerText())?.[1])
  const before = await words()
  expect(before).toBeGreaterThan(60)
  await page.keyboard.press('Control+f')
  await page.getByRole('textbox', { name: 'Find' }).fill('WHY')
  await page.getByText('1 of 3').waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.getByText('2 of 3').waitFor()
  await page.getByRole('textbox', { name: 'Replace with' }).fill('How on earth')
  await page.getByRole('button', { name: 'Replace all' }).click()
  await page.getByText(/^Replaced 3\./).waitFor()
  await waitFor('the words to be counted', async () => ((await words()) === before + 6 ? true : undefined))
  await page.getByRole('textbox', { name: 'Find' }).press('Escape')
  await text(page).getByText('How on earth did that fail?').click()
  await page.keyboard.press('ControlOrMeta+z')
  await waitFor('the words of before', async () => ((await text(page).getByText('How on earth').count()) === 0 ? true : undefined))
  await waitFor('the count of before', async () => ((await words()) === before ? true : undefined))
  await seat.close()
})

test('X207 two who start the postmortem apart have one page when they meet, with what each wrote, and each other’s names beside it', async () => {
  const [dirA, dirB] = [tempDir(), tempDir()]
  let a = await openRoom(dirA)
  const invite = await hostWarRoom(a.page)
  let b = await openSeat({ host: 'loopback', dataDir: dirB })
  await nameYourself(b.page, 'Tomás Oliveira')
  await joinWarRoom(b.page, invite)
  await openFromList(b.page, TITLE)
  await a.kill()
  await b.page.locator('[data-sync="offline"]').first().waitFor()
  await start(b.page, 'Contributing factors')
  await standBehind(b.page, 'In three sentences')
  await b.page.keyboard.type(' Written by Tomás.')
  await seesSaved(b.page, /Saved on this machine.*wait/)
  await b.kill()

  a = { ...(await openSeat({ host: 'loopback', dataDir: dirA })), dataDir: dirA }
  await openFromList(a.page, TITLE)
  await start(a.page, 'Contributing factors')
  await standBehind(a.page, 'No single cause')
  await a.page.keyboard.type(' Written by Priya.')
  await seesSaved(a.page, /Saved|Shared/)

  b = await openSeat({ host: 'loopback', dataDir: dirB })
  await openFromList(b.page, TITLE)
  await b.page.getByRole('tab', { name: 'Postmortem' }).click()
  await text(b.page).getByText('Written by Priya.').waitFor()
  await text(a.page).getByText('Written by Tomás.').waitFor()
  for (const { page } of [a, b]) {
    expect(await text(page).locator('h2', { hasText: 'Summary' }).count()).toBe(1)
    expect(await text(page).locator('h2').allInnerTexts()).toEqual(await text(a.page).locator('h2').allInnerTexts())
  }
  await openPage(b.page)
  await standBehind(a.page, 'No single cause')
  await b.page.locator('.names b', { hasText: 'Priya' }).waitFor()
  await b.close()
  await a.close()
})
