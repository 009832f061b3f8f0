import { statSync } from 'node:fs'
import { join } from 'node:path'
import * as Y from 'yjs'
import { Histories } from '../../src-main/core/history/histories.ts'
import { HistoryStore } from '../../src-main/core/history/historyStore.ts'
import { Replica } from '../../src-main/core/replica.ts'
import { openLog, openProjections } from '../../src-main/core/sqlite/openDatabase.ts'
import { ProjectionStore } from '../../src-main/core/sqlite/projectionStore.ts'
import { SqliteDocStore } from '../../src-main/core/sqlite/sqliteDocStore.ts'
import { viewDoc } from '../../shared/doc/history/viewDoc.ts'
import { median, percentile, printFigures, type Figure } from './figures.ts'
import { newFolder } from './folder.ts'
import { simulateTyping } from './typing.ts'

/*
 * W13: what history costs. A page that 20 people wrote in three days, and one as long as the editing trace B4 of the Yjs benchmarks
 * (259,778 keys of one author). Beside it: replaying the log into a new document for each moment.
 */
const DOC = 'incident1'
const RUNS = 5
const JUMPS = 60
const NEVER = new AbortController().signal
const CASES = [
  { name: '20 people, 3 days', writers: 20, keys: 40_000, days: 3, paragraphs: 150 },
  { name: 'as long as B4', writers: 1, keys: 259_778, days: 30, paragraphs: 150 }
]

const figures: Figure[] = []
for (const { name, ...options } of CASES) {
  const { rows, keys } = simulateTyping(options)
  const dataDir = newFolder(`w13-${options.keys}`)
  const file = join(dataDir, 'muster.sqlite')
  const store = new SqliteDocStore(openLog(file))
  for (let from = 0; from < rows.length; from += 1000)
    await store.append(rows.slice(from, from + 1000).map(({ at, body }) => ({ docId: DOC, peer: 0, at, body })))
  const replica = new Replica({ store })
  const [first, last] = [rows[0]!.at, rows.at(-1)!.at]

  const projections = new ProjectionStore(openProjections(join(dataDir, 'projection.sqlite')), 'w13')
  const kept = new HistoryStore(projections.db)
  const read: number[] = []
  const opened: number[] = []
  const open = async (stored?: HistoryStore) => {
    const histories = new Histories(replica, stored)
    const took = await timed(() => histories.use(DOC, NEVER, () => null))
    // what is stored is stored after the answer
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    histories.close()
    return took
  }
  for (let run = 0; run < RUNS; run++) read.push(await open())
  await open(kept)
  for (let run = 0; run < RUNS; run++) opened.push(await open(kept))
  projections.close()
  const histories = new Histories(replica)
  const jumps: number[] = []
  const replays: number[] = []
  for (let jump = 0; jump < JUMPS; jump++) {
    // all over the time, not one after the other
    const at = first + ((last - first) * ((jump * 37) % JUMPS)) / JUMPS
    const jumped = await timed(() => histories.use(DOC, NEVER, (history, live) => void Y.encodeStateAsUpdate(viewDoc(live, history, at))))
    if (jump > 0) jumps.push(jumped)
    if (jump % 12 === 0) replays.push(await timed(() => Promise.resolve(replay(rows, at))))
  }
  figures.push(
    { metric: `open for the first time, ${name}`, muster: median(read), unit: 'ms', goal: '≤ 300' },
    {
      metric: `open again after a restart, ${name}`,
      muster: median(opened),
      rival: median(read),
      against: 'the first time',
      unit: 'ms',
      goal: '≤ 300'
    },
    {
      metric: `jump to a moment, p95, ${name}`,
      muster: percentile(jumps, 95),
      rival: percentile(replays, 95),
      against: 'replaying',
      unit: 'ms',
      goal: '≤ 100'
    }
  )
  histories.close()
  await replica.close()
  // closed: nothing is left beside the file
  figures.push({
    metric: `on disk for each key, ${name}`,
    muster: statSync(file).size / keys,
    rival: 1,
    against: 'the letter',
    unit: 'bytes'
  })
}
printFigures('W13', 'the time machine: opening the log of an incident, going to moments of it', figures)

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

function replay(rows: readonly { at: number; body: Uint8Array }[], at: number): void {
  const doc = new Y.Doc()
  for (const row of rows) if (row.at <= at) Y.applyUpdate(doc, row.body)
  doc.destroy()
}
