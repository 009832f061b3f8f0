import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { SYNC_PROTOCOL } from '#shared/bridge/syncMessages.ts'
import { caughtUp, openRaw, openTestHub, openTestLink, type RawClient } from '#test/support/hubs.ts'
import { openTestReplica, rowsOf } from '#test/support/replicas.ts'
import { until } from '#test/support/until.ts'

const DOC = 'incident1'
const [AT_HOST, AT_GUEST] = [1_790_000_000_000, 1_790_000_500_000]
const hello = { t: 'hello', protocol: SYNC_PROTOCOL, replica: 'somebody', workspace: 'w', cursor: null }
const type = (text: string) => (doc: Y.Doc) => doc.getText('x').insert(0, text)
const updateOf = (text: string): Uint8Array => {
  const doc = new Y.Doc()
  type(text)(doc)
  return Y.encodeStateAsUpdate(doc)
}

let host: ReturnType<typeof openTestReplica>
let guest: ReturnType<typeof openTestReplica>
beforeEach(() => {
  host = openTestReplica(undefined, { now: () => AT_HOST })
  guest = openTestReplica(undefined, { now: () => AT_GUEST })
})

async function openSession(hub: { url: string; token: string }): Promise<RawClient> {
  const raw = openRaw(`${hub.url}/sync?token=${hub.token}`)
  await until('open', () => raw.socket.readyState === raw.socket.OPEN)
  raw.say(hello)
  return raw
}

describe('when a row was written', () => {
  it('H100 is the time of the machine it was written on, on every machine it comes to', async () => {
    await host.replica.use(DOC, type('host'))
    await guest.replica.use(DOC, type('guest'))
    const hub = await openTestHub(host)
    await caughtUp(await openTestLink(guest, hub))
    await until('both', async () => (await rowsOf(host.store)).length === 2 && (await rowsOf(guest.store)).length === 2)
    for (const seat of [host, guest]) expect((await rowsOf(seat.store)).map((row) => row.at).sort()).toEqual([AT_HOST, AT_GUEST])
  })

  it('H101 is unknown where a seat does not say it, and everything else goes on', async () => {
    const hub = await openTestHub(host)
    const raw = await openSession(hub)
    raw.say({ t: 'push', n: 1, updates: [{ doc: DOC, body: updateOf('old build') }] })
    await until('the acknowledgement', () => raw.heard().some((message) => (message as { t: string }).t === 'ack'))
    expect((await rowsOf(host.store)).map((row) => row.at)).toEqual([0])
    // and is not told on as a time
    const other = await openSession(hub)
    await until('rows', () => other.heard().some((message) => (message as { t: string }).t === 'rows'))
    const rows = (other.heard() as { t: string; updates?: object[] }[]).find(({ t }) => t === 'rows')!
    expect(Object.keys(rows.updates![0]!).sort()).toEqual(['body', 'doc'])
  })

  it.each([-1, 1.5, 1e300, 'noon'])('H102 that is no time (%s) closes the line with 4400, and nothing of it is kept', async (at) => {
    const hub = await openTestHub(host)
    const raw = await openSession(hub)
    raw.say({ t: 'push', n: 1, updates: [{ doc: DOC, body: updateOf('x'), at }] })
    await until('closed', () => raw.closed !== undefined)
    expect(raw.closed!.code).toBe(4400)
    expect(await rowsOf(host.store)).toEqual([])
  })
})
