import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DocStore, NewUpdate } from '#main/core/docStore.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
const update = (docId: string, ...values: number[]): NewUpdate => ({ docId, body: bytes(...values), peer: 0 })
const plain = (bodies: readonly Uint8Array[]) => bodies.map((body) => [...body])

/** What every DocStore must do; run on each implementation. `open` gives a fresh, empty one. */
export function docStoreContract(name: string, open: () => DocStore): void {
  describe(`doc store contract: ${name}`, () => {
    let store: DocStore
    beforeEach(() => (store = open()))
    afterEach(() => store.close())

    it('S1 numbers rows 1, 2, 3 … over all documents, in the order given', async () => {
      expect(await store.append([update('aaa', 1), update('bbb', 2)])).toEqual([1, 2])
      expect(await store.append([update('aaa', 3)])).toEqual([3])
      expect(store.lastSeq()).toBe(3)
    })

    it('S2 gives a document back whole and in order, and nothing of another', async () => {
      await store.append([update('aaa', 1), update('bbb', 2), update('aaa', 3, 4)])
      const loaded = await store.load('aaa')
      expect(plain(loaded.updates)).toEqual([[1], [3, 4]])
      expect(loaded).toMatchObject({ rowsSinceSnapshot: 2, throughSeq: 3, damaged: 0 })
      expect(await store.load('ccc')).toEqual({ updates: [], rowsSinceSnapshot: 0, throughSeq: 0, damaged: 0 })
    })

    it('S3 a snapshot stands for the rows it covers, later rows follow it, and the log keeps all rows', async () => {
      await store.append([update('aaa', 1), update('aaa', 2)])
      await store.saveSnapshot('aaa', 2, bytes(12))
      await store.append([update('aaa', 3)])
      const loaded = await store.load('aaa')
      expect(plain(loaded.updates)).toEqual([[12], [3]])
      expect(loaded).toMatchObject({ rowsSinceSnapshot: 1, throughSeq: 3 })
      expect((await store.listSince(0, 10)).updates).toHaveLength(3)
    })

    it('S4 reads the log from any place, by rows and by bytes, and says where to go on', async () => {
      await store.append([update('aaa', 1), update('bbb', 2, 2), update('aaa', 3, 3, 3)])
      expect((await store.listSince(0, 2)).updates.map((row) => [row.seq, row.docId])).toEqual([
        [1, 'aaa'],
        [2, 'bbb']
      ])
      expect(await store.listSince(0, 10, 3)).toMatchObject({ throughSeq: 2 })
      const first = await store.listSince(2, 10, 1)
      expect(first.updates, 'one row too large for the limit is given all the same').toHaveLength(1)
      expect(await store.listSince(3, 10)).toEqual({ updates: [], throughSeq: 3 })
    })

    it('S5 names the documents with rows after a place', async () => {
      await store.append([update('aaa', 1), update('bbb', 2), update('ccc', 3)])
      expect((await store.listDocsSince(1)).sort()).toEqual(['bbb', 'ccc'])
    })

    it('S6 keeps who wrote a row, and gives a peer the same number every time', async () => {
      const first = store.peerNumber('seat:one')
      const second = store.peerNumber('seat:two')
      expect(first).toBeGreaterThan(0)
      expect(second).not.toBe(first)
      expect(store.peerNumber('seat:one')).toBe(first)
      await store.append([{ docId: 'aaa', body: bytes(1), peer: second }])
      expect((await store.listSince(0, 1)).updates[0]?.peer).toBe(second)
    })

    it('S7 tells two logs apart by the fingerprint of a row', async () => {
      await store.append([update('aaa', 1), update('aaa', 2), update('bbb', 1)])
      const [one, two, three] = [store.markAt(1), store.markAt(2), store.markAt(3)]
      expect(one).not.toBe(two)
      expect(one, 'the same bytes in another document').not.toBe(three)
      expect(store.markAt(9)).toBeUndefined()
    })

    it('S8 keeps small facts and replaces them', () => {
      expect(store.getMeta('key')).toBeUndefined()
      store.setMeta('key', 'one')
      store.setMeta('key', 'two')
      expect(store.getMeta('key')).toBe('two')
    })

    it('S9 an append of nothing changes nothing', async () => {
      expect(await store.append([])).toEqual([])
      expect(store.lastSeq()).toBe(0)
    })

    it('S30 keeps when a row was written; of one that does not say, nobody knows', async () => {
      await store.append([{ ...update('aaa', 1), at: 1_790_000_000_123 }, update('aaa', 2)])
      expect((await store.listSince(0, 10)).updates.map((row) => row.at)).toEqual([1_790_000_000_123, 0])
    })

    it('S31 reads the rows of one document from any place, and says where to go on', async () => {
      await store.append([update('aaa', 1), update('bbb', 2), update('aaa', 3, 3, 3), update('aaa', 4)])
      const seqs = async (seq: number, limit: number, bytes?: number) => {
        const page = await store.listOfDoc('aaa', seq, limit, bytes)
        return [page.updates.map((row) => row.seq), page.throughSeq]
      }
      expect(await seqs(0, 2)).toEqual([[1, 3], 3])
      expect(await seqs(3, 2)).toEqual([[4], 4])
      expect(await seqs(0, 9, 1)).toEqual([[1], 1])
      expect(await seqs(4, 2)).toEqual([[], 4])
      expect(await store.listOfDoc('ccc', 0, 5)).toEqual({ updates: [], throughSeq: 0 })
    })

    it('S10 finds nothing wrong with what it wrote', async () => {
      await store.append([update('aaa', 1), update('bbb', 2)])
      expect(await store.check()).toEqual({ rows: 2, documents: 2, problems: [] })
    })
  })
}
