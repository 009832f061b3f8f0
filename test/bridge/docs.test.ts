import { beforeEach, describe, expect, it } from 'vitest'
import { serveDocs, type SharingSource } from '#main/core/docServer.ts'
import { Replica } from '#main/core/replica.ts'
import { Rooms } from '#main/core/rooms.ts'
import { DocClient, type DocClientOptions, type OpenDoc, type SaveState } from '#shared/bridge/docClient.ts'
import type { Port } from '#shared/bridge/port.ts'
import { portPair } from '#shared/bridge/ports.ts'
import type { CoreStatus } from '#shared/bridge/warRoomApi.ts'
import { eventsOf, findEntryText } from '#shared/doc/roots.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { declareIncident, postEntry } from '#shared/doc/commands.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { openTestReplica, rowsOf, type TestReplica } from '#test/support/replicas.ts'
import { quiet, until } from '#test/support/until.ts'

const DOC = 'incident1'
const ana = newAuthor('Ana')

/** What a hub would say about this machine's documents. */
class FakeSharing implements SharingSource {
  waiting = 0
  hub: CoreStatus['hub']['state'] = 'none'
  readonly #listeners = new Set<(docId: string | null) => void>()
  getSharing() {
    return { waiting: this.waiting, hub: this.hub }
  }
  onSharing(listener: (docId: string | null) => void) {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  set(waiting: number, hub: CoreStatus['hub']['state'], docId: string | null = DOC) {
    this.waiting = waiting
    this.hub = hub
    for (const listener of this.#listeners) listener(docId)
  }
}

let seat: TestReplica
let sharing: FakeSharing
beforeEach(() => {
  seat = openTestReplica()
  sharing = new FakeSharing()
})

function openWindow(rooms = seat.rooms, options: DocClientOptions = {}): { client: DocClient; port: Port } {
  const [near, far] = portPair()
  serveDocs(far, rooms, sharing)
  return { client: new DocClient(near, options), port: near }
}

async function openDoc(client = openWindow().client): Promise<OpenDoc> {
  const opened = client.open(DOC)
  await opened.loaded
  return opened
}

/** Every state the badge went through from now on, without repeats. */
function statesOf(opened: OpenDoc): SaveState[] {
  const states = [opened.getStatus().state]
  opened.onStatus(({ state }) => state !== states.at(-1) && states.push(state))
  return states
}

const declareIn = (opened: OpenDoc) => valueOf(declareIncident(opened.doc, ana, aDeclaration))

describe('the badge of a document', () => {
  it('P60 is saving until the row is in SQLite, and saved only then', async () => {
    const opened = await openDoc()
    await until('the core has all', () => opened.getStatus().state === 'saved')
    const states = statesOf(opened)
    seat.store.hold()
    declareIn(opened)
    await until('the disk is asked', () => seat.store.waiting === 1)
    await quiet()
    expect(states).toEqual(['saved', 'saving'])
    expect(await rowsOf(seat.store)).toHaveLength(0)
    seat.store.letGo()
    await until('it says so', () => opened.getStatus().state === 'saved')
    expect((await rowsOf(seat.store)).length).toBeGreaterThan(0)
    expect(states).toEqual(['saved', 'saving', 'saved'])
  })

  it('P61 stays saving while the disk refuses, and is saved when it takes it', async () => {
    const opened = await openDoc()
    await until('the core has all', () => opened.getStatus().state === 'saved')
    seat.store.breakDown('disk full')
    declareIn(opened)
    await until('tried again', () => seat.store.tried.length > 3)
    expect(opened.getStatus().state).toBe('saving')
    seat.store.mend()
    await until('saved', () => opened.getStatus().state === 'saved')
  })

  it('P62 is shared only after the hub acknowledged, never in between', async () => {
    sharing.hub = 'online'
    const opened = await openDoc()
    await until('shared', () => opened.getStatus().state === 'shared')
    const states = statesOf(opened)
    // a row of its own waits for the hub as soon as it is on the disk; nobody has told the window yet
    seat.replica.onCommitted((rows) => (sharing.waiting += rows.length))
    declareIn(opened)
    await until('saved', () => opened.getStatus().state === 'saved')
    await quiet()
    expect(states).toEqual(['shared', 'saving', 'saved'])
    expect(opened.getStatus().waiting).toBe(1)
    sharing.set(0, 'online')
    await until('shared', () => opened.getStatus().state === 'shared')
  })

  it.each(['none', 'connecting', 'offline', 'refused'] as const)('P63 nothing is shared while the hub is %s', async (hub) => {
    sharing.hub = 'online'
    const opened = await openDoc()
    await until('shared', () => opened.getStatus().state === 'shared')
    sharing.set(0, hub, null)
    await until('told', () => opened.getStatus().hub === hub)
    expect(opened.getStatus().state).toBe('saved')
  })

  it('P64 closing and opening again does not count what was stored for the first opening', async () => {
    const { client } = openWindow()
    const first = await openDoc(client)
    seat.store.hold()
    declareIn(first)
    await until('the disk is asked', () => seat.store.waiting === 1)
    first.close()
    const second = client.open(DOC)
    valueOf(postEntry(second.doc, ana, { text: 'second' }))
    const states = statesOf(second)
    seat.store.letGo()
    await until('saved', () => second.getStatus().state === 'saved')
    const events = readIncident(second.doc)
    expect(events.isDeclared, 'what the first opening wrote is there').toBe(true)
    expect(states.filter((state) => state === 'saved')).toHaveLength(1)
    const stored = (await rowsOf(seat.store)).length
    expect(stored, 'when it said saved, both were').toBeGreaterThanOrEqual(2)
  })

  it('P65 says failed, with a sentence, when the core is gone or the document cannot be opened', async () => {
    const { client, port } = openWindow()
    const opened = await openDoc(client)
    port.close()
    await until('told', () => opened.getStatus().state === 'failed')
    expect(opened.getStatus().message).toMatch(/not running/)
    const bad = openWindow().client.open('../etc')
    await until('told', () => bad.getStatus().state === 'failed')
    expect(bad.getStatus().message).toBe('"../etc" is not the name of a document.')
  })

  it('P67 after the core was started again the document goes on, and is saved only when what was typed meanwhile is', async () => {
    const { client, port } = openWindow()
    const opened = await openDoc(client)
    declareIn(opened)
    await until('saved', () => opened.getStatus().state === 'saved')
    port.close()
    await until('told', () => opened.getStatus().state === 'failed')
    valueOf(postEntry(opened.doc, ana, { text: 'typed without a core' }))
    await seat.close()
    seat = openTestReplica(seat.dir)
    seat.store.hold()
    const [near, far] = portPair()
    serveDocs(far, seat.rooms, sharing)
    client.reconnect(near)
    await until('the disk is asked', () => seat.store.waiting === 1)
    await quiet()
    expect(opened.getStatus().state).toBe('saving')
    seat.store.letGo()
    await until('saved', () => opened.getStatus().state === 'saved')
    expect((await seat.replica.use(DOC, readIncident)).timeline).toHaveLength(2)
  })

  it('P66 a document that cannot be loaded fails alone: no error escapes, others open', async () => {
    const escaped: unknown[] = []
    const note = (error: unknown) => escaped.push(error)
    process.on('unhandledRejection', note)
    const broken = { ...seat.store, load: () => Promise.reject(new Error('unreadable sector')), close: () => undefined }
    const replica = new Replica({ store: broken })
    const { client, port } = openWindow(new Rooms(replica))
    const opened = client.open(DOC)
    valueOf(postEntry(opened.doc, ana, { text: 'x' }))
    await until('told', () => opened.getStatus().state === 'failed')
    expect(opened.getStatus().message).toBe('This incident cannot be opened: unreadable sector')
    opened.close()
    port.close()
    await quiet()
    process.off('unhandledRejection', note)
    expect(escaped).toEqual([])
  })
})

describe('documents in windows', () => {
  it('P70 what was saved is there when it is opened again, in this run and in the next', async () => {
    const opened = await openDoc()
    declareIn(opened)
    const note = valueOf(postEntry(opened.doc, ana, { text: 'Rolled back' }))
    findEntryText(opened.doc, note)!.insert(0, 'Fully ')
    await until('saved', () => opened.getStatus().state === 'saved')
    const before = readIncident(opened.doc)
    const again = await openDoc()
    expect(readIncident(again.doc)).toEqual(before)
    await seat.close()
    seat = openTestReplica(seat.dir)
    const next = await openDoc()
    expect(readIncident(next.doc)).toEqual(before)
    expect(findEntryText(next.doc, note)!.toString()).toBe('Fully Rolled back')
  })

  it('P71 two windows type in one text and see each other letter by letter', async () => {
    const [one, two] = [await openDoc(), await openDoc()]
    const note = valueOf(postEntry(one.doc, ana, { text: 'the ' }))
    await until('it arrived', () => findEntryText(two.doc, note) !== undefined)
    for (const letter of 'disk') {
      const length = findEntryText(one.doc, note)!.length
      findEntryText(one.doc, note)!.insert(length, letter)
      await until('the letter arrived', () => findEntryText(two.doc, note)!.toString().endsWith(letter))
    }
    findEntryText(two.doc, note)!.insert(8, ' is full')
    await until('it came back', () => findEntryText(one.doc, note)!.toString() === 'the disk is full')
  })

  it('P72 nothing reaches another window before it is on the disk', async () => {
    const [one, two] = [await openDoc(), await openDoc()]
    seat.store.hold()
    declareIn(one)
    await until('the disk is asked', () => seat.store.waiting === 1)
    const third = openWindow().client.open(DOC)
    await quiet()
    expect(readIncident(two.doc).isDeclared).toBe(false)
    expect(readIncident(third.doc).isDeclared, 'nor a window that opens now').toBe(false)
    seat.store.letGo()
    await until('both see it', () => readIncident(two.doc).isDeclared && readIncident(third.doc).isDeclared)
  })

  it('P73 presence is seen by others, follows changes, and goes when its window closes', async () => {
    const [one, two] = [await openDoc(), await openDoc()]
    one.awareness.setLocalStateField('person', { name: 'Ana' })
    const seen = () => two.awareness.getStates().get(one.doc.clientID)
    await until('seen', () => seen() !== undefined)
    one.awareness.setLocalStateField('person', { name: 'Ana Lopez' })
    await until('changed', () => (seen()?.['person'] as { name: string }).name === 'Ana Lopez')
    const late = await openDoc()
    await until('seen by a late one', () => late.awareness.getStates().has(one.doc.clientID))
    one.close()
    await until('gone', () => seen() === undefined && !late.awareness.getStates().has(one.doc.clientID))
  })

  it('P74 presence goes with a window that crashed', async () => {
    const { client, port } = openWindow()
    const one = await openDoc(client)
    const two = await openDoc()
    one.awareness.setLocalStateField('person', { name: 'Ana' })
    await until('seen', () => two.awareness.getStates().has(one.doc.clientID))
    port.close()
    await until('gone', () => !two.awareness.getStates().has(one.doc.clientID))
  })

  it('P75 one window opens a document twice: two documents that follow each other, closed one by one', async () => {
    const { client } = openWindow()
    const [one, two] = [await openDoc(client), await openDoc(client)]
    declareIn(one)
    await until('seen', () => readIncident(two.doc).isDeclared)
    one.close()
    valueOf(postEntry(two.doc, ana, { text: 'goes on' }))
    await until('saved', () => two.getStatus().state === 'saved')
    expect((await seat.replica.use(DOC, readIncident)).timeline).toHaveLength(2)
  })

  it('P76 a document nobody has open leaves its room, and garbage from a window changes nothing', async () => {
    const { client, port } = openWindow()
    const opened = await openDoc(client)
    for (const message of [
      null,
      5,
      { t: 'sync', session: 99, bytes: new Uint8Array(3) },
      { t: 'open' },
      { t: 'sync', session: 1, bytes: 'text' }
    ])
      port.post(message)
    declareIn(opened)
    await until('saved', () => opened.getStatus().state === 'saved')
    port.post({ t: 'sync', session: 1, bytes: Uint8Array.from([2, 200, 1]) })
    await until('told', () => opened.getStatus().state === 'failed')
    expect(opened.getStatus().message).toMatch(/^The core did not take an unreadable sync message/)
    opened.close()
    await until('the room is empty', () => [...seat.rooms.list()].length === 0)
  })

  it('R11 a change made while one from the core is taken in is sent like any other', async () => {
    const [one, two] = [await openDoc(), await openDoc()]
    const seen: string[] = []
    const answered = two.doc.getMap('answers')
    // as an editor does that puts right what it cannot show
    eventsOf(two.doc).observe(({ keysChanged }) => keysChanged.forEach((key) => answered.set(key, true)))
    one.doc.getMap('answers').observe(({ keysChanged }) => seen.push(...keysChanged))
    declareIn(one)
    const declared = [...eventsOf(one.doc).keys()]
    await until('the answer is there', () => seen.length >= declared.length)
    expect(seen.toSorted()).toEqual(declared.toSorted())
    await until('saved', () => two.getStatus().state === 'saved')
  })

  it('R18 what others write in a burst is taken in together, the first of it at once', async () => {
    const one = await openDoc()
    const other = await openDoc(openWindow(seat.rooms, { paceMs: () => 500 }).client)
    const entry = valueOf(postEntry(one.doc, ana, { text: 'Seen' }))
    await until('the entry is there', () => findEntryText(other.doc, entry) !== undefined)
    let taken = 0
    other.doc.on('afterTransaction', ({ local }) => void (taken += local ? 0 : 1))
    for (let letter = 0; letter < 40; letter++) findEntryText(one.doc, entry)!.insert(letter, 'x')
    await until('all letters are there', () => findEntryText(other.doc, entry)!.toString() === `${'x'.repeat(40)}Seen`)
    expect(taken).toBeLessThan(10)
    other.close()
  })

  it('R17 a large document is taken in when the window is ready for it, and what came meanwhile after it', async () => {
    const first = await openDoc()
    declareIn(first)
    const long = valueOf(postEntry(first.doc, ana, { text: 'x'.repeat(600_000) }))
    await until('saved', () => first.getStatus().state === 'saved')
    let goOn = () => {}
    const [near, far] = portPair()
    serveDocs(far, seat.rooms, sharing)
    const second = new DocClient(near, { beforeLarge: () => new Promise((resolve) => (goOn = resolve)) }).open(DOC)
    await quiet()
    valueOf(postEntry(first.doc, ana, { text: 'meanwhile' }))
    await until('saved', () => first.getStatus().state === 'saved')
    await quiet()
    expect([second.getStatus().state, readIncident(second.doc).isDeclared]).toEqual(['loading', false])
    goOn()
    await second.loaded
    await until('all is there', () => readIncident(second.doc).timeline.length === 3)
    expect(findEntryText(second.doc, long)?.length).toBe(600_000)
    await until('saved', () => second.getStatus().state === 'saved')
  })
})
