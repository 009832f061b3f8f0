import { beforeEach, describe, expect, it } from 'vitest'
import { storeFile } from '#main/core/files.ts'
import { LaggingMeta } from '#main/core/link/progress.ts'
import { Pusher } from '#main/core/link/pusher.ts'
import { Unshared } from '#main/core/link/unshared.ts'
import { eventsOf } from '#shared/doc/roots.ts'
import { isFileDoc } from '#shared/domain/ids.ts'
import type { SeatMessage } from '#shared/bridge/syncMessages.ts'
import { aNoisyPng } from '#test/support/images.ts'
import { openTestReplica, type TestReplica } from '#test/support/replicas.ts'

type Push = Extract<SeatMessage, { t: 'push' }>
let seat: TestReplica
let unshared: Unshared
let pusher: Pusher
let sent: Push[]
beforeEach(async () => {
  seat = openTestReplica()
  unshared = await Unshared.load(seat.replica, 'hub', new LaggingMeta(seat.store))
  sent = []
  pusher = new Pusher(seat.store, unshared, (message) => sent.push(message as Push))
})

const note = async (key: string, docId = 'incident1') => {
  await seat.replica.use(docId, (doc) => void eventsOf(doc).set(key, { key }))
  await seat.replica.flush()
}
const docsOf = (push: Push) => push.updates.map(({ doc }) => (isFileDoc(doc) ? 'file' : doc))
const acknowledge = async (n: number) => {
  pusher.acknowledged(n)
  await pusher.push()
}

describe('pushing what waits for the hub', () => {
  it('P53 a note is sent before the bytes of an image that was attached earlier, of which few are on their way at once', async () => {
    await storeFile(seat.replica, aNoisyPng(1_500_000))
    await note('one')
    await pusher.push()
    expect(sent.map(docsOf)).toEqual([['incident1'], ['file'], ['file']])
    await note('two', 'incident2')
    await acknowledge(2)
    // the next note first, then the next piece of the image
    expect(sent.map(docsOf).slice(3)).toEqual([['incident2'], ['file']])
  })

  it('P54 what refers to an image counts as shared only when all of its bytes are', async () => {
    await note('before')
    await storeFile(seat.replica, aNoisyPng(900_000))
    await note('after')
    // the image is one change
    expect(unshared.size).toBe(3)
    await pusher.push()
    // of the two notes, the one before the image is on the hub for sure
    await acknowledge(2)
    expect([unshared.countOf('incident1'), unshared.size]).toEqual([1, 2])
    for (const n of [3, 4, 5]) {
      await acknowledge(n)
      expect(unshared.countOf('incident1'), `after push ${n}`).toBe(1)
    }
    expect(sent).toHaveLength(6)
    await acknowledge(6)
    expect([unshared.countOf('incident1'), unshared.size, unshared.pushedSeq]).toEqual([0, 0, seat.store.lastSeq()])
  })

  it('P55 a line that breaks in the middle of an image goes on with what the hub did not confirm', async () => {
    await storeFile(seat.replica, aNoisyPng(900_000))
    await note('after')
    await pusher.push()
    await acknowledge(2)
    pusher.close()
    const before = sent.length
    const next = new Pusher(seat.store, unshared, (message) => sent.push(message as Push))
    for (let n = 0; n < 10; n++) {
      await next.push()
      next.acknowledged(n)
    }
    const again = sent.slice(before).flatMap(docsOf)
    expect(again.filter((doc) => doc === 'incident1')).toHaveLength(1)
    // three of four: the first was confirmed
    expect(again.filter((doc) => doc === 'file')).toHaveLength(3)
    expect(unshared.size).toBe(0)
  })
})
