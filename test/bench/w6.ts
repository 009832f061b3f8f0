import { join } from 'node:path'
import { openLog, type Db } from '../../src-main/core/sqlite/openDatabase.ts'
import { SqliteDocStore } from '../../src-main/core/sqlite/sqliteDocStore.ts'
import { median, printFigures } from './figures.ts'
import { newFolder } from './folder.ts'

/* W6: durable append to the log, beside the least that SQLite can do: one prepared insert with the same pragmas. */
const RUNS = 7
const SLICE_MS = 500
const BODY_BYTES = 190
const DOCS = 100

const dir = newFolder('w6')
const store = new SqliteDocStore(openLog(join(dir, 'muster.sqlite')))
const plain = openPlain(join(dir, 'plain.sqlite'))
const bodies = Array.from({ length: DOCS }, (_, index) => ({
  docId: `incident${index}`,
  body: new Uint8Array(BODY_BYTES).fill(index),
  peer: 0
}))
const groups = Array.from({ length: 10 }, (_, group) => bodies.slice(group * 10, group * 10 + 10))

const figures = { single: [] as number[], grouped: [] as number[], plainSingle: [] as number[], plainGrouped: [] as number[] }
for (let run = 0; run < RUNS; run++) {
  figures.single.push(await rate(1, (n) => store.append([bodies[n % DOCS]!])))
  figures.plainSingle.push(await rate(1, (n) => plain.one(bodies[n % DOCS]!)))
  figures.grouped.push(await rate(10, (n) => store.append(groups[n % 10]!)))
  figures.plainGrouped.push(await rate(10, (n) => plain.ten(groups[n % 10]!)))
}
const rows = (await store.check()).rows
if (rows !== store.lastSeq() || rows < 1000) throw new Error(`The log holds ${rows} rows and says ${store.lastSeq()}`)
store.close()
printFigures('W6', `durable append, ${BODY_BYTES} B, WAL and synchronous = FULL, ${rows} rows written and read back`, [
  {
    metric: 'single',
    muster: median(figures.single),
    rival: median(figures.plainSingle),
    against: 'plain insert',
    unit: '/s',
    goal: '≥ 8000'
  },
  {
    metric: 'in tens',
    muster: median(figures.grouped),
    rival: median(figures.plainGrouped),
    against: 'plain insert',
    unit: '/s',
    goal: '≥ 70000'
  }
])

/** Updates a second, each awaited as the core does. */
async function rate(updates: number, append: (n: number) => Promise<unknown> | void): Promise<number> {
  const startedAt = performance.now()
  let n = 0
  while (performance.now() - startedAt < SLICE_MS) {
    for (let some = 0; some < 20; some++) await append(n++)
  }
  return (n * updates * 1000) / (performance.now() - startedAt)
}

function openPlain(path: string) {
  const db: Db = openLog(path)
  const insert = db.prepare('INSERT INTO doc_update (doc_id, peer, checksum, body) VALUES (?, 0, 0, ?)')
  const one = ({ docId, body }: (typeof bodies)[number]): void => void insert.run(docId, body)
  return { one, ten: db.transaction((group: typeof bodies) => group.forEach(one)) }
}
