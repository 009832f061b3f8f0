import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { valueOf } from '../../shared/domain/result.ts'
import { makeFeed } from './feed.ts'
import { median, printFigures, type Figure } from './figures.ts'
import { newFolder, openSeat } from './folder.ts'

/*
 * W9: from the start of the process to the first page of the list, and the memory that takes. Each start is a process of its own.
 * `W9 1000` measures only that size.
 */
const RUNS = 7
const GOALS = [
  { count: 10_000, goal: '≤ 500' },
  { count: 100_000, goal: '≤ 900' }
]
const wanted = Number(process.argv[2] ?? 0)
const SIZES: { count: number; goal?: string }[] = wanted ? [{ count: wanted }] : GOALS

interface Started {
  incidents: number
  coreMs: number
  totalMs: number
  rssMb: number
}

const figures: Figure[] = []
for (const { count, goal } of SIZES) {
  const dataDir = await buildFolder(count)
  const muster: Started[] = []
  const sql: Started[] = []
  for (let run = 0; run < RUNS; run++) {
    muster.push(start('muster', dataDir, count))
    sql.push(start('sql', dataDir, count))
  }
  const middle = (starts: Started[], what: 'coreMs' | 'totalMs' | 'rssMb'): number => median(starts.map((one) => one[what]))
  const at = `at ${count.toLocaleString('en')}`
  const against = 'plain SQL'
  figures.push({
    metric: `process start to list ${at}`,
    muster: middle(muster, 'totalMs'),
    rival: middle(sql, 'totalMs'),
    against,
    unit: 'ms',
    ...(goal === undefined ? {} : { goal })
  })
  figures.push({ metric: `core open to list ${at}`, muster: middle(muster, 'coreMs'), rival: middle(sql, 'coreMs'), against, unit: 'ms' })
  if (count <= 10_000) {
    const documents = start('documents', dataDir, count)
    figures.push({
      metric: `core open to list ${at}`,
      muster: middle(muster, 'coreMs'),
      rival: documents.coreMs,
      against: 'reading all documents',
      unit: 'ms'
    })
  }
  figures.push({ metric: `memory ${at}`, muster: middle(muster, 'rssMb'), rival: middle(sql, 'rssMb'), against, unit: 'MB' })
}
printFigures('W9', 'start to the first page of 50; no incident document is loaded for it', figures)

/** Through the importer, once. */
async function buildFolder(count: number): Promise<string> {
  const dataDir = newFolder(`w9-${count}`)
  const { warRoom, close } = await openSeat(dataDir)
  const { added } = valueOf(await warRoom.importFile({ name: 'feed.jsonl', bytes: makeFeed(count), format: 'statusFeed' }))
  await close()
  if (added !== count) throw new Error(`${added} of ${count} incidents were imported`)
  return dataDir
}

function start(kind: string, dataDir: string, count: number): Started {
  const started = JSON.parse(
    execFileSync(process.execPath, [join(import.meta.dirname, 'w9start.ts'), kind, dataDir], { encoding: 'utf8' })
  ) as Started
  if (started.incidents !== count) throw new Error(`${kind} found ${started.incidents} of ${count} incidents`)
  return started
}
