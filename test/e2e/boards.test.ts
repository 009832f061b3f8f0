import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { hands } from './hands.ts'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { declare, hostWarRoom, joinWarRoom, nameYourself } from './person.ts'

const titles = (page: Page) => page.locator('[data-panel] h3').allInnerTexts()
const shows = (page: Page, wanted: readonly string[]) => expect.poll(() => titles(page)).toEqual(wanted)
const board = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Pages of figures' }).getByRole('link', { name, exact: true })

async function openAnalytics(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor()
}

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More for dashboards' }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

async function newDashboard(page: Page, name: string): Promise<void> {
  await fromMenu(page, 'New dashboard')
  const dialog = page.getByRole('dialog', { name: 'New dashboard' })
  await dialog.getByRole('textbox', { name: /^Name/ }).fill(name)
  await dialog.getByRole('button', { name: 'Make the dashboard' }).click()
  await page.getByRole('heading', { name: `${name} has no panel yet` }).waitFor()
}

async function addPanel(page: Page, title: string, question = 'count incident_count'): Promise<void> {
  await page
    .getByRole('button', { name: /^Add (a )?panel$/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: 'Add a panel' })
  await dialog.getByRole('textbox', { name: /^Title/ }).fill(title)
  await dialog.getByRole('textbox', { name: 'Question' }).fill(question)
  await dialog.getByRole('button', { name: 'Add panel' }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function startEditing(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByText(/for everybody in this workspace/).waitFor()
}

/** With the mouse, to the left or right half of another panel. */
async function drag(page: Page, title: string, to: string, side: 'before' | 'after'): Promise<void> {
  const from = (await page.getByRole('button', { name: `Move ${title}`, exact: true }).boundingBox())!
  const cell = page.locator('[data-panel]').filter({ has: page.getByRole('heading', { level: 3, name: to, exact: true }) })
  const box = (await cell.boundingBox())!
  await page.mouse.move(from.x + 8, from.y + 8)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * (side === 'before' ? 0.2 : 0.8), box.y + box.height / 2, { steps: 5 })
  await page.mouse.up()
}

async function openAlone(): Promise<Page> {
  const seat = await openSeat({ host: 'loopback', dataDir: tempDir() })
  await nameYourself(seat.page, 'Priya Raman')
  await openAnalytics(seat.page)
  return seat.page
}

test('X300 two seats edit one dashboard: each sees the other at once, and what both did apart is there when they meet', async () => {
  const [dirA, dirB] = [tempDir(), tempDir()]
  let a = await openSeat({ host: 'loopback', dataDir: dirA })
  let b = await openSeat({ host: 'loopback', dataDir: dirB })
  await nameYourself(a.page, 'Priya Raman')
  const invite = await hostWarRoom(a.page)
  await nameYourself(b.page, 'Tomás Oliveira')
  await joinWarRoom(b.page, invite)
  await openAnalytics(a.page)
  await openAnalytics(b.page)
  await newDashboard(a.page, 'Payments')
  await board(b.page, 'Payments').click()
  for (const title of ['One', 'Two', 'Three']) await addPanel(a.page, title)
  await shows(b.page, ['One', 'Two', 'Three'])
  await startEditing(b.page)
  await drag(b.page, 'Three', 'One', 'before')
  await shows(a.page, ['Three', 'One', 'Two'])

  // apart: the hub's machine is off while one works, and the other is off while the first does
  await a.kill()
  await b.page.locator('[data-sync="offline"]').first().waitFor()
  await addPanel(b.page, 'From Tomás')
  await b.page.getByRole('button', { name: 'Wider: One' }).click()
  await drag(b.page, 'Two', 'Three', 'before')
  await shows(b.page, ['Two', 'Three', 'One', 'From Tomás'])
  await b.page.locator('[data-sync]', { hasText: '3 changes saved here' }).first().waitFor()
  await b.kill()
  a = await openSeat({ host: 'loopback', dataDir: dirA })
  await openAnalytics(a.page)
  await board(a.page, 'Payments').click()
  await shows(a.page, ['Three', 'One', 'Two'])
  await addPanel(a.page, 'From Priya')
  await startEditing(a.page)
  await a.page.getByRole('button', { name: 'Edit panel One' }).click()
  const dialog = a.page.getByRole('dialog', { name: 'Edit One' })
  await dialog.getByRole('textbox', { name: /^Title/ }).fill('One renamed')
  await dialog.getByRole('button', { name: 'Save panel' }).click()
  await shows(a.page, ['Three', 'One renamed', 'Two', 'From Priya'])

  b = await openSeat({ host: 'loopback', dataDir: dirB })
  await openAnalytics(b.page)
  await board(b.page, 'Payments').click()
  await expect.poll(async () => (await titles(b.page)).slice(0, 3)).toEqual(['Two', 'Three', 'One renamed'])
  await expect.poll(async () => (await titles(b.page)).slice(3).sort()).toEqual(['From Priya', 'From Tomás'])
  await shows(a.page, await titles(b.page))
  // the width one gave it is there beside the title of the other
  await a.page.getByTitle('7 of 12 columns, 3 rows').waitFor()
  await b.close()
  await a.close()
})

test('X301 panels are arranged by drag and by keys, are told as they move, and an undo puts them back', async () => {
  const page = await openAlone()
  const { press, tabTo } = hands(page)
  await newDashboard(page, 'Payments')
  for (const title of ['One', 'Two', 'Three']) await addPanel(page, title)
  await page.getByRole('heading', { level: 3, name: 'Three' }).waitFor()
  await press('e')
  await drag(page, 'One', 'Three', 'after')
  await shows(page, ['Two', 'Three', 'One'])
  // a press alone moves nothing
  await page.getByRole('button', { name: 'Move Two', exact: true }).click()
  await shows(page, ['Two', 'Three', 'One'])

  await tabTo(page.getByRole('button', { name: 'Move Three', exact: true }))
  await press('Enter')
  await page.getByText('Three is lifted. Place 2 of 3 in Payments.').waitFor({ state: 'attached' })
  await press('ArrowLeft')
  await page.getByText('Place 1 of 3 in Payments.', { exact: true }).waitFor({ state: 'attached' })
  await press('Enter')
  await shows(page, ['Three', 'Two', 'One'])
  const handle = page.getByRole('button', { name: 'Move Three', exact: true })
  expect(await handle.evaluate((element) => element === document.activeElement)).toBe(true)
  await press('Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowDown')
  await page.getByText('Three: 8 of 12 columns wide, 4 rows high').waitFor({ state: 'attached' })
  await page.getByTitle('8 of 12 columns, 4 rows').waitFor()
  await press('Enter', 'ArrowRight', 'Escape')
  await shows(page, ['Three', 'Two', 'One'])
  await press('Control+z', 'Control+z', 'Control+z', 'Control+z')
  await shows(page, ['Two', 'Three', 'One'])
  await press('Escape')
  await page.getByText(/for everybody in this workspace/).waitFor({ state: 'detached' })
})

test('X302 a panel is tried before it is added; what is removed comes back, a panel as well as a dashboard', async () => {
  const page = await openAlone()
  await newDashboard(page, 'Payments')
  await page.getByRole('button', { name: 'Add a panel' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a panel' })
  const question = dialog.getByRole('textbox', { name: 'Question' })
  await question.fill('p90 time_to_resolv by service')
  await dialog.getByText(/^Character 5: "time_to_resolv"/).waitFor()
  await dialog.getByRole('button', { name: 'Add panel' }).click()
  await dialog.getByText(/^The question cannot be read yet/).waitFor()
  await question.fill('count incident_count by service')
  await dialog.getByRole('radio', { name: 'Single value' }).check({ force: true })
  await dialog.getByText(/^Single value: no place for .* not shown\.$/).waitFor()
  await dialog.getByRole('textbox', { name: /^Title/ }).fill('How many')
  await dialog.getByRole('heading', { level: 3, name: 'How many' }).waitFor()
  await dialog.getByRole('button', { name: 'Add panel' }).click()
  await shows(page, ['How many'])

  await page.getByRole('button', { name: 'Menu of How many' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await shows(page, ['How many', 'How many'])
  await page.getByRole('button', { name: 'Menu of How many' }).first().click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await shows(page, ['How many'])
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await shows(page, ['How many', 'How many'])

  await fromMenu(page, 'Rename')
  await page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }).fill('Overview')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await page.getByText('There is a dashboard Overview already.').waitFor()
  await page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }).fill('Shop')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await board(page, 'Shop').waitFor()
  const address = page.url()
  await fromMenu(page, 'Remove Shop')
  await board(page, 'Shop').waitFor({ state: 'detached' })
  await page.getByText('Shop is removed, for everybody.').waitFor()
  // also from its old address, and from the list of what was removed
  await page.goto(address)
  await page.getByText(/Priya Raman removed it, for everybody/).waitFor()
  await fromMenu(page, 'Removed dashboards')
  await page.getByRole('button', { name: 'Bring back Shop' }).click()
  await shows(page, ['How many', 'How many'])
})

test('X303 a question goes from Explore to a dashboard, and from its panel back to Explore, and Overview is put back as it came', async () => {
  const page = await openAlone()
  const { press, run } = hands(page)
  await press('g', 'e')
  await page.getByRole('textbox', { name: 'Question' }).fill('p90 time_to_resolve by service rollup month from 2026-01-01')
  await page.getByRole('heading', { level: 3, name: /^Time to resolve, p90, by/ }).waitFor()
  await page.getByRole('heading', { level: 1, name: 'Analytics' }).click()
  await press('a')
  const dialog = page.getByRole('dialog', { name: 'Add to a dashboard' })
  await dialog.getByText('p90 time_to_resolve by service', { exact: true }).waitFor()
  await dialog.getByRole('combobox', { name: 'Dashboard' }).selectOption({ label: 'Overview' })
  await dialog.getByRole('textbox', { name: /^Title/ }).fill('Slow services')
  await dialog.getByRole('button', { name: 'Add and show it' }).click()
  await expect.poll(async () => (await titles(page)).at(-1)).toBe('Slow services')
  await run(['panel explore', /^Open a panel in Explore$/], ['slow', /^Slow services$/])
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Question' }).inputValue())
    .toMatch(/^p90 time_to_resolve by service rollup week from \d{4}-/)
  await page.goBack()
  await expect.poll(() => titles(page)).toHaveLength(17)
  await run(['as shipped', /^Put the dashboard back as shipped$/])
  await expect.poll(() => titles(page)).toHaveLength(16)
})

test('X304 a dashboard fills the window, follows what somebody changes, turns by itself once it is told to, and Escape leaves', async () => {
  const [dirA, dirB] = [tempDir(), tempDir()]
  const a = await openSeat({ host: 'loopback', dataDir: dirA })
  const b = await openSeat({ host: 'loopback', dataDir: dirB })
  await nameYourself(a.page, 'Priya Raman')
  const invite = await hostWarRoom(a.page)
  await nameYourself(b.page, 'Tomás Oliveira')
  await joinWarRoom(b.page, invite)
  await openAnalytics(a.page)
  const { page } = a
  await page.keyboard.press('p')
  await page.getByText('View 1 of 4').waitFor()
  expect(await page.getByRole('navigation', { name: 'Main' }).count()).toBe(0)
  const value = page.getByRole('region', { name: 'Incidents', exact: true }).locator('.value')
  await expect.poll(() => value.innerText()).toBe('0')
  // read from across the room: at least three times the size of the text of the page
  expect((await value.boundingBox())!.height).toBeGreaterThan(60)
  await declare(b.page, 'Baskets lose items', 'SEV-3')
  await expect.poll(() => value.innerText()).toBe('1')

  await page.keyboard.press('ArrowRight')
  await page.getByText('View 2 of 4').waitFor()
  await page.reload()
  await page.getByText('View 1 of 4').waitFor()
  await page.clock.install()
  await page.getByRole('combobox', { name: 'Turning' }).selectOption({ label: 'Turn every 30 s' })
  await page.clock.runFor(31_000)
  await page.getByText('View 2 of 4').waitFor()
  await page.getByRole('button', { name: 'Hold this view' }).click()
  await page.clock.runFor(90_000)
  await page.getByText('View 2 of 4').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Menu of Incidents', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Fill the window' }).click()
  await page.getByRole('group', { name: 'Presentation' }).waitFor()
  await shows(page, [])
  expect(await page.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(['Incidents'])
  await page.keyboard.press('Escape')
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  await b.close()
  await a.close()
})
