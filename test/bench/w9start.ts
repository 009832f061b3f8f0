import { argv } from 'node:process'

/*
 * One start of W9, in a process of its own: `muster DIR`, `sql DIR` or `documents DIR`. Prints how long after the process began the
 * first page was there, and what memory it takes. `performance.now()` counts from the start of the process.
 */
const [kind, dataDir] = argv.slice(2) as ['muster' | 'sql' | 'documents', string]
const PAGE = 50

const starts = { muster: startMuster, sql: startSql, documents: startDocuments }
const { incidents, openedAt } = await starts[kind]()
console.log(
  JSON.stringify({
    incidents,
    coreMs: performance.now() - openedAt,
    totalMs: performance.now(),
    rssMb: process.memoryUsage.rss() / 2 ** 20
  })
)
process.exit(0)

interface Started {
  incidents: number
  /** When the modules were loaded and the folder was about to be opened, ms after the start of the process. */
  openedAt: number
}

/** Count and first page over the Port, as the window asks for them. No document may be loaded for it. */
async function startMuster(): Promise<Started> {
  const { SqliteDocStore } = await import('../../src-main/core/sqlite/sqliteDocStore.ts')
  const { valueOf } = await import('../../shared/domain/result.ts')
  const { openSeat } = await import('./folder.ts')
  const load = SqliteDocStore.prototype.load
  SqliteDocStore.prototype.load = function (docId) {
    if (docId !== 'workspace') throw new Error(`Document ${docId} was loaded to show a list`)
    return load.call(this, docId)
  }
  const openedAt = performance.now()
  const { warRoom } = await openSeat(dataDir)
  const { total } = valueOf(await warRoom.countList({ query: '' }))
  const sort = { by: 'lastUpdate', descending: true } as const
  const rows = valueOf(await warRoom.listIncidents({ query: '', sort, section: 'matches', offset: 0, limit: PAGE }))
  if (rows.length !== PAGE) throw new Error(`The first page has ${rows.length} incidents`)
  return { incidents: total, openedAt }
}

/** The least: the same count and page, with nothing but the database. */
async function startSql(): Promise<Started> {
  const { default: Database } = await import('better-sqlite3')
  const openedAt = performance.now()
  const db = new Database(`${dataDir}/projection.sqlite`)
  const { total } = db.prepare('SELECT count(*) AS total FROM incident').get() as { total: number }
  db.prepare('SELECT * FROM incident ORDER BY last_update_at DESC LIMIT ?').all(PAGE)
  return { incidents: total, openedAt }
}

/** What a list made from the documents themselves would cost. */
async function startDocuments(): Promise<Started> {
  const { openLog } = await import('../../src-main/core/sqlite/openDatabase.ts')
  const { SqliteDocStore } = await import('../../src-main/core/sqlite/sqliteDocStore.ts')
  const { Replica } = await import('../../src-main/core/replica.ts')
  const { projectIncident } = await import('../../src-main/core/projectIncident.ts')
  const openedAt = performance.now()
  const store = new SqliteDocStore(openLog(`${dataDir}/muster.sqlite`))
  const replica = new Replica({ store })
  let total = 0
  for (const docId of await store.listDocsSince(0)) if (await replica.use(docId, (doc) => projectIncident(docId, doc))) total += 1
  return { incidents: total, openedAt }
}
