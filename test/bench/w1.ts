import { fork, type ChildProcess } from 'node:child_process'
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import * as Y from 'yjs'
import { openLog } from '../../src-main/core/sqlite/openDatabase.ts'
import { BenchClient, type Protocol } from './benchClient.ts'
import { median, percentile, printFigures, type Figure } from './figures.ts'
import { newFolder } from './folder.ts'

/*
 * W1: two people type in one incident; how long from the send in one window to the arrival in the other. Both are in this process, so
 * one clock measures; each server has a process of its own, and all take turns. The disk takes its turn too: a durable edit cannot be
 * faster than one small write that is forced to it.
 */
const RUNS = 5
const RATES = [100, 500]
const SECONDS = 2
const WARM_UP = 50
/** Who made an edit: servers may send one's own back. */
const MARKS = ['#', '@']

interface Server {
  name: string
  protocol: Protocol
  process: ChildProcess
  url: string
  query: string
}

interface Measured {
  latencies: number[]
  /** µs of the server's processor an edit. */
  cpu: number
}

const dataDir = newFolder('w1')
const servers = [
  await start('Muster', 'servers/muster.ts', 'y-websocket', [dataDir]),
  await start('yws', 'servers/yws.mjs', 'y-websocket'),
  await start('Hocuspocus', 'servers/hocuspocus.mjs', 'hocuspocus')
]
const RIVALS = ['yws', 'Hocuspocus', 'the disk alone']
const results = new Map<string, { p50: number; p99: number; cpu: number }[]>()
let edits = 0
for (let run = 0; run < RUNS; run++) {
  for (const rate of RATES) {
    for (const server of servers) {
      keep(server.name, rate, await measure(server, rate, `bench-${run}-${rate}`))
    }
    keep('the disk alone', rate, await measureDisk(rate))
  }
}
for (const server of servers) server.process.send('stop')
await new Promise((resolve) => servers[0]!.process.once('exit', resolve))
const log = openLog(join(dataDir, 'muster.sqlite'))
const { rows } = log.prepare(`SELECT count(*) AS rows FROM doc_update WHERE doc_id LIKE 'bench-%'`).get() as { rows: number }
log.close()
if (rows < edits) throw new Error(`Muster passed on ${edits} edits and kept ${rows}`)
printFigures(
  'W1',
  `edit propagation, 2 clients, ~190 B an edit; Muster durable (WAL, synchronous = FULL, ${rows} rows kept), rivals not`,
  figures()
)

function keep(name: string, rate: number, { latencies, cpu }: Measured): void {
  const key = `${name} ${rate}`
  results.set(key, [...(results.get(key) ?? []), { p50: percentile(latencies, 50), p99: percentile(latencies, 99), cpu }])
}

function figures(): Figure[] {
  const value = (name: string, rate: number, what: 'p50' | 'p99' | 'cpu'): number =>
    median(results.get(`${name} ${rate}`)!.map((run) => run[what]))
  const goals = { p50: '≤ 0.3', p99: '≤ 2', cpu: undefined }
  return RATES.flatMap((rate) =>
    (['p50', 'p99', 'cpu'] as const).flatMap((what) =>
      RIVALS.filter((name) => what !== 'cpu' || name !== 'the disk alone').map((name) => ({
        metric: `${what === 'cpu' ? 'server CPU an edit' : what} at ${rate}/s`,
        muster: value('Muster', rate, what),
        rival: value(name, rate, what),
        against: name,
        unit: what === 'cpu' ? 'µs' : 'ms',
        goal: goals[what]
      }))
    )
  )
}

async function start(name: string, file: string, protocol: Protocol, args: string[] = []): Promise<Server> {
  const child = fork(join(import.meta.dirname, file), args)
  process.on('exit', () => child.kill())
  const { url, query } = await new Promise<{ url: string; query: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { url: string; query: string }))
    child.once('exit', () => reject(new Error(`${name} did not start`)))
  })
  return { name, protocol, process: child, url, query }
}

/** µs of the processor the server has used so far. */
function cpuOf({ process: child }: Server): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (message) => {
      const { cpu } = message as { cpu: NodeJS.CpuUsage }
      resolve(cpu.user + cpu.system)
    })
    child.send('cpu')
  })
}

/** Both type in turns, an even distance apart. */
async function measure(server: Server, rate: number, docId: string): Promise<Measured> {
  const clients = MARKS.map(
    (_, index) => new BenchClient(server.protocol, `${server.url}${docId}${server.query}`, docId, MARKS[1 - index]!)
  )
  await Promise.all(clients.map((client) => client.ready))
  const count = rate * SECONDS
  const frames = clients.map((client, index) => client.prepare(makeUpdates(count / 2, MARKS[index]!)))
  const sentAt: number[] = []
  const latencies: number[] = []
  const arrived = new Promise<void>((resolve) => {
    for (const [index, client] of clients.entries()) {
      let next = 0
      // what arrives here was typed by the other; servers may send several edits in one frame, the last tells how far it goes
      client.onEdit = (n) => {
        const now = performance.now()
        for (; next <= n; next++) latencies.push(now - sentAt[next * 2 + 1 - index]!)
        if (latencies.length === count) resolve()
      }
    }
  })
  const cpuBefore = await cpuOf(server)
  const startedAt = performance.now()
  for (let n = 0; n < count; n++) {
    const wait = startedAt + (n * 1000) / rate - performance.now()
    if (wait > 0) await setTimeout(wait)
    sentAt[n] = performance.now()
    clients[n % 2]!.send(frames[n % 2]![n >> 1]!)
  }
  await Promise.race([
    arrived,
    setTimeout(20_000).then(() => Promise.reject(new Error(`${server.name} delivered ${latencies.length} of ${count}`)))
  ])
  const cpu = (await cpuOf(server)) - cpuBefore
  for (const client of clients) client.close()
  if (server.name === 'Muster') edits += count
  return { latencies: latencies.slice(WARM_UP), cpu: cpu / count }
}

/** Two pages forced to the disk at this pace, over and over the same short file, as a write-ahead log is written. */
async function measureDisk(rate: number): Promise<Measured> {
  const file = openSync(join(dataDir, 'disk'), 'w')
  const pages = Buffer.alloc(2 * 4096, 1)
  const latencies: number[] = []
  const startedAt = performance.now()
  for (let n = 0; n < rate * SECONDS; n++) {
    const wait = startedAt + (n * 1000) / rate - performance.now()
    if (wait > 0) await setTimeout(wait)
    const from = performance.now()
    writeSync(file, pages, 0, pages.length, (n % 250) * pages.length)
    fdatasyncSync(file)
    latencies.push(performance.now() - from)
  }
  closeSync(file)
  return { latencies: latencies.slice(Math.min(250, latencies.length / 2)), cpu: 0 }
}

/** What somebody types, about 190 bytes an update, numbered so that the receiver knows which it is. */
function makeUpdates(count: number, mark: string): Uint8Array[] {
  const doc = new Y.Doc()
  const text = doc.getText('bench')
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let n = 0; n < count; n++)
    text.insert(
      text.length,
      `${'the error rate is back to normal, we keep watching. '.repeat(4).slice(0, 155)}${mark}${String(n).padStart(6, '0')}`
    )
  return updates
}
