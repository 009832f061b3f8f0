import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { listIncidents, muster, showIncident } from './musterCli.ts'
import { entry, seesSaved } from './person.ts'
import { ALERTS, MATRIX } from './signalScenes.ts'

const TITLE = '[TEST] My incident test'
const MINUTE = 60_000
const utc = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')

/** A person without a pointer: the page is only looked at, and everything done to it is a key. */
function hands(page: Page) {
  const { keyboard } = page
  const hasFocus = (target: Locator) =>
    target.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))

  const hand = {
    press: async (...keys: string[]) => {
      for (const key of keys) await keyboard.press(key)
    },
    type: (text: string) => keyboard.type(text),

    /** Tab until it has the focus. */
    async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
      await target.waitFor()
      for (let steps = 0; !(await hasFocus(target)); steps++) {
        expect(steps, `steps of Tab to ${target}`).toBeLessThan(60)
        await keyboard.press(key)
      }
    },

    async has(target: Locator): Promise<void> {
      await waitFor(`${target} to have the focus`, async () => ((await hasFocus(target)) ? true : undefined))
    },

    /** What stands in the field that has the focus gives way. */
    async retype(text: string): Promise<void> {
      await keyboard.press('Control+a')
      await keyboard.type(text)
    },

    /** By words in the palette: each is typed, and the first that is found is run. */
    async run(...steps: [words: string, label: RegExp][]): Promise<void> {
      await keyboard.press('Control+k')
      for (const [words, label] of steps) {
        const field = page.getByRole('dialog', { name: 'Search or run' }).getByRole('combobox')
        await waitFor('an empty field', async () => ((await field.inputValue()) === '' ? true : undefined))
        await keyboard.type(words)
        const active = page.locator('[role=option][aria-selected=true] .label')
        await waitFor(`${label} to come first for "${words}"`, async () =>
          label.test(await active.innerText().catch(() => '')) ? true : undefined
        )
        await keyboard.press('Enter')
      }
    },

    /** J by J to the end of the timeline, then K by K up to the entry that says this. */
    async walkTo(text: string): Promise<void> {
      const wanted = entry(page, text).first()
      for (let steps = 0; !(await hasFocus(wanted)); steps++) {
        expect(steps, `steps to the entry ${text}`).toBeLessThan(60)
        await keyboard.press(steps < 20 ? 'j' : 'k')
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
      }
    }
  }
  return hand
}

test('X180 the same day by keyboard alone: no pointer, and no focus but where keys lead', { timeout: 5 * MINUTE }, async () => {
  const dataDir = tempDir()
  const seat = await openSeat({ host: 'loopback', dataDir })
  const { page } = seat
  const { press, type, tabTo, has, retype, run, walkTo } = hands(page)

  await tabTo(page.getByRole('textbox', { name: 'Your name' }))
  await type('Priya Raman')
  await press('Enter')
  await page
    .getByRole('button', { name: /^Declare incident/ })
    .first()
    .waitFor()

  // one graph and one monitor, from the command line into the clipboard
  const files = { graph: join(tempDir(), 'graph.json'), monitor: join(tempDir(), 'alerts.json') }
  writeFileSync(files.graph, MATRIX)
  writeFileSync(files.monitor, JSON.stringify({ ...JSON.parse(ALERTS), alerts: [JSON.parse(ALERTS).alerts[0]] }))
  for (const file of [files.graph, files.monitor]) muster('signal', 'add', file, '--data', dataDir)
  await press('Control+Shift+K')
  const clipboard = page.getByRole('dialog', { name: 'Clipboard' })
  await clipboard.getByText('Checkout answers with errors').waitFor()
  await tabTo(clipboard.getByRole('button', { name: 'Declare an incident' }))
  await press('Enter')
  const form = page.getByRole('dialog', { name: 'Declare incident' })
  await has(form.getByRole('textbox', { name: /^Title/ }))
  await retype(TITLE)
  await tabTo(form.getByRole('radiogroup', { name: 'Severity' }))
  await press('0', 'Control+Enter')
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await page.getByRole('group', { name: /^Graph: checkout_errors/ }).waitFor()

  // SEV-3, root cause, detection by a monitor
  await run(['sev-3', /SEV-3/])
  await page.getByRole('button', { name: 'Severity SEV-3, change' }).waitFor()
  await run(['set det', /^Set Detection method$/], ['mon', /^monitor$/])
  await entry(page, 'set Detection method to monitor').waitFor()
  const details = page.getByRole('complementary', { name: 'Incident details' })
  await tabTo(details.getByRole('button', { name: /^Root cause/ }))
  await press('Enter')
  await has(details.getByRole('textbox', { name: /^Root cause/ }))
  await type('r-318 set the retry budget to 0')
  await press('Control+Enter')
  await entry(page, 'r-318 set the retry budget to 0').waitFor()

  // customers are affected since 15 minutes; the entry is flagged
  await run(['set cust', /^Set Customers affected$/], ['yes', /^yes$/])
  await run(['add impact', /^Add an impact$/])
  const impact = page.getByRole('form', { name: 'Add impact' })
  await has(impact.getByRole('textbox', { name: /^Who or what/ }))
  await type('Shoppers in eu')
  const start = Math.floor((Date.now() - 15 * MINUTE) / 1000) * 1000
  await tabTo(impact.getByRole('textbox', { name: 'Start, UTC' }))
  await retype(utc(start))
  await press('Enter')
  await walkTo('Shoppers in eu')
  await press('f')
  await entry(page, 'Shoppers in eu').and(page.locator('.flagged')).waitFor()

  // a note, ten minutes earlier, flagged
  await press('n')
  await type('Rolled the router back')
  await press('Control+Enter')
  await entry(page, 'Rolled the router back').waitFor()
  await press('Escape')
  await walkTo('Rolled the router back')
  await run(['time of the', /^Change the time of the entry$/])
  const earlier = Math.floor((Date.now() - 10 * MINUTE) / 1000) * 1000
  await has(page.getByRole('textbox', { name: /^Time, / }))
  await retype(utc(earlier))
  await press('Enter')
  await walkTo('Rolled the router back')
  await press('f')
  await entry(page, 'Rolled the router back').and(page.locator('.flagged')).waitFor()

  // a message of the chat becomes an entry
  await press('n')
  await type('/paste')
  await press('Enter')
  const paste = page.getByRole('dialog', { name: 'Paste to timeline' })
  await tabTo(paste.getByRole('textbox', { name: 'Text' }))
  await type(`${utc(Date.now() - 5 * MINUTE)} Grace: errors are back under 1 %`)
  await tabTo(paste.getByRole('button', { name: /^Add 1 entr/ }))
  await press('Enter')
  await entry(page, 'errors are back under 1 %').waitFor()

  // a document, and a task for oneself, due today
  await run(['add a link', /^Add a link or document$/])
  const link = page.getByRole('form', { name: 'Add link' })
  await has(link.getByRole('textbox', { name: /^Address/ }))
  await type('https://docs.example.org/router-rollback')
  await press('Tab')
  await type('Rollback of the router')
  await tabTo(link.getByRole('combobox', { name: 'What it is' }))
  await press('ArrowDown')
  await tabTo(link.getByRole('button', { name: 'Add link' }))
  await press('Enter')
  await entry(page, 'linked Rollback of the router').waitFor()
  const dueAt = Date.parse(`${utc(Date.now()).slice(0, 10)}T23:59:00Z`)
  await run(['add a task', /^Add a task$/])
  const task = page.getByRole('form', { name: 'Add task' })
  await has(task.getByRole('textbox', { name: /^What is to be done/ }))
  await type('Write up the rollback')
  await tabTo(task.getByLabel('Who', { exact: true }))
  await type('Priya Raman')
  await press('Enter')
  await tabTo(task.getByRole('textbox', { name: 'Due, UTC' }))
  await type(utc(dueAt))
  await press('Enter')
  await entry(page, 'Write up the rollback').first().waitFor()

  // stable, and told to oneself; the impact ends, resolved
  await run(['stable', /Stable/])
  await page.getByRole('radio', { name: 'Stable', checked: true }).waitFor()
  await run(['notify people', /^Notify people$/])
  await has(page.getByRole('combobox', { name: 'To', exact: true }))
  await type('Priya Raman')
  await press('Enter')
  await tabTo(page.getByRole('combobox', { name: 'Template' }))
  await type('Status')
  await tabTo(page.getByRole('textbox', { name: 'Message' }))
  await retype('Errors are back to normal; we go on looking.')
  await press('Control+Enter')
  await page.getByText('Sent to 1 person in Muster').first().waitFor()
  await press('Escape')
  await run(['end the imp', /^End the impact now$/])
  await entry(page, 'ended impact').waitFor()
  await run(['resolved', /Resolved/])
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
    impacts: [{ start: new Date(start).toISOString(), scope: 'Shoppers in eu', isCustomer: true }],
    fields: { root_cause: 'r-318 set the retry budget to 0', detection_method: 'monitor' },
    links: [{ url: 'https://docs.example.org/router-rollback', role: 'document' }],
    tasks: [{ text: 'Write up the rollback', assignees: ['Priya Raman'], dueAt: new Date(dueAt).toISOString() }]
  })
  expect(shown.timeline.find(({ text }) => text === 'Rolled the router back')).toMatchObject({
    at: new Date(earlier).toISOString(),
    flagged: true
  })
  expect(shown.timeline.filter(({ flagged }) => flagged)).toHaveLength(2)
})
