import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished, beforeEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import type { HubLink } from '#main/core/link/hubLink.ts'
import { workspaceOf } from '#main/core/identity.ts'
import type { Hub } from '#main/hub/startHub.ts'
import { changeStatus, declareIncident, postEntry } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { findEntryText } from '#shared/doc/roots.ts'
import type { EntryId } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { caughtUp, openSyncedClient, openTestHub, openTestLink, portOf } from '#test/support/hubs.ts'
import { incidentOf, openTestReplica, rowsOf, type TestReplica } from '#test/support/replicas.ts'
import { tempDir } from '#test/support/tempDir.ts'
import { quiet, until } from '#test/support/until.ts'

const DOC = 'incident1'
const [ana, ben] = [newAuthor('Ana'), newAuthor('Ben')]
let host: TestReplica
let guest: TestReplica
let hub: Hub
beforeEach(async () => {
  host = openTestReplica()
  guest = openTestReplica()
  hub = await openTestHub(host)
})

const declare = (seat: TestReplica, docId = DOC) => seat.replica.use(docId, (doc) => valueOf(declareIncident(doc, ana, aDeclaration)))
const note = async (seat: TestReplica, text: string, docId = DOC): Promise<EntryId> => {
  const id = await seat.replica.use(docId, (doc) => valueOf(postEntry(doc, ben, { text })))
  await seat.replica.flush()
  return id
}
const notesOn = (seat: TestReplica, docId = DOC) =>
  seat.replica.use(docId, (doc) =>
    readIncident(doc)
      .timeline.flatMap((entry) => findEntryText(doc, entry.id)?.toString() ?? [])
      .sort()
  )
const has = (seat: TestReplica, text: string, docId = DOC) =>
  until(`"${text}" arrived`, async () => (await notesOn(seat, docId)).includes(text))

/** Stop the hub and let go of its folder, as a crash would. */
async function killHost(): Promise<void> {
  await hub.close()
  host.kill()
}

/** The hub again on the same port, over the same or another folder. */
async function hostAgain(dir = host.dir): Promise<void> {
  host = openTestReplica(dir)
  await host.projector.start()
  hub = await openTestHub(host, portOf(hub))
}

describe('a seat and its hub', () => {
  it('H40 both get what the other had, and then every change as it happens', async () => {
    await declare(host)
    await note(host, 'from the host')
    await declare(guest, 'incident2')
    const link = await openTestLink(guest, hub)
    await caughtUp(link)
    expect(await notesOn(guest)).toEqual(['from the host'])
    expect((await incidentOf(host.replica, 'incident2')).isDeclared).toBe(true)
    await note(guest, 'from the guest')
    await has(host, 'from the guest')
    await note(host, 'and back')
    await has(guest, 'and back')
    await caughtUp(link)
    expect(await incidentOf(guest.replica, DOC)).toEqual(await incidentOf(host.replica, DOC))
  })

  it('H41 what both write while the line is down merges when it is back, without loss', async () => {
    await declare(host)
    const link = await openTestLink(guest, hub)
    await caughtUp(link)
    await hub.close()
    await until('noticed', () => link.state === 'offline')
    await note(guest, 'guest offline')
    await guest.replica.use(DOC, (doc) => valueOf(changeStatus(doc, ben, 'stable')))
    await note(host, 'host alone')
    await host.replica.use(DOC, (doc) => valueOf(changeStatus(doc, ana, 'resolved')))
    hub = await openTestHub(host, portOf(hub))
    await caughtUp(link)
    await has(guest, 'host alone')
    const both = [await incidentOf(host.replica, DOC), await incidentOf(guest.replica, DOC)] as const
    expect(both[1]).toEqual(both[0])
    expect(await notesOn(host)).toEqual(['guest offline', 'host alone'])
    expect(both[0].overruled.map(({ what }) => what)).toEqual(['status'])
  })

  it('H42 counts what waits truly: before joining, while offline, while unacknowledged, and after', async () => {
    await declare(guest)
    await note(guest, 'one')
    await hub.close()
    const link = await openTestLink(guest, hub)
    expect([link.waiting, link.waitingOf(DOC)], 'never met: everything').toEqual([2, 1])
    hub = await openTestHub(host, portOf(hub))
    await caughtUp(link)
    expect([link.waiting, link.waitingOf(DOC)]).toEqual([0, 0])
    await killHubOnly(link)
    await note(guest, 'two')
    await note(guest, 'three')
    expect([link.waiting, link.waitingOf(DOC), link.waitingOf('other')]).toEqual([2, 2, 0])
    host.store.hold()
    const opening = openTestHub(host, portOf(hub))
    await until('pushed', () => link.state === 'online' && link.sent > 0 && host.store.waiting > 0)
    await quiet(50)
    expect([link.state, link.waiting, link.waitingOf(DOC)], 'with the hub, not on its disk').toEqual(['online', 2, 2])
    host.store.letGo()
    hub = await opening
    await caughtUp(link)
    expect([link.waiting, link.waitingOf(DOC)]).toEqual([0, 0])
    await note(host, 'from the host')
    await has(guest, 'from the host')
    expect(link.waiting, 'what came from the hub does not wait for it').toBe(0)
  })

  it('H43 what waits is still known after a restart of the seat, and goes out then', async () => {
    await declare(guest)
    const link = await openTestLink(guest, hub)
    await caughtUp(link)
    await link.close()
    await note(guest, 'left behind')
    await guest.close()
    guest = openTestReplica(guest.dir)
    await hub.close()
    const again = await openTestLink(guest, hub)
    expect([again.waiting, again.waitingOf(DOC)]).toEqual([1, 1])
    hub = await openTestHub(host, portOf(hub))
    await caughtUp(again)
    expect(again.sent).toBe(1)
    expect(await notesOn(host)).toEqual(['left behind'])
  })

  it('H44 after a restart it reads on where it was: nothing is sent twice', async () => {
    for (let index = 0; index < 20; index++) await declare(host, `incident-${index}`)
    const numbered = host.db.prepare('SELECT count(*) AS n FROM incident WHERE number IS NOT NULL')
    await until('all are numbered', () => (numbered.get() as { n: number }).n === 20)
    const link = await openTestLink(guest, hub)
    await caughtUp(link)
    expect(link.received).toBe(40)
    await link.close()
    const rows = (await rowsOf(guest.store)).length
    await guest.close()
    guest = openTestReplica(guest.dir)
    await note(host, 'meanwhile', 'incident-3')
    const again = await openTestLink(guest, hub)
    await caughtUp(again)
    await has(guest, 'meanwhile', 'incident-3')
    expect(again.received).toBe(1)
    expect(again.sent).toBe(0)
    expect((await rowsOf(guest.store)).length).toBe(rows + 1)
  })

  it('H45 a hub put back to an older copy gets everything again, also what others wrote, and meanwhile it counts as waiting', async () => {
    await declare(host)
    const link = await openTestLink(guest, hub)
    await caughtUp(link)
    await killHost()
    const backup = join(tempDir(), 'muster.sqlite')
    copyFileSync(join(host.dir, 'muster.sqlite'), backup)
    await hostAgain()
    await until('back', () => link.isCaughtUp)
    await note(host, 'written by the host')
    await note(guest, 'written by the guest')
    await has(guest, 'written by the host')
    await caughtUp(link)
    await killHost()
    copyFileSync(backup, join(host.dir, 'muster.sqlite'))
    await until('noticed', () => link.state === 'offline')
    host = openTestReplica(host.dir)
    expect(await notesOn(host)).toEqual([])
    host.store.hold()
    const opening = openTestHub(host, portOf(hub))
    await until('pushed', () => link.state === 'online' && link.sent > 0 && host.store.waiting > 0)
    expect(link.waitingOf(DOC), 'not shared any more').toBeGreaterThan(0)
    host.store.letGo()
    hub = await opening
    await caughtUp(link)
    expect(await notesOn(host)).toEqual(['written by the guest', 'written by the host'])
    expect(await incidentOf(host.replica, DOC)).toEqual(await incidentOf(guest.replica, DOC))
  })

  it('H46 a fresh hub gets everything, and its guest gets its name and its numbers', async () => {
    await declare(guest, 'incident-a')
    await note(guest, 'kept', 'incident-a')
    const link = await openTestLink(guest, hub)
    await caughtUp(link)
    await hub.close()
    const other = openTestReplica()
    other.store.setMeta('workspace.name', 'Second room')
    const second = await openTestHub(other)
    await link.close()
    const again = await openTestLink(guest, second)
    await caughtUp(again)
    expect(await notesOn(other, 'incident-a')).toEqual(['kept'])
    expect(workspaceOf(guest.store)).toEqual(workspaceOf(other.store))
    expect(workspaceOf(guest.store).name).toBe('Second room')
  })

  it('H47 a seat whose folder was put back to an older copy gets its own later changes back', async () => {
    await declare(guest)
    const link = await openTestLink(guest, hub)
    await caughtUp(link)
    await link.close()
    await guest.close()
    const backup = join(tempDir(), 'muster.sqlite')
    copyFileSync(join(guest.dir, 'muster.sqlite'), backup)
    guest = openTestReplica(guest.dir)
    const later = await openTestLink(guest, hub)
    await note(guest, 'after the copy')
    await caughtUp(later)
    await later.close()
    await guest.close()
    copyFileSync(backup, join(guest.dir, 'muster.sqlite'))
    guest = openTestReplica(guest.dir)
    expect(await notesOn(guest)).toEqual([])
    const restored = await openTestLink(guest, hub)
    await caughtUp(restored)
    await has(guest, 'after the copy')
  })

  it('H48 two seats on copies of one folder still get what the other writes', async () => {
    await declare(guest)
    const link = await openTestLink(guest, hub)
    await caughtUp(link)
    await link.close()
    await guest.close()
    const dir = tempDir()
    copyFileSync(join(guest.dir, 'muster.sqlite'), join(dir, 'muster.sqlite'))
    guest = openTestReplica(guest.dir)
    const clone = openTestReplica(dir)
    const links = [await openTestLink(guest, hub), await openTestLink(clone, hub)]
    await Promise.all(links.map(caughtUp))
    await note(guest, 'from the first')
    await has(clone, 'from the first')
    await links[1]!.close()
    await note(guest, 'while it was away')
    await caughtUp(links[0]!)
    await caughtUp(await openTestLink(clone, hub))
    await has(clone, 'while it was away')
  })

  it('H49 a wrong token: refused, with the reason, and no new attempt', async () => {
    const link = await openTestLink(guest, { url: hub.url, token: 'x'.repeat(43) })
    await until('refused', () => link.state === 'refused')
    expect(link.reason).toBe(`The hub at ${hub.url} refused: the token is not that of this room.`)
    link.retryNow()
    await quiet(100)
    expect(link.state).toBe('refused')
  })

  it('H50 no hub there: offline with a reason, and connected as soon as there is one', async () => {
    await hub.close()
    const link = await openTestLink(guest, hub)
    await until('noticed', () => link.state === 'offline')
    expect(link.reason).toContain(`The hub at ${hub.url} cannot be reached: `)
    hub = await openTestHub(host, portOf(hub))
    await until('connected', () => link.state === 'online')
    expect(link.reason).toBeNull()
    await until('counted', () => link.seats === 2)
  })

  it('H51 presence crosses the hub, between seats and plain clients, and goes when the line does', async () => {
    await declare(host)
    const link = await openTestLink(guest, hub)
    await caughtUp(link)
    const member = { peer: 0, sendAwareness: () => undefined }
    const room = await guest.rooms.join(DOC, member)
    const plain = await openSyncedClient(hub, DOC)
    plain.provider.awareness.setLocalStateField('user', { name: 'Plain' })
    await until('seen on the seat', () => room.awareness.getStates().has(plain.doc.clientID))
    await killHubOnly(link)
    await until('gone with the line', () => !room.awareness.getStates().has(plain.doc.clientID))
    guest.rooms.leave(room, member)
  })

  it('H52 a slow disk here: the place in the log is not noted before its rows are stored', async () => {
    await declare(host)
    await note(host, 'one')
    guest.store.hold()
    const link = await openTestLink(guest, hub)
    await until('arrived', () => guest.store.waiting > 0)
    await quiet(100)
    expect(link.isCaughtUp).toBe(false)
    guest.kill()
    guest = openTestReplica(guest.dir)
    await caughtUp(await openTestLink(guest, hub))
    expect(await notesOn(guest)).toEqual(['one'])
  })
})

describe('a hub that is not one', () => {
  it.each([
    ['noise', Buffer.from([200, 1, 2])],
    ['text', 'hello']
  ])('H60 that sends %s is hung up on, and tried again later', async (_what, data) => {
    const connections: number[] = []
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    onTestFinished(() => {
      for (const client of server.clients) client.terminate()
      server.close()
    })
    server.on('connection', (socket) => {
      socket.send(data)
      socket.on('close', (code) => connections.push(code))
    })
    const { port } = server.address() as { port: number }
    await declare(guest)
    const link = await openTestLink(guest, { url: `ws://127.0.0.1:${port}`, token: hub.token })
    await until('tried again', () => connections.length > 1)
    expect(connections[0]).toBe(1007)
    expect(link.waiting).toBe(1)
    expect((await incidentOf(guest.replica, DOC)).isDeclared).toBe(true)
  })
})

async function killHubOnly(link: HubLink): Promise<void> {
  await hub.close()
  await until('noticed', () => link.state === 'offline')
}
