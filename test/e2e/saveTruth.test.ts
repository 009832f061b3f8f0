import { describe, expect, test } from 'vitest'
import { HOSTS, openSeat } from './launch/seat.ts'
import { listIncidents, muster, showIncident } from './musterCli.ts'
import { declare, entry, nameYourself, saveBadge, seesSaved, writeNote } from './person.ts'
import { mountSmallDisk } from './smallDisk.ts'

const MEGABYTES = 16

describe.each(HOSTS)('what the badge says, on the %s host', (host) => {
  test('X29 a full disk is said at once, what was typed stays, and it is saved as soon as there is room', async ({ skip }) => {
    const disk = mountSmallDisk(MEGABYTES)
    if (!disk) return skip('a disk that can be filled needs a tmpfs of its own, and this machine does not let us mount one')
    const seat = await openSeat({ host, dataDir: disk.dir })
    const { page } = seat
    await nameYourself(page, 'Priya Raman')
    await declare(page, 'The disk of the shop is full', 'SEV-2')
    await writeNote(page, 'Written while there was room.')
    await seesSaved(page, /^Saved on this machine$/)

    disk.fill()
    const lost = ['One', 'Two', 'Three'].map((word) => `${word}, written on a full disk. ${'x'.repeat(200)}`)
    const notes = page.getByRole('textbox', { name: 'Note, Markdown' })
    for (const text of lost) {
      await notes.fill(text)
      await page.keyboard.press('Control+Enter')
    }
    await page.locator('[data-sync]', { hasText: 'Not saved' }).waitFor()
    await page.getByText('Changes cannot be saved to this machine').first().waitFor()
    await seesSaved(page, /^Not saved/)
    for (const text of lost) await entry(page, text.slice(0, 28)).first().waitFor()
    expect(await saveBadge(page).first().innerText()).not.toMatch(/Saved|Shared/)

    disk.free()
    await seesSaved(page, /^Saved on this machine$/)
    await page.getByText('Changes cannot be saved to this machine').first().waitFor({ state: 'detached' })
    await writeNote(page, 'Written after there was room again.')
    await seesSaved(page, /^Saved on this machine$/)
    await seat.kill()
    expect(muster('verify', '--data', disk.dir)).toMatch(/^Clean: /)
    const [listed] = listIncidents(disk.dir)
    const texts = showIncident(disk.dir, listed!.id).timeline.map(({ text }) => text)
    for (const text of ['Written while there was room.', ...lost, 'Written after there was room again.']) expect(texts).toContain(text)
  })
})
