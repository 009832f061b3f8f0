import { describe, expect, test } from 'vitest'
import { HOSTS, openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { listIncidents, muster } from './musterCli.ts'
import { declare, hostWarRoom, nameYourself } from './person.ts'

describe.each(HOSTS)('the first start, on the %s host', (host) => {
  test('X2 asks for a name, says where the data is, and remembers the name', async () => {
    const dataDir = tempDir()
    const seat = await openSeat({ host, dataDir })
    const { page } = seat
    await page.getByText(dataDir).waitFor()
    const name = page.getByRole('textbox', { name: 'Your name' })
    expect(await name.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByText('Your name stands beside everything you write.').waitFor()
    expect(await name.getAttribute('aria-invalid')).toBe('true')
    await nameYourself(page, 'Priya Raman')
    await page.reload()
    await page.getByRole('img', { name: 'You are Priya Raman' }).waitFor()
    expect(await page.getByRole('textbox', { name: 'Your name' }).count()).toBe(0)
    await seat.close()
  })

  test('X3 offers three ways on: declare, import, explore', async () => {
    const seat = await openSeat({ host, dataDir: tempDir() })
    const { page } = seat
    await nameYourself(page, 'Priya Raman')
    const ways = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) })
    await ways.first().waitFor()
    expect(await ways.getByRole('heading').allInnerTexts()).toEqual(['Declare an incident', 'Import a file', 'Explore with sample data'])
    for (const [button, dialog] of [
      ['Declare incident', 'Declare incident'],
      ['Choose a file', 'Import incidents']
    ] as const) {
      const opener = ways.getByRole('button', { name: button })
      await opener.click()
      await page.getByRole('dialog', { name: dialog }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await opener.evaluate((element) => element === document.activeElement), `focus returns to ${button}`).toBe(true)
    }
    await seat.close()
  })

  test('X4 sample incidents are marked as tests wherever they stand', async () => {
    const dataDir = tempDir()
    const seat = await openSeat({ host, dataDir })
    const { page } = seat
    await nameYourself(page, 'Priya Raman')
    await page.getByRole('button', { name: 'Load samples' }).click()
    const rows = page.getByRole('grid', { name: 'Incidents' }).locator('[data-row]')
    await rows.first().waitFor()
    const count = await rows.count()
    expect(count).toBeGreaterThan(5)
    expect(await rows.filter({ hasText: 'not counted' }).count()).toBe(count)
    await page.getByText(`All ${count} incidents are on this machine`).waitFor()
    await rows.first().click()
    await page.getByText('Test incident.').waitFor()
    await seat.close()
    const listed = listIncidents(dataDir)
    expect(listed).toHaveLength(count)
    expect(listed.every(({ isTest }) => isTest)).toBe(true)
    expect(muster('verify', '--data', dataDir)).toMatch(/^Clean: /)
  })

  test('X5 an invite is all that a newcomer needs; a wrong one says what is wrong and keeps what was pasted', async () => {
    const hosting = await openSeat({ host, dataDir: tempDir() })
    await nameYourself(hosting.page, 'Priya Raman')
    await declare(hosting.page, 'Search returns nothing in two regions', 'SEV-2')
    const invite = await hostWarRoom(hosting.page)

    const joining = await openSeat({ host, dataDir: tempDir() })
    const { page } = joining
    await nameYourself(page, 'Tomás Oliveira')
    await page.getByRole('button', { name: 'Join a war room' }).click()
    const field = page.getByRole('textbox', { name: /Invite link/ })
    await field.fill('not an invite')
    await page.keyboard.press('Enter')
    await page
      .getByRole('dialog')
      .getByText(/invite/i)
      .last()
      .waitFor()
    await page.locator('[aria-invalid=true]').waitFor()
    expect(await field.inputValue()).toBe('not an invite')
    await field.fill(invite)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('row', { name: /Search returns nothing in two regions/ }).waitFor()
    await joining.close()
    await hosting.close()
  })
})
