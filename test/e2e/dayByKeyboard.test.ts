import { test } from 'vitest'
import * as day from './day.ts'
import { hands } from './hands.ts'
import { openSeat } from './launch/seat.ts'
import { tempDir } from './launch/tempDir.ts'
import { listIncidents, showIncident } from './musterCli.ts'
import { seesSaved } from './person.ts'

const ME = 'Priya Raman'

test('X180 a day with it by keyboard alone, from a graph and a monitor in the clipboard to the postmortem: no focus but where keys lead', async () => {
  const dataDir = tempDir()
  const seat = await openSeat({ host: 'loopback', dataDir })
  const me = hands(seat.page)
  await me.enterName(ME)
  await day.declareFromClipboard(me, dataDir)
  await day.assess(me)
  await day.nameRootCause(me)
  const impactStart = await day.addImpact(me)
  const noteAt = await day.writeFlaggedNote(me)
  await day.pullInChat(me)
  await day.linkDocument(me)
  const dueAt = await day.addTask(me, ME)
  await day.calmDown(me, ME)
  await day.resolve(me)
  await day.startPostmortem(me)
  await seesSaved(me.page, /^Saved on this machine$/)
  await seat.close()
  day.expectTheDay(showIncident(dataDir, listIncidents(dataDir)[0]!.id), { impactStart, noteAt, dueAt, assignee: ME })
})
