import Database from 'better-sqlite3'
import { FailureError } from '#shared/domain/result.ts'
import { MIGRATIONS } from './migrations/index.ts'

export type Db = Database.Database

/** KiB, negative as SQLite wants it: the indexes of a long history stay in memory. */
const CACHE = -65536
/**
 * 16 MB of write-ahead log between checkpoints: a page that changes often is copied less often. Not for the log of documents: there
 * a short file that is soon overwritten in place syncs faster than one that grows.
 */
const CHECKPOINT_PAGES = 4000

/**
 * Open the log for this process alone. WAL with `synchronous = FULL`, so that a commit is on the disk when it returns; both are
 * asserted. The exclusive lock is the kernel's: it is gone with the process, however that ends.
 * Throws FailureError heldByOther, damaged, or badInput for a newer database.
 */
export function openLog(path: string): Db {
  const db = open(path)
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma(`cache_size = ${CACHE}`)
    migrate(db, path)
    assertPragma(db, 'journal_mode', 'wal')
    assertPragma(db, 'synchronous', 2)
    return db
  } catch (error) {
    db.close()
    throw explain(error, path)
  }
}

/** Open the disposable projections: a lost commit costs a rebuild, so it may be fast instead of durable. */
export function openProjections(path: string): Db {
  const db = open(path)
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma(`cache_size = ${CACHE}`)
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  return db
}

function open(path: string): Db {
  try {
    return new Database(path, { timeout: 200 })
  } catch (error) {
    throw explain(error, path)
  }
}

function migrate(db: Db, path: string): void {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > MIGRATIONS.length) {
    throw new FailureError(
      'badInput',
      `${path} was written by a newer Muster (format ${version}; this one knows ${MIGRATIONS.length}). Nothing was changed. Update Muster to open it.`
    )
  }
  db.transaction(() => {
    for (const sql of MIGRATIONS.slice(version)) db.exec(sql)
    db.pragma(`user_version = ${MIGRATIONS.length}`)
  }).exclusive()
}

function assertPragma(db: Db, name: string, expected: string | number): void {
  const actual = db.pragma(name, { simple: true })
  if (actual !== expected)
    throw new FailureError(
      'storage',
      `SQLite runs with ${name} = ${actual} instead of ${expected}: nothing would be safe. Is the disk writable?`
    )
}

function explain(error: unknown, path: string): unknown {
  const code = (error as { code?: unknown }).code
  if (typeof code !== 'string') return error
  if (code.startsWith('SQLITE_BUSY')) return new FailureError('heldByOther', `${path} is in use by another process.`)
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new FailureError(
      'damaged',
      `${path} is not a readable database (${(error as Error).message}). It was left as it is; restore it from a copy or join the war room again with a new data folder.`
    )
  }
  if (code.startsWith('SQLITE_')) return new FailureError('storage', `${path} cannot be opened: ${(error as Error).message}.`)
  return error
}
