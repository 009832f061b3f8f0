import { once } from 'node:events'
import { connect } from 'node:net'
import * as encoding from 'lib0/encoding'
import { writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Hub } from '#main/hub/startHub.ts'
import { declareIncident, postEntry } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { entriesOf, eventsOf, findEntryText, notesOf } from '#shared/doc/roots.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { openPlainClient, openRaw, openSyncedClient, openTestHub, portOf } from '#test/support/hubs.ts'
import { openTestReplica, rowsOf, type TestReplica } from '#test/support/replicas.ts'
import { quiet, until } from '#test/support/until.ts'

const DOC = 'incident1'
const ana = newAuthor('Ana')
let seat: TestReplica
let hub: Hub
beforeEach(async () => {
  seat = openTestReplica()
  await seat.replica.use(DOC, (doc) => valueOf(declareIncident(doc, ana, { ...aDeclaration, notes: 'first look' })))
  hub = await openTestHub(seat)
})

const bodyOf = (doc: Y.Doc) => doc.getText('free').toString()

describe('a plain y-websocket client', () => {
  it('H10 syncs with the hub and sees the documented roots', async () => {
    const { doc } = await openSyncedClient(hub, DOC)
    expect(doc.getMap('events').size).toBe(eventsOf(doc).size)
    const kinds = [...doc.getMap('events').values()].map((event) => (event as { kind: string }).kind)
    expect(kinds).toEqual(expect.arrayContaining(['declared', 'entryPosted', 'numberAssigned']))
    const [id, body] = [...doc.getMap('entries').entries()][0] as [string, Y.Text]
    expect(body.toString()).toBe('first look')
    expect((doc.getMap('events').get(id) as { kind: string }).kind).toBe('entryPosted')
    expect(notesOf(doc)).toBe(doc.getXmlFragment('notes'))
    expect(entriesOf(doc).size).toBe(1)
  })

  it('H11 two of them converge, and what they wrote is on the disk of the hub', async () => {
    const [one, two] = [await openSyncedClient(hub, DOC), await openSyncedClient(hub, DOC)]
    const note = valueOf(postEntry(one.doc, newAuthor('Ben'), { text: 'from one' }))
    await until('arrived', () => findEntryText(two.doc, note) !== undefined)
    findEntryText(two.doc, note)!.insert(8, ' and two')
    findEntryText(one.doc, note)!.insert(0, 'text ')
    const text = 'text from one and two'
    await until('converged', () => [one, two].every(({ doc }) => findEntryText(doc, note)!.toString() === text))
    expect(readIncident(one.doc)).toEqual(readIncident(two.doc))
    await seat.replica.flush()
    seat.kill()
    const again = openTestReplica(seat.dir)
    expect(await again.replica.use(DOC, (doc) => findEntryText(doc, note)!.toString())).toBe(text)
  })

  it('H12 nothing is passed on before it is on the disk', async () => {
    const [one, two] = [await openSyncedClient(hub, DOC), await openSyncedClient(hub, DOC)]
    seat.store.hold()
    one.doc.getText('free').insert(0, 'secret')
    await until('the disk is asked', () => seat.store.waiting > 0)
    const late = openPlainClient(hub, DOC)
    await until('connected', () => late.provider.wsconnected)
    await quiet(200)
    expect([bodyOf(two.doc), bodyOf(late.doc), late.provider.synced]).toEqual(['', '', false])
    seat.store.letGo()
    await until('passed on', () => bodyOf(two.doc) === 'secret' && bodyOf(late.doc) === 'secret')
  })

  it('H13 after a restart of the hub on its port everything is there, and clients catch up by themselves', async () => {
    const client = await openSyncedClient(hub, DOC)
    client.doc.getText('free').insert(0, 'before ')
    await until('stored', async () => (await seat.replica.use(DOC, bodyOf)) === 'before ')
    await seat.replica.flush()
    const port = portOf(hub)
    await hub.close()
    seat.kill()
    await until('noticed', () => !client.provider.wsconnected)
    client.doc.getText('free').insert(7, 'offline')
    seat = openTestReplica(seat.dir)
    hub = await openTestHub(seat, port)
    await until('back', () => client.provider.synced)
    await until('caught up', async () => (await seat.replica.use(DOC, bodyOf)) === 'before offline')
    const fresh = await openSyncedClient(hub, DOC)
    expect(bodyOf(fresh.doc)).toBe('before offline')
    expect(readIncident(fresh.doc).number).toBe(1)
  })

  it('H14 presence is seen by the others and goes when its socket dies', async () => {
    const [one, two] = [await openSyncedClient(hub, DOC), await openSyncedClient(hub, DOC)]
    one.provider.awareness.setLocalStateField('user', { name: 'Ana' })
    const seen = () => two.provider.awareness.getStates().get(one.doc.clientID)?.['user'] as unknown
    await until('seen', () => seen() !== undefined)
    one.provider.shouldConnect = false
    one.provider.ws!.close()
    await until('gone', () => seen() === undefined)
    const late = await openSyncedClient(hub, DOC)
    await quiet(50)
    expect([...late.provider.awareness.getStates().keys()]).not.toContain(one.doc.clientID)
  })
})

describe('who may come in', () => {
  it.each([
    ['a wrong', 'x'.repeat(43)],
    ['an empty', ''],
    ['half of the', 'half']
  ])('H20 with %s token: refused with 4401, and the client does not try again', async (_what, token) => {
    const given = token === 'half' ? hub.token.slice(0, 20) : token
    const { provider } = openPlainClient({ url: hub.url, token: given }, DOC)
    const codes: number[] = []
    provider.on('connection-close', (event: { code: number } | null) => codes.push(event?.code ?? 0))
    await until('refused', () => codes.length > 0)
    await quiet(200)
    expect(codes).toEqual([4401])
    expect(provider.synced).toBe(false)
    expect(provider.shouldConnect).toBe(false)
  })

  it.each(['/sync', `/docs/${DOC}`])('H21 without a token at all %s is closed', async (path) => {
    const raw = openRaw(`${hub.url}${path}`)
    await until('closed', () => raw.closed !== undefined)
    expect(raw.closed!.code).toBe(4401)
    expect(raw.frames).toEqual([])
  })

  it('H22 a web page may not connect, even with the token', async () => {
    for (const path of ['/sync', `/docs/${DOC}`]) {
      const raw = openRaw(`${hub.url}${path}?token=${hub.token}`, { origin: 'https://evil.example' })
      await until('closed', () => raw.closed !== undefined)
      expect(raw.closed!.code).toBe(4403)
      expect(raw.frames).toEqual([])
    }
  })

  it.each(['..%2F..%2Fetc', '../sync2', 'a:b', '*', 'ab%00c', '__proto__', 'UPPER', 'ab', '', 'a'.repeat(65), 'a/b', '%', '%E0%A4%A'])(
    'H23 %j is no document',
    async (name) => {
      const raw = openRaw(`${hub.url}/docs/${name}?token=${hub.token}`)
      await until('closed', () => raw.closed !== undefined)
      expect(raw.closed!.code).toBe(4400)
      await seat.replica.flush()
      expect(new Set((await rowsOf(seat.store)).map((row) => row.docId))).toEqual(new Set([DOC]))
    }
  )

  it.each(['//', '///', 'http://[', '//[/', '/\\', '*', `//docs/${DOC}`])('H24 a request for %s harms nobody', async (target) => {
    const escaped: unknown[] = []
    const note = (error: unknown) => escaped.push(error)
    process.on('uncaughtException', note)
    const socket = connect(portOf(hub), '127.0.0.1')
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    socket.write(
      `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
    )
    await Promise.race([once(socket, 'data'), once(socket, 'close')])
    socket.destroy()
    const client = await openSyncedClient(hub, DOC)
    expect(readIncident(client.doc).title).toBe('Checkout fails')
    process.off('uncaughtException', note)
    expect(escaped).toEqual([])
  })

  it('H25 plain HTTP is answered with what it is', async () => {
    const answer = await fetch(hub.url.replace('ws:', 'http:'))
    expect([answer.status, await answer.text()]).toEqual([426, 'A Muster hub: it speaks WebSocket.\n'])
  })
})

describe('what they may send', () => {
  const update = (bytes: Uint8Array) =>
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 0)
      writeUpdate(encoder, bytes)
    })
  it.each([
    ['an update that is none', update(Uint8Array.from([255, 255, 255]))],
    ['a length beyond the end', Uint8Array.from([0, 2, 200, 1, 0])],
    ['presence that is none', Uint8Array.from([1, 3, 200, 200, 200])],
    ['an empty frame', new Uint8Array(0)],
    ['a number without end', new Uint8Array(64).fill(255)]
  ])('H30 %s closes its socket with 4400 and nobody else notices', async (_what, frame) => {
    const other = await openSyncedClient(hub, DOC)
    const rows = (await rowsOf(seat.store)).length
    const raw = openRaw(`${hub.url}/docs/${DOC}?token=${hub.token}`)
    await until('greeted', () => raw.frames.length > 0)
    raw.socket.send(frame)
    await until('closed', () => raw.closed !== undefined)
    expect(raw.closed!.code).toBe(4400)
    expect(other.provider.wsconnected).toBe(true)
    expect(await rowsOf(seat.store)).toHaveLength(rows)
  })

  it('H31 a frame larger than any update closes its socket, and nobody else notices', async () => {
    const other = await openSyncedClient(hub, DOC)
    const raw = openRaw(`${hub.url}/docs/${DOC}?token=${hub.token}`)
    await until('greeted', () => raw.frames.length > 0)
    raw.socket.send(new Uint8Array(33 * 1024 * 1024))
    await until('closed', () => raw.closed !== undefined)
    other.doc.getText('free').insert(0, 'fine')
    await until('goes on', async () => (await seat.replica.use(DOC, bodyOf)) === 'fine')
  })

  it('H32 text where bytes belong and types of a newer client are no harm', async () => {
    const raw = openRaw(`${hub.url}/docs/${DOC}?token=${hub.token}`)
    await until('greeted', () => raw.frames.length > 0)
    raw.socket.send(Uint8Array.from([77, 1, 2, 3]))
    raw.socket.send('hello')
    const client = await openSyncedClient(hub, DOC)
    expect(readIncident(client.doc).isDeclared).toBe(true)
  })
})
