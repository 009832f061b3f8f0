import { beforeEach, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { Histories } from '#main/core/history/histories.ts'
import { HistoryStore } from '#main/core/history/historyStore.ts'
import { compareMoments } from '#main/core/history/compareMoments.ts'
import { changeSeverity, changeStatus, declareIncident, postEntry, retractEntry, type Author } from '#shared/doc/commands.ts'
import { newNodes } from '#shared/doc/fragment.ts'
import { markPageEdited } from '#shared/doc/pageCommands.ts'
import { HISTORY_FORMAT } from '#shared/doc/history/docHistory.ts'
import { viewDoc } from '#shared/doc/history/viewDoc.ts'
import { plainText, readIncident, textOfEntry } from '#shared/doc/readIncident.ts'
import { findEntryText, notesOf } from '#shared/doc/roots.ts'
import type { EntryId, IncidentId } from '#shared/domain/ids.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import { valueOf } from '#shared/domain/result.ts'
import { DEFAULT_SETTINGS, typeOf } from '#shared/domain/settings/foldSettings.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { MINUTE, T0 } from '#test/support/events.ts'
import { until } from '#test/support/until.ts'
import { openTestReplica, type TestReplica } from '#test/support/replicas.ts'

const ID = 'incident1' as IncidentId
const NEVER = new AbortController().signal
const TYPE = typeOf(DEFAULT_SETTINGS, 'incident')
let now: number
let seat: TestReplica
let histories: Histories
let ana: Author
beforeEach(() => {
  now = T0
  seat = openTestReplica(undefined, { now: () => now })
  histories = new Histories(seat.replica)
  onTestFinished(() => histories.close())
  ana = newAuthor('Ana', () => now)
})

async function write<T>(work: (doc: Y.Doc) => T): Promise<T> {
  now += MINUTE
  const done = await seat.replica.use(ID, work)
  await seat.replica.flush()
  return done
}

/** What is shown of a moment. */
const shownAt = async (at: number) =>
  (await histories.use(ID, NEVER, (history, live) => {
    const view = viewDoc(live, history, at)
    const incident = readIncident(view)
    return {
      isDeclared: incident.isDeclared,
      severity: incident.severity,
      status: incident.status,
      entries: incident.timeline.filter(({ event }) => event.kind === 'entryPosted').map((entry) => textOfEntry(view, incident, entry)),
      notes: plainText(notesOf(view))
    }
  }))!

it('D464 an incident at any moment: facts, entries as they read then, prose as it stood then', async () => {
  await write((doc) => valueOf(declareIncident(doc, ana, aDeclaration)))
  const entry = await write((doc) => valueOf(postEntry(doc, ana, { text: 'Cache is cold' })))
  await write((doc) => notesOf(doc).push(newNodes(fromMarkdown('We think it is the **cache**.'))))
  const before = now
  await write((doc) => findEntryText(doc, entry as EntryId)!.insert(0, 'Not so: '))
  await write((doc) => notesOf(doc).delete(0, 1))
  await write((doc) => valueOf(changeSeverity(doc, ana, 'SEV-1')))
  await write((doc) => valueOf(changeStatus(doc, ana, 'resolved')))
  await write((doc) => valueOf(retractEntry(doc, ana, entry as EntryId)))

  expect(await shownAt(T0)).toMatchObject({ isDeclared: false, entries: [], notes: '' })
  expect(await shownAt(before)).toEqual({
    isDeclared: true,
    severity: 'SEV-2',
    status: 'active',
    entries: ['Cache is cold'],
    notes: 'We think it is the cache.'
  })
  expect(await shownAt(before + MINUTE)).toMatchObject({ entries: ['Not so: Cache is cold'], notes: 'We think it is the cache.' })
  expect(await shownAt(now)).toEqual({ isDeclared: true, severity: 'SEV-1', status: 'resolved', entries: [], notes: '' })
})

it('D465 what is written while a history is open is in it, and what was written apart goes where it belongs', async () => {
  await write((doc) => valueOf(declareIncident(doc, ana, aDeclaration)))
  await write((doc) => notesOf(doc).push(newNodes(fromMarkdown('One'))))
  const one = now
  expect(await shownAt(one)).toMatchObject({ notes: 'One' })
  await write((doc) => notesOf(doc).push(newNodes(fromMarkdown('Two'))))
  expect(await shownAt(now)).toMatchObject({ notes: 'One\nTwo' })
  // written between the two by somebody who was offline, and arrived now
  const apart = new Y.Doc()
  let body: Uint8Array | undefined
  await seat.replica.use(ID, (doc) => Y.applyUpdate(apart, Y.encodeStateAsUpdate(doc)))
  apart.on('update', (update: Uint8Array) => (body = update))
  notesOf(apart).push(newNodes(fromMarkdown('Apart')))
  await seat.store.append([{ docId: ID, peer: 0, at: one + 1000, body: body! }])
  const late = await shownAt(now)
  expect(late.notes.split('\n').toSorted()).toEqual(['Apart', 'One', 'Two'])
  expect((await shownAt(one)).notes).toBe('One')
  expect((await shownAt(one + 1000)).notes.split('\n').toSorted()).toEqual(['Apart', 'One'])
})

it('D466 two moments compared: facts with both values, entries, prose with who added and removed what', async () => {
  const ben = newAuthor('Ben', () => now)
  await write((doc) => valueOf(declareIncident(doc, ana, aDeclaration)))
  await write((doc) => notesOf(doc).push(newNodes(fromMarkdown('The cache was cold.'))))
  const from = now
  await write((doc) => {
    valueOf(postEntry(doc, ana, { text: 'Rolled back' }))
    const text = (notesOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
    text.delete(14, 4)
    text.insert(14, 'empty')
  })
  await write((doc) => valueOf(changeSeverity(doc, ben, 'SEV-1')))
  const found = (await histories.use(ID, NEVER, (history, live) => compareMoments(live, history, TYPE, from, now)))!
  expect(found.facts).toContainEqual({ what: 'severity', label: 'Severity', before: 'SEV-2', after: 'SEV-1' })
  expect(found.facts.map(({ what }) => what)).not.toContain('title')
  expect(found.entries.map(({ before, after }) => [before, after])).toEqual([[null, 'Rolled back']])
  expect(found.pages.map(({ page }) => page)).toEqual(['notes'])
  const [line] = found.pages[0]!.blocks
  expect(line).toMatchObject({
    content: [
      { text: 'The cache was ', marks: {} },
      { text: 'cold', marks: { change: { kind: 'removed', at: from + MINUTE } } },
      { text: 'empty', marks: { change: { kind: 'added', at: from + MINUTE } } },
      { text: '.' }
    ]
  })
  expect(await histories.use(ID, NEVER, (history, live) => compareMoments(live, history, TYPE, now, now))).toEqual({
    facts: [],
    pages: [],
    entries: []
  })
})

it('D573 who only took words away is named when they alone noted that they edit the page, and nobody is when two did', async () => {
  await write((doc) => valueOf(declareIncident(doc, ana, aDeclaration)))
  await write((doc) => notesOf(doc).push(newNodes(fromMarkdown('One two three'))))
  const remover = async (from: number) => {
    const found = (await histories.use(ID, NEVER, (history, live) => compareMoments(live, history, TYPE, from, now)))!
    const [line] = found.pages[0]!.blocks as { content: { marks: { change?: { kind: string; by: string | null } } }[] }[]
    return line!.content.flatMap(({ marks: { change } }) => (change?.kind === 'removed' ? [change.by] : []))
  }
  const take = (at: number) => write((doc) => ((notesOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText).delete(at, 4))
  const before = now
  await take(0)
  expect(await remover(before)).toEqual([null])
  const [ben, cho] = [newAuthor('Ben', () => now), newAuthor('Cho', () => now)]
  await write((doc) => valueOf(markPageEdited(doc, ben, 'notes')))
  const alone = now
  await take(0)
  expect(await remover(alone)).toEqual(['Ben'])
  await write((doc) => valueOf(markPageEdited(doc, cho, 'notes')))
  const both = now
  await take(0)
  expect(await remover(both)).toEqual([null])
})

it('D473 whoever types in a page is named as its writer, once an hour', async () => {
  await write((doc) => valueOf(declareIncident(doc, ana, aDeclaration)))
  const from = now
  const ben = newAuthor('Ben', () => now)
  // a window of its own: it only types
  const window = new Y.Doc()
  await seat.replica.use(ID, (doc) => Y.applyUpdate(window, Y.encodeStateAsUpdate(doc)))
  window.on('update', (body: Uint8Array) => void seat.replica.use(ID, (doc) => Y.applyUpdate(doc, body)))
  now += MINUTE
  notesOf(window).push(newNodes(fromMarkdown('Typed by Ben')))
  const first = valueOf(markPageEdited(window, ben, 'notes'))
  const again = valueOf(markPageEdited(window, ben, 'notes'))
  expect([typeof first, again]).toEqual(['string', null])
  await seat.replica.flush()
  await until('Ben is a responder', () => seat.replica.use(ID, (doc) => readIncident(doc).responders.length === 2))
  const found = (await histories.use(ID, NEVER, (history, live) => compareMoments(live, history, TYPE, from, now)))!
  expect(found.pages[0]!.blocks[0]).toMatchObject({ content: [{ text: 'Typed by Ben', marks: { change: { kind: 'added', by: 'Ben' } } }] })
  expect(await seat.replica.use(ID, (doc) => readIncident(doc).timeline.some(({ event }) => event.kind === 'pageEdited'))).toBe(false)
})

it('D467 an imported incident is told by the times of its source', async () => {
  const author = newAuthor('Ana', () => T0 - 60 * MINUTE)
  await write((doc) => valueOf(declareIncident(doc, author, { ...aDeclaration, notes: 'Seen at once' })))
  expect(now).toBe(T0 + MINUTE)
  expect(await shownAt(T0 - 59 * MINUTE)).toMatchObject({ isDeclared: true })
})

it('D468 reading a history can be cancelled, and the next one is whole', async () => {
  await write((doc) => valueOf(declareIncident(doc, ana, aDeclaration)))
  for (let index = 0; index < 50; index += 1) await write((doc) => valueOf(postEntry(doc, ana, { text: `Entry ${index}` })))
  const stop = new AbortController()
  stop.abort()
  expect(await histories.use(ID, stop.signal, () => 'read')).toBeUndefined()
  expect((await shownAt(now)).entries).toHaveLength(50)
})

it('D601 a long history is read from the log once; later openings read what came since, and all of it when the log is another one', async () => {
  await write((doc) => valueOf(declareIncident(doc, ana, aDeclaration)))
  const type = (doc: Y.Doc, letters: string) => {
    const text = (notesOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
    for (const letter of letters) text.insert(text.length, letter)
  }
  await write((doc) => notesOf(doc).push(newNodes(fromMarkdown('Typed'))))
  await write((doc) => type(doc, 'x'.repeat(2200)))
  const stored = new HistoryStore(seat.db)
  /** Rows that an opening after a restart reads, and what it shows. */
  const open = async () => {
    const other = new Histories(seat.replica, stored)
    let rows = 0
    const shown = await other.use(
      ID,
      NEVER,
      (history, live) => plainText(notesOf(viewDoc(live, history, now))),
      (_done, total) => (rows = total)
    )
    await until('it is stored', () => stored.load(ID, HISTORY_FORMAT) !== undefined)
    other.close()
    return { rows, shown }
  }
  const typed = `Typed${'x'.repeat(2200)}`
  expect((await open()).rows).toBeGreaterThan(2200)
  expect(await open()).toEqual({ rows: 0, shown: typed })
  await write((doc) => type(doc, '!'))
  expect(await open()).toEqual({ rows: 1, shown: `${typed}!` })
  for (const change of ['UPDATE read_history SET mark = mark + 1', "UPDATE read_history SET body = x'00'"]) {
    seat.db.exec(change)
    const { rows, shown } = await open()
    expect([change, rows > 2200, shown]).toEqual([change, true, `${typed}!`])
  }
})
