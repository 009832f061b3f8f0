import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Db } from '#main/core/sqlite/openDatabase.ts'
import { openProjections } from '#main/core/sqlite/openDatabase.ts'
import { PROJECTION_TABLES } from '#main/core/sqlite/projectionSchema.ts'
import { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import { verify } from '#main/core/verify.ts'
import { changeSeverity, changeStatus, declareIncident, postEntry, setField } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { eventsOf, findEntryText, notesOf, postmortemOf } from '#shared/doc/roots.ts'
import { tryWrite } from '#shared/doc/write.ts'
import { createClock } from '#shared/domain/clock.ts'
import { newDeviceId, WORKSPACE_DOC } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { openTestReplica, type TestReplica } from '#test/support/replicas.ts'
import { seeded } from '#test/support/seed.ts'
import { tempDir } from '#test/support/tempDir.ts'
import { until } from '#test/support/until.ts'

const ana = newAuthor('Ana')
let seat: TestReplica
beforeEach(() => {
  seat = openTestReplica()
})

const declare = (docId: string, on = seat, part = {}) =>
  on.replica.use(docId, (doc) => valueOf(declareIncident(doc, ana, { ...aDeclaration, ...part })))
const list = (db: Db) => db.prepare('SELECT id, title, status, severity FROM incident ORDER BY id').all()

/** Everything the projection says, without the numbers of its rows. */
function contentOf(db: Db) {
  const all = (sql: string, ...params: string[]) => db.prepare(sql).all(...params)
  const inText = (word: string) =>
    all(
      'SELECT DISTINCT id FROM piece_text JOIN incident i ON i.rowid = piece_text.rowid / 1048576 WHERE piece_text MATCH ? ORDER BY 1',
      word
    )
  return {
    incidents: all('SELECT * FROM incident ORDER BY id').map((row) => ({ ...(row as object), rowid: 0 })),
    values: all('SELECT i.id, field, value, v.number FROM incident_value v JOIN incident i ON i.rowid = incident_rowid ORDER BY 1, 2, 3'),
    pieces: all('SELECT i.id, source, at, text FROM piece JOIN incident i ON i.rowid = piece.rowid / 1048576 ORDER BY 1, 2'),
    found: ['note', 'checkout', 'renamed', 'edited', 'disk'].map(inText)
  }
}

/** The same log, projected from nothing. */
async function rebuilt(from: TestReplica): Promise<TestReplica> {
  const dir = join(tempDir(), 'copy')
  mkdirSync(dir)
  await from.close()
  copyFileSync(join(from.dir, 'muster.sqlite'), join(dir, 'muster.sqlite'))
  const copy = openTestReplica(dir)
  await copy.projector.start()
  await copy.projector.settle()
  return copy
}

describe('projector', () => {
  it('R60 what was kept in step is what a rebuild from the log gives', async () => {
    const random = seeded(60)
    const ids = Array.from({ length: 6 }, (_, index) => `incident-${index}`)
    for (const id of ids.slice(1)) await declare(id, seat, { services: ['checkout'], teams: ['pay'] })
    for (let step = 0; step < 240; step++) {
      const id = random.pick(ids)
      await seat.replica.use(id, (doc) => {
        const commands = [
          () => declareIncident(doc, ana, aDeclaration),
          () => changeStatus(doc, ana, random.pick(['active', 'stable', 'resolved', 'completed'])),
          () => changeSeverity(doc, ana, random.pick(['SEV-1', 'SEV-5', 'UNKNOWN'])),
          () => setField(doc, ana, 'title', `renamed ${step}`),
          () => setField(doc, ana, random.pick(['services', 'teams']), random.pick([[], ['cart'], ['cart', 'checkout']])),
          () => postEntry(doc, ana, { text: `note ${step}` }),
          () => setField(doc, ana, random.pick(['summary', 'root_cause']), random.pick([null, 'a full disk', `words ${step}`])),
          () => setField(doc, ana, 'detection_method', random.pick(['monitor', 'customer'])),
          () =>
            tryWrite(doc, ana, [
              {
                kind: 'fieldSet',
                field: random.pick(['region', 'cost']),
                value: random.pick([null, 'eu', ['a', 'A', 'b'], step, true]),
                base: null
              }
            ]),
          () =>
            tryWrite(doc, ana, [
              {
                kind: 'timestampSet',
                timestamp: random.pick(['declared', 'detected', 'resolved']),
                to: random.pick([null, step]),
                base: null
              }
            ]),
          () =>
            tryWrite(doc, ana, [
              { kind: 'linkAdded', name: 'Review', url: 'https://example.org', role: random.pick(['postmortem', 'chat']) }
            ]),
          () => editSomething(doc, step)
        ]
        // some are refused, as for people: the same status, declared already
        random.pick(commands)()
      })
      if (random.int(5) === 0) await seat.projector.settle()
    }
    await seat.projector.settle()
    const before = contentOf(seat.db)
    expect(before.incidents.length).toBeGreaterThan(4)
    expect(contentOf((await rebuilt(seat)).db)).toEqual(before)
  })

  it('R61 what a crash left unprojected is found at the next start, and nothing else is folded again', async () => {
    await declare('incident-a')
    await seat.projector.settle()
    await declare('incident-b')
    await seat.replica.flush()
    seat.kill()
    const again = openTestReplica(seat.dir)
    const folded: string[] = []
    again.projector.onProjected((docs) => folded.push(...docs.map(({ docId }) => docId)))
    await again.projector.start()
    await again.projector.settle()
    expect(list(again.db)).toHaveLength(2)
    expect(folded).toEqual(['incident-b'])
  })

  it('R62 made by another version, or from another log, it is made anew', async () => {
    await declare('incident-a')
    await seat.projector.settle()
    await seat.close()
    const path = join(seat.dir, 'projection.sqlite')
    const other = new ProjectionStore(openProjections(path), 'another-log')
    expect([other.countIncidents(), other.getThrough()]).toEqual([0, 0])
    other.db.prepare("UPDATE projection SET hash = 'older'").run()
    other.close()
    const again = openTestReplica(seat.dir)
    await again.projector.start()
    await again.projector.settle()
    expect(list(again.db)).toHaveLength(1)
  })

  it('R63 ahead of a log that was put back to an older copy, it is made anew', async () => {
    await declare('incident-a')
    await seat.projector.settle()
    await seat.close()
    const backup = join(tempDir(), 'backup.sqlite')
    copyFileSync(join(seat.dir, 'muster.sqlite'), backup)
    const later = openTestReplica(seat.dir)
    await later.projector.start()
    for (const id of ['incident-b', 'incident-c']) await declare(id, later)
    await later.projector.settle()
    await later.close()
    copyFileSync(backup, join(seat.dir, 'muster.sqlite'))
    const again = openTestReplica(seat.dir)
    await again.projector.start()
    await again.projector.settle()
    expect(list(again.db).map((row) => (row as { id: string }).id)).toEqual(['incident-a'])
  })

  it('R64 what is not an incident is not listed: the workspace, and documents without a declaration', async () => {
    await seat.replica.use(WORKSPACE_DOC, (doc) => void postEntry(doc, ana, { text: 'x' }))
    await seat.replica.use('incident-a', (doc) => void postEntry(doc, ana, { text: 'x' }))
    await seat.projector.settle()
    expect(list(seat.db)).toEqual([])
    await declareLate('incident-a')
    await seat.projector.settle()
    expect(list(seat.db)).toHaveLength(1)
  })

  it('R65 one incident that cannot be read holds up no other, and is listed at the next start', async () => {
    const escaped: unknown[] = []
    const note = (error: unknown) => escaped.push(error)
    process.on('unhandledRejection', note)
    const small = openTestReplica(undefined, { cacheSize: 0 })
    const load = small.store.load.bind(small.store)
    await declare('incident-a', small)
    await small.replica.flush()
    await declare('incident-b', small)
    await small.replica.flush()
    small.store.load = (docId) => (docId === 'incident-a' ? Promise.reject(new Error('unreadable sector')) : load(docId))
    await small.projector.settle()
    expect(list(small.db).map((row) => (row as { id: string }).id)).toEqual(['incident-b'])
    small.kill()
    const again = openTestReplica(small.dir)
    await again.projector.start()
    await again.projector.settle()
    expect(list(again.db)).toHaveLength(2)
    process.off('unhandledRejection', note)
    expect(escaped).toEqual([])
  })

  it('R66 while the projection cannot be written nothing is lost and nothing crashes; later it is', async () => {
    const escaped: unknown[] = []
    const note = (error: unknown) => escaped.push(error)
    process.on('unhandledRejection', note)
    const save = seat.projection.save.bind(seat.projection)
    let tries = 0
    seat.projection.save = () => {
      tries += 1
      throw new Error('disk full')
    }
    await declare('incident-a')
    await until('tried', () => tries > 0)
    await expect(seat.projector.settle()).rejects.toThrow('disk full')
    seat.projection.save = save
    await seat.projector.settle()
    expect(list(seat.db)).toHaveLength(1)
    process.off('unhandledRejection', note)
    expect(escaped).toEqual([])
  })

  /** A later letter in an entry, the notes, or the postmortem; or one entry taken back. */
  function editSomething(doc: Y.Doc, step: number): void {
    const entry = readIncident(doc).timeline.filter(({ event }) => event.kind === 'entryPosted')[step % 3]
    if (step % 4 === 0) notesOf(doc).insert(0, [new Y.XmlText(`edited ${step}`)])
    else if (step % 4 === 1) postmortemOf(doc).insert(0, [new Y.XmlText('We learned')])
    else if (entry && step % 4 === 2) tryWrite(doc, ana, [{ kind: 'entryRetracted', entry: entry.id }])
    else if (entry) findEntryText(doc, entry.id)?.insert(0, `edited ${step} `)
  }

  async function declareLate(docId: string): Promise<void> {
    const id = createClock(newDeviceId()).next()
    const event = {
      id,
      at: 1,
      by: ana.id,
      kind: 'declared',
      title: 'Late',
      severity: 'SEV-1',
      status: 'active',
      visibility: 'public',
      isTest: false,
      customerImpact: 'no',
      commander: null
    }
    await seat.replica.use(docId, (doc) => void eventsOf(doc).set(id, event))
  }
})

describe('verify', () => {
  const check = (on = seat) =>
    verify({ replica: on.replica, projector: on.projector, db: on.db }, () => undefined, new AbortController().signal)

  it('R70 finds nothing wrong with what was written, and counts it', async () => {
    for (const id of ['incident-a', 'incident-b']) await declare(id)
    await seat.replica.use(WORKSPACE_DOC, (doc) => void postEntry(doc, ana, { text: 'x' }))
    expect(await check()).toEqual({ isClean: true, rows: 3, documents: 3, files: 0, incidents: 2, problems: [] })
  })

  it('R71 finds one flipped bit in the log, and names the row and the document', async () => {
    for (const id of ['incident-a', 'incident-b']) await declare(id)
    await seat.projector.settle()
    await seat.close()
    const raw = new Database(join(seat.dir, 'muster.sqlite'))
    const { body } = raw.prepare('SELECT body FROM doc_update WHERE seq = 2').get() as { body: Buffer }
    body[body.length >> 1]! ^= 1
    raw.prepare('UPDATE doc_update SET body = ? WHERE seq = 2').run(body)
    raw.close()
    const again = openTestReplica(seat.dir)
    await again.projector.start()
    const report = await check(again)
    expect(report.isClean).toBe(false)
    expect(report.problems[0]).toBe('Row 2 of document incident-b does not fit its checksum; it is set aside and not used.')
    expect(report.problems[1]).toBe('Incident incident-b is in the list but not in the log.')
  })

  it.each([
    ["UPDATE incident SET status = 'resolved'", 'Incident incident-a: the list has status resolved, the log active.'],
    ['UPDATE incident SET resolved_at = 5', 'Incident incident-a: the list has resolved_at 5, the log null.'],
    ['DELETE FROM incident', 'Incident incident-a is in the log but not in the list.']
  ])('R72 finds a list that was tampered with: %s', async (sql, problem) => {
    await declare('incident-a')
    await seat.projector.settle()
    seat.db.exec(sql)
    const report = await check()
    expect(report.isClean).toBe(false)
    expect(report.problems).toContain(problem)
  })

  it('R73 finds an incident the log does not have', async () => {
    await declare('incident-a')
    await seat.projector.settle()
    const columns = (seat.db.pragma('table_info(incident)') as { name: string }[])
      .map(({ name }) => name)
      .filter((name) => !['rowid', 'id'].includes(name))
    seat.db.exec(`INSERT INTO incident (id, ${columns.join()}) SELECT 'forged', ${columns.join()} FROM incident`)
    expect((await check()).problems).toEqual(['The list has 2 incidents, the log 1. Delete the projection to have it rebuilt.'])
  })

  it('R74 says what cannot be used and what is missing, without failing', async () => {
    await declare('incident-a')
    await seat.replica.use('incident-a', (doc) => void eventsOf(doc).set('odd', { kind: 'statusChanged' }))
    const report = await check()
    expect(report.problems).toEqual([expect.stringMatching(/^Incident incident-a: event odd: .*It is kept and not used\.$/)])
  })

  it('R75 can be cancelled', async () => {
    await declare('incident-a')
    const report = await verify({ replica: seat.replica, projector: seat.projector, db: seat.db }, () => undefined, AbortSignal.abort())
    expect(report).toMatchObject({ isClean: false, problems: ['Cancelled before the end.'] })
  })
})

it('R67 every table of the projection is dropped and made again together', () => {
  const tables = (
    seat.db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'piece_text_%' AND name NOT LIKE 'sqlite_%'")
      .raw()
      .all() as string[][]
  ).flat()
  expect(tables.sort()).toEqual([...PROJECTION_TABLES, 'projection'].sort())
})
