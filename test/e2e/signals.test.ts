import { describe, expect, test } from 'vitest'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { declare, entry, hostWarRoom, joinWarRoom, nameYourself, openFromList } from './person.ts'
import { ALERTS, attachSignals, CHAT, collect, MATRIX, openPaste } from './signalScenes.ts'

describe('signals and pasting', () => {
  test('X150 a pasted chat and table become dated entries: doubts marked, a time set by hand, a line left out; pasted again nothing is added', async () => {
    const seat = await openSeat({ host: 'loopback', dataDir: tempDir() })
    const { page } = seat
    await nameYourself(page, 'Priya Raman')
    await declare(page, 'Checkout is red', 'SEV-2')
    const dialog = page.getByRole('dialog', { name: 'Paste to timeline' })
    await openPaste(page, CHAT)
    await dialog.getByText(/^8 dated lines, 4 in doubt/).waitFor()
    await dialog.getByText('day and month may be the other way round').waitFor()
    await dialog.getByText('2 lines not taken').click()
    await dialog.getByText('the head of the table').waitFor()
    // a line left out, and a time set by hand: its doubt is gone
    await dialog.getByRole('checkbox', { name: 'Add line 15' }).uncheck()
    await dialog.getByRole('button', { name: /^2026-03-29 02:30:00 UTC/ }).click()
    await dialog.getByRole('textbox', { name: 'Time, UTC' }).fill('2026-03-29 01:31')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: /^2026-03-29 01:31:00 UTC/ }).waitFor()
    await dialog.getByRole('button', { name: 'Add 7 entries' }).click()
    await dialog.waitFor({ state: 'detached' })
    for (const text of ['Ada Lovelace: checkout is red for me', 'Grace: Rollback of r-318 begins', 'the night the clocks moved']) {
      await entry(page, text).waitFor()
    }
    expect(await entry(page, 'Review').count()).toBe(0)

    await openPaste(page, CHAT)
    await dialog.getByText(/6 here already/).waitFor()
    await dialog.getByRole('button', { name: 'Add 2 entries' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    // pasted into the composer, it is offered beside what is typed there
    const composer = page.getByRole('textbox', { name: 'Note, Markdown' })
    await composer.fill('')
    await composer.evaluate((field: HTMLTextAreaElement, text) => {
      const data = new DataTransfer()
      data.setData('text/plain', text)
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, '09:01 one\n09:02 two\n09:03 three')
    await page.getByText('3 dated lines pasted.').waitFor()
    await page.getByRole('button', { name: 'Make entries of them' }).click()
    await dialog.getByText(/^3 dated lines/).waitFor()
    await seat.close()
  })

  test('X151 graphs and monitors of other systems stand in the timeline as they were, for everybody, and are read by keyboard and as a table', async () => {
    const seat = await openSeat({ host: 'loopback', dataDir: tempDir() })
    const other = await openSeat({ host: 'loopback', dataDir: tempDir() })
    const { page } = seat
    await nameYourself(page, 'Priya Raman')
    await declare(page, 'Checkout is red', 'SEV-2')
    await nameYourself(other.page, 'Tomás Oliveira')
    await joinWarRoom(other.page, await hostWarRoom(page))
    await attachSignals(page, MATRIX)
    await attachSignals(page, ALERTS)
    await openFromList(other.page, 'Checkout is red')
    for (const each of [page, other.page]) {
      const graph = each.getByRole('group', { name: /^Graph: checkout_errors.*3 series, from 1 to 2\d/ })
      await graph.waitFor()
      expect((await graph.boundingBox())?.height).toBe(168)
      await graph.focus()
      await graph.press('End')
      await each.getByText(/^2026-03-10 12:59:20 UTC\. region=eu: /).waitFor()
      await entry(each, 'Checkout answers with errors').getByText('Alert', { exact: true }).waitFor()
      await entry(each, 'The order queue is long').getByText('OK', { exact: true }).waitFor()
    }
    await entry(page, 'checkout_errors').getByRole('button', { name: 'Table' }).click()
    await page.getByRole('rowheader', { name: '2026-03-10 12:00:00' }).waitFor()
    await page.getByRole('button', { name: 'Remove The order queue is long' }).click()
    await entry(other.page, 'removed a signal').waitFor()
    await other.close()
    await seat.close()
  })

  test('X152 from the clipboard an incident is declared with what was collected; the clipboard is there after a restart and takes a bad text with its place', async () => {
    const dataDir = tempDir()
    let seat = await openSeat({ host: 'loopback', dataDir })
    await nameYourself(seat.page, 'Priya Raman')
    await collect(seat.page, MATRIX)
    const dialog = () => seat.page.getByRole('dialog', { name: 'Clipboard' })
    await dialog().getByRole('button', { name: 'Collect a signal' }).click()
    await dialog()
      .getByRole('textbox', { name: /^JSON or an address/ })
      .fill('{"type":"monitor",\n "title"}')
    await dialog().getByRole('button', { name: 'Collect', exact: true }).click()
    await dialog()
      .getByText(/^line 2, column 9: This is no JSON/)
      .waitFor()
    await seat.page.keyboard.press('Escape')
    await collect(seat.page, ALERTS)
    await dialog().getByRole('list', { name: 'Collected signals' }).getByRole('listitem').nth(2).waitFor()
    await seat.close()

    seat = await openSeat({ host: 'loopback', dataDir })
    const { page } = seat
    await page.getByRole('button', { name: /^Clipboard\W*3\W*collected/ }).click()
    await dialog().getByRole('checkbox', { name: 'The order queue is long' }).uncheck()
    await dialog().getByRole('button', { name: 'Declare an incident' }).click()
    const form = page.getByRole('dialog', { name: 'Declare incident' })
    expect(await form.getByRole('textbox', { name: /^Title/ }).inputValue()).toBe('Checkout answers with errors')
    await form.getByRole('button', { name: 'Leave out Checkout answers with errors' }).waitFor()
    await form.getByRole('radio', { name: /SEV-2/ }).click()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { level: 1, name: 'Checkout answers with errors' }).waitFor()
    await page.getByRole('group', { name: /^Graph: checkout_errors/ }).waitFor()
    expect(await page.locator('article', { hasText: 'attached a' }).count()).toBe(2)

    // one more to the incident that is shown, and a quote in its notes
    await page.keyboard.press('Control+Shift+K')
    for (const name of ['Checkout answers with errors', /^checkout_errors/]) await dialog().getByRole('checkbox', { name }).uncheck()
    await dialog().getByRole('button', { name: 'Add to this incident' }).click()
    await dialog().getByText('1 signal attached.').waitFor()
    await dialog().getByRole('button', { name: 'Quote in the notes' }).click()
    await dialog().getByText('Quoted at the end of the notes.').waitFor()
    await page.keyboard.press('Escape')
    await entry(page, 'attached a monitor: The order queue is long').or(entry(page, 'The order queue is long')).first().waitFor()
    await page.getByRole('tab', { name: 'Notes' }).click()
    await page
      .getByRole('textbox', { name: /Notes of this incident/ })
      .getByText('The order queue is long (monitor, ok)')
      .waitFor()
    await seat.close()
  })
})
