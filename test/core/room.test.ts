import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { messageYjsSyncStep1, readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Member, Room } from '#main/core/room.ts'
import { openTestReplica, rowsOf, type TestReplica } from '#test/support/replicas.ts'
import { quiet, until } from '#test/support/until.ts'

const DOC = 'incident1'
let seat: TestReplica
beforeEach(() => {
  seat = openTestReplica()
})

/** Somebody in a room, with a document of their own that follows it. */
class Visitor implements Member {
  readonly peer = 3
  readonly doc = new Y.Doc()
  readonly bad: string[] = []
  readonly stored: number[] = []
  readonly presence: Uint8Array[] = []
  syncs = 0
  room: Room | undefined
  sendSync = (bytes: Uint8Array) => {
    this.syncs += 1
    const encoder = encoding.createEncoder()
    if (readSyncMessage(decoding.createDecoder(bytes), encoder, this.doc, this) === messageYjsSyncStep1) {
      setImmediate(() => this.room?.receiveSync(this, encoding.toUint8Array(encoder)))
    }
  }
  sendAwareness = (bytes: Uint8Array) => void this.presence.push(bytes)
  onStored = (count: number) => void this.stored.push(count)
  onBad = (problem: string) => void this.bad.push(problem)
  async enter() {
    this.room = await seat.rooms.join(DOC, this)
    this.room.receiveSync(
      this,
      encoding.encode((encoder) => writeSyncStep1(encoder, this.doc))
    )
    return this
  }
  send = (update: Uint8Array) =>
    this.room!.receiveSync(
      this,
      encoding.encode((encoder) => writeUpdate(encoder, update))
    )
  type(text: string) {
    const before = Y.encodeStateVector(this.doc)
    this.doc.getText('body').insert(this.doc.getText('body').length, text)
    this.send(Y.encodeStateAsUpdate(this.doc, before))
  }
  get text() {
    return this.doc.getText('body').toString()
  }
}

describe('room', () => {
  it('R40 whoever enters gets everything, and what others write after it is on the disk; nobody hears themselves', async () => {
    const one = await new Visitor().enter()
    one.type('hello')
    await until('stored', () => one.stored.length > 0)
    const two = await new Visitor().enter()
    await until('caught up', () => two.text === 'hello')
    const heard = one.syncs
    seat.store.hold()
    one.type(' there')
    await until('the disk is asked', () => seat.store.waiting === 1)
    await quiet()
    expect(two.text).toBe('hello')
    seat.store.letGo()
    await until('passed on', () => two.text === 'hello there')
    expect(one.syncs).toBe(heard)
  })

  it('R41 who enters while something is not on the disk waits for it', async () => {
    const one = await new Visitor().enter()
    seat.store.hold()
    one.type('secret until saved')
    await until('the disk is asked', () => seat.store.waiting === 1)
    const two = await new Visitor().enter()
    await quiet()
    expect(two.text).toBe('')
    seat.store.letGo()
    await until('caught up', () => two.text === 'secret until saved')
  })

  it('R42 says how many of the updates of a member are stored, in order, each after it is', async () => {
    const one = await new Visitor().enter()
    await until('greeted', () => one.stored.length === 1)
    for (const letter of 'abc') one.type(letter)
    await until('stored', () => one.stored.at(-1) === 4)
    expect(one.stored).toEqual([1, 2, 3, 4])
    expect((await rowsOf(seat.store)).length).toBe(3)
  })

  it('R43 after a gap it asks its sender for what is missing', async () => {
    const one = await new Visitor().enter()
    one.type('a')
    const before = Y.encodeStateVector(one.doc)
    one.doc.getText('body').insert(1, 'lost ')
    const between = Y.encodeStateVector(one.doc)
    one.doc.getText('body').insert(6, 'b')
    expect(between).not.toEqual(before)
    one.send(Y.encodeStateAsUpdate(one.doc, between))
    await until('healed', async () => (await seat.replica.use(DOC, (doc) => doc.getText('body').toString())) === one.text)
  })

  it('R44 a deletion of what is not here yet survives a restart', async () => {
    const one = await new Visitor().enter()
    const doc = new Y.Doc()
    doc.getText('body').insert(0, 'ab')
    const insertion = Y.encodeStateAsUpdate(doc)
    let deletion: Uint8Array | undefined
    doc.on('update', (update: Uint8Array) => (deletion = update))
    doc.getText('body').delete(0, 1)
    one.send(deletion!)
    await seat.replica.flush()
    await seat.close()
    seat = openTestReplica(seat.dir)
    const again = await new Visitor().enter()
    again.send(insertion)
    await seat.replica.flush()
    expect(await seat.replica.use(DOC, (doc) => doc.getText('body').toString())).toBe('b')
  })

  it.each([
    ['an unknown type', Uint8Array.from([9, 0])],
    ['nothing', new Uint8Array(0)],
    ['a length beyond the end', Uint8Array.from([2, 200, 1, 0])],
    ['an update that is none', Uint8Array.from([2, 3, 255, 255, 255])],
    ['a state vector that is none', Uint8Array.from([0, 2, 255, 255])]
  ])('R45 %s is reported to whoever sent it, and nobody else notices', async (_what, bytes) => {
    const one = await new Visitor().enter()
    const two = await new Visitor().enter()
    one.room!.receiveSync(one, bytes)
    await until('told', () => one.bad.length === 1)
    expect(two.bad).toEqual([])
    two.type('fine')
    await until('goes on', () => one.text === 'fine')
  })

  it('R46 presence is relayed to the others, given to who comes later, and goes with its bringer', async () => {
    const [one, two] = [await new Visitor().enter(), await new Visitor().enter()]
    const awareness = new Awareness(new Y.Doc())
    awareness.setLocalState({ name: 'Ana' })
    one.room!.receiveAwareness(one, encodeAwarenessUpdate(awareness, [awareness.clientID]))
    expect([one.presence.length, two.presence.length]).toEqual([0, 1])
    const late = await new Visitor().enter()
    expect(late.presence).toHaveLength(1)
    expect([...one.room!.awareness.getStates().values()]).toEqual([{ name: 'Ana' }])
    seat.rooms.leave(one.room!, one)
    expect(two.room!.awareness.getStates().size).toBe(0)
    expect(two.presence).toHaveLength(2)
    two.room!.receiveAwareness(two, Uint8Array.from([200, 200]))
    expect(two.bad).toHaveLength(1)
    awareness.destroy()
  })

  it('R47 a room opens with its first member and closes with its last; an observer does not keep it', async () => {
    const [one, two] = await Promise.all([new Visitor().enter(), new Visitor().enter()])
    expect(one.room).toBe(two.room)
    const room = one.room!
    room.observe(new Visitor())
    seat.rooms.leave(room, one)
    seat.rooms.leave(room, one)
    expect([...seat.rooms.list()]).toEqual([room])
    seat.rooms.leave(room, two)
    expect([...seat.rooms.list()]).toEqual([])
    const again = await new Visitor().enter()
    expect(again.room).not.toBe(room)
  })
})
