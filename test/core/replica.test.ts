import * as Y from 'yjs'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryDocStore } from '#main/core/memoryDocStore.ts'
import { hasGaps, Replica, type Committed } from '#main/core/replica.ts'
import { openTestReplica, rowsOf, type TestReplica } from '#test/support/replicas.ts'
import { quiet, until } from '#test/support/until.ts'

const DOC = 'incident1'
const textOf = (doc: Y.Doc) => doc.getText('body')
const read = (replica: Replica, docId = DOC) => replica.use(docId, (doc) => textOf(doc).toString())
const write = (replica: Replica, text: string, docId = DOC) => replica.use(docId, (doc) => textOf(doc).insert(textOf(doc).length, text))
const peer = { peer: 7 }

let seat: TestReplica
let replica: Replica
beforeEach(() => {
  seat = openTestReplica()
  replica = seat.replica
})

describe('replica', () => {
  it('R1 everything changed in one tick shares one commit, over all documents, in order', async () => {
    const told: Committed[][] = []
    replica.onCommitted((committed) => told.push([...committed]))
    const one = await replica.open('doc-one')
    const two = await replica.open('doc-two')
    textOf(one.doc).insert(0, 'a')
    textOf(two.doc).insert(0, 'b')
    textOf(one.doc).insert(1, 'c')
    await replica.flush()
    expect(seat.store.tried).toEqual([3])
    expect(told.map((committed) => committed.map(({ docId, seq }) => [docId, seq]))).toEqual([
      [
        ['doc-one', 1],
        ['doc-two', 2],
        ['doc-one', 3]
      ]
    ])
    one.release()
    two.release()
  })

  it('R2 nobody is told of a change before it is on the disk', async () => {
    seat.store.hold()
    let told = 0
    let isDurable = false
    replica.onCommitted(() => (told += 1))
    await write(replica, 'a')
    replica.whenDurable(() => (isDurable = true))
    await until('the disk is asked', () => seat.store.waiting === 1)
    await quiet()
    expect([told, isDurable, replica.unsaved]).toEqual([0, false, 1])
    seat.store.letGo()
    await replica.flush()
    expect([told, isDurable, replica.unsaved]).toEqual([1, true, 0])
  })

  it('R3 a change made while a commit is under way is not called durable with it', async () => {
    seat.store.hold()
    await write(replica, 'a')
    await until('the disk is asked', () => seat.store.waiting === 1)
    await write(replica, 'b')
    const order: string[] = []
    replica.onCommitted((committed) => order.push(`rows ${committed.map(({ seq }) => seq).join()}`))
    replica.whenDurable(() => order.push('durable'))
    seat.store.letGo()
    await replica.flush()
    expect(order).toEqual(['rows 1', 'rows 2', 'durable'])
  })

  it('R4 while the disk refuses: a fault with its reason, everything kept, tried again in order, told once it is over', async () => {
    const faults: (string | null)[] = []
    const told: number[] = []
    replica.onFault((fault) => faults.push(fault))
    replica.onCommitted((committed) => told.push(...committed.map(({ seq }) => seq)))
    seat.store.breakDown('no space left')
    await write(replica, 'a')
    await until('it failed', () => replica.fault !== null)
    await write(replica, 'b')
    await until('it was tried again', () => seat.store.tried.length >= 3)
    expect(replica.fault).toBe("Changes cannot be saved to this machine's disk: no space left. They are kept in memory and tried again.")
    expect(told).toEqual([])
    expect(await read(replica)).toBe('ab')
    await replica.flushOrFault()
    seat.store.mend()
    await replica.flush()
    expect(faults).toEqual([expect.stringContaining('no space left'), null])
    expect(told).toEqual([1, 2])
    expect(replica.unsaved).toBe(0)
    await seat.close()
    expect(await read(openTestReplica(seat.dir).replica)).toBe('ab')
  })

  it('R4 what was made during a commit that failed comes after it', async () => {
    seat.store.hold()
    await write(replica, 'x', 'doc-first')
    await until('the disk is asked', () => seat.store.waiting === 1)
    await write(replica, 'x', 'doc-second')
    seat.store.breakDown('no space left')
    seat.store.letGo()
    await until('it failed', () => replica.fault !== null)
    seat.store.mend()
    await replica.flush()
    expect((await rowsOf(seat.store)).map(({ docId }) => docId)).toEqual(['doc-first', 'doc-second'])
  })

  it('R5 closing does not hang on a disk that refuses', async () => {
    const broken = new MemoryDocStore()
    broken.append = () => Promise.reject(new Error('no space left'))
    const stuck = new Replica({ store: broken })
    await write(stuck, 'a')
    await stuck.close()
    expect(stuck.fault).toContain('no space left')
  })

  it('R6 documents nobody needs leave memory, least recently used first; what is held or unsaved stays', async () => {
    const small = openTestReplica(undefined, { cacheSize: 1 })
    const held = await small.replica.open('doc-held')
    await write(small.replica, 'x', 'doc-held')
    const seen = await small.replica.use('doc-free', (doc) => doc)
    await write(small.replica, 'x', 'doc-free')
    await small.replica.flush()
    expect(seen.isDestroyed, 'freed, as doc-held is held').toBe(true)
    expect(await small.replica.use('doc-held', (doc) => doc)).toBe(held.doc)

    small.store.hold()
    const unsaved = await small.replica.use('doc-unsaved', (doc) => {
      textOf(doc).insert(0, 'precious')
      return doc
    })
    await write(small.replica, 'y', 'doc-other')
    await until('the disk is asked', () => small.store.waiting === 1)
    expect(unsaved.isDestroyed).toBe(false)
    expect(await read(small.replica, 'doc-unsaved')).toBe('precious')
    small.store.letGo()
    await small.replica.flush()
    expect(await read(small.replica, 'doc-unsaved')).toBe('precious')
    held.release()
  })

  it('R7 many who open one document at once, with no room in memory, all write to the log', async () => {
    const small = openTestReplica(undefined, { cacheSize: 1 })
    const held = await small.replica.open('doc-held')
    await Promise.all(Array.from({ length: 8 }, (_, index) => write(small.replica, String(index))))
    await small.replica.flush()
    expect([...(await read(small.replica))].sort().join('')).toBe('01234567')
    held.release()
  })

  it('R8 releasing twice counts once', async () => {
    const small = openTestReplica(undefined, { cacheSize: 0 })
    const [one, two] = [await small.replica.open(DOC), await small.replica.open(DOC)]
    one.release()
    one.release()
    expect(two.doc.isDestroyed).toBe(false)
    two.release()
    expect(two.doc.isDestroyed).toBe(true)
  })

  it('R9 after a hundred rows a snapshot makes opening fast, and gives the same document', async () => {
    for (let index = 0; index < 120; index++) {
      await write(replica, `${index} `)
      await replica.flush()
    }
    const before = await read(replica)
    await seat.close()
    const again = openTestReplica(seat.dir)
    const loaded = await again.store.load(DOC)
    expect([loaded.updates.length, loaded.rowsSinceSnapshot]).toEqual([1, 0])
    expect(await read(again.replica)).toBe(before)
    await write(again.replica, 'more')
    await again.close()
    expect(await read(openTestReplica(seat.dir).replica)).toBe(`${before}more`)
  })

  it('R10 what was written is there after the process ended without closing', async () => {
    await write(replica, 'kept')
    await replica.flush()
    seat.kill()
    expect(await read(openTestReplica(seat.dir).replica)).toBe('kept')
  })
})

describe('receiving', () => {
  /** Updates of somebody who typed letter by letter. */
  function typed(text: string): { updates: Uint8Array[]; doc: Y.Doc } {
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const letter of text) textOf(doc).insert(textOf(doc).length, letter)
    return { updates, doc }
  }

  it('R20 stores what came from a peer under its number, once', async () => {
    const { updates } = typed('ab')
    for (const update of [...updates, ...updates]) expect(await replica.receive(DOC, update, peer)).toEqual({ type: 'fits' })
    await replica.flush()
    expect((await rowsOf(seat.store)).map((row) => row.peer)).toEqual([7, 7])
    expect(await read(replica)).toBe('ab')
  })

  it('R21 an update that leaves a gap is kept, also through a restart, and fits in when the missing one comes', async () => {
    const [first, second, third] = typed('abc').updates as [Uint8Array, Uint8Array, Uint8Array]
    await replica.receive(DOC, first, peer)
    expect(await replica.receive(DOC, third, peer)).toEqual({ type: 'gap' })
    await replica.flush()
    expect(await read(replica)).toBe('a')
    await seat.close()
    const again = openTestReplica(seat.dir)
    expect(await read(again.replica)).toBe('a')
    await again.replica.receive(DOC, second, peer)
    expect(await read(again.replica)).toBe('abc')
    expect(await again.replica.use(DOC, hasGaps)).toBe(false)
  })

  it('R22 a deletion of what is not here yet is kept, also through a restart', async () => {
    const { updates, doc } = typed('ab')
    let deletion: Uint8Array | undefined
    doc.on('update', (update: Uint8Array) => (deletion = update))
    textOf(doc).delete(0, 1)
    await replica.receive(DOC, deletion!, peer)
    await replica.flush()
    await seat.close()
    const again = openTestReplica(seat.dir)
    for (const update of updates) await again.replica.receive(DOC, update, peer)
    expect(await read(again.replica)).toBe('b')
  })

  it('R23 a change to what somebody else wrote and is not here yet is kept, also through a restart', async () => {
    const { updates, doc } = typed('ab')
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    let reply: Uint8Array | undefined
    other.on('update', (update: Uint8Array) => (reply = update))
    textOf(other).insert(2, '!')
    await replica.receive(DOC, reply!, peer)
    await replica.flush()
    await seat.close()
    const again = openTestReplica(seat.dir)
    for (const update of updates) await again.replica.receive(DOC, update, peer)
    expect(await read(again.replica)).toBe('ab!')
  })

  it.each([
    ['nothing', new Uint8Array(0)],
    ['noise', Uint8Array.from([200, 3, 7, 9, 255, 255])],
    ['half an update', typed('hello').updates[0]!.subarray(0, 6)]
  ])('R24 %s is refused and changes nothing', async (_what, body) => {
    await write(replica, 'a')
    await replica.flush()
    expect(await replica.receive(DOC, body, peer)).toMatchObject({
      type: 'bad',
      problem: expect.stringContaining('unreadable update') as unknown
    })
    await quiet()
    expect(await rowsOf(seat.store)).toHaveLength(1)
    expect(await read(replica)).toBe('a')
  })
})

describe('on memory as on SQLite', () => {
  it('R30 the same work leaves the same rows and the same text', async () => {
    const memory = new Replica({ store: new MemoryDocStore(), cacheSize: 0 })
    const work = async (on: Replica) => {
      await on.receive(DOC, Y.encodeStateAsUpdate(fixed()), peer)
      for (const letter of 'xyz') {
        await on.use(DOC, (doc) => {
          doc.clientID = 5
          textOf(doc).insert(0, letter)
        })
        await on.flush()
      }
      return (await rowsOf(on.store)).map(({ seq, docId, peer, body }) => [seq, docId, peer, Buffer.from(body).toString('hex')])
    }
    expect(await work(memory)).toEqual(await work(replica))
    expect(await read(memory)).toBe('zyxbase')
    expect(await read(replica)).toBe('zyxbase')
  })

  function fixed(): Y.Doc {
    const doc = new Y.Doc()
    doc.clientID = 9
    textOf(doc).insert(0, 'base')
    return doc
  }
})
