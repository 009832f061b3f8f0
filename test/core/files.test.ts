import { describe, expect, it, vi } from 'vitest'
import Database from 'better-sqlite3'
import { join } from 'node:path'
import * as Y from 'yjs'
import { readFile, storeFile, waitForFile } from '#main/core/files.ts'
import { checkUpdate } from '#main/core/guard.ts'
import { verify } from '#main/core/verify.ts'
import { CHUNK_BYTES, updatesOfFile } from '#shared/doc/fileDoc.ts'
import { hashFile, numberOfHash } from '#shared/domain/images/fileHash.ts'
import { fileDocOf, isDocId, isIncidentId, isFileDoc } from '#shared/domain/ids.ts'
import { newDoc } from '#shared/doc/roots.ts'
import { aNoisyPng, aPng } from '#test/support/images.ts'
import { openTestReplica, rowsOf, type TestReplica } from '#test/support/replicas.ts'
import { until } from '#test/support/until.ts'

const LARGE = aNoisyPng(900_000)
const never = new AbortController().signal
const check = (seat: TestReplica) => verify({ ...seat }, () => undefined, never)

describe('the bytes of a file', () => {
  it('S40 are kept once, whoever attaches them where: the rows are the same', async () => {
    const [one, two] = [openTestReplica(), openTestReplica()]
    const steps: [number, number][] = []
    const hash = await storeFile(one.replica, LARGE, (done, total) => steps.push([done, total]))
    expect(hash).toBe(await hashFile(LARGE))
    expect(steps).toEqual([1, 2, 3, 4].map((done) => [done, 4]))
    await storeFile(two.replica, LARGE)
    const rows = await rowsOf(one.store)
    expect(rows.every(({ body }) => body.length < CHUNK_BYTES + 200)).toBe(true)
    expect((await rowsOf(two.store)).map(({ body }) => Buffer.from(body))).toEqual(rows.map(({ body }) => Buffer.from(body)))
    // again, and what the other has: nothing new
    await storeFile(one.replica, LARGE)
    for (const { docId, body } of await rowsOf(two.store)) await one.replica.receive(docId, body, { peer: 1 })
    await one.replica.flush()
    expect(await rowsOf(one.store)).toHaveLength(4)
  })

  const docId = fileDocOf('a'.repeat(52))
  const client = numberOfHash('a'.repeat(52))
  const hostile = (write: (doc: Y.Doc) => void, own = client): Uint8Array => {
    const doc = new Y.Doc({ gc: false })
    doc.clientID = own
    write(doc)
    return Y.encodeStateAsUpdate(doc)
  }
  const chunks = (doc: Y.Doc) => doc.getMap('chunks')
  it.each([
    ['another root', hostile((doc) => doc.getMap('events').set('0', new Uint8Array(9)))],
    ['another writer', hostile((doc) => chunks(doc).set('0', new Uint8Array(9)), 5)],
    ['a chunk that is too large', hostile((doc) => chunks(doc).set('0', new Uint8Array(CHUNK_BYTES + 1)))],
    ['an empty chunk', hostile((doc) => chunks(doc).set('0', new Uint8Array(0)))],
    ['another place', hostile((doc) => chunks(doc).set('1', new Uint8Array(9)))],
    ['text', hostile((doc) => chunks(doc).set('0', 'text'))],
    ['values instead of bytes', hostile((doc) => chunks(doc).set('0', { a: 1 }))],
    ['a type', hostile((doc) => chunks(doc).set('0', new Y.Map()))],
    [
      'a chunk that replaces one',
      hostile((doc) => {
        chunks(doc).set('0', new Uint8Array(9))
        chunks(doc).set('0', new Uint8Array(8))
      })
    ],
    [
      'more chunks than a file has',
      hostile((doc) => Array.from({ length: 30 }, (_, index) => chunks(doc).set(String(index), new Uint8Array(1))))
    ],
    [
      'a removal',
      hostile((doc) => {
        chunks(doc).set('0', new Uint8Array(9))
        chunks(doc).delete('0')
      })
    ]
  ])('S41 are all that a file takes: %s is refused', (_what, update) => {
    expect(checkUpdate(newDoc(docId), update)).toMatchObject({ type: 'bad' })
    expect(checkUpdate(newDoc('incident1'), update).type).not.toBe('bad')
  })

  it('S41 are all that a file takes: its own are taken, piece by piece and as a whole, and no name is one that is no hash', async () => {
    const hash = await hashFile(LARGE)
    const doc = newDoc(fileDocOf(hash))
    const updates = [...updatesOfFile(hash, LARGE)]
    expect(checkUpdate(doc, updates[1]!)).toEqual({ type: 'gap' })
    expect(checkUpdate(doc, Y.mergeUpdates(updates))).toEqual({ type: 'fits' })
    for (const update of updates) {
      expect(checkUpdate(doc, update)).toEqual({ type: 'fits' })
      Y.applyUpdate(doc, update)
    }
    expect(checkUpdate(newDoc('file-short'), updates[0]!)).toMatchObject({ type: 'bad' })
  })

  it('S42 are given out only when they fit the hash: part of them is absent, others are damaged', async () => {
    const { replica } = openTestReplica()
    const hash = await hashFile(LARGE)
    expect(await readFile(replica, hash, LARGE.length)).toEqual({ type: 'absent' })
    const [first, ...rest] = updatesOfFile(hash, LARGE)
    await replica.receive(fileDocOf(hash), first!, { peer: 1 })
    expect(await readFile(replica, hash, LARGE.length)).toEqual({ type: 'absent' })
    for (const update of rest) await replica.receive(fileDocOf(hash), update, { peer: 1 })
    expect(await readFile(replica, hash, LARGE.length)).toEqual({ type: 'whole', bytes: LARGE })
    // somebody filed other bytes under a hash
    const lie = await hashFile(aPng(3, 3))
    for (const update of updatesOfFile(lie, LARGE)) await replica.receive(fileDocOf(lie), update, { peer: 1 })
    expect(await readFile(replica, lie, LARGE.length)).toEqual({ type: 'damaged' })
  })

  it('S43 are waited for, and told about until they are here', async () => {
    const { replica } = openTestReplica()
    const hash = await hashFile(LARGE)
    const told: string[] = []
    const waiting = waitForFile(replica, { hash, size: LARGE.length }, (state) => told.push(state), never)
    await until('it is told', () => told.length > 0)
    await storeFile(replica, LARGE)
    expect(Buffer.compare((await waiting)!, LARGE)).toBe(0)
    expect(told).toEqual(['absent'])
    const leaving = new AbortController()
    const left = waitForFile(replica, { hash: 'a'.repeat(52), size: 5 }, () => leaving.abort(), leaving.signal)
    expect(await left).toBeUndefined()
  })

  it('S44 leave memory as soon as nobody holds them', async () => {
    const seat = openTestReplica()
    const hash = await storeFile(seat.replica, LARGE)
    const load = vi.spyOn(seat.store, 'load')
    await seat.replica.use('incident1', () => undefined)
    await seat.replica.use('incident1', () => undefined)
    expect(load).toHaveBeenCalledTimes(1)
    for (const times of [2, 3]) {
      await readFile(seat.replica, hash, LARGE.length)
      expect(load).toHaveBeenCalledTimes(times)
    }
  })

  it('S45 are no incident: no list, no fold and no count knows them', async () => {
    const seat = openTestReplica()
    await seat.projector.start()
    const hash = await storeFile(seat.replica, LARGE)
    expect([isDocId(fileDocOf(hash)), isFileDoc(fileDocOf(hash)), isIncidentId(fileDocOf(hash))]).toEqual([true, true, false])
    const projected = vi.fn()
    seat.projector.onProjected((docs) => docs.length > 0 && projected(docs))
    await seat.projector.settle()
    expect(projected).not.toHaveBeenCalled()
    expect(seat.projection.countIncidents()).toBe(0)
    expect(await check(seat)).toEqual({ isClean: true, rows: 4, documents: 0, files: 1, incidents: 0, problems: [] })
    // nor does a start after the list was lost
    await seat.close()
    const again = openTestReplica(seat.dir)
    await again.projector.start()
    expect(again.projector.rebuilding).toBeNull()
    await again.projector.settle()
    expect(again.projection.countIncidents()).toBe(0)
  })

  it('S46 with one flipped bit are not shown, and verifying says so', async () => {
    const seat = openTestReplica()
    const hash = await storeFile(seat.replica, LARGE)
    await seat.close()
    const raw = new Database(join(seat.dir, 'muster.sqlite'))
    const { body } = raw.prepare('SELECT body FROM doc_update WHERE seq = 3').get() as { body: Buffer }
    body[body.length >> 1]! ^= 1
    raw.prepare('UPDATE doc_update SET body = ? WHERE seq = 3').run(body)
    raw.close()
    const again = openTestReplica(seat.dir)
    expect(await readFile(again.replica, hash, LARGE.length)).toEqual({ type: 'absent' })
    expect((await check(again)).problems.at(-1)).toBe(
      `Image ${hash}: its bytes are not all here, or not those it is named after. It is not shown.`
    )
  })
})
