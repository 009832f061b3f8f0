import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { OpenDoc, SaveStatus } from '#shared/bridge/docClient.ts'
import { changeSeverity, changeStatus, postEntry } from '#shared/doc/commands.ts'
import { readEvents, readIncident } from '#shared/doc/readIncident.ts'
import { eventsOf, findEntryText } from '#shared/doc/roots.ts'
import { writeEvents } from '#shared/doc/write.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import { openingEvents } from '#shared/domain/opening.ts'
import { fail, ok, valueOf } from '#shared/domain/result.ts'
import { countTimeline } from '#shared/domain/timelineCounts.ts'
import type { ActorId, EntryId, IncidentId } from '#shared/domain/ids.ts'
import { EventLog } from '#shared/doc/eventLog.ts'
import { Room, type RoomOptions } from '#renderer/state/room/room.svelte.ts'
import { TimelineState } from '#renderer/state/room/timeline.svelte.ts'
import { until } from '#test/support/until.ts'
import { author, declared, THREE, NO_IMAGES } from './fixtures.ts'

const frames: (() => void)[] = []
/** Lets the window draw. */
const draw = () => frames.splice(0).forEach((work) => work())
beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => frames.push(work))
  vi.stubGlobal('cancelAnimationFrame', () => {})
})
afterEach(() => {
  frames.length = 0
  vi.unstubAllGlobals()
})

/** A document as the window has it, with what the core would say about it in the test's hand. */
function openDoc(doc: Y.Doc, findOpening?: RoomOptions['findOpening']) {
  let settle = () => {}
  let tell = (_status: SaveStatus) => {}
  const open: OpenDoc = {
    doc,
    awareness: new Awareness(doc),
    loaded: new Promise((resolve) => (settle = resolve)),
    getStatus: () => ({ state: 'loading', waiting: 0, hub: 'none', message: null }),
    onStatus: (listener) => ((tell = listener), () => {}),
    close: () => open.awareness.destroy()
  }
  const room = new Room({
    docs: { open: () => open },
    incidentId: 'checkout5xx00001' as IncidentId,
    person: { id: 'pme' as ActorId, name: 'Me' },
    color: '#112233',
    images: NO_IMAGES,
    findOpening
  })
  return { room, load: async () => (settle(), await open.loaded), tell: (status: SaveStatus) => tell(status) }
}

const priya = author('Priya', () => THREE)

describe('a room', () => {
  it('W12 is opening until everything is here, missing when there is no declaration, and opens when one arrives', async () => {
    const doc = new Y.Doc()
    const { room, load } = openDoc(doc)
    expect(room.phase).toBe('opening')
    await load()
    expect(room.phase).toBe('missing')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(declared(priya)))
    draw()
    expect(room.phase).toBe('open')
    expect(room.incident.title).toBe('Checkout 5xx')
    room.close()
  })

  it('is open at once when what it has is a declared incident, and stopped when the core refuses it', async () => {
    const known = openDoc(declared(priya))
    await known.load()
    expect(known.room.phase).toBe('open')
    const refused = openDoc(new Y.Doc())
    refused.tell({ state: 'failed', waiting: 0, hub: 'none', message: 'This incident cannot be opened: damaged' })
    expect(refused.room.phase).toBe('stopped')
  })

  describe('of a huge incident', () => {
    const all = declared(priya)
    const entries = Array.from({ length: 100 }, (_, n) => valueOf(postEntry(all, priya, { text: `line ${n}` })))
    const whole = readIncident(all)
    const events = openingEvents(readEvents(all).events, whole)!
    const texts = Object.fromEntries(entries.slice(-80).map((id) => [id, findEntryText(all, id)!.toString()]))
    const opening = { events: structuredClone(events) as unknown[], texts, counts: countTimeline(whole.timeline, null) }
    const arrive = (doc: Y.Doc) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(all))

    it('U111 is open with its newest lines before the whole is here, counts all of them, and says that it is not the whole', async () => {
      const doc = new Y.Doc()
      const { room, load } = openDoc(doc, () => Promise.resolve(ok(opening)))
      await Promise.resolve()
      const timeline = new TimelineState(room)
      expect([room.phase, room.early !== null]).toEqual(['open', true])
      expect(room.incident).toMatchObject({ title: 'Checkout 5xx', timeline: whole.timeline.slice(-80) })
      expect(timeline.counts).toMatchObject({ total: 101, code: null })
      expect(room.textOf(room.incident.timeline.at(-1)!)).toBe('line 99')
      arrive(doc)
      await load()
      expect(room.early).toBeNull()
      expect(room.incident).toEqual(whole)
      expect(timeline.counts).toMatchObject({ total: 101, code: 0 })
      room.close()
    })

    it('U116 reads its texts while nothing else is done, and counts code only when all are read', async () => {
      const huge = declared(priya)
      const posts = Array.from({ length: 6000 }, () => ({ kind: 'entryPosted', category: 'note' }) as const)
      writeEvents(huge, priya, posts, (n) => (n % 2000 === 0 ? 'see `retry=0`' : 'plain'))
      const { room, load } = openDoc(huge)
      await load()
      const timeline = new TimelineState(room)
      expect([room.isRead, timeline.counts.total, timeline.counts.code]).toEqual([false, 6001, null])
      timeline.set({ text: 'RETRY' })
      expect(timeline.shown, 'a search need not wait').toHaveLength(3)
      await until('all are read', () => room.isRead)
      expect(timeline.counts).toMatchObject({ total: 6001, code: 3 })
      room.close()
    })

    it('U112 an opening that comes late, cannot be read, or is refused changes nothing', async () => {
      const doc = new Y.Doc()
      let answer = (_: typeof opening) => {}
      const late = openDoc(doc, () => new Promise((resolve) => (answer = (found) => resolve(ok(found)))))
      arrive(doc)
      await late.load()
      answer({ ...opening, events: [] })
      await Promise.resolve()
      expect(late.room.incident).toEqual(whole)
      const odd = openDoc(new Y.Doc(), () => Promise.resolve(ok({ ...opening, events: [...opening.events, { kind: 'declared' }] })))
      const none = openDoc(new Y.Doc(), () => Promise.resolve(fail('bug', 'no')))
      await Promise.resolve()
      expect([odd.room.phase, none.room.phase]).toEqual(['opening', 'opening'])
    })
  })

  it('W13 folds once a frame however many events come in it', async () => {
    const doc = declared(priya)
    const { room, load } = openDoc(doc)
    await load()
    const before = room.incident
    changeSeverity(doc, priya, 'SEV-1')
    changeStatus(doc, priya, 'stable')
    expect(room.incident).toBe(before)
    expect(frames.length).toBeLessThanOrEqual(3)
    draw()
    expect(room.incident).toMatchObject({ severity: 'SEV-1', status: 'stable' })
    const after = room.incident
    draw()
    expect(room.incident).toBe(after)
  })

  it('shows the reason of a command that was not done until one is', () => {
    const { room } = openDoc(declared(priya))
    room.do(postEntry(room.doc, room.author, { text: ' ' }))
    expect(room.problem).toBe('The note is empty. Write what you saw or did.')
    room.do(postEntry(room.doc, room.author, { text: 'Draining' }))
    expect(room.problem).toBeNull()
  })

  it('W14 finds by text as it is now, after others have changed it', async () => {
    const doc = declared(priya)
    const posted = postEntry(doc, priya, { text: 'Pool is full' })
    if (!posted.ok) throw new Error(posted.error.message)
    const { room, load } = openDoc(doc)
    await load()
    const timeline = new TimelineState(room)
    timeline.set({ text: 'pool full' })
    expect(timeline.shown.map(({ id }) => id)).toEqual([posted.value])
    const text = room.findText(posted.value as EntryId)!
    text.delete(0, text.length)
    text.insert(0, 'Queue is empty')
    draw()
    expect(timeline.shown).toEqual([])
    timeline.set({ text: 'queue' })
    expect(timeline.shown.map(({ id }) => id)).toEqual([posted.value])
    expect(timeline.counts.total).toBe(2)
  })
})

describe('the log of an open document', () => {
  it('W15 read as events arrive gives the same incident as read at once, whatever else is in the document', () => {
    const doc = new Y.Doc()
    const log = new EventLog(doc)
    eventsOf(doc).observe((change) => log.update(change.keysChanged))
    const lena = author('Lena', () => THREE + 60_000)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(declared(priya)))
    for (let n = 0; n < 20; n += 1) postEntry(doc, n % 2 ? lena : priya, { text: `note ${n}` })
    changeSeverity(doc, lena, 'SEV-1')
    eventsOf(doc).set('0mwtn8xnk000-dev', { kind: 'fromTheFuture', id: '0mwtn8xnk000-dev' })
    eventsOf(doc).set('nonsense', 5)
    expect(log.fold()).toEqual(readIncident(doc))
    expect(log.fold()).toEqual(foldIncident(log.events))
    expect(log.size).toBeGreaterThan(22)
  })
})
