import { valueOf } from '../../shared/domain/result.ts'
import { openLog } from '../../src-main/core/sqlite/openDatabase.ts'
import { makeFeed } from './feed.ts'
import { median, printFigures } from './figures.ts'
import { newFolder, openSeat } from './folder.ts'

/*
 * W11: import through the call the window makes, with progress asked for and the list complete at the end. Beside it the least
 * that could be written: one plain row an incident.
 */
const COUNT = Number(process.argv[2] ?? 20_000)
const RUNS = COUNT > 50_000 ? 3 : 5

const bytes = makeFeed(COUNT)
const rates: number[] = []
const plain: number[] = []
const cpu: number[] = []
let longestSilenceMs = 0
for (let run = 0; run < RUNS; run++) {
  rates.push(await importOnce())
  plain.push(insertPlain())
}
printFigures('W11', `import of ${COUNT.toLocaleString('en')} incidents (${(bytes.length / 1e6).toFixed(1)} MB), listed at the end`, [
  { metric: 'incidents', muster: median(rates), rival: median(plain), against: 'plain rows', unit: '/s', goal: '≥ 5000' },
  // steadier than the time on a wall when others use the machine
  { metric: 'CPU per incident', muster: median(cpu), unit: 'µs' },
  { metric: 'longest time without progress', muster: longestSilenceMs, unit: 'ms' }
])

async function importOnce(): Promise<number> {
  const { warRoom, close } = await openSeat(newFolder('w11'))
  let heardAt = performance.now()
  let told = 0
  const onEmit = (): void => {
    longestSilenceMs = Math.max(longestSilenceMs, performance.now() - heardAt)
    heardAt = performance.now()
    told += 1
  }
  const usedBefore = process.cpuUsage()
  const startedAt = performance.now()
  const report = valueOf(
    await warRoom.importFile({ name: 'feed.jsonl', bytes, format: 'auto' }, { onEmit, signal: new AbortController().signal })
  )
  const { total } = valueOf(await warRoom.countList({ query: '' }))
  const tookMs = performance.now() - startedAt
  const used = process.cpuUsage(usedBefore)
  cpu.push((used.user + used.system) / COUNT)
  if (report.added !== COUNT || total !== COUNT) throw new Error(`Of ${COUNT} incidents ${report.added} were added and ${total} are listed`)
  if (told < 10) throw new Error(`Progress was told ${told} times`)
  await close()
  return (COUNT * 1000) / tookMs
}

function insertPlain(): number {
  const db = openLog(`${newFolder('w11-plain')}/plain.sqlite`)
  const insert = db.prepare('INSERT INTO doc_update (doc_id, peer, checksum, body) VALUES (?, 0, 0, ?)')
  const body = bytes.subarray(0, Math.round(bytes.length / COUNT))
  const batch = db.transaction((from: number) => {
    for (let n = from; n < Math.min(COUNT, from + 500); n++) insert.run(`incident${n}`, body)
  })
  const startedAt = performance.now()
  for (let n = 0; n < COUNT; n += 500) batch(n)
  const tookMs = performance.now() - startedAt
  db.close()
  return (COUNT * 1000) / tookMs
}
