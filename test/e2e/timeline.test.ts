import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openSeat, type Seat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { listIncidents, muster, showIncident } from './musterCli.ts'
import { declare, entry, hostWarRoom, joinWarRoom, nameYourself, openFromList, seesSaved, writeNote } from './person.ts'

const TITLE = 'Search answers slowly'

async function openRoom(): Promise<Seat & { dataDir: string }> {
  const dataDir = tempDir()
  const seat = await openSeat({ host: 'loopback', dataDir })
  await nameYourself(seat.page, 'Priya Raman')
  await declare(seat.page, TITLE, 'SEV-3')
  await seesSaved(seat.page, /Saved on this machine/)
  return { ...seat, dataDir }
}

/** A note at a time of its own, in UTC. */
async function noteAt(page: Page, text: string, at: string, shown = text): Promise<Locator> {
  await page.locator('.composer .bar button').first().click()
  await page.getByRole('textbox', { name: 'Time of the note, UTC' }).fill(at)
  await page.getByRole('button', { name: 'Set time' }).click()
  await page.getByRole('textbox', { name: 'Note, Markdown' }).fill(text)
  await page.keyboard.press('Control+Enter')
  await entry(page, shown).waitFor()
  return entry(page, shown)
}

const filtersOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Timeline filters' })
const timelineOf = (dataDir: string) => showIncident(dataDir, listIncidents(dataDir)[0]!.id).timeline

test('X120 times follow the zone a person chose, days and typed times too, and the zone of the incident is everybody’s', async () => {
  const seat = await openRoom()
  const { page } = seat
  const note = await noteAt(page, 'Index `users_v2` is cold.', '2026-03-28 20:00', 'is cold')
  const filters = filtersOf(page)
  await page.getByText('Saturday 28 March 2026, UTC').first().waitFor()
  await filters.getByRole('button', { name: 'Set the incident’s time zone' }).click()
  const field = filters.getByRole('combobox', { name: 'Time zone of the incident' })
  await field.fill('Asia/Katmandoo')
  await field.press('Enter')
  await filters.getByText('There is no time zone "Asia/Katmandoo".', { exact: false }).waitFor()
  await field.fill('asia/kathmandu')
  await field.press('Enter')
  await entry(page, 'set the time zone to').waitFor()
  await filters.getByRole('radio', { name: /^Incident/ }).check()
  await page
    .getByText(/^Sunday 29 March 2026, Asia\/Kat/)
    .first()
    .waitFor()
  expect((await note.locator('.time').innerText()).trim()).toBe('01:45')
  await note.focus()
  await note.getByRole('button', { name: 'Edit time' }).click()
  const time = page.getByRole('textbox', { name: /^Time, Asia\/Kat/ })
  expect(await time.inputValue()).toBe('2026-03-29 01:45:00')
  await time.fill('02:00')
  await time.press('Enter')
  await note.getByText('wrote at 01:45, moved to 02:00').waitFor()
  expect(timelineOf(seat.dataDir)[0]).toMatchObject({ at: '2026-03-28T20:15:00.000Z' })
  await page.reload()
  await page
    .getByText(/^Sunday 29 March 2026, Asia\/Kat/)
    .first()
    .waitFor()
  await filtersOf(page).getByRole('radio', { name: 'UTC', exact: true }).check()
  await page.getByText('Saturday 28 March 2026, UTC').first().waitFor()

  // an update has its own category, and code its own filter
  await page.locator('article').last().focus()
  await page.keyboard.press('u')
  await page.getByRole('textbox', { name: 'Update, Markdown' }).fill('Search is slow for everybody. Results are right.')
  await page.keyboard.press('Control+Enter')
  await entry(page, 'posted an update').filter({ hasText: 'Results are right.' }).waitFor()
  const all = await page.locator('article').count()
  await filters.getByRole('checkbox', { name: 'With code' }).check()
  await filters.getByText(`1 of ${all} shown`).waitFor()
  expect(await page.locator('article').innerText()).toContain('users_v2')
  await filters.getByRole('checkbox', { name: 'With code' }).uncheck()
  await filters.getByRole('checkbox', { name: 'Edited time' }).check()
  await filters.getByText(`1 of ${all} shown`).waitFor()
  await seesSaved(page, /^Saved on this machine$/)
  await seat.close()
  expect(timelineOf(seat.dataDir).find(({ text }) => text.includes('Results are right'))).toMatchObject({ category: 'update' })
})

test('X121 a note is inserted between two others at a time between theirs, and a pasted link leads to an entry', async () => {
  const seat = await openRoom()
  const { page } = seat
  const first = await noteAt(page, 'Pool is full.', '2026-03-28 20:00:00')
  const second = await noteAt(page, 'Pool was grown.', '2026-03-28 20:10:00')
  await first.focus()
  await page.keyboard.press('i')
  const time = page.getByRole('textbox', { name: 'Time of the note, UTC' })
  expect(await time.inputValue()).toBe('2026-03-28 20:05:00')
  await page.getByText('between 20:00 and 20:10').waitFor()
  await page.keyboard.type('Asked the owner of the pool.')
  await page.keyboard.press('Control+Enter')
  await entry(page, 'Asked the owner').waitFor()
  const shown = await page.locator('article .body').allInnerTexts()
  expect(shown.slice(0, 3)).toEqual(['Pool is full.', 'Asked the owner of the pool.', 'Pool was grown.'])
  // the same with Tab, from the entry the keys stand on
  await second.focus()
  const gap = second.getByRole('button', { name: /^Insert an entry/ })
  await waitFor('Tab to reach it', async () => {
    await page.keyboard.press('Tab')
    return (await gap.evaluate((element) => element === document.activeElement)) ? true : undefined
  })
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Note, Markdown' }).press('Escape')

  const id = (await first.getAttribute('data-entry'))!
  const incident = listIncidents(seat.dataDir)[0]!.id
  // as copied on any machine
  const link = `muster:incident/${incident}/${id}`
  await filtersOf(page).getByRole('checkbox', { name: 'Notes' }).uncheck()
  await page.getByRole('link', { name: 'Incidents' }).first().click()
  await page.getByRole('row', { name: new RegExp(TITLE) }).waitFor()
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, link)
  await waitFor('the linked entry to have the focus', async () =>
    (await page.evaluate(() => document.activeElement?.getAttribute('data-entry'))) === id ? true : undefined
  )
  // and from a note, where it is a link within the window
  await page.getByRole('textbox', { name: 'Note, Markdown' }).fill(`As said in [the first note](${link}), or ${link} as it was pasted.`)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: link }).waitFor()
  await page.getByRole('link', { name: 'the first note' }).click()
  await waitFor('the linked entry to have the focus', async () =>
    (await page.evaluate(() => document.activeElement?.getAttribute('data-entry'))) === id ? true : undefined
  )
  await seat.close()
})

test('X122 several entries are chosen with keys, moved in time with each new time shown before, and flagged together', async () => {
  const seat = await openRoom()
  const { page } = seat
  for (const minute of ['00', '10', '20']) await noteAt(page, `At ${minute}.`, `2026-03-28 20:${minute}:00`)
  await entry(page, 'At 00.').focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  const bar = page.getByRole('region', { name: 'Selected entries' })
  await bar.getByText('2 entries selected').waitFor()
  await entry(page, 'At 20.')
    .getByRole('checkbox', { name: 'Select entry' })
    .click({ modifiers: ['Shift'] })
  await bar.getByText('3 entries selected').waitFor()
  await entry(page, 'At 20.').getByRole('checkbox', { name: 'Select entry' }).click()
  await bar.getByText('2 entries selected').waitFor()
  await bar.getByRole('button', { name: 'Flag', exact: true }).click()
  await waitFor('both flags', async () => ((await page.locator('article .flag').count()) === 2 ? true : undefined))
  await page.locator('article').first().focus()
  await page.keyboard.press('w')
  const amount = bar.getByRole('textbox', { name: 'Amount' })
  await amount.fill('soon')
  await amount.press('Enter')
  await bar.getByText('Write how far, such as -10m', { exact: false }).first().waitFor()
  await amount.fill('-1h 5m')
  await bar.getByText('Each moves by -1h 5m, UTC.').waitFor()
  expect((await bar.locator('li').first().innerText()).replace(/\s+/g, ' ')).toContain('20:00:00 18:55:00')
  await bar.getByRole('button', { name: 'Move 2 entries' }).click()
  await bar.waitFor({ state: 'detached' })
  await entry(page, 'At 00.').getByText('wrote at 20:00, moved to 18:55').waitFor()
  await seesSaved(page, /^Saved on this machine$/)
  await seat.close()
  expect(
    timelineOf(seat.dataDir)
      .filter(({ text }) => text.startsWith('At'))
      .map(({ at, flagged }) => [at.slice(11, 16), flagged])
  ).toEqual([
    ['18:55', true],
    ['19:05', true],
    ['20:20', false]
  ])
  expect(muster('verify', '--data', seat.dataDir)).toMatch(/^Clean: /)
})

test('X123 every version of a note is kept with who and when, and its moves in time; what changed is marked by more than colour', async () => {
  const seat = await openRoom()
  const { page } = seat
  const note = await noteAt(page, 'Two carts of forty.', '2026-03-28 20:00:00')
  await note.focus()
  await page.keyboard.press('Enter')
  const editor = page.getByRole('textbox', { name: 'Text of the entry, Markdown' })
  await editor.press('Control+a')
  await editor.pressSequentially('Two carts of fifty.')
  await page.keyboard.press('Escape')
  const edited = entry(page, 'Two carts of fifty.')
  await edited.focus()
  await edited.getByRole('button', { name: 'Edit time' }).click()
  await page.getByRole('textbox', { name: 'Time, UTC' }).fill('19:30')
  await page.getByRole('button', { name: 'Set time' }).click()
  await edited.getByText('moved to 19:30').waitFor()
  await edited.getByRole('button', { name: 'History', exact: true }).click()
  const history = page.getByRole('region', { name: 'History of the entry' })
  await history.locator('li').nth(2).waitFor()
  const lines = (await history.locator('.line').allInnerTexts()).map((line) => line.replace(/\s+/g, ' '))
  expect(lines.map((line) => line.replace(/^[\d: -]+/, ''))).toEqual([
    'Priya Raman posted',
    'Priya Raman changed the text',
    'Priya Raman moved it from 2026-03-28 20:00:00 to 2026-03-28 19:30:00'
  ])
  const [removed, added] = [history.locator('del'), history.locator('ins')]
  expect([await removed.innerText(), await added.innerText()]).toEqual([expect.stringContaining('forty'), expect.stringContaining('fifty')])
  const line = (part: Locator) => part.evaluate((element) => getComputedStyle(element).textDecorationLine)
  expect([await line(removed), await line(added)]).toEqual(['line-through', 'underline'])
  await page.keyboard.press('Escape')
  await history.waitFor({ state: 'detached' })
  await page.keyboard.press('h')
  await history.waitFor()
  await seat.close()
})

test('X232 new entries are said as somebody chose on their machine: all, flagged ones, or none', async () => {
  const seat = await openRoom()
  const { page } = seat
  const other = await openSeat({ host: 'loopback', dataDir: tempDir() })
  await nameYourself(other.page, 'Tomás Oliveira')
  await joinWarRoom(other.page, await hostWarRoom(page))

  const choose = () => page.getByRole('radiogroup', { name: 'New entries, for screen readers' })
  await page.evaluate(() => void (location.hash = '#settings'))
  await choose().getByRole('radio', { name: 'Flagged only' }).click()
  await page.reload()
  await choose().getByRole('radio', { name: 'Flagged only', checked: true }).waitFor()
  await page.evaluate(() => void (location.hash = '#'))
  await openFromList(page, TITLE)

  await openFromList(other.page, TITLE)
  await writeNote(other.page, 'Nothing to see yet.')
  await entry(page, 'Nothing to see yet.').waitFor()
  await writeNote(other.page, 'The index is gone.')
  await entry(page, 'The index is gone.').waitFor()
  const said = page.getByRole('status').filter({ hasText: /entr(y|ies), / })
  // the first of what is told is said at once
  expect(await said.count()).toBe(0)
  await entry(other.page, 'The index is gone.').focus()
  await other.page.keyboard.press('f')
  await said.filter({ hasText: '1 flagged entry, from Tomás Oliveira.' }).waitFor({ timeout: 10_000 })
  await other.close()
  await seat.close()
})
