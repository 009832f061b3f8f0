import { describe, expect, test } from 'vitest'
import { HOSTS, openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { muster } from './musterCli.ts'
import { declare, entry, hostWarRoom, joinWarRoom, nameYourself, openFromList, readTimeline, seesSaved, writeNote } from './person.ts'

const TITLE = 'Checkout 5xx after payments-router config rollout'

describe.each(HOSTS)('two people at two machines, on the %s host', (host) => {
  test('X1 work one incident together, apart, through two kills, and end up with the same', async () => {
    const [dirA, dirB] = [tempDir(), tempDir()]
    let a = await openSeat({ host, dataDir: dirA })
    let b = await openSeat({ host, dataDir: dirB })

    // declared at one machine, before there is a room
    await nameYourself(a.page, 'Priya Raman')
    await declare(a.page, TITLE, 'SEV-1')
    await a.page.getByText('draft', { exact: true }).first().waitFor()
    await seesSaved(a.page, /Saved on this machine/)

    // a room, and a second seat in it
    const invite = await hostWarRoom(a.page)
    await a.page.getByText('IR-1', { exact: true }).first().waitFor()
    await nameYourself(b.page, 'Tomás Oliveira')
    await joinWarRoom(b.page, invite)
    await openFromList(b.page, TITLE)

    // a note goes across, and is typed in together
    await writeNote(a.page, 'Rollback started.')
    await seesSaved(a.page, /Shared/)
    await entry(b.page, 'Rollback started.').waitFor()
    await entry(b.page, 'Rollback started.').first().focus()
    await b.page.keyboard.press('Enter')
    const editor = b.page.getByRole('textbox', { name: 'Text of the entry, Markdown' })
    await editor.press('End')
    await editor.pressSequentially(' It is at 40 %')
    await entry(a.page, 'It is at 40 %').waitFor()
    await entry(a.page, 'Tomás Oliveira is writing').waitFor()
    await b.page.keyboard.press('Escape')
    await waitFor('the writing to be over', async () => ((await entry(a.page, 'is writing').count()) === 0 ? true : undefined))

    // the notes page, letter by letter
    for (const seat of [a, b]) await seat.page.getByRole('tab', { name: 'Notes' }).click()
    const notes = (page: typeof a.page) => page.getByRole('textbox', { name: /Notes/ })
    await notes(a.page).click()
    await a.page.keyboard.type('Canary has its own retry budget.')
    await notes(b.page).getByText('Canary has its own retry budget.').waitFor()

    // the hub's machine dies; the other goes on alone, and dies too
    await a.kill()
    await b.page.locator('[data-sync="offline"]').first().waitFor()
    await writeNote(b.page, 'Alone now: error rate is falling.')
    await b.page.keyboard.press('Escape')
    await b.page.getByRole('radio', { name: 'Stable' }).click()
    await seesSaved(b.page, /Saved on this machine.*wait/)
    await b.kill()

    // both come back; the first also did something meanwhile
    a = await openSeat({ host, dataDir: dirA })
    await openFromList(a.page, TITLE)
    await writeNote(a.page, 'Back after the power cut.')
    b = await openSeat({ host, dataDir: dirB })
    await b.page.locator('[data-sync="online"]').first().waitFor()
    await openFromList(b.page, TITLE)
    await entry(b.page, 'Back after the power cut.').waitFor()
    await entry(a.page, 'Alone now: error rate is falling.').waitFor()
    await a.page.getByRole('radio', { name: 'Stable', checked: true }).waitFor()
    await seesSaved(b.page, /Shared/)
    expect(await readTimeline(a.page)).toEqual(await readTimeline(b.page))

    await b.close()
    await a.close()
    for (const dir of [dirA, dirB]) expect(muster('verify', '--data', dir)).toMatch(/^Clean: /)
    const [shownA, shownB] = [dirA, dirB].map(
      (dir) => JSON.parse(muster('show', 'IR-1', '--data', dir, '--json')) as { notes: string; timeline: unknown[] }
    )
    expect(shownA).toEqual(shownB)
    expect(shownA!.notes).toBe('Canary has its own retry budget.')
  })
})
