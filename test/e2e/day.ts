import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Hands } from './hands.ts'
import { tempDir } from './launch/tempDir.ts'
import { muster, type ShownIncident } from './musterCli.ts'
import { entry } from './person.ts'
import { ALERTS, MATRIX } from './signalScenes.ts'

/* A day with Muster, in steps: each is one person's, by keyboard alone, and seen on their screen when it settles. */

export const TITLE = '[TEST] My incident test'
const MINUTE = 60_000
const LINK = 'https://docs.example.org/router-rollback'
/** As a field takes it: `2026-03-10 12:28:00`. */
const utc = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
const minutesAgo = (minutes: number) => Math.floor((Date.now() - minutes * MINUTE) / 1000) * 1000

/** One graph and one monitor, from the command line into the clipboard, and declared with. */
export async function declareFromClipboard({ page, press, has, retype, tabTo }: Hands, dataDir: string): Promise<void> {
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
}

export async function assess({ page, run }: Hands): Promise<void> {
  await run(['sev-3', /SEV-3/])
  await page.getByRole('button', { name: 'Severity SEV-3, change' }).waitFor()
  await run(['set det', /^Set Detection method$/], ['mon', /^monitor$/])
  await entry(page, 'set Detection method to monitor').waitFor()
}

export async function nameRootCause({ page, press, type, tabTo, has }: Hands): Promise<void> {
  const details = page.getByRole('complementary', { name: 'Incident details' })
  await tabTo(details.getByRole('button', { name: /^Root cause/ }))
  await press('Enter')
  await has(details.getByRole('textbox', { name: /^Root cause/ }))
  await type('r-318 set the retry budget to 0')
  await press('Control+Enter')
  await entry(page, 'r-318 set the retry budget to 0').waitFor()
}

/** Customers are affected since 15 minutes; the entry is flagged. Returns the start, epoch ms. */
export async function addImpact({ page, press, type, tabTo, has, retype, run, walkTo }: Hands): Promise<number> {
  await run(['set cust', /^Set Customers affected$/], ['yes', /^yes$/])
  await run(['add impact', /^Add an impact$/])
  const impact = page.getByRole('form', { name: 'Add impact' })
  await has(impact.getByRole('textbox', { name: /^Who or what/ }))
  await type('Shoppers in eu')
  const start = minutesAgo(15)
  await tabTo(impact.getByRole('textbox', { name: 'Start, UTC' }))
  await retype(utc(start))
  await press('Enter')
  await walkTo('Shoppers in eu')
  await press('f')
  await entry(page, 'Shoppers in eu').and(page.locator('.flagged')).waitFor()
  return start
}

/** A note, its time moved ten minutes back, flagged. Returns that time, epoch ms. */
export async function writeFlaggedNote({ page, press, type, has, retype, run, walkTo }: Hands): Promise<number> {
  await press('n')
  await type('Rolled the router back')
  await press('Control+Enter')
  await entry(page, 'Rolled the router back').waitFor()
  await press('Escape')
  await walkTo('Rolled the router back')
  await run(['time of the', /^Change the time of the entry$/])
  const earlier = minutesAgo(10)
  await has(page.getByRole('textbox', { name: /^Time, / }))
  await retype(utc(earlier))
  await press('Enter')
  await walkTo('Rolled the router back')
  await press('f')
  await entry(page, 'Rolled the router back').and(page.locator('.flagged')).waitFor()
  return earlier
}

export async function pullInChat({ page, press, type, tabTo }: Hands): Promise<void> {
  await press('n')
  await type('/paste')
  await press('Enter')
  const paste = page.getByRole('dialog', { name: 'Paste to timeline' })
  await tabTo(paste.getByRole('textbox', { name: 'Text' }))
  await type(`${utc(Date.now() - 5 * MINUTE)} Grace: errors are back under 1 %`)
  await tabTo(paste.getByRole('button', { name: /^Add 1 entr/ }))
  await press('Enter')
  await entry(page, 'errors are back under 1 %').waitFor()
}

export async function linkDocument({ page, press, type, tabTo, has, run }: Hands): Promise<void> {
  await run(['add a link', /^Add a link or document$/])
  const link = page.getByRole('form', { name: 'Add link' })
  await has(link.getByRole('textbox', { name: /^Address/ }))
  await type(LINK)
  await press('Tab')
  await type('Rollback of the router')
  await tabTo(link.getByRole('combobox', { name: 'What it is' }))
  await press('ArrowDown')
  await tabTo(link.getByRole('button', { name: 'Add link' }))
  await press('Enter')
  await entry(page, 'linked Rollback of the router').waitFor()
}

/** A task, due today. Returns when, epoch ms. */
export async function addTask({ page, press, type, tabTo, has, run }: Hands, assignee: string): Promise<number> {
  const dueAt = Date.parse(`${utc(Date.now()).slice(0, 10)}T23:59:00Z`)
  await run(['add a task', /^Add a task$/])
  const task = page.getByRole('form', { name: 'Add task' })
  await has(task.getByRole('textbox', { name: /^What is to be done/ }))
  await type('Write up the rollback')
  await tabTo(task.getByLabel('Who', { exact: true }))
  await type(assignee)
  await press('Enter')
  await tabTo(task.getByRole('textbox', { name: 'Due, UTC' }))
  await type(utc(dueAt))
  await press('Enter')
  await entry(page, 'Write up the rollback').first().waitFor()
  return dueAt
}

export async function calmDown({ page, press, type, tabTo, has, retype, run }: Hands, recipient: string): Promise<void> {
  await run(['stable', /Stable/])
  await page.getByRole('radio', { name: 'Stable', checked: true }).waitFor()
  await run(['notify people', /^Notify people$/])
  await has(page.getByRole('combobox', { name: 'To', exact: true }))
  await type(recipient)
  await press('Enter')
  await tabTo(page.getByRole('combobox', { name: 'Template' }))
  await type('Status')
  await tabTo(page.getByRole('textbox', { name: 'Message' }))
  await retype('Errors are back to normal; we go on looking.')
  await press('Control+Enter')
  await page.getByText('Sent to 1 person in Muster').first().waitFor()
  await press('Escape')
}

export async function resolve({ page, run }: Hands): Promise<void> {
  await run(['end the imp', /^End the impact now$/])
  await entry(page, 'ended impact').waitFor()
  await run(['resolved', /Resolved/])
  await page.getByRole('radio', { name: 'Resolved', checked: true }).waitFor()
}

export const postmortemText = ({ page }: Hands) => page.getByRole('textbox', { name: 'Postmortem of this incident' })

/** From the template that takes the flagged entries: both are in the page, and no other. */
export async function startPostmortem(hand: Hands): Promise<void> {
  await hand.run(['start the post', /^Start the postmortem$/], ['light', /^Lightweight$/])
  await seesFlaggedEntries(hand)
}

export async function seesFlaggedEntries(hand: Hands): Promise<void> {
  const text = postmortemText(hand)
  await text.getByText('Shoppers in eu').first().waitFor()
  await text.getByText('Rolled the router back').first().waitFor()
  expect(await text.getByText('errors are back under 1 %').count()).toBe(0)
}

export interface DayFacts {
  /** epoch ms */
  readonly impactStart: number
  readonly noteAt: number
  readonly dueAt: number
  readonly assignee: string
}

/** What the command line says of such a day. */
export function expectTheDay(shown: ShownIncident, { impactStart, noteAt, dueAt, assignee }: DayFacts): void {
  const iso = (at: number) => new Date(at).toISOString()
  expect(shown).toMatchObject({
    title: TITLE,
    severity: 'SEV-3',
    status: 'resolved',
    customerImpact: 'yes',
    impacts: [{ start: iso(impactStart), scope: 'Shoppers in eu', isCustomer: true }],
    fields: { root_cause: 'r-318 set the retry budget to 0', detection_method: 'monitor' },
    links: [{ name: 'Rollback of the router', url: LINK, role: 'document' }],
    tasks: [{ text: 'Write up the rollback', assignees: [assignee], dueAt: iso(dueAt), doneAt: null }]
  })
  expect(shown.timeline.find(({ text }) => text === 'Rolled the router back')).toMatchObject({ at: iso(noteAt), flagged: true })
  expect(shown.timeline.filter(({ flagged }) => flagged)).toHaveLength(2)
  expect(shown.timeline.some(({ text }) => text.includes('errors are back under 1 %'))).toBe(true)
}
