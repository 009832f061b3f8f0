import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { leaveBrowser, takeBrowser } from './launch/browser.ts'
import { collectProblems } from './launch/problems.ts'
import { openSeat, type Seat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { muster } from './musterCli.ts'
import { nameYourself } from './person.ts'

async function openSettings(page: Page, section: string, title: string): Promise<void> {
  await page.evaluate((hash) => void (location.hash = hash), `#settings/${section}`)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** Another window of the same seat, as another browser would be. */
async function openOther(seat: Seat): Promise<{ page: Page; close: () => Promise<string[]> }> {
  const context = await (await takeBrowser()).newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const problems = collectProblems(page)
  await page.goto(await seat.loopback!.newUrl())
  await page
    .getByRole('button', { name: /^Declare incident/ })
    .first()
    .waitFor()
  return {
    page,
    async close() {
      await context.close()
      await leaveBrowser()
      return problems
    }
  }
}

const fieldNames = (page: Page): Promise<string[]> => page.locator('[data-sort] .open b').allInnerTexts()

const KEYS = new Set(['Enter', 'Escape', 'ArrowUp', 'ArrowDown'])
/** Into what has the focus now: names of keys are pressed, everything else is typed. */
async function type(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await (KEYS.has(key) ? page.keyboard.press(key) : page.keyboard.type(key))
}
const toggle = (page: Page, name: string): Promise<void> => page.getByRole('switch', { name }).press('Space')

test('X130 a workspace built from nothing by hand: a type, its fields, severities, statuses and roles; an incident declared with them is the same in another window', async () => {
  const dataDir = tempDir()
  const seat = await openSeat({ host: 'loopback', dataDir })
  const { page } = seat
  await nameYourself(page, 'Priya Raman')
  const other = await openOther(seat)

  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Incident types' }).click()
  await page.getByRole('button', { name: 'New type' }).click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('Security')
  await page.getByRole('button', { name: 'Create type' }).click()
  await page.getByRole('heading', { level: 1, name: 'General' }).waitFor()
  expect(await page.getByRole('textbox', { name: /^Prefix/ }).inputValue()).toBe('SEC')
  await toggle(page, 'Private by default')
  await toggle(page, 'Tests allowed')
  await page.getByText('Allow tests first.').first().waitFor()
  await page.getByRole('textbox', { name: 'Helper text' }).fill('Call **security** first. <script>bad</script>')
  await page.getByRole('textbox', { name: 'Helper text' }).press('Control+Enter')
  await page.locator('.shown strong', { hasText: 'security' }).waitFor()

  await page.getByRole('link', { name: 'Fields' }).click()
  await page.getByRole('button', { name: 'Add field to Attributes' }).click()
  await page.getByRole('textbox', { name: /^Label/ }).fill('Data class')
  await page.getByRole('button', { name: 'Add field', exact: true }).click()
  const field = page.locator('#field-data_class')
  await toggle(page, 'Required when declared')
  await field.locator('input[type=file]').setInputFiles({
    name: 'classes.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('data_class\nPublic\nInternal\npublic\nSecret,Top\nPersonal\n')
  })
  await field.getByText('3 values added, 1 there already, 1 line not taken.').waitFor()
  await field.getByText('Line 5').waitFor()
  expect(await field.locator('[data-sort]').evaluateAll((rows) => rows.map((row) => row.textContent?.trim()))).toEqual([
    'Public',
    'Internal',
    'Personal'
  ])
  await page.getByRole('complementary', { name: 'Preview' }).getByRole('combobox', { name: 'Data class' }).selectOption('Internal')
  await page.locator('[data-handle=data_class]').dragTo(page.locator('[data-sort=detection_method]'), { targetPosition: { x: 40, y: 4 } })
  await expect
    .poll(() => fieldNames(page))
    .toEqual(['Summary', 'Root cause', 'Data class', 'Detection method', 'Services', 'Teams', 'Customers affected'])

  await page.getByRole('link', { name: 'Severities' }).click()
  await page.getByRole('button', { name: 'Remove SEV-5' }).click()
  await page.getByRole('dialog').getByText('No incident has it.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove SEV-5' }).click()
  await page.getByRole('button', { name: 'Remove SEV-4' }).waitFor()
  await page.getByRole('listitem', { name: 'SEV-1' }).getByRole('textbox', { name: 'Label' }).fill('Breach')
  await page.getByRole('link', { name: 'Statuses' }).click()
  await toggle(page, 'Use Completed')
  await page.getByText('Switched off.', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Roles' }).click()
  await page.getByRole('textbox', { name: 'New role' }).fill('Forensics')
  await page.getByRole('button', { name: 'Add role' }).click()
  await page.getByRole('radio', { name: 'Several' }).click()

  await openSettings(other.page, 'changes', 'Changes')
  await other.page.getByText('Security · role Forensics · several people').waitFor()
  await other.page.getByRole('textbox', { name: 'Find' }).fill('breach')
  await other.page.getByText('Security · severity SEV-1 · label').waitFor()
  await other.page.getByText(/^1 of \d+ changes$/).waitFor()

  await page.keyboard.press('Escape')
  await page.keyboard.press('d')
  const dialog = page.getByRole('dialog', { name: 'Declare incident' })
  await dialog.getByRole('textbox', { name: /^Title/ }).fill('A key was published')
  await dialog.getByRole('combobox', { name: 'Incident type' }).selectOption('Security (SEC)')
  await dialog.getByRole('region', { name: 'Guide' }).locator('strong', { hasText: 'security' }).waitFor()
  expect(await dialog.getByRole('radio', { name: /SEV-5/ }).count()).toBe(0)
  expect(await dialog.getByRole('switch', { name: 'Private' }).isChecked()).toBe(true)
  expect(await dialog.getByRole('switch', { name: 'Test' }).isDisabled()).toBe(true)
  await dialog.getByText('Security takes no tests.').waitFor()
  await dialog.getByRole('radio', { name: /SEV-1 Breach/ }).click()
  await dialog.getByText('Needs Data class').waitFor()
  await page.keyboard.press('Control+Enter')
  await dialog.getByText('Data class is needed to declare.').waitFor()
  await dialog.getByRole('combobox', { name: 'Data class' }).selectOption('Personal')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: 'A key was published' }).waitFor()

  await other.page.evaluate((hash) => void (location.hash = hash), await page.evaluate(() => location.hash))
  await other.page.getByRole('heading', { level: 1, name: 'A key was published' }).waitFor()
  expect(await other.page.getByRole('combobox', { name: 'Data class' }).inputValue()).toBe('Personal')
  await page.getByRole('button', { name: /^Summary/ }).click()
  await page.keyboard.type('Rotated at once')
  await other.page.getByText('Priya is editing').waitFor()
  await page.keyboard.press('Control+Enter')
  await other.page.getByRole('definition').getByText('Rotated at once').waitFor()
  await other.page.getByText('Priya is editing').waitFor({ state: 'detached' })

  expect(await other.close()).toEqual([])
  await seat.close()
  const exported = muster(
    'export',
    String((JSON.parse(muster('list', '--json', '--data', dataDir)) as { id: string }[])[0]!.id),
    '--format',
    'md',
    '--data',
    dataDir
  )
  expect(exported).toContain('- **Data class:** Personal')
  const declared = muster(
    'declare',
    '--type',
    'sec',
    '--title',
    'Phishing',
    '--severity',
    'SEV-2',
    '--field',
    'data_class=internal',
    '--data',
    dataDir
  ).trim()
  expect(JSON.parse(muster('show', declared, '--json', '--data', dataDir))).toMatchObject({
    visibility: 'private',
    fields: { data_class: 'Internal' }
  })
  expect(() => muster('declare', '--type', 'sec', '--title', 'x', '--severity', 'SEV-5', '--data', dataDir)).toThrow(/no severity SEV-5/)
})

test('X131 the same by keyboard alone: a type, a field, its values and its place', async () => {
  const seat = await openSeat({ host: 'loopback', dataDir: tempDir() })
  const { page } = seat
  await nameYourself(page, 'Priya Raman')
  await openSettings(page, 'types', 'Incident types')
  await page.getByRole('button', { name: 'New type' }).focus()
  await type(page, 'Enter', 'Data loss', 'Enter')
  await page.getByRole('heading', { level: 1, name: 'General' }).waitFor()
  await page.getByRole('link', { name: 'Fields' }).focus()
  await type(page, 'Enter')
  await page.getByRole('button', { name: 'Add field to Why it happened' }).focus()
  await type(page, 'Enter', 'Region', 'Enter')
  await page.getByRole('textbox', { name: 'New value' }).focus()
  await type(page, 'eu-west', 'Enter', 'us-east', 'Enter')
  await page.getByRole('button', { name: 'Remove us-east' }).waitFor()

  await page.getByRole('button', { name: 'Move us-east', exact: true }).focus()
  await type(page, 'Enter', 'ArrowUp', 'Enter')
  await page.getByText('us-east is dropped. Place 1 of 2 in Values.').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Move Region', exact: true }).focus()
  await type(page, 'Enter', 'ArrowUp', 'ArrowUp', 'ArrowUp')
  await page.getByText('Place 1 of 2 in What happened.').waitFor({ state: 'attached' })
  expect((await fieldNames(page)).slice(0, 2)).toEqual(['Region', 'Summary'])
  await page.keyboard.press('Escape')
  expect((await fieldNames(page)).slice(0, 3)).toEqual(['Summary', 'Root cause', 'Region'])
  await type(page, 'Enter', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter')
  await expect.poll(() => fieldNames(page)).toEqual(expect.arrayContaining(['Region']))
  expect((await fieldNames(page)).slice(0, 3)).toEqual(['Region', 'Summary', 'Root cause'])
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-handle'))).toBe('region')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Fields' }).waitFor()
  expect((await fieldNames(page)).slice(0, 3)).toEqual(['Region', 'Summary', 'Root cause'])
  await seat.close()
})

test('X132 what others set shows at once, and never in place of what is being typed', async () => {
  const seat = await openSeat({ host: 'loopback', dataDir: tempDir() })
  const { page } = seat
  await nameYourself(page, 'Priya Raman')
  const other = await openOther(seat)
  for (const each of [page, other.page]) await openSettings(each, 'general', 'General')
  const description = (each: Page) => each.getByRole('textbox', { name: 'Description' })
  const prefix = (each: Page) => each.getByRole('textbox', { name: /^Prefix/ })
  await prefix(other.page).fill('OPS')
  await prefix(other.page).press('Enter')
  await expect.poll(() => prefix(page).inputValue()).toBe('OPS')
  await prefix(page).fill('ops')
  await prefix(page).press('Enter')
  await page.getByText('A prefix is up to 8 letters A-Z and digits, such as IR.').waitFor()
  await prefix(page).press('Escape')
  expect(await prefix(page).inputValue()).toBe('OPS')

  await description(page).fill('Everything that is down')
  await description(other.page).fill('Outages')
  await description(other.page).press('Control+Enter')
  await page.getByText('Priya Raman set this meanwhile: “Outages”').waitFor()
  expect(await description(page).inputValue()).toBe('Everything that is down')
  await page.getByRole('button', { name: 'Use mine' }).click()
  await expect.poll(() => description(other.page).inputValue()).toBe('Everything that is down')
  await openSettings(page, 'changes', 'Changes')
  await page.getByText('Outages').first().waitFor()
  await page.getByRole('button', { name: 'Put back Incident · description' }).click()
  await expect.poll(() => description(other.page).inputValue()).toBe('Outages')
  expect(await other.close()).toEqual([])
  await seat.close()
})
