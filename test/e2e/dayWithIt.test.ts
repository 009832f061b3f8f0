import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { listIncidents, muster, showIncident } from './musterCli.ts'
import { entry, nameYourself, seesSaved } from './person.ts'
import { ALERTS, MATRIX, openPaste } from './signalScenes.ts'

const TITLE = '[TEST] My incident test'
const MINUTE = 60_000
/** As a field takes it: `2026-03-10 12:28:00`. */
const utc = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')

/** A key where letters are keys: on the newest entry of the timeline. */
async function press(page: Page, ...keys: string[]): Promise<void> {
  await page.locator('article').last().focus()
  for (const key of keys) await page.keyboard.press(key)
}

/** By words: each is typed and the first that is found is run. */
async function run(page: Page, ...steps: [words: string, label: RegExp][]): Promise<void> {
  await page.keyboard.press('Control+k')
  for (const [words, label] of steps) {
    const field = page.getByRole('dialog', { name: 'Search or run' }).getByRole('combobox')
    await waitFor('an empty field', async () => ((await field.inputValue()) === '' ? true : undefined))
    await page.keyboard.type(words)
    const active = page.locator('[role=option][aria-selected=true] .label')
    await waitFor(`${label} to come first for "${words}"`, async () =>
      label.test(await active.innerText().catch(() => '')) ? true : undefined
    )
    await page.keyboard.press('Enter')
  }
}

test('X165 a day with it: from a graph and a monitor in the clipboard to resolved, by keyboard', { timeout: 4 * MINUTE }, async () => {
  const dataDir = tempDir()
  const seat = await openSeat({ host: 'loopback', dataDir })
  const { page } = seat
  await nameYourself(page, 'Priya Raman')

  // one graph and one monitor are collected, and declared with
  const files = { graph: join(tempDir(), 'graph.json'), monitor: join(tempDir(), 'alerts.json') }
  writeFileSync(files.graph, MATRIX)
  writeFileSync(files.monitor, JSON.stringify({ ...JSON.parse(ALERTS), alerts: [JSON.parse(ALERTS).alerts[0]] }))
  for (const file of [files.graph, files.monitor]) muster('signal', 'add', file, '--data', dataDir)
  await page.keyboard.press('Control+Shift+K')
  const clipboard = page.getByRole('dialog', { name: 'Clipboard' })
  await clipboard.getByText('Checkout answers with errors').waitFor()
  await clipboard.getByRole('button', { name: 'Declare an incident' }).press('Enter')
  const form = page.getByRole('dialog', { name: 'Declare incident' })
  await form.getByRole('textbox', { name: /^Title/ }).fill(TITLE)
  await form.getByRole('radio', { name: /UNKNOWN/ }).press('Space')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await page.getByRole('group', { name: /^Graph: checkout_errors/ }).waitFor()
  await entry(page, 'Checkout answers with errors').first().waitFor()

  // SEV-3, root cause, detection by a monitor
  await press(page, 'v', '3')
  await page.getByRole('button', { name: 'Severity SEV-3, change' }).waitFor()
  await run(page, ['set det', /^Set Detection method$/], ['mon', /^monitor$/])
  await entry(page, 'set Detection method to monitor').waitFor()
  const details = page.getByRole('complementary', { name: 'Incident details' })
  await details.getByRole('button', { name: /^Root cause/ }).press('Enter')
  await details.getByRole('textbox', { name: /^Root cause/ }).fill('r-318 set the retry budget to 0')
  await page.keyboard.press('Control+Enter')
  await entry(page, 'r-318 set the retry budget to 0').waitFor()

  // customers are affected since 15 minutes; the entry is flagged
  await run(page, ['set cust', /^Set Customers affected$/], ['yes', /^yes$/])
  await entry(page, 'set Customers affected').filter({ hasText: 'yes' }).waitFor()
  await run(page, ['add impact', /^Add an impact$/])
  const impact = page.getByRole('form', { name: 'Add impact' })
  await impact.getByRole('textbox', { name: /^Who or what/ }).fill('Shoppers in eu')
  const start = Math.floor((Date.now() - 15 * MINUTE) / 1000) * 1000
  await impact.getByRole('textbox', { name: 'Start, UTC' }).fill(utc(start))
  await page.keyboard.press('Enter')
  const impactEntry = entry(page, 'Shoppers in eu')
  await impactEntry.first().focus()
  await page.keyboard.press('f')
  await impactEntry.and(page.locator('.flagged')).waitFor()

  // a note, ten minutes earlier, flagged
  await press(page, 'n')
  await page.keyboard.type('Rolled the router back')
  await page.keyboard.press('Control+Enter')
  const note = entry(page, 'Rolled the router back')
  await note.focus()
  await run(page, ['time of the', /^Change the time of the entry$/])
  const earlier = Math.floor((Date.now() - 10 * MINUTE) / 1000) * 1000
  await page.getByRole('textbox', { name: /^Time, / }).fill(utc(earlier))
  await page.keyboard.press('Enter')
  await note.focus()
  await page.keyboard.press('f')
  await note.and(page.locator('.flagged')).waitFor()

  // a message of the chat becomes an entry
  await openPaste(page, `${utc(Date.now() - 5 * MINUTE)} Grace: errors are back under 1 %`)
  const paste = page.getByRole('dialog', { name: 'Paste to timeline' })
  await paste.getByRole('button', { name: /^Add 1 entr/ }).press('Enter')
  await entry(page, 'errors are back under 1 %').waitFor()

  // a document, and a task for oneself, due today
  await run(page, ['add a link', /^Add a link or document$/])
  const link = page.getByRole('form', { name: 'Add link' })
  await link.getByRole('textbox', { name: /^Address/ }).fill('https://docs.example.org/router-rollback')
  await link.getByRole('textbox', { name: 'Name' }).fill('Rollback of the router')
  await link.getByRole('combobox', { name: 'What it is' }).selectOption({ label: 'A document' })
  await link.getByRole('button', { name: 'Add link' }).press('Enter')
  await entry(page, 'linked Rollback of the router').waitFor()
  const dueAt = Date.parse(`${utc(Date.now()).slice(0, 10)}T23:59:00Z`)
  await press(page, 't')
  const task = page.getByRole('form', { name: 'Add task' })
  await task.getByRole('textbox', { name: /^What is to be done/ }).fill('Write up the rollback')
  await task.getByLabel('Who', { exact: true }).fill('Priya Raman')
  await page.keyboard.press('Enter')
  await task.getByRole('textbox', { name: 'Due, UTC' }).fill(utc(dueAt))
  await page.keyboard.press('Enter')
  await entry(page, 'Write up the rollback').first().waitFor()

  // stable, and told to oneself; the impact ends, resolved
  await press(page, 's', '2')
  await page.getByRole('radio', { name: 'Stable', checked: true }).waitFor()
  await press(page, 'm')
  await page.getByRole('combobox', { name: 'To', exact: true }).fill('Priya Raman')
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Template' }).selectOption({ label: 'Status update' })
  await page.getByRole('textbox', { name: 'Message' }).fill('Errors are back to normal; we go on looking.')
  await page.getByRole('button', { name: /^Send/ }).press('Enter')
  await page.getByText('Sent to 1 person in Muster').first().waitFor()
  await page.keyboard.press('Escape')
  await run(page, ['end the imp', /^End the impact now$/])
  await entry(page, 'ended impact').filter({ hasText: 'Shoppers in eu' }).waitFor()
  await press(page, 's', '3')
  await page.getByRole('radio', { name: 'Resolved', checked: true }).waitFor()
  await seesSaved(page, /^Saved on this machine$/)
  await seat.close()

  const shown = showIncident(dataDir, listIncidents(dataDir)[0]!.id) as unknown as Record<string, unknown> & {
    timeline: { text: string; flagged: boolean; at: string }[]
  }
  expect(shown).toMatchObject({
    title: TITLE,
    severity: 'SEV-3',
    status: 'resolved',
    customerImpact: 'yes',
    links: [{ name: 'Rollback of the router', url: 'https://docs.example.org/router-rollback', role: 'document' }],
    tasks: [{ text: 'Write up the rollback', assignees: ['Priya Raman'], dueAt: new Date(dueAt).toISOString(), doneAt: null }],
    impacts: [{ start: new Date(start).toISOString(), scope: 'Shoppers in eu', isCustomer: true }],
    fields: { root_cause: 'r-318 set the retry budget to 0', detection_method: 'monitor' }
  })
  expect(shown.timeline.find(({ text }) => text === 'Rolled the router back')).toMatchObject({
    at: new Date(earlier).toISOString(),
    flagged: true
  })
  expect(shown.timeline.filter(({ flagged }) => flagged)).toHaveLength(2)
})
