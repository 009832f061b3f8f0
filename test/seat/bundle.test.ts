import { strToU8 } from 'fflate'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { decodeRows } from '#main/core/bundle/rowsFile.ts'
import type { BundleRow } from '#main/core/bundle/bundleFormat.ts'
import { Replica } from '#main/core/replica.ts'
import { openLog } from '#main/core/sqlite/openDatabase.ts'
import { SqliteDocStore } from '#main/core/sqlite/sqliteDocStore.ts'
import { LOG_FILE } from '#main/seat/openCore.ts'
import { openWarRoom } from '#main/seat/openWarRoom.ts'
import type { ImportReport, WarRoom } from '#shared/bridge/warRoomApi.ts'
import { readBlocks } from '#shared/doc/fragment.ts'
import { readIncident, textOfEntry } from '#shared/doc/readIncident.ts'
import { eventsOf, pageOf } from '#shared/doc/roots.ts'
import { makeEventId } from '#shared/domain/clock.ts'
import { isFileDoc, type DeviceId } from '#shared/domain/ids.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import { PAGES } from '#shared/domain/prose/pages.ts'
import { valueOf } from '#shared/domain/result.ts'
import { seededRandom } from '#test/fuzz/random.ts'
import { packBundle, signed, unpackBundle, withRows, type Unpacked } from '#test/support/bundles.ts'
import { writePage } from '#test/support/exportSample.ts'
import { aPng } from '#test/support/images.ts'
import { tempDir } from '#test/support/tempDir.ts'

interface Seat {
  dir: string
  warRoom: WarRoom
  close(): Promise<void>
}

async function openSeat(as: string, dir = tempDir()): Promise<Seat> {
  const opened = await openWarRoom({ dataDir: dir, as })
  let isOpen = true
  const close = async () => {
    if (isOpen) await opened.close()
    isOpen = false
  }
  onTestFinished(close)
  return { dir, warRoom: opened.warRoom, close }
}

/** Work on the data folder of a seat that is closed. */
async function onReplica<T>(dir: string, work: (replica: Replica) => Promise<T>): Promise<T> {
  const replica = new Replica({ store: new SqliteDocStore(openLog(join(dir, LOG_FILE))) })
  try {
    return await work(replica)
  } finally {
    await replica.flush()
    await replica.close()
  }
}

const bundleOf = async ({ warRoom }: Seat, ref: string): Promise<Uint8Array> =>
  valueOf(await warRoom.exportFile({ ref, format: 'bundle' })).bytes
const take = async ({ warRoom }: Seat, bytes: Uint8Array): Promise<ImportReport> =>
  valueOf(await warRoom.importFile({ name: 'x.muster', bytes, format: 'auto' }))
const lengthOf = async ({ warRoom }: Seat): Promise<number> => valueOf(await warRoom.verify(null)).rows

/** Everything an incident says. */
const contentOf = (dir: string, id: string) =>
  onReplica(dir, (replica) =>
    replica.use(id, (doc) => {
      const incident = readIncident(doc)
      return {
        incident: { ...incident, names: [...incident.names], heads: [...incident.heads].sort() },
        texts: incident.timeline.map((entry) => textOfEntry(doc, incident, entry)),
        pages: PAGES.map((page) => readBlocks(pageOf(doc, page)))
      }
    })
  )

/** An incident with a picture and a written page; its seat is open. */
async function seatWithIncident(): Promise<{ seat: Seat; id: string }> {
  const first = await openSeat('Ana')
  const { id } = valueOf(await first.warRoom.declareIncident({ title: 'Checkout slow', severity: 'SEV-2', services: ['web'] }))
  valueOf(await first.warRoom.postNote({ ref: id, text: 'look', images: [{ name: 'graph.png', bytes: aPng(60, 40) }] }))
  valueOf(await first.warRoom.addTask({ ref: id, text: 'Roll back', assign: ['Ben'] }))
  await first.close()
  await onReplica(first.dir, (replica) => replica.use(id, (doc) => writePage(pageOf(doc, 'postmortem'), fromMarkdown('# Why\n\n- a\n- b'))))
  return { seat: await openSeat('Ana', first.dir), id }
}

describe('A bundle', () => {
  it('S48 has the bytes of its pictures on the disk before the first row that could show them', async () => {
    const { seat, id } = await seatWithIncident()
    const there = await openSeat('Ben')
    expect(await take(there, await bundleOf(seat, id))).toMatchObject({ added: 1 })
    await there.close()
    const docs = await onReplica(there.dir, async ({ store }) => (await store.listSince(0, 10_000)).updates.map(({ docId }) => docId))
    expect(docs.some(isFileDoc)).toBe(true)
    expect(docs.findLastIndex(isFileDoc)).toBeLessThan(docs.indexOf(id))
  })

  it('D418 brings an incident with its texts, pages, pictures and times of writing to a machine that had nothing', async () => {
    const { seat, id } = await seatWithIncident()
    const bytes = await bundleOf(seat, id)
    const files = unpackBundle(bytes)
    expect(Object.keys(files).sort()).toEqual(
      ['manifest.json', 'rows.bin', 'incident.json', 'people.json', 'settings.json', expect.stringMatching(/^files\/[a-z2-7]{52}$/)].sort()
    )
    const other = await openSeat('Cho')
    expect(await take(other, bytes)).toMatchObject({ format: 'bundle', incidents: 1, added: 1, changed: 0, problems: [], problemCount: 0 })
    expect(valueOf(await other.warRoom.verify(null))).toMatchObject({ isClean: true, incidents: 1, files: 1, problems: [] })
    const [mine, theirs] = [valueOf(await seat.warRoom.showIncident({ ref: id })), valueOf(await other.warRoom.showIncident({ ref: id }))]
    expect(theirs).toEqual(mine)
    const file = mine.files[0]!
    const wanted = { hash: file.hash, size: file.bytes }
    expect(valueOf(await other.warRoom.loadImage(wanted)).bytes).toEqual(valueOf(await seat.warRoom.loadImage(wanted)).bytes)
    const entry = { incident: id, entry: mine.timeline.find(({ text }) => text.startsWith('look'))!.id }
    expect(valueOf(await other.warRoom.entryHistory(entry))).toEqual(valueOf(await seat.warRoom.entryHistory(entry)))
    await Promise.all([seat.close(), other.close()])
    expect(await contentOf(other.dir, id)).toEqual(await contentOf(seat.dir, id))
  })

  it('D419 taken in twice is once; after both sides went on, bundles both ways make both the same', async () => {
    const { seat, id } = await seatWithIncident()
    const other = await openSeat('Cho')
    const bytes = await bundleOf(seat, id)
    await take(other, bytes)
    const rows = await lengthOf(other)
    expect(await take(other, bytes)).toMatchObject({ incidents: 1, added: 0, changed: 0, unchanged: 1 })
    expect(await lengthOf(other)).toBe(rows)
    valueOf(await other.warRoom.postNote({ ref: id, text: 'from the plane' }))
    valueOf(await seat.warRoom.changeSeverity({ ref: id, severity: 'SEV-1' }))
    valueOf(await seat.warRoom.postNote({ ref: id, text: 'from the office' }))
    const [here, there] = [await bundleOf(seat, id), await bundleOf(other, id)]
    expect(await take(other, here)).toMatchObject({ changed: 1 })
    expect(await take(seat, there)).toMatchObject({ changed: 1 })
    expect(await take(seat, await bundleOf(other, id))).toMatchObject({ unchanged: 1 })
    expect(valueOf(await seat.warRoom.verify(null)).isClean).toBe(true)
    await Promise.all([seat.close(), other.close()])
    const content = await contentOf(other.dir, id)
    expect(content).toEqual(await contentOf(seat.dir, id))
    expect(content.incident.severity).toBe('SEV-1')
    expect(content.texts).toEqual(expect.arrayContaining(['from the plane', 'from the office']))
  })

  it('D420 that is damaged, foreign or made to harm is refused with a reason, and nothing that is stored changes', async () => {
    const { seat, id } = await seatWithIncident()
    const { id: second } = valueOf(await seat.warRoom.declareIncident({ title: 'Another', severity: 'SEV-3' }))
    const good = unpackBundle(await bundleOf(seat, id))
    const foreign = unpackBundle(await bundleOf(seat, second))
    const rows = decodeRows(id, good['rows.bin']!) as BundleRow[]
    const deep = new Y.Doc()
    let nested: unknown = 1
    for (let level = 0; level < 300; level++) nested = [nested]
    deep.getMap('events').set('x', nested)
    const gap = gapRow()
    const other = await openSeat('Cho')
    await take(other, packBundle(foreign))
    const before = await lengthOf(other)
    const bit = packBundle(good)
    const cases: [name: string, bytes: Uint8Array, reason: RegExp][] = [
      ['cut short', bit.slice(0, bit.length - 100), /cannot be unpacked/],
      ['a ZIP of little', packBundle({ 'people.json': strToU8('{}') }), /no manifest\.json/],
      ['another file', packBundle({ 'word/document.xml': strToU8('<x/>') }), /"word\/document\.xml", which no bundle has/],
      ['a way out', packBundle({ ...good, '../../etc/passwd': strToU8('x') }), /which no bundle has/],
      ['too large', saysHuge(packBundle(good)), /more than one incident has/],
      ['a changed row', packBundle({ ...good, 'rows.bin': flipped(good['rows.bin']!) }), /rows\.bin is damaged/],
      ['an extra file', packBundle({ ...good, [`files/${'a'.repeat(52)}`]: strToU8('x') }), /which its list does not name/],
      ['a missing file', packBundle(without(good, 'people.json')), /people\.json is missing/],
      ['no rows', packBundle(signed(without(good, 'rows.bin'))), /rows\.bin is missing/],
      ['a manifest that is none', packBundle({ ...good, 'manifest.json': strToU8('{') }), /no JSON/],
      ['a later version', packBundle(signed(good, { version: 2 })), /newer Muster \(format 2\)/],
      ['the settings as an incident', packBundle(signed(good, { incident: 'workspace' })), /incident: no id of an incident/],
      ['a count that is not so', packBundle(signed(good, { rows: 1e9 })), /says 1000000000/],
      [
        'rows of another incident, as they are',
        packBundle(signed({ ...good, 'rows.bin': foreign['rows.bin']! })),
        /is not one of this incident/
      ],
      [
        'rows of another incident, signed again',
        packBundle(withRows(good, [...rows, ...(decodeRows(second, foreign['rows.bin']!) as BundleRow[])])),
        /more than one incident/
      ],
      ['bytes that are no update', packBundle(withRows(good, [{ at: 0, body: strToU8('nonsense') }])), /Row 1 is an unreadable update/],
      ['values too deep', packBundle(withRows(good, [{ at: 0, body: Y.encodeStateAsUpdate(deep) }])), /nested deeper/],
      ['rows with a hole', packBundle(withRows(good, [...rows, gap])), /refer to others that are not in it/],
      ['no declaration', packBundle(withRows(good, [], { incident: 'nothinghere12345' })), /declare no incident/],
      [
        'a picture under a wrong name',
        packBundle(signed({ ...without(good, pictureIn(good)), [`files/${'a'.repeat(52)}`]: aPng(9, 9) })),
        /not the one it is called/
      ],
      ['a script as a picture', packBundle(signed({ ...good, [`files/${SVG_HASH}`]: SVG })), /is no image/]
    ]
    for (const [name, bytes, reason] of cases) {
      const report = await take(other, bytes)
      expect(report, name).toMatchObject({ incidents: 0, added: 0, changed: 0, problemCount: 1 })
      expect(report.problems[0]!.reason, name).toMatch(reason)
    }
    expect(await lengthOf(other)).toBe(before)
    expect(valueOf(await other.warRoom.listSummaries({ query: '' })).map(({ title }) => title)).toEqual(['Another'])
    // and the good one is taken after all that
    expect(await take(other, packBundle(good))).toMatchObject({ added: 1 })
  }, 60_000)

  it('D421 keeps numbers: one that another incident has here, or that would change here, is refused', async () => {
    const { seat, id } = await seatWithIncident()
    const number = (device: string, ms: number) => ({
      kind: 'numberAssigned',
      number: 12,
      hub: 'hub1',
      id: makeEventId(ms, 0, device as DeviceId),
      at: ms,
      by: 'hub:hub1'
    })
    const good = unpackBundle(await bundleOf(seat, id))
    const rows = decodeRows(id, good['rows.bin']!) as BundleRow[]
    const numbered = packBundle(withRows(good, [...rows, rowOf(number('hubdev', 1e12))]))
    const other = await openSeat('Cho')
    const { id: theirs } = valueOf(await other.warRoom.declareIncident({ title: 'Taken', severity: 'SEV-3' }))
    const foreign = unpackBundle(await bundleOf(other, theirs))
    const takenRows = decodeRows(theirs, foreign['rows.bin']!) as BundleRow[]
    await take(other, packBundle(withRows(foreign, [...takenRows, rowOf({ ...number('hubtwo', 1e12), hub: 'hub2', by: 'hub:hub2' })])))
    expect((await take(other, numbered)).problems[0]!.reason).toContain(
      'Its number 12 is here that of "Taken", and numbers are never changed'
    )
    // a draft that got its number elsewhere has it here, too
    expect(await take(seat, numbered)).toMatchObject({ changed: 1 })
    expect(valueOf(await seat.warRoom.showIncident({ ref: id })).number).toBe(12)
    const renumbered = packBundle(withRows(good, [...rows, rowOf({ ...number('hubold', 1e11), number: 7 })]))
    expect((await take(seat, renumbered)).problems[0]!.reason).toContain('would change from 12 to 7')
  })

  it('D422 with any bytes changed either is refused or says what it said', async () => {
    const { seat, id } = await seatWithIncident()
    const bytes = await bundleOf(seat, id)
    const random = seededRandom(20_261_125)
    const other = await openSeat('Cho')
    for (let round = 0; round < 150; round++) {
      const broken = bytes.slice(0, random.chance(0.2) ? random.int(0, bytes.length) : undefined)
      for (let count = random.int(1, 8); count > 0 && broken.length > 4; count--)
        broken[random.int(4, broken.length - 1)] = random.int(0, 255)
      const report = await take(other, broken)
      expect(report.incidents + report.problemCount).toBeGreaterThan(0)
    }
    await take(other, bytes)
    expect(valueOf(await other.warRoom.verify(null))).toMatchObject({ isClean: true, incidents: 1 })
    expect(valueOf(await other.warRoom.showIncident({ ref: id }))).toEqual(valueOf(await seat.warRoom.showIncident({ ref: id })))
  })
})

const SVG = strToU8('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
const SVG_HASH = await (await import('#shared/domain/images/fileHash.ts')).hashFile(SVG)

/** The first entry of its directory says that it unpacks to two gigabytes. */
function saysHuge(bytes: Uint8Array): Uint8Array {
  const changed = Buffer.from(bytes)
  changed.writeUInt32LE(0x7fffffff, changed.indexOf('PK\u0001\u0002', 0, 'latin1') + 24)
  return new Uint8Array(changed)
}

const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, index) => (index === 40 ? byte ^ 1 : byte))
const without = (files: Unpacked, name: string): Unpacked => Object.fromEntries(Object.entries(files).filter(([each]) => each !== name))
const pictureIn = (files: Unpacked): string => Object.keys(files).find((name) => name.startsWith('files/'))!

/** The second of two updates of somebody, without the first. */
function gapRow(): BundleRow {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  eventsOf(doc).set('one', 1)
  eventsOf(doc).set('two', 2)
  return { at: 0, body: updates[1]! }
}

function rowOf(event: { id: string } & Record<string, unknown>): BundleRow {
  const doc = new Y.Doc()
  eventsOf(doc).set(event.id, event)
  return { at: 0, body: Y.encodeStateAsUpdate(doc) }
}
