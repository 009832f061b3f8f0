import { beforeEach, expect, it } from 'vitest'
import type * as Y from 'yjs'
import type { HubLink } from '#main/core/link/hubLink.ts'
import { readMergeReport } from '#main/core/merge/mergeReport.ts'
import { Partitions } from '#main/core/merge/partitions.ts'
import type { Hub } from '#main/hub/startHub.ts'
import { changeSeverity, changeStatus, declareIncident, postEntry, type Author } from '#shared/doc/commands.ts'
import { newNodes } from '#shared/doc/fragment.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { findEntryText, notesOf } from '#shared/doc/roots.ts'
import type { EntryId, IncidentId } from '#shared/domain/ids.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import { plainProse } from '#shared/domain/prose/plainProse.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { caughtUp, openTestHub, openTestLink, portOf } from '#test/support/hubs.ts'
import { openTestReplica, type TestReplica } from '#test/support/replicas.ts'
import { until } from '#test/support/until.ts'

const ID = 'incident1' as IncidentId
const NEVER = new AbortController().signal
let host: TestReplica
let guest: TestReplica
let hub: Hub
let link: HubLink
let partitions: Partitions
const [ana, ben]: Author[] = ['Ana', 'Ben'].map((name) => newAuthor(name)) as [Author, Author]

beforeEach(async () => {
  host = openTestReplica()
  guest = openTestReplica()
  await write(host, (doc) => {
    valueOf(declareIncident(doc, ana!, aDeclaration))
    notesOf(doc).push(newNodes(fromMarkdown('The cache was cold.\n\nNobody knows why.\n\nRestarted it.')))
  })
  hub = await openTestHub(host)
  link = await openTestLink(guest, hub)
  const line = { getStatus: () => link, getLink: () => link, onChange: link.onChange.bind(link), remembered: () => null }
  partitions = new Partitions({ store: guest.store, line, now: () => Date.now() })
  await caughtUp(link)
  partitions.look()
})

async function write<T>(seat: TestReplica, work: (doc: Y.Doc) => T): Promise<T> {
  const done = await seat.replica.use(ID, work)
  await seat.replica.flush()
  return done
}
const line = (doc: Y.Doc, index: number) => (notesOf(doc).get(index) as Y.XmlElement).get(0) as Y.XmlText
async function cut() {
  await hub.close()
  await until('the line is lost', () => link.state === 'offline')
}
async function meet() {
  hub = await openTestHub(host, portOf(hub))
  await caughtUp(link)
  await until('the time apart has ended', () => partitions.list.at(-1)?.backAt !== null)
}
const report = () => readMergeReport(guest.replica, ID, partitions.list.at(-1)!, NEVER)

it('D470 after a time apart it tells what collided, in facts and in paragraphs as each side had them, and what arrived', async () => {
  const entry = await write(host, (doc) => valueOf(postEntry(doc, ana!, { text: 'Looking' })))
  await caughtUp(link)
  await until('the entry is there', async () => guest.replica.use(ID, (doc) => findEntryText(doc, entry) !== undefined))
  await caughtUp(link)
  await cut()
  await write(guest, (doc) => {
    valueOf(changeSeverity(doc, ben!, 'SEV-3'))
    line(doc, 0).insert(0, 'We think: ')
    line(doc, 2).insert(0, 'Ben ')
    findEntryText(doc, entry as EntryId)!.insert(0, 'Ben: ')
  })
  const theirs = await write(host, (doc) => {
    valueOf(changeSeverity(doc, ana!, 'SEV-1'))
    valueOf(changeStatus(doc, ana!, 'stable'))
    line(doc, 0).delete(14, 4)
    line(doc, 0).insert(14, 'empty')
    line(doc, 1).insert(0, 'Still, ')
    findEntryText(doc, entry as EntryId)!.insert(7, ' at it')
    return valueOf(postEntry(doc, ana!, { text: 'Rolled back' }))
  })
  await meet()
  const told = (await report())!
  expect(told.sent).toBeGreaterThan(0)
  expect(told.received).toBeGreaterThan(0)
  const { overruled } = await guest.replica.use(ID, readIncident)
  expect(overruled.map(({ what }) => what)).toEqual(['severity'])
  expect(told.conflicts).toEqual(overruled.map(({ lost, kept }) => `${lost.id}/${kept.id}`))
  expect(told.paragraphs.map(({ page, mine, theirs, merged }) => [page, ...[mine, theirs, merged].map(plainProse)])).toEqual([
    ['notes', 'We think: The cache was cold.', 'The cache was empty.', 'We think: The cache was empty.']
  ])
  expect(told.arrived).toEqual([theirs])
  expect(told.bothEdited).toEqual([entry])
})

it('D471 where nothing collided there is nothing to read; what was written together is no collision', async () => {
  await write(host, (doc) => line(doc, 0).insert(0, 'Together: '))
  await write(guest, (doc) => line(doc, 0).insert(0, 'Too '))
  await caughtUp(link)
  await until('the host has it', async () => host.replica.use(ID, (doc) => line(doc, 0).toString().includes('Too')))
  await caughtUp(link)
  await cut()
  await write(guest, (doc) => line(doc, 1).insert(0, 'Mine: '))
  await write(host, (doc) => line(doc, 2).insert(0, 'Theirs: '))
  await meet()
  expect(await report()).toMatchObject({ conflicts: [], paragraphs: [], arrived: [], bothEdited: [] })
})

it('D472 a time apart outlives the program, and one in which nothing happened is not kept', async () => {
  await cut()
  expect(partitions.list).toHaveLength(1)
  hub = await openTestHub(host, portOf(hub))
  await until('nothing to tell', () => link.isCaughtUp && partitions.list.length === 0)
  await cut()
  await write(guest, (doc) => line(doc, 1).insert(0, 'Mine: '))
  partitions.close()
  const again = new Partitions({
    store: guest.store,
    line: { getStatus: () => link, getLink: () => link, onChange: link.onChange.bind(link), remembered: () => ({ role: 'guest' }) },
    now: () => Date.now()
  })
  expect(again.list).toHaveLength(1)
  partitions = again
  await meet()
  expect(await report()).toMatchObject({ sent: 1, received: 0 })
})
