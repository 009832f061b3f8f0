import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openSeat, type Seat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { listIncidents, muster } from './musterCli.ts'
import { declare, entry, hostWarRoom, nameYourself, writeNote } from './person.ts'

const field = (page: Page) => page.getByRole('combobox', { name: 'Search or run' })
const option = (page: Page, name: RegExp | string) =>
  page.getByRole('dialog', { name: 'Search or run' }).getByRole('option', { name }).first()

async function openPalette(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await field(page).waitFor()
  await page.keyboard.type(text)
}

/** By what is typed alone: the first that is found is run. */
async function run(page: Page, text: string, label: RegExp | string): Promise<void> {
  await openPalette(page, text)
  await waitFor(`"${String(label)}" to be the first for "${text}"`, async () => {
    const active = page.locator('[role=option][aria-selected=true] .label')
    const shown = await active.innerText().catch(() => '')
    return (typeof label === 'string' ? shown === label : label.test(shown)) ? true : undefined
  })
  await page.keyboard.press('Enter')
}

const undo = (page: Page) => run(page, 'undo', /^Undo: /)
const status = (page: Page, name: string) => page.getByRole('radiogroup', { name: 'Status' }).getByRole('radio', { name, checked: true })
const severity = (page: Page, name: string) => page.getByRole('button', { name: `Severity ${name}, change` })

async function openSeatOf(name: string): Promise<Seat & { dataDir: string }> {
  const dataDir = tempDir()
  const seat = await openSeat({ host: 'loopback', dataDir })
  await nameYourself(seat.page, name)
  return { ...seat, dataDir }
}

test('X160 every step of an incident can be done by words, and each of them undone', async () => {
  const seat = await openSeatOf('Priya Raman')
  const { page } = seat
  await run(page, 'decl', 'Declare an incident')
  await page.getByRole('dialog', { name: 'Declare incident' }).waitFor()
  await page.keyboard.type('Baskets lose items')
  await page.getByRole('radio', { name: /SEV-3/ }).press('Space')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: 'Baskets lose items' }).waitFor()

  await run(page, 'sev-1', 'Change severity to SEV-1')
  await severity(page, 'SEV-1').waitFor()
  await undo(page)
  await severity(page, 'SEV-3').waitFor()

  await run(page, 'stable', 'Change status to Stable')
  await status(page, 'Stable').waitFor()
  await undo(page)
  await status(page, 'Active').waitFor()

  // what cannot be done says why, and the palette stays
  await openPalette(page, 'change status to active')
  await option(page, /Change status to Active It is Active already/).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'It is Active already' }).waitFor()
  await page.keyboard.press('Escape')

  await run(page, 'write', 'Write a note')
  await page.keyboard.type('Rolled the basket service back')
  await page.keyboard.press('Control+Enter')
  const note = entry(page, 'Rolled the basket service back')
  await note.waitFor()
  // the text field has the focus and undoes its own letters only
  await page.keyboard.type('half a th')
  await page.keyboard.press('Control+z')
  await note.waitFor()
  await page.keyboard.press('Escape')

  await note.focus()
  await page.keyboard.press('f')
  await note.and(page.locator('.flagged')).waitFor()
  await page.keyboard.press('Control+z')
  await waitFor('the flag to go', async () => ((await note.and(page.locator('.flagged')).count()) === 0 ? true : undefined))
  await page.keyboard.press('Control+z')
  await note.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Shift+z')
  await note.waitFor()
  await seat.close()
})

test('X161 an incident is found by number and by words, a person by name; what was used lately comes first', async () => {
  const seat = await openSeatOf('Priya Raman')
  const { page } = seat
  await declare(page, 'Baskets lose items', 'SEV-3')
  await run(page, 'incidents', 'Incidents')
  await declare(page, 'Search is stale', 'SEV-4')
  await run(page, 'host', 'Host a war room')
  await page.keyboard.press('Escape')
  await hostWarRoom(page)
  await page.getByText('IR-2').first().waitFor()

  await openPalette(page, '#1')
  await option(page, /Baskets lose items.*IR-1/).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Baskets lose items' }).waitFor()
  await openPalette(page, '#stal')
  await option(page, /Search is stale/).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Search is stale' }).waitFor()

  await openPalette(page, '@pri')
  await option(page, 'Priya Raman').waitFor()
  await page.keyboard.press('Enter')
  await option(page, 'Show the incidents they command').waitFor()
  // one layer at a time
  await page.keyboard.press('Escape')
  await field(page).waitFor()
  await page.keyboard.press('Escape')
  await field(page).waitFor({ state: 'detached' })

  await run(page, 'light', 'Light theme')
  expect(await page.locator('html').getAttribute('data-theme')).toBe('light')
  await page.keyboard.press('Control+k')
  await page.getByRole('group', { name: 'Used lately' }).getByRole('option').first().waitFor()
  expect(await page.getByRole('group', { name: 'Used lately' }).getByRole('option').first().innerText()).not.toContain('Light theme')
  await seat.close()
})

test('X162 an undo asks before it replaces what somebody else set since', async () => {
  const seat = await openSeatOf('Priya Raman')
  const { page } = seat
  await declare(page, 'Baskets lose items', 'SEV-3')
  await run(page, 'stable', 'Change status to Stable')
  await status(page, 'Stable').waitFor()
  muster('status', listIncidents(seat.dataDir)[0]!.id, 'resolved', '--as', 'Tomás Oliveira', '--data', seat.dataDir)
  await status(page, 'Resolved').waitFor()
  await page.locator('article').last().focus()
  await page.keyboard.press('Control+z')
  await page.getByText('Tomás Oliveira changed the same since.').waitFor()
  await page.getByRole('button', { name: 'Leave it' }).click()
  await status(page, 'Resolved').waitFor()
  await page.locator('article').last().focus()
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'Undo mine' }).click()
  await status(page, 'Active').waitFor()
  await seat.close()
})

test('X163 while declaring, an incident that may be the same is offered, and takes what was typed as a note', async () => {
  const seat = await openSeatOf('Priya Raman')
  const { page } = seat
  await declare(page, 'Checkout returns 5xx', 'SEV-2')
  await writeNote(page, 'First look')
  await run(page, 'declare', 'Declare an incident')
  const dialog = page.getByRole('dialog', { name: 'Declare incident' })
  await page.keyboard.type('Checkout gives 5xx in the app')
  await dialog.getByRole('region', { name: 'Perhaps the same' }).waitFor()
  await dialog.getByRole('button', { name: 'Add to this one instead: Checkout returns 5xx' }).click()
  await dialog.waitFor({ state: 'detached' })
  await entry(page, 'Checkout gives 5xx in the app').waitFor()

  // the second one is declared all the same, and asks whether they belong together
  await page.keyboard.press('Escape')
  await declare(page, 'Payments time out', 'SEV-2')
  const offer = page.getByRole('region', { name: 'Declared at about the same time' })
  await offer.getByRole('link', { name: /Checkout returns 5xx/ }).waitFor()
  await offer.getByRole('button', { name: 'Relate', exact: true }).click()
  await entry(page, 'marked as related to').filter({ hasText: 'Checkout returns 5xx' }).waitFor()
  await offer.waitFor({ state: 'detached' })
  await seat.close()
})

test('X164 the window starts in its theme, before any of its code has run, and follows the system', async () => {
  const seat = await openSeatOf('Priya Raman')
  const { page } = seat
  const theme = () => page.locator('html').getAttribute('data-theme')
  await run(page, 'theme as the sys', 'Theme as the system')
  await page.emulateMedia({ colorScheme: 'light' })
  await waitFor('the light theme', async () => ((await theme()) === 'light' ? true : undefined))
  // its code never arrives: what is drawn is drawn from the page alone
  await page.route('**/assets/*.js', () => undefined)
  await page.reload({ waitUntil: 'commit' })
  await waitFor('the light theme at the start', async () => ((await theme()) === 'light' ? true : undefined))
  await page.unrouteAll()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.reload()
  expect(await theme()).toBe('dark')
  await seat.close()
})
