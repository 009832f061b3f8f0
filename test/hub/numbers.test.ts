import { beforeEach, describe, expect, it } from 'vitest'
import { startHub } from '#main/hub/startHub.ts'
import { declareIncident, postEntry } from '#shared/doc/commands.ts'
import { createClock } from '#shared/domain/clock.ts'
import { newDeviceId } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { T0 } from '#test/support/events.ts'
import { caughtUp, openTestHub, openTestLink, portOf } from '#test/support/hubs.ts'
import { incidentOf, openTestReplica, rowsOf, type TestReplica } from '#test/support/replicas.ts'
import { until } from '#test/support/until.ts'

let host: TestReplica
beforeEach(() => {
  host = openTestReplica()
})

/** Declared so many minutes after noon. */
const declare = (seat: TestReplica, docId: string, minute: number) =>
  seat.replica.use(docId, (doc) => {
    const author = { ...newAuthor('Ana'), clock: createClock(newDeviceId(), () => T0 + minute * 60_000) }
    valueOf(declareIncident(doc, author, aDeclaration))
  })
const numberOf = async (seat: TestReplica, docId: string) => (await incidentOf(seat.replica, docId)).number
const numbered = (seat: TestReplica, docId: string) => until(`${docId} has a number`, async () => (await numberOf(seat, docId)) !== null)

describe('numbers', () => {
  it('H80 a hub numbers what is there in the order of declaration, and what comes then as it comes', async () => {
    await declare(host, 'incident-late', 30)
    await declare(host, 'incident-early', 10)
    await openTestHub(host)
    expect([await numberOf(host, 'incident-early'), await numberOf(host, 'incident-late')]).toEqual([1, 2])
    await declare(host, 'incident-backdated', 5)
    await numbered(host, 'incident-backdated')
    expect(await numberOf(host, 'incident-backdated')).toBe(3)
  })

  it('H81 a guest has none until its hub gives one, the same everywhere, once', async () => {
    const guest = openTestReplica()
    await declare(guest, 'incident-a', 1)
    await guest.projector.settle()
    expect(await numberOf(guest, 'incident-a')).toBeNull()
    const link = await openTestLink(guest, await openTestHub(host))
    await caughtUp(link)
    await numbered(guest, 'incident-a')
    for (let n = 0; n < 3; n++) await guest.replica.use('incident-a', (doc) => void postEntry(doc, newAuthor('Ben'), { text: `${n}` }))
    await caughtUp(link)
    await host.projector.settle()
    const events = await host.replica.use('incident-a', (doc) =>
      [...doc.getMap('events').values()].filter((event) => (event as { kind: string }).kind === 'numberAssigned')
    )
    expect(events).toHaveLength(1)
  })

  it('H82 a number noted before a crash is never given again', async () => {
    await declare(host, 'incident-a', 1)
    const hub = await openTestHub(host)
    expect(await numberOf(host, 'incident-a')).toBe(1)
    // it crashed after noting 2, before writing it
    host.store.setMeta('hub.lastNumber', '2')
    await hub.close()
    host.kill()
    host = openTestReplica(host.dir)
    await host.projector.start()
    await openTestHub(host)
    await declare(host, 'incident-b', 2)
    await numbered(host, 'incident-b')
    expect(await numberOf(host, 'incident-b')).toBe(3)
    expect(await numberOf(host, 'incident-a')).toBe(1)
  })

  it('H83 a folder that carries numbers but not how far they went goes on after the highest', async () => {
    await declare(host, 'incident-a', 1)
    const hub = await openTestHub(host)
    await hub.close()
    host.store.setMeta('hub.lastNumber', '0')
    await openTestHub(host)
    await declare(host, 'incident-b', 2)
    await numbered(host, 'incident-b')
    expect(await numberOf(host, 'incident-b')).toBe(2)
  })

  it('H84 a hub that could not open its port gives no numbers, and says which port', async () => {
    const other = openTestReplica()
    const taken = await openTestHub(other)
    await declare(host, 'incident-a', 1)
    const options = { ...host, port: portOf(taken), host: '127.0.0.1', publicHost: '127.0.0.1' }
    await expect(startHub(options)).rejects.toThrow(new RegExp(`^Port ${portOf(taken)} on 127.0.0.1 cannot be used: .*Choose another\\.$`))
    await declare(host, 'incident-b', 2)
    await host.projector.settle()
    await host.replica.flush()
    await host.projector.settle()
    expect([await numberOf(host, 'incident-a'), await numberOf(host, 'incident-b')]).toEqual([null, null])
    expect(host.store.getMeta('hub.lastNumber')).toBeUndefined()
  })

  it('H85 while the disk refuses, numbering waits and goes on afterwards; nothing crashes', async () => {
    const escaped: unknown[] = []
    const note = (error: unknown) => escaped.push(error)
    process.on('unhandledRejection', note)
    await openTestHub(host)
    const setMeta = host.store.setMeta.bind(host.store)
    let tries = 0
    host.store.setMeta = (key, value) => {
      if (key !== 'hub.lastNumber') return setMeta(key, value)
      tries += 1
      throw new Error('disk full')
    }
    await declare(host, 'incident-a', 1)
    await until('tried', () => tries > 0)
    host.store.setMeta = setMeta
    await numbered(host, 'incident-a')
    await host.replica.flush()
    expect((await rowsOf(host.store)).length).toBe(2)
    process.off('unhandledRejection', note)
    expect(escaped).toEqual([])
  })
})
