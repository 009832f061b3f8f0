import { beforeEach, describe, expect, it } from 'vitest'
import { Openings } from '#main/core/openings.ts'
import { changeStatus, declareIncident, postEntry } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { findEntryText } from '#shared/doc/roots.ts'
import { writeEvents } from '#shared/doc/write.ts'
import type { IncidentEvent } from '#shared/domain/events.ts'
import { foldOpening } from '#shared/domain/opening.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { openTestReplica, type TestReplica } from '#test/support/replicas.ts'

const ID = 'incident-a'
const LINES = 200
const ana = newAuthor('Ana')
let seat: TestReplica
let openings: Openings

const openingsOf = (on: TestReplica) => new Openings({ replica: on.replica, folds: on.projector.folds, db: on.db, leastLines: LINES })
const shown = async (from = openings) => {
  const opening = await from.find(ID)
  return opening && { ...foldOpening(opening.events as IncidentEvent[]), texts: opening.texts, counts: opening.counts }
}
/** The machine is started again. */
async function restart(): Promise<TestReplica> {
  await seat.close()
  const again = openTestReplica(seat.dir)
  await again.projector.start()
  await again.projector.settle()
  return again
}

beforeEach(async () => {
  seat = openTestReplica()
  openings = openingsOf(seat)
  await seat.replica.use(ID, (doc) => {
    valueOf(declareIncident(doc, ana, aDeclaration))
    const posts = Array.from({ length: LINES }, () => ({ kind: 'entryPosted', category: 'note' }) as const)
    writeEvents(doc, ana, posts, (n) => `line ${n}`)
  })
  await seat.projector.settle()
})

describe('the opening of a huge incident, from the core', () => {
  it('R13 is the incident of this moment, with its newest lines, their texts and the counts of all', async () => {
    await seat.replica.use(ID, (doc) => {
      valueOf(changeStatus(doc, ana, 'stable'))
      const last = readIncident(doc).timeline.at(-2)!
      findEntryText(doc, last.id)!.insert(0, 'now ')
    })
    const opening = (await shown())!
    const whole = await seat.replica.use(ID, readIncident)
    expect(opening).toMatchObject({ status: 'stable', timeline: whole.timeline.slice(-80) })
    expect(opening.counts).toMatchObject({ total: LINES + 2, code: null, people: [{ person: ana.id, count: LINES + 2 }] })
    expect(opening.texts[whole.timeline.at(-2)!.id]).toBe(`now line ${LINES - 1}`)
    const posted = opening.timeline.filter(({ event }) => event.kind === 'entryPosted')
    expect(posted.every(({ id }) => opening.texts[id]?.includes('line '))).toBe(true)
  })

  it('R14 is there after a restart, from the projection, and no longer once the log has a later change', async () => {
    const again = await restart()
    const stored = openingsOf(again)
    expect(again.projector.folds.find(ID), 'nothing was folded').toBeUndefined()
    expect((await shown(stored))!.timeline).toHaveLength(80)
    await again.replica.use(ID, (doc) => valueOf(postEntry(doc, ana, { text: 'later' })))
    await again.replica.flush()
    expect(again.projector.folds.find(ID), 'not yet folded').toBeUndefined()
    expect(await stored.find(ID)).toBeNull()
    await again.projector.settle()
    expect(Object.values((await shown(stored))!.texts)).toContain('later')
  })

  it('R15 says nothing that is not on the disk', async () => {
    seat.store.breakDown('disk full')
    await seat.replica.use(ID, (doc) => valueOf(postEntry(doc, ana, { text: 'unsaved' })))
    expect(await openings.find(ID)).toBeNull()
    seat.store.mend()
    await seat.replica.flush()
    expect(Object.values((await shown())!.texts)).toContain('unsaved')
  })

  it('R16 there is none of an incident that opens at once, of another document, or of none', async () => {
    await seat.replica.use('incident-b', (doc) => valueOf(declareIncident(doc, ana, aDeclaration)))
    await seat.projector.settle()
    expect(await openings.find('incident-b')).toBeNull()
    expect(await openings.find('workspace')).toBeNull()
    expect(await openings.find('incident-c')).toBeNull()
  })
})
