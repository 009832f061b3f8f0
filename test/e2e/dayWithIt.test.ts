import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { layCable } from '../support/cable.ts'
import * as day from './day.ts'
import { hands } from './hands.ts'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { waitFor } from './launch/waitFor.ts'
import { muster, showIncident } from './musterCli.ts'
import { entry, hostWarRoom, inviteOver, joinWarRoom, openFromList, portOf, readTimeline, seesSaved } from './person.ts'

const [PRIYA, TOMAS] = ['Priya Raman', 'Tomás Oliveira']

test('X165 a day with it by two people: one without network for the whole middle, both machines killed once, and at the end both have everything that was shown as saved', async () => {
  const [dirA, dirB] = [tempDir(), tempDir()]
  let a = await openSeat({ host: 'loopback', dataDir: dirA })
  let b = await openSeat({ host: 'loopback', dataDir: dirB })
  let [priya, tomas] = [hands(a.page), hands(b.page)]
  const saved = new Set<string>()
  const keepWhatIsSaved = async (page: Page, words: RegExp) => {
    await seesSaved(page, words)
    for (const line of await readTimeline(page)) saved.add(line)
  }

  // both are in the room, and on it at once
  await priya.enterName(PRIYA)
  const invite = await hostWarRoom(a.page)
  await tomas.enterName(TOMAS)
  const cable = await layCable(portOf(invite))
  await joinWarRoom(b.page, inviteOver(invite, cable.port))
  await day.declareFromClipboard(priya, dirA)
  await openFromList(b.page, day.TITLE)
  await day.assess(priya)
  await day.nameRootCause(tomas)
  await entry(a.page, 'r-318 set the retry budget to 0').waitFor()
  await entry(b.page, 'set Detection method to monitor').waitFor()
  await keepWhatIsSaved(a.page, /Shared/)
  await keepWhatIsSaved(b.page, /Shared/)

  // one is without network from here on, and both go on
  cable.cut()
  await b.page.locator('[data-sync="offline"]').first().waitFor()
  const impactStart = await day.addImpact(priya)
  const noteAt = await day.writeFlaggedNote(tomas)
  await day.pullInChat(tomas)
  await keepWhatIsSaved(b.page, /Saved on this machine.*wait/)
  await b.kill()
  const dueAt = await day.addTask(priya, TOMAS)
  await keepWhatIsSaved(a.page, /Shared|Saved on this machine/)
  await a.kill()
  b = await openSeat({ host: 'loopback', dataDir: dirB })
  tomas = hands(b.page)
  await openFromList(b.page, day.TITLE)
  await b.page.locator('[data-sync="offline"]').first().waitFor()
  await day.linkDocument(tomas)
  await keepWhatIsSaved(b.page, /Saved on this machine.*wait/)
  a = await openSeat({ host: 'loopback', dataDir: dirA })
  priya = hands(a.page)
  await openFromList(a.page, day.TITLE)
  await day.calmDown(priya, TOMAS)
  expect(await entry(a.page, 'Rolled the router back').count()).toBe(0)

  // they meet again
  cable.mend()
  await b.page.locator('[data-sync="online"]').first().waitFor()
  await entry(a.page, 'linked Rollback of the router').waitFor()
  await b.page.getByRole('radio', { name: 'Stable', checked: true }).waitFor()
  await day.resolve(priya)
  await day.startPostmortem(tomas)
  await b.page.getByRole('radio', { name: 'Resolved', checked: true }).waitFor()
  await a.page.getByRole('tab', { name: 'Postmortem' }).click()
  await day.seesFlaggedEntries(priya)
  for (const { page } of [a, b]) await keepWhatIsSaved(page, /Shared/)

  const timelines = await waitFor('both to show the same', async () => {
    const [here, there] = [await readTimeline(a.page), await readTimeline(b.page)]
    return here.join('\n') === there.join('\n') ? here : undefined
  })
  expect(timelines).toEqual(expect.arrayContaining([...saved]))
  await b.close()
  await a.close()
  for (const dir of [dirA, dirB]) expect(muster('verify', '--data', dir)).toMatch(/^Clean: /)
  const [shown, shownThere] = [dirA, dirB].map((dir) => showIncident(dir, 'IR-1'))
  expect(shownThere).toEqual(shown)
  day.expectTheDay(shown!, { impactStart, noteAt, dueAt, assignee: TOMAS })
})
