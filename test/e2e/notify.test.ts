import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { listIncidents, muster } from './musterCli.ts'
import { declare, entry, hostWarRoom, joinWarRoom, nameYourself, openFromList } from './person.ts'

const TITLE = 'Card payments are declined in Brazil'

async function addRecipients(page: Page, field: string, recipients: readonly string[]): Promise<void> {
  for (const recipient of recipients) {
    await page.getByRole('combobox', { name: field, exact: true }).fill(recipient)
    await page.keyboard.press('Enter')
  }
}

async function makeRule(page: Page, name: string, recipients: readonly string[]): Promise<void> {
  await page.evaluate(() => void (location.hash = '#settings/rules'))
  await page.getByRole('button', { name: 'New rule' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('radio', { name: 'comes to match' }).click()
  await addRecipients(page, 'Tell', recipients)
  await page.getByRole('button', { name: 'SEV-1', exact: true }).click()
  expect(await page.getByRole('textbox', { name: 'As a search' }).inputValue()).toBe('severity:SEV-1')
  await page.getByText(/^No incident was declared in the last 30 days/).waitFor()
  expect(await page.getByRole('checkbox', { name: 'Severity' }).isDisabled()).toBe(true)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('switch', { name: `${name} is on` }).waitFor()
}

const workLink = (page: Page) => page.getByRole('link', { name: /^My work/ })
const countsWork = (page: Page, count: number) =>
  waitFor(`${count} for you`, async () => {
    const said = (await workLink(page).textContent()) ?? ''
    return (count === 0 ? !said.includes('for you') : said.includes(`My work, ${count} thing${count === 1 ? '' : 's'} for you`))
      ? true
      : undefined
  })

test('X140 a rule speaks once to two seats, an inbox counts it until it is read, a draft is written by two and sent, and the outbox keeps what is for outside', async () => {
  const dirs = [tempDir(), tempDir()]
  const a = await openSeat({ host: 'loopback', dataDir: dirs[0]! })
  const b = await openSeat({ host: 'loopback', dataDir: dirs[1]! })
  await nameYourself(a.page, 'Priya Raman')
  const invite = await hostWarRoom(a.page)
  await nameYourself(b.page, 'Tomás Oliveira')
  await joinWarRoom(b.page, invite)

  // the rule is made at one seat, and is there at the other
  await makeRule(b.page, 'Tell Priya', ['Priya Raman', 'ops@example.org'])
  await a.page.evaluate(() => void (location.hash = '#settings/rules'))
  await a.page.getByText('tell Priya Raman and ops@example.org').waitFor()
  await a.page.keyboard.press('Escape')

  // declared and raised at one seat: the other is told once
  await b.page.keyboard.press('Escape')
  await declare(b.page, TITLE, 'SEV-3')
  await b.page.keyboard.press('v')
  await b.page.keyboard.press('1')
  await a.page.getByRole('status').filter({ hasText: '[SEV-1]' }).waitFor()
  await countsWork(a.page, 1)
  expect(await a.page.title()).toMatch(/^\(1\) /)
  await workLink(a.page).click()
  const message = a.page.locator('[data-message]')
  await message.filter({ hasText: 'Unread:' }).waitFor()
  expect(await message.count()).toBe(1)
  await a.page.keyboard.press('j')
  await a.page.getByRole('heading', { level: 2, name: `[SEV-1] ${TITLE}` }).waitFor()
  await a.page.getByText(/IR-1 was declared at/).waitFor()
  await countsWork(a.page, 0)
  await a.page.keyboard.press('r')
  await countsWork(a.page, 1)
  await a.page.keyboard.press('r')
  await countsWork(a.page, 0)
  await a.page.keyboard.press('o')
  await a.page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await entry(a.page, `[SEV-1] ${TITLE}`).waitFor()
  expect(await entry(a.page, 'Tell Priya').count()).toBe(1)

  // a draft is begun at one seat and finished at the other
  await b.page.keyboard.press('m')
  await addRecipients(b.page, 'To', ['Priya Raman', '#incidents'])
  await b.page.getByRole('combobox', { name: 'Template' }).selectOption({ label: 'Status update' })
  await b.page.getByRole('textbox', { name: 'Message' }).fill('Half written, {{incident.severity}}')
  await a.page.getByRole('button', { name: 'Notify', exact: true }).click()
  await a.page.getByRole('button', { name: /Update on/ }).click()
  const body = a.page.getByRole('textbox', { name: 'Message' })
  await waitFor('the draft', async () => ((await body.inputValue()).startsWith('Half written') ? true : undefined))
  await body.fill('Rolling back, {{incident.severity}} and {{incident.oops}}')
  await a.page.getByText('{{incident.oops}} is no variable. It is sent as it stands.').waitFor()
  await waitFor('the other words', async () =>
    (await b.page.getByRole('textbox', { name: 'Message' }).inputValue()).startsWith('Rolling back') ? true : undefined
  )
  await b.page.getByRole('radio', { name: 'Preview' }).click()
  await b.page.getByText('Rolling back, SEV-1 and {{incident.oops}}').waitFor()
  await b.page.getByRole('button', { name: /^Send/ }).click()
  await b.page.getByText('Sent to 1 person in Muster, 1 in the outbox.').waitFor()
  await b.page.getByText('waits in the outbox').first().waitFor()
  await a.page.getByText('This draft was sent or discarded meanwhile.').waitFor()
  await countsWork(a.page, 1)
  // the author is not told of their own message
  await countsWork(b.page, 0)

  // what is for outside waits, and says why; discarding is kept
  await workLink(b.page).click()
  await b.page.getByRole('tab', { name: /Outbox/ }).click()
  await b.page.getByText('No e-mail service is set up; it goes when one is.').waitFor()
  await b.page.getByRole('button', { name: 'Discard the message to #incidents' }).click()
  await waitFor('one to be left', async () => ((await b.page.getByRole('button', { name: /^Discard/ }).count()) === 1 ? true : undefined))
  await backToRoom(b.page)
  await entry(b.page, 'discarded the message to').filter({ hasText: 'incidents, before it went out' }).waitFor()
  await b.close()
  await a.close()
  expect(JSON.parse(muster('outbox', '--data', dirs[0]!, '--json'))).toMatchObject([{ recipient: 'email:ops@example.org' }])

  async function backToRoom(page: Page) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Incidents' }).click()
    await openFromList(page, TITLE)
  }
})

test('X141 the header counts down to the next update, says when it is late, and starts again with a message', async () => {
  const seat = await openSeat({ host: 'loopback', dataDir: tempDir() })
  const { page } = seat
  await nameYourself(page, 'Priya Raman')
  await page.clock.install()
  await declare(page, TITLE, 'SEV-1')
  const due = page.getByRole('timer', { name: /^Next update due in/ })
  await due.waitFor()
  expect(await due.innerText()).toMatch(/^(30:00|29:5\d)$/)
  await page.clock.runFor('32:00')
  const late = page.getByRole('timer', { name: /^Update late by 2 minutes/ })
  await late.waitFor()
  expect(await late.innerText()).toMatch(/^Late by\s2:0\d$/)
  await page.keyboard.press('v')
  await page.keyboard.press('4')
  await late.waitFor({ state: 'detached' })
  expect(await due.count()).toBe(0)
  await page.keyboard.press('v')
  await page.keyboard.press('1')
  await late.waitFor()
  await page.keyboard.press('m')
  await page.getByRole('combobox', { name: 'To', exact: true }).fill('support@example.org')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Subject' }).fill('We are on it')
  await page.keyboard.press('Control+Enter')
  await due.waitFor()
  await seat.close()
})

test('X142 a desktop is told in plain text while nobody looks at the window, and a click leads to the incident', async () => {
  const dataDir = tempDir()
  const seat = await openSeat({ host: 'electron', dataDir })
  const { page, electron } = seat
  await nameYourself(page, 'Priya Raman')
  await declare(page, TITLE, 'SEV-3')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Incidents' }).click()
  await page.getByText(TITLE).first().waitFor()
  type Shown = { title: string; body: string; emit(event: string): void }
  const told = () =>
    electron!.evaluate(() => ((globalThis as { told?: Shown[] }).told ?? []).map(({ title, body }) => ({ title, body })), null)
  await electron!.evaluate(({ BrowserWindow, Notification }) => {
    const kept: Shown[] = ((globalThis as { told?: Shown[] }).told = [])
    // whoever sits here looks elsewhere
    for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => false
    Notification.prototype.show = function (this: Shown) {
      kept.push(this)
    }
  }, null)
  muster(
    'notify',
    listIncidents(dataDir)[0]!.id,
    '--to',
    'Priya Raman',
    '--subject',
    `<b>${'long '.repeat(80)}`,
    '--as',
    'Ben',
    '--data',
    dataDir
  )
  const [shown] = await waitFor('a notification', async () => {
    const all = await told()
    return all.length > 0 ? all : undefined
  })
  expect(shown!.title).toMatch(/^<b>long .*…$/)
  expect([shown!.title.length, shown!.body]).toEqual([100, `Ben · ${TITLE}`])
  await electron!.evaluate(() => (globalThis as { told?: Shown[] }).told![0]!.emit('click'), null)
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await seat.close()
})
