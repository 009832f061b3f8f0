import { beforeEach, describe, expect, it } from 'vitest'
import { serveDocs } from '#main/core/docServer.ts'
import { DocClient } from '#shared/bridge/docClient.ts'
import { portPair } from '#shared/bridge/ports.ts'
import { changeStatus, declareIncident } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { incidentOf, openTestReplica, type TestReplica } from '#test/support/replicas.ts'
import { until } from '#test/support/until.ts'

const ana = newAuthor('Ana')
let seat: TestReplica
beforeEach(() => {
  seat = openTestReplica()
})

const declare = (docId: string) => seat.replica.use(docId, (doc) => valueOf(declareIncident(doc, ana, aDeclaration)))
const stabilise = (docId: string) => seat.replica.use(docId, (doc) => valueOf(changeStatus(doc, ana, 'stable')))
const statusListed = (of: TestReplica) => of.db.prepare('SELECT status FROM incident').pluck().all()

describe('while the disk refuses', () => {
  it('R76 a change that was never stored is not in the list after a crash', async () => {
    await declare('incident1')
    await seat.replica.flush()
    seat.store.breakDown('disk full')
    await stabilise('incident1')
    await until('it refuses', () => seat.replica.fault !== null)
    await seat.projector.settle()
    seat.kill()
    const again = openTestReplica(seat.dir)
    await again.projector.start()
    await again.projector.settle()
    expect((await incidentOf(again.replica, 'incident1')).status).toBe('active')
    expect(statusListed(again)).toEqual(['active'])
  })

  it('R77 the place in the list goes on when it takes changes again', async () => {
    await declare('incident1')
    await seat.replica.flush()
    seat.store.breakDown('disk full')
    await stabilise('incident1')
    await until('it refuses', () => seat.replica.fault !== null)
    await seat.projector.settle()
    seat.store.mend()
    await seat.replica.flush()
    await seat.projector.settle()
    expect(statusListed(seat)).toEqual(['stable'])
    expect(seat.projection.getThrough()).toBe(seat.store.lastSeq())
  })

  it('R78 other incidents can still be opened and read', async () => {
    await declare('incident1')
    await declare('incident2')
    await seat.replica.flush()
    seat.store.breakDown('disk full')
    await stabilise('incident1')
    await until('it refuses', () => seat.replica.fault !== null)
    const [near, far] = portPair()
    serveDocs(far, seat.rooms, { getSharing: () => ({ waiting: 0, hub: 'none' }), onSharing: () => () => undefined })
    const opened = new DocClient(near).open('incident2')
    await opened.loaded
    expect(readIncident(opened.doc).title).toBe(aDeclaration.title)
  })
})
