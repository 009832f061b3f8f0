import { beforeEach, describe, expect, it } from 'vitest'
import type { Hub } from '#main/hub/startHub.ts'
import { SYNC_PROTOCOL } from '#shared/bridge/syncMessages.ts'
import { openRaw, openSyncedClient, openTestHub, type RawClient } from '#test/support/hubs.ts'
import { openTestReplica, rowsOf, type TestReplica } from '#test/support/replicas.ts'
import { until } from '#test/support/until.ts'

let host: TestReplica
let hub: Hub
beforeEach(async () => {
  host = openTestReplica()
  hub = await openTestHub(host)
})

const hello = { t: 'hello', protocol: SYNC_PROTOCOL, replica: 'somebody', workspace: 'w', cursor: null }

async function openSession(): Promise<RawClient> {
  const raw = openRaw(`${hub.url}/sync?token=${hub.token}`)
  await until('open', () => raw.socket.readyState === raw.socket.OPEN)
  return raw
}
const closed = async (raw: RawClient) => {
  await until('closed', () => raw.closed !== undefined)
  return raw.closed!
}

describe('the protocol of seats', () => {
  it('H70 welcomes a seat with the name of its log and its place, then sends what it has', async () => {
    await host.replica.use('incident1', (doc) => doc.getText('x').insert(0, 'a'))
    await host.replica.flush()
    const raw = await openSession()
    raw.say(hello)
    await until('rows', () => raw.heard().some((message) => (message as { t: string }).t === 'rows'))
    const heard = raw.heard() as { t: string; from?: number; head?: number; throughSeq?: number; updates?: { doc: string }[] }[]
    expect(heard.find(({ t }) => t === 'welcome')).toMatchObject({ from: 0, head: 1 })
    expect(heard.find(({ t }) => t === 'rows')).toMatchObject({ throughSeq: 1, updates: [{ doc: 'incident1' }] })
  })

  it('H71 a seat of a newer protocol is told to wait for an update of the hub', async () => {
    const raw = await openSession()
    raw.say({ ...hello, protocol: SYNC_PROTOCOL + 1 })
    expect(await closed(raw)).toEqual({ code: 4426, reason: 'This seat is newer than its hub. Update Muster on the hub.' })
  })

  it.each([
    ['a push before hello', [{ t: 'push', n: 1, updates: [] }]],
    ['hello twice', [hello, hello]],
    ['an unknown message', [hello, { t: 'delete', doc: 'incident1' }]],
    ['a document that is none', [hello, { t: 'push', n: 1, updates: [{ doc: '../etc', body: new Uint8Array(2) }] }]],
    ['a document named at length in another script', [hello, { t: 'watch', doc: '漢字'.repeat(60) }]],
    ['an update that is none', [hello, { t: 'push', n: 1, updates: [{ doc: 'incident1', body: Uint8Array.from([255, 255, 255]) }] }]],
    ['a cursor that is none', [{ ...hello, cursor: { log: 'x', seq: -1, mark: 0 } }]]
  ])('H72 %s closes the line with 4400, and the hub goes on', async (_what, messages) => {
    const escaped: unknown[] = []
    const note = (error: unknown) => escaped.push(error)
    process.on('uncaughtException', note)
    const raw = await openSession()
    for (const message of messages) raw.say(message)
    expect((await closed(raw)).code).toBe(4400)
    expect(await rowsOf(host.store)).toEqual([])
    const client = await openSyncedClient(hub, 'incident1')
    expect(client.provider.synced).toBe(true)
    process.off('uncaughtException', note)
    expect(escaped).toEqual([])
  })

  it('H73 noise closes the line with 4400', async () => {
    const raw = await openSession()
    raw.socket.send(Uint8Array.from([200, 200, 200]))
    expect((await closed(raw)).code).toBe(4400)
  })

  it('H74 a cursor of another log, or of a row that is another here, is not believed', async () => {
    await host.replica.use('incident1', (doc) => doc.getText('x').insert(0, 'a'))
    await host.replica.flush()
    const first = await openSession()
    first.say(hello)
    await until('welcome', () => first.heard().some((message) => (message as { t: string }).t === 'welcome'))
    const { log } = first.heard().find((message) => (message as { t: string }).t === 'welcome') as { log: string }
    const mark = host.store.markAt(1)!
    const cases: [object, number][] = [
      [{ log, seq: 1, mark }, 1],
      [{ log, seq: 1, mark: mark + 1 }, 0],
      [{ log: 'another', seq: 1, mark }, 0],
      [{ log, seq: 9, mark }, 0]
    ]
    for (const [cursor, from] of cases) {
      const raw = await openSession()
      raw.say({ ...hello, cursor })
      await until('welcome', () => raw.heard().some((message) => (message as { t: string }).t === 'welcome'))
      expect(raw.heard().find((message) => (message as { t: string }).t === 'welcome')).toMatchObject({ from })
    }
  })

  it('H75 acknowledges a push only when it is on the disk', async () => {
    const raw = await openSession()
    raw.say(hello)
    const donor = openTestReplica()
    await donor.replica.use('incident1', (doc) => doc.getText('x').insert(0, 'a'))
    await donor.replica.flush()
    const [row] = await rowsOf(donor.store)
    host.store.hold()
    raw.say({ t: 'push', n: 1, updates: [{ doc: 'incident1', body: new Uint8Array(row!.body) }] })
    await until('the disk is asked', () => host.store.waiting === 1)
    const acks = () => raw.heard().filter((message) => (message as { t: string }).t === 'ack')
    expect(acks()).toEqual([])
    host.store.letGo()
    await until('acknowledged', () => acks().length === 1)
    expect(await rowsOf(host.store)).toHaveLength(1)
  })
})
