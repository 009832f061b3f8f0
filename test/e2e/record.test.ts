import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { People } from '#main/core/people.ts'
import { Replica } from '#main/core/replica.ts'
import { openLog } from '#main/core/sqlite/openDatabase.ts'
import { SqliteDocStore } from '#main/core/sqlite/sqliteDocStore.ts'
import { LOG_FILE } from '#main/seat/openCore.ts'
import { changeStatus, declareIncident, writeEvents, type Author } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { setSettings } from '#shared/doc/settingsCommands.ts'
import { newIncidentId, WORKSPACE_DOC } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { listIncidents, showIncident } from './musterCli.ts'
import { declare, entry, hostWarRoom, joinWarRoom, nameYourself, openFromList, seesSaved } from './person.ts'

const TITLE = 'Baskets lose items'
const OTHER = 'Login takes a minute'

const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })
const tab = (page: Page, name: RegExp): Locator => page.getByRole('tablist', { name: 'Details' }).getByRole('tab', { name })
const task = (page: Page, text: string): Locator => page.getByRole('button', { name: new RegExp(`^${text}`) })

/** Away from every text field, where letters are keys. */
async function press(page: Page, key: string): Promise<void> {
  await page.locator('article').last().focus()
  await page.keyboard.press(key)
}

/** A resolved incident of Priya's, another one, a role of one person, times by hand, and a severity changed on both sides. */
async function prepare(dataDir: string): Promise<void> {
  const replica = new Replica({ store: new SqliteDocStore(openLog(join(dataDir, LOG_FILE))) })
  const people = new People(replica)
  const priya = people.authorOf(await people.seat('Priya Raman'))
  const tomas: Author = people.authorOf(await people.byName('Tomás Oliveira'))
  await replica.use(WORKSPACE_DOC, (doc) => {
    const path = (rest: string) => `types/incident/${rest}`
    valueOf(
      setSettings(doc, priya, [
        { path: path('prefix'), value: 'OPS' },
        { path: path('hasEditableTimestamps'), value: true },
        { path: path('fields/root_cause/promptAt'), value: ['stable', 'completed'] },
        { path: path('roles/scribe/name'), value: 'Scribe' }
      ])
    )
  })
  await replica.use(newIncidentId(), (doc) => {
    valueOf(declareIncident(doc, priya, { title: TITLE, severity: 'SEV-3' }))
    const base = readIncident(doc).heads.get('severity')!
    writeEvents(doc, priya, [{ kind: 'severityChanged', severity: 'SEV-1', base }])
    writeEvents(doc, tomas, [{ kind: 'severityChanged', severity: 'SEV-4', base }])
    writeEvents(doc, priya, [{ kind: 'numberAssigned', number: 7, hub: 'the-room' }])
    valueOf(changeStatus(doc, priya, 'resolved'))
  })
  await replica.use(newIncidentId(), (doc) => valueOf(declareIncident(doc, tomas, { title: OTHER, severity: 'SEV-2' })))
  await replica.flush()
  await replica.close()
}

describe('the record of an incident', () => {
  test('X110 command is offered with a brief on one seat and accepted on another; tasks go from seat to seat, by keyboard', async () => {
    const [dirA, dirB] = [tempDir(), tempDir()]
    const [a, b] = [await openSeat({ host: 'loopback', dataDir: dirA }), await openSeat({ host: 'loopback', dataDir: dirB })]
    await nameYourself(a.page, 'Priya Raman')
    await declare(a.page, TITLE, 'SEV-2')
    const invite = await hostWarRoom(a.page)
    await nameYourself(b.page, 'Tomás Oliveira')
    await joinWarRoom(b.page, invite)
    await openFromList(b.page, TITLE)

    await press(a.page, 'a')
    await a.page.getByRole('textbox', { name: 'Name' }).fill('Tomás Oliveira')
    await a.page.keyboard.press('Enter')
    const brief = a.page.getByRole('textbox', { name: /^Brief/ })
    expect(await brief.inputValue()).toMatch(/^## IR-1 Baskets lose items\n[^]*SEV-2, Active, declared/)
    await brief.press('Control+End')
    await brief.pressSequentially('\n\nAsk Lena about the cache.')
    await a.page.keyboard.press('Control+Enter')
    await region(a.page, 'Offer of command').getByText('You offered command to Tomás Oliveira').waitFor()
    await a.page.locator('.commander', { hasText: 'Priya Raman' }).waitFor()

    await region(b.page, 'Offer of command').getByText('Priya Raman offers you command of this incident').waitFor()
    await region(b.page, 'Brief').getByText('Ask Lena about the cache.').waitFor()
    await b.page.getByRole('button', { name: 'Accept command' }).click()
    for (const { page } of [a, b]) {
      await page.locator('.commander', { hasText: 'Tomás Oliveira' }).waitFor()
      await region(page, 'Offer of command').waitFor({ state: 'detached' })
      await entry(page, 'accepted command').waitFor()
    }

    await press(a.page, 't')
    const words = a.page.getByRole('textbox', { name: /^What is to be done/ })
    await words.waitFor()
    expect(await words.evaluate((field) => field === document.activeElement)).toBe(true)
    await a.page.keyboard.type('Drain the cache')
    await a.page
      .getByRole('textbox', { name: 'Who' })
      .or(a.page.getByRole('combobox', { name: 'Who' }))
      .fill('Tomás Oliveira')
    await a.page.keyboard.press('Enter')
    await a.page.getByRole('textbox', { name: 'Due, UTC' }).fill('+30m')
    await a.page.keyboard.press('Enter')
    await task(a.page, 'Drain the cache')
      .filter({ hasText: /in (29|30)m/ })
      .waitFor()
    // the tab of the tasks, the list, and X on the row
    await press(b.page, '5')
    await task(b.page, 'Drain the cache').focus()
    await b.page.keyboard.press('x')
    await task(a.page, 'Drain the cache').filter({ hasText: 'done' }).waitFor()
    await region(a.page, 'Tasks').getByText('1 of 1 done').waitFor()
    await seesSaved(b.page, /Shared/)
    await b.close()
    await a.close()
    const shown = showIncident(dirA, 'IR-1') as unknown as Record<string, unknown>
    expect(shown).toMatchObject({ commander: 'Tomás Oliveira', tasks: [{ text: 'Drain the cache', assignees: ['Tomás Oliveira'] }] })
  })

  test('X111 roles, impacts, links, related incidents and times by hand are added, changed and taken back', async () => {
    const dataDir = tempDir()
    await prepare(dataDir)
    const seat = await openSeat({ host: 'loopback', dataDir })
    const { page } = seat
    await openFromList(page, TITLE)
    await page.getByText('OPS-7', { exact: true }).first().waitFor()

    // what changed on both sides: mine again, and nothing is left to tell
    await page.getByText('1 value changed on both sides').first().waitFor()
    await page.getByRole('button', { name: 'Look at both' }).click()
    const both = page.getByRole('dialog', { name: '1 value changed on both sides' })
    await both
      .getByRole('row', { name: /Severity/ })
      .getByText('Tomás Oliveira')
      .waitFor()
    await both.getByRole('button', { name: 'Use mine' }).click()
    await page.getByRole('button', { name: 'Severity SEV-1, change' }).waitFor()
    await page.getByText('changed on both sides').first().waitFor({ state: 'detached' })

    // what is asked for at a status: answered, it is set with it
    await press(page, 's')
    await page.keyboard.press('4')
    const asked = page.getByRole('form', { name: 'Before Completed' })
    await asked.getByRole('textbox', { name: 'Root cause' }).fill('Retries had no budget')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('radio', { name: 'Completed', checked: true }).waitFor()
    await page.getByRole('complementary', { name: 'Incident details' }).getByText('Retries had no budget').waitFor()
    await asked.waitFor({ state: 'detached' })

    // a responder by name, who then has the role of one person
    const responders = region(page, 'Responders')
    await responders.getByRole('button', { name: 'Add responder' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Mei Tanaka')
    await page.keyboard.press('Enter')
    await responders.getByRole('button', { name: /^Mei Tanaka Responder/ }).click()
    await page.getByRole('menuitemradio', { name: /Scribe/ }).click()
    await responders.getByRole('button', { name: /^Mei Tanaka Scribe/ }).waitFor()
    await responders.getByRole('button', { name: /^Tomás Oliveira Responder/ }).click()
    await page.getByRole('menuitemradio', { name: /Scribe.*Mei Tanaka becomes Responder/ }).click()
    await responders.getByRole('button', { name: /^Mei Tanaka Responder/ }).waitFor()

    // an impact, ended and removed
    const impacts = region(page, 'Impact')
    await impacts.getByRole('button', { name: 'Add impact' }).click()
    await page.getByRole('textbox', { name: /^Who or what/ }).fill('Shoppers in eu')
    await page.getByRole('form', { name: 'Add impact' }).getByRole('button', { name: 'Add impact' }).click()
    await page.getByRole('form', { name: 'Add impact' }).waitFor({ state: 'detached' })
    await page.locator('body').press('e')
    await impacts.getByText('ended', { exact: true }).waitFor()
    await impacts.getByRole('button', { name: /^Remove impact/ }).click()
    await impacts.getByText(/^None recorded/).waitFor()

    // a time by hand, refused when it cannot be
    const times = region(page, 'Times')
    await times.getByRole('button', { name: /as declared/ }).click()
    const field = times.getByRole('textbox', { name: 'Detected, UTC' })
    await field.fill('2999-01-01 00:00')
    await page.keyboard.press('Enter')
    await times.getByText(/^That is in the future/).waitFor()
    await field.fill('2026-01-02 03:04:05')
    await page.keyboard.press('Enter')
    await times.getByRole('button', { name: /2026-01-02 03:04:05/ }).waitFor()

    // links by what they are: the chat stands in the header
    await page.locator('body').press('6')
    await page.getByRole('button', { name: 'Add link' }).click()
    await page.getByRole('textbox', { name: /^Address/ }).fill('chat.example.com/c/7')
    await page.getByRole('combobox', { name: 'What it is' }).selectOption('chat')
    await page.getByRole('form', { name: 'Add link' }).getByRole('button', { name: 'Add link' }).click()
    expect(await region(page, 'Incident').getByRole('link', { name: 'Chat' }).getAttribute('href')).toBe('https://chat.example.com/c/7')

    // another incident, found by a word of its title
    await page.getByRole('button', { name: 'Relate an incident' }).click()
    await page.getByRole('textbox', { name: 'Number or title' }).fill('login')
    await page.getByRole('button', { name: new RegExp(OTHER) }).click()
    await region(page, 'Related incidents')
      .getByRole('button', { name: new RegExp(`draft ${OTHER}`) })
      .waitFor()
    await tab(page, /^Links\s*2$/).waitFor()

    await page.getByRole('button', { name: 'More for this incident' }).click()
    await page.getByRole('menuitem', { name: 'Make private' }).click()
    await region(page, 'Incident').getByText('Private', { exact: true }).waitFor()
    await seesSaved(page, /^Saved on this machine$/)
    await seat.close()
    const listed = listIncidents(dataDir)
    const shown = (title: string) =>
      showIncident(
        dataDir,
        (listed as unknown as { id: string; title: string }[]).find((each) => each.title === title)!.id
      ) as unknown as Record<string, unknown>
    expect(shown(TITLE)).toMatchObject({
      severity: 'SEV-1',
      visibility: 'private',
      impacts: [],
      overrides: { detected: '2026-01-02T03:04:05.000Z' },
      links: [{ role: 'chat', url: 'https://chat.example.com/c/7' }]
    })
    expect(shown(TITLE)['roles']).toContainEqual({ role: 'scribe', title: 'Scribe', name: 'Tomás Oliveira' })
    expect(shown(OTHER)['related']).toMatchObject([{ relation: 'related' }])
  })
})

test('X181 what is asked of each impact is set once, stops an impact without it, and is read in the room and in the export, and found', async () => {
  const dataDir = tempDir()
  const seat = await openSeat({ host: 'loopback', dataDir })
  const { page } = seat
  await nameYourself(page, 'Priya Raman')
  await page.evaluate(() => void (location.hash = '#settings/fields'))
  const fields = region(page, 'Each impact')
  await fields.getByRole('button', { name: 'Add field to each impact' }).click()
  await fields.getByRole('textbox', { name: /^Label/ }).fill('Region')
  await fields.getByRole('combobox', { name: /^Type/ }).selectOption('text')
  await fields.getByRole('button', { name: 'Add field', exact: true }).click()
  await fields.getByRole('switch', { name: /^Required/ }).press('Space')
  await page.keyboard.press('Escape')

  await declare(page, TITLE, 'SEV-2')
  await page.getByRole('button', { name: 'Add impact' }).click()
  const form = page.getByRole('form', { name: 'Add impact' })
  await form.getByRole('textbox', { name: /^Who or what/ }).fill('Baskets')
  await form.getByRole('button', { name: 'Add impact' }).click()
  await form.getByText('Region is needed.').waitFor()
  await form.getByRole('textbox', { name: 'Region' }).fill('eu')
  await page.keyboard.press('Control+Enter')
  await form.getByRole('button', { name: 'Add impact' }).click()
  await form.waitFor({ state: 'detached' })
  await entry(page, 'Region: eu').waitFor()
  const impacts = region(page, 'Impact')
  await impacts.getByText('Region: eu').waitFor()

  await impacts.getByRole('button', { name: 'Edit impact' }).click()
  const edit = page.getByRole('form', { name: 'Save impact' })
  expect(await edit.getByRole('textbox', { name: 'Region' }).inputValue()).toBe('eu')
  await edit.getByRole('textbox', { name: 'Region' }).fill('eu and us')
  await edit.getByRole('button', { name: 'Save impact' }).click()
  await impacts.getByText('Region: eu and us').waitFor()
  await seesSaved(page, /Saved/)
  await page.evaluate(() => void (location.hash = '#'))
  await page.getByRole('textbox', { name: 'Search incidents' }).fill('region:us')
  await page.getByText(/^1 of 1 · /).waitFor()
  await page.getByRole('textbox', { name: 'Search incidents' }).fill('region:west')
  await page.getByText(/^0 of 1 · /).waitFor()
  await seat.close()
  const [{ id } = { id: '' }] = listIncidents(dataDir)
  expect(showIncident(dataDir, id).impacts).toMatchObject([{ scope: 'Baskets', fields: { region: 'eu and us' } }])
})

test('X182 making a responder Incident Commander in their menu leads to the brief for them', async () => {
  const seat = await openSeat({ host: 'loopback', dataDir: tempDir() })
  const { page } = seat
  await nameYourself(page, 'Priya Raman')
  await declare(page, TITLE, 'SEV-2')
  await page.getByRole('button', { name: 'Add responder' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Tomás Oliveira')
  await page.keyboard.press('Enter')
  await region(page, 'Responders')
    .getByRole('button', { name: /^Tomás Oliveira/ })
    .click()
  await page.getByRole('menuitemradio', { name: 'Incident Commander' }).click()
  const offer = page.getByRole('form', { name: 'Offer command' })
  await offer.getByText('Priya Raman commands until Tomás Oliveira accepts.').waitFor()
  await page.keyboard.press('Escape')
  // the next handover begins with the question for whom
  await press(page, 'a')
  await page.getByRole('dialog', { name: 'Choose the commander' }).getByRole('textbox', { name: 'Name' }).waitFor()
  expect(await offer.count()).toBe(0)
  await seat.close()
})
