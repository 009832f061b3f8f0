import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { checksum } from '#main/core/checksum.ts'
import { MemoryDocStore } from '#main/core/memoryDocStore.ts'
import { MIGRATIONS } from '#main/core/sqlite/migrations/index.ts'
import { openLog } from '#main/core/sqlite/openDatabase.ts'
import { SqliteDocStore } from '#main/core/sqlite/sqliteDocStore.ts'
import { docStoreContract } from '#test/contract/docStore.ts'

const newPath = () => join(mkdtempSync(join(tmpdir(), 'muster-store-')), 'muster.sqlite')

docStoreContract('memory', () => new MemoryDocStore())
docStoreContract('SQLite', () => new SqliteDocStore(openLog(newPath())))

const body = (text: string) => new TextEncoder().encode(text)

/** A closed log with three rows of one document. */
async function writtenLog(): Promise<string> {
  const path = newPath()
  const store = new SqliteDocStore(openLog(path))
  await store.append(['one', 'two', 'three'].map((text) => ({ docId: 'aaa', body: body(text), peer: 0 })))
  await store.saveSnapshot('aaa', 2, body('onetwo'))
  store.close()
  return path
}

describe('SQLite doc store', () => {
  it('S20 runs with WAL and synchronous FULL', () => {
    const db = openLog(newPath())
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    db.close()
  })

  it('S21 gives everything back after closing and opening again, and goes on counting', async () => {
    const store = new SqliteDocStore(openLog(await writtenLog()))
    expect(store.lastSeq()).toBe(3)
    expect(await store.append([{ docId: 'bbb', body: body('four'), peer: 0 }])).toEqual([4])
    store.close()
  })

  it('S22 a row whose bytes changed is set aside, reported and never given out; the others are', async () => {
    const path = await writtenLog()
    const raw = new Database(path)
    raw.prepare(`UPDATE doc_update SET body = CAST('thrEe' AS BLOB) WHERE seq = 3`).run()
    raw.close()
    const store = new SqliteDocStore(openLog(path))
    const loaded = await store.load('aaa')
    expect(loaded.updates.map((update) => Buffer.from(update).toString())).toEqual(['onetwo'])
    expect(loaded.damaged).toBe(1)
    expect(await store.listDamagedDocs()).toEqual(['aaa'])
    expect((await store.check()).problems).toEqual(['Row 3 of document aaa does not fit its checksum; it is set aside and not used.'])
    expect((await store.listSince(0, 10)).updates.map((row) => row.seq)).toEqual([1, 2])
    await store.markRepaired('aaa')
    expect(await store.listDamagedDocs()).toEqual([])
    store.close()
  })

  it('S23 a row that changed its document is noticed', async () => {
    const path = await writtenLog()
    const raw = new Database(path)
    raw.prepare(`UPDATE doc_update SET doc_id = 'zzz' WHERE seq = 3`).run()
    raw.close()
    const store = new SqliteDocStore(openLog(path))
    expect(await store.load('zzz')).toMatchObject({ updates: [], damaged: 1 })
    store.close()
  })

  it('S24 a damaged snapshot costs nothing but time: the rows are used', async () => {
    const path = await writtenLog()
    const raw = new Database(path)
    raw.prepare(`UPDATE doc_snapshot SET body = CAST('onetwO' AS BLOB)`).run()
    raw.close()
    const store = new SqliteDocStore(openLog(path))
    expect((await store.load('aaa')).updates.map((update) => Buffer.from(update).toString())).toEqual(['one', 'two', 'three'])
    store.close()
  })

  it('S25 a database of a newer Muster is refused with a sentence and left as it is', async () => {
    const path = await writtenLog()
    const raw = new Database(path)
    raw.pragma('user_version = 99')
    raw.close()
    expect(() => openLog(path)).toThrow(/newer Muster.*Nothing was changed.*Update Muster/)
    const again = new Database(path)
    expect(again.pragma('user_version', { simple: true })).toBe(99)
    again.close()
  })

  it('S26 one process at a time: a second opening is refused while the first holds it', () => {
    const path = newPath()
    const db = openLog(path)
    expect(() => openLog(path)).toThrow(/in use by another process/)
    db.close()
    openLog(path).close()
  })

  it('S32 a log from before rows kept their time opens with all of its rows, and keeps times from then on', async () => {
    const path = newPath()
    const old = new Database(path)
    old.exec(MIGRATIONS[0]!)
    old.pragma('user_version = 1')
    old
      .prepare('INSERT INTO doc_update (doc_id, peer, checksum, body) VALUES (?, 0, ?, ?)')
      .run('aaa', checksum('aaa', body('one')), body('one'))
    old.close()
    const store = new SqliteDocStore(openLog(path))
    await store.append([{ docId: 'aaa', body: body('two'), peer: 0, at: 1_790_000_000_000 }])
    expect((await store.listSince(0, 10)).updates.map((row) => [Buffer.from(row.body).toString(), row.at])).toEqual([
      ['one', 0],
      ['two', 1_790_000_000_000]
    ])
    expect((await store.check()).problems).toEqual([])
    store.close()
  })

  it('S27 reading a document and reading the log use an index', () => {
    const db = openLog(newPath())
    const plan = (sql: string) =>
      (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map((row) => row.detail).join('; ')
    expect(plan(`SELECT * FROM doc_update WHERE doc_id = 'a' AND seq > 1 ORDER BY seq`)).toContain('USING INDEX doc_update_by_doc')
    expect(plan('SELECT * FROM doc_update WHERE seq > 1 ORDER BY seq LIMIT 5')).toContain('USING INTEGER PRIMARY KEY')
    db.close()
  })
})
