import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { HOSTS, openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { listIncidents, showIncident, muster } from './musterCli.ts'
import { entry, nameYourself, seesSaved } from './person.ts'

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Declare incident' })
const isFocused = (locator: Locator): Promise<boolean> => locator.evaluate((element) => element === document.activeElement)

/** Tab until the focus is on it: where the order is wrong, this fails. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 4; step++) {
    await page.keyboard.press('Tab')
    if (await isFocused(target)) return
  }
  expect(await isFocused(target), `Tab leads to ${String(target)}`).toBe(true)
}

describe.each(HOSTS)('declaring, on the %s host', (host) => {
  test('X17 works by keyboard alone, with no room: every field arrives as it was typed', async () => {
    const dataDir = tempDir()
    const seat = await openSeat({ host, dataDir })
    const { page } = seat
    await nameYourself(page, 'Priya Raman')
    await page.keyboard.press('d')
    const dialog = dialogOf(page)
    await dialog.waitFor()
    expect(await isFocused(dialog.getByRole('textbox', { name: /^Title/ }))).toBe(true)
    await page.keyboard.type('Delivery slots vanish')
    await tabTo(page, dialog.getByRole('radio', { name: /SEV-1/ }))
    await page.keyboard.press('ArrowRight')
    await dialog.getByRole('radio', { name: /SEV-2/, checked: true }).waitFor()
    await tabTo(page, dialog.getByRole('combobox', { name: 'Incident Commander' }))
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Mei Tanaka')
    await dialog.getByRole('option', { name: 'Add Mei Tanaka' }).waitFor()
    await page.keyboard.press('Enter')
    await tabTo(page, dialog.getByRole('radio', { name: 'Unknown', exact: true }))
    await page.keyboard.press('ArrowRight')
    await dialog.getByRole('radio', { name: 'Yes', checked: true }).waitFor()
    await tabTo(page, dialog.getByRole('combobox', { name: 'Teams' }))
    await page.keyboard.type('Logistics')
    await page.keyboard.press('Enter')
    await tabTo(page, dialog.getByRole('combobox', { name: 'Services' }))
    await page.keyboard.type('slots, routing')
    await tabTo(page, dialog.getByRole('combobox', { name: 'Notify' }))
    await page.keyboard.type('ops@example.org')
    await page.keyboard.press('Enter')
    await dialog.getByText('Into the outbox for 1.').waitFor()
    await tabTo(page, dialog.getByRole('textbox', { name: /^Notes and links/ }))
    await page.keyboard.type('Seen first in **Leeds**.')
    await tabTo(page, dialog.getByRole('switch', { name: 'Private' }))
    await page.keyboard.press('Space')
    await tabTo(page, dialog.getByRole('switch', { name: 'Test' }))
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')

    await page.getByRole('heading', { level: 1, name: 'Delivery slots vanish' }).waitFor()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Private', { exact: true }).waitFor()
    await page.getByText('Test incident.').waitFor()
    await page.getByText('Mei Tanaka').first().waitFor()
    await page.getByRole('button', { name: 'Severity SEV-2, change' }).waitFor()
    expect(await entry(page, 'Seen first in Leeds.').locator('strong').innerText()).toBe('Leeds')
    await seesSaved(page, /^Saved on this machine$/)
    await seat.close()

    const [listed] = listIncidents(dataDir)
    expect(listed).toMatchObject({
      title: 'Delivery slots vanish',
      severity: 'SEV-2',
      status: 'active',
      visibility: 'private',
      isTest: true,
      commander: 'Mei Tanaka',
      services: ['slots', 'routing'],
      teams: ['Logistics']
    })
    expect(showIncident(dataDir, listed!.id)).toMatchObject({ customerImpact: 'yes' })
    expect(JSON.parse(muster('outbox', '--data', dataDir, '--json'))).toMatchObject([{ recipient: 'email:ops@example.org' }])
  })

  test('X18 says what is missing, and declares nothing until it is there', async () => {
    const dataDir = tempDir()
    const seat = await openSeat({ host, dataDir })
    const { page } = seat
    await nameYourself(page, 'Priya Raman')
    await page.keyboard.press('d')
    const dialog = dialogOf(page)
    await dialog.getByText('Needs a title and a severity').waitFor()
    await page.keyboard.press('Control+Enter')
    await dialog.getByText('Needs a few words, so others can find it.').waitFor()
    await dialog.getByText('Choose one. UNKNOWN is a good answer.').waitFor()
    expect(await isFocused(dialog.getByRole('textbox', { name: /^Title/ }))).toBe(true)
    await page.keyboard.type('Mail is late')
    await dialog.getByText('Needs a severity').waitFor()
    await dialog.getByRole('radio', { name: /UNKNOWN/ }).click()
    await dialog.getByText('Needs a severity').waitFor({ state: 'detached' })
    // nobody is left out in silence: by key and by click
    const notify = dialog.getByRole('combobox', { name: 'Notify' })
    await notify.fill('Nobody Known')
    await page.keyboard.press('Control+Enter')
    await dialog.getByText(/^"Nobody Known" is nobody here/).waitFor()
    await dialog.getByRole('button', { name: /^Declare UNKNOWN/ }).click()
    await dialog.getByText('Notify names nobody who is known').waitFor()
    expect(await isFocused(notify)).toBe(true)
    await notify.fill('')
    await dialog.getByRole('button', { name: /^Declare UNKNOWN/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Mail is late' }).waitFor()
    await seat.close()
    expect(listIncidents(dataDir)).toHaveLength(1)
  })

  test('X19 a draft outlives the dialog and a reload; a name half typed goes along; once declared the draft is gone', async () => {
    const dataDir = tempDir()
    const seat = await openSeat({ host, dataDir })
    const { page } = seat
    await nameYourself(page, 'Priya Raman')
    await page.keyboard.press('d')
    const dialog = dialogOf(page)
    await dialog.getByRole('textbox', { name: /^Title/ }).fill('Search is slow')
    await dialog.getByRole('radio', { name: /SEV-3/ }).click()
    await dialog.getByRole('textbox', { name: /^Notes and links/ }).fill('p95 is at 4 s')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.reload()
    await page
      .getByRole('button', { name: /^Declare incident/ })
      .first()
      .waitFor()
    await page.keyboard.press('d')
    expect(await dialog.getByRole('textbox', { name: /^Title/ }).inputValue()).toBe('Search is slow')
    expect(await dialog.getByRole('textbox', { name: /^Notes and links/ }).inputValue()).toBe('p95 is at 4 s')
    await dialog.getByRole('radio', { name: /SEV-3/, checked: true }).waitFor()
    await dialog.getByRole('combobox', { name: 'Services' }).fill('search')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { level: 1, name: 'Search is slow' }).waitFor()
    await page.keyboard.press('d')
    expect(await dialog.getByRole('textbox', { name: /^Title/ }).inputValue()).toBe('')
    await page.keyboard.press('Escape')
    await seat.close()
    expect(listIncidents(dataDir)[0]).toMatchObject({ title: 'Search is slow', services: ['search'] })
  })
})
