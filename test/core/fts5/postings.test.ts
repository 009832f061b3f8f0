import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visitRows } from '#main/core/fts5/postings.ts'

type Db = Database.Database

const FTS5 = `fts5 (text, content = 'piece', content_rowid = 'rowid', tokenize = "unicode61 remove_diacritics 2")`

function openIndex(pageBytes: number): Db {
  const db = new Database(':memory:')
  db.exec(`CREATE TABLE piece (rowid INTEGER PRIMARY KEY, text TEXT NOT NULL); CREATE VIRTUAL TABLE piece_text USING ${FTS5}`)
  // small pages, so that little text makes many of them
  db.exec(`INSERT INTO piece_text (piece_text, rank) VALUES ('pgsz', ${pageBytes})`)
  return db
}

function write(db: Db, rowid: number, text: string | null): void {
  const before = db.prepare('SELECT text FROM piece WHERE rowid = ?').pluck().get(rowid)
  if (before !== undefined) {
    db.prepare(`INSERT INTO piece_text (piece_text, rowid, text) VALUES ('delete', ?, ?)`).run(rowid, before)
    db.prepare('DELETE FROM piece WHERE rowid = ?').run(rowid)
  }
  if (text === null) return
  db.prepare('INSERT INTO piece VALUES (?, ?)').run(rowid, text)
  db.prepare('INSERT INTO piece_text (rowid, text) VALUES (?, ?)').run(rowid, text)
}

const found = (db: Db, word: string, isPrefix: boolean): number[] => {
  const rows = new Set<number>()
  expect(
    visitRows(db, 'piece_text', word, isPrefix, (rowids, count) => rowids.subarray(0, count).forEach((rowid) => rows.add(rowid)))
  ).toBe(true)
  return [...rows].sort((a, b) => a - b)
}
const asked = (db: Db, word: string, isPrefix: boolean): number[] =>
  db
    .prepare('SELECT rowid FROM piece_text WHERE piece_text MATCH ? ORDER BY rowid')
    .pluck()
    .all(`"${word}"${isPrefix ? ' *' : ''}`) as number[]

const WORDS = ['a', 'ab', 'abc', 'abcd', 'b', 'disk', 'disks', 'quo', 'quorum', 'z', '7', `long${'x'.repeat(300)}`]
const WANTED = [...WORDS, 'ac', 'dis', 'long', 'q', 'zz', '0']
const MERGES = [`(piece_text) VALUES ('optimize')`, `(piece_text, rank) VALUES ('merge', 2)`, `(piece_text, rank) VALUES ('merge', -3)`]

const rowid = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 2 ** 40 }))
const word = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...WORDS) }, { weight: 1, arbitrary: fc.stringMatching(/^[a-z]{1,4}$/) })
/** Many times the same: its places alone fill pages. */
const burst = fc.tuple(word, fc.integer({ min: 50, max: 400 })).map(([each, times]) => Array<string>(times).fill(each))
const text = fc
  .oneof({ weight: 6, arbitrary: fc.array(word, { maxLength: 12 }) }, { weight: 1, arbitrary: burst })
  .map((words) => words.join(' '))
const change = fc.record({ rowid, text: fc.option(text, { freq: 3 }) })
const step = fc.oneof(
  { weight: 5, arbitrary: fc.array(change, { minLength: 1, maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom(...MERGES) }
)

test('Q62 the rows of a word, read from the tables of the index, are those that FTS5 finds, whatever was written, deleted and merged', () => {
  fc.assert(
    fc.property(fc.constantFrom(64, 100, 4050), fc.array(step, { minLength: 1, maxLength: 12 }), (pageBytes, steps) => {
      const db = openIndex(pageBytes)
      for (const each of steps) {
        if (typeof each === 'string') db.exec(`INSERT INTO piece_text ${each}`)
        else db.transaction(() => each.forEach((changed) => write(db, changed.rowid, changed.text)))()
        for (const wanted of WANTED)
          for (const isPrefix of [false, true])
            expect(found(db, wanted, isPrefix), `${wanted} ${isPrefix}`).toEqual(asked(db, wanted, isPrefix))
      }
      db.close()
    }),
    { seed: 62, numRuns: 60 }
  )
})

test('Q63 an index of another format is not read, and FTS5 is asked', () => {
  const db = openIndex(4050)
  write(db, 1, 'a disk')
  // from the first deletion on the index is of the next format
  db.exec(`INSERT INTO piece_text (piece_text, rank) VALUES ('secure-delete', 1)`)
  write(db, 2, 'another disk')
  write(db, 2, null)
  const rows: number[] = []
  expect(visitRows(db, 'piece_text', 'disk', false, (rowids, count) => rows.push(...rowids.subarray(0, count)))).toBe(false)
  expect(rows).toEqual([])
})
