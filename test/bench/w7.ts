import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { projectRow } from '../../src-main/core/projectIncident.ts'
import { ListIndex } from '../../src-main/core/index/listIndex.ts'
import { Finder } from '../../src-main/core/queries/finder.ts'
import { countFacets, listIncidents } from '../../src-main/core/queries/listQueries.ts'
import { openProjections } from '../../src-main/core/sqlite/openDatabase.ts'
import { ProjectionStore } from '../../src-main/core/sqlite/projectionStore.ts'
import { valueOf } from '../../shared/domain/result.ts'
import { BUILT_IN } from '../../shared/domain/search/fields.ts'
import type { SearchRow } from '../../shared/domain/search/row.ts'
import { median, printFigures, type Figure } from './figures.ts'
import { newFolder } from './folder.ts'
import { NOW, skewedRow } from './skewedRow.ts'

/*
 * W7: a replica of 100,000 incidents over three years with skewed values. Counts of facets and a page of the list as the window asks
 * for them, beside plain SQL, DuckDB, and arrays made for this one question. What each says is compared, not only how long it took.
 */
interface Duck {
  count(): Promise<[string, [string, number][]][]>
  close(): Promise<void>
}
// not TypeScript, so that nothing of the rivals is needed to check the rest
const { openDuck } = (await import('./servers/duck.mjs' as string)) as { openDuck(rows: readonly SearchRow[]): Promise<Duck | undefined> }
const COUNT = Number(process.argv[2] ?? 100_000)
/** Of what is over in a millisecond. */
const RUNS = 101
const FACETS = ['severity', 'state', 'service', 'team', 'commander', 'customer_impacted'] as const
const QUERY = 'customer_impacted:yes OR severity:(SEV-2 OR SEV-3)'
const SORT = { by: 'lastUpdate', descending: true } as const
const PAGE = { query: '', sort: SORT, section: 'matches', offset: 0, limit: 50 } as const

const rows = Array.from({ length: COUNT }, (_, n) => skewedRow(n, COUNT))
const path = `${newFolder('w7')}/projection.sqlite`
const open = () => new ProjectionStore(openProjections(path), 'bench')
let store = open()
for (let from = 0; from < COUNT; from += 5000)
  store.save(
    rows.slice(from, from + 5000).map((row, index) => ({ docId: `i${from + index}`, incident: projectRow(`i${from + index}`, row) })),
    null
  )

const figures: Figure[] = []
let columns = new ListIndex({ onProjected: () => () => undefined }, store)
async function build(): Promise<number> {
  columns.close()
  columns = new ListIndex({ onProjected: () => () => undefined }, store)
  const startedAt = performance.now()
  await columns.ready(BUILT_IN)
  return performance.now() - startedAt
}
const fromRows: number[] = []
for (let run = 0; run < 5; run++) {
  store.db.exec('DELETE FROM column_segment')
  fromRows.push(await build())
}
const again: number[] = []
const usedBefore = process.cpuUsage()
for (let run = 0; run < 9; run++) again.push(await build())
const used = process.cpuUsage(usedBefore)
columns.close()
store.close()
const starts = Array.from({ length: 7 }, start)
store = open()
await build()

const readSeven = store.db
  .prepare('SELECT severity, status, services, teams, commander_name, customer_impact, last_update_at FROM incident')
  .raw()
const against = 'only reading 7 columns'
const rival = median(times(5, () => readSeven.all()))
const middle = (what: 'ms' | 'cpuMs' | 'longestMs') => median(starts.map((each) => each[what]))
figures.push({ metric: 'columns built', muster: median(again), rival, against, unit: 'ms', goal: '≤ 80' })
figures.push({ metric: 'CPU of that', muster: (used.user + used.system) / 1000 / again.length, unit: 'ms' })
figures.push({ metric: 'columns built by a new process', muster: middle('ms'), rival, against, unit: 'ms', goal: '≤ 80' })
figures.push({ metric: 'CPU of that, all threads', muster: middle('cpuMs'), unit: 'ms' })
figures.push({ metric: 'longest time nothing else ran', muster: middle('longestMs'), unit: 'ms', goal: '≤ 10' })
figures.push({ metric: 'columns built with no segment left', muster: median(fromRows), rival, against, unit: 'ms' })

const finder = new Finder(store.db, columns)
const arrays = makeArrays()
const duck = await openDuck(rows)
const wanted = six(valueOf(countFacets(store.db, QUERY, NOW)))
same('columns', six(valueOf(finder.facets(QUERY, NOW, BUILT_IN))), wanted)
same('arrays', arrays.count(), wanted)
if (duck) same('DuckDB', await duck.count(), wanted)

const index = columns.get(BUILT_IN)!
const facets = times(RUNS, () => finder.facetsOf(QUERY, FACETS, NOW, BUILT_IN))
figures.push({
  metric: '6 facets of a query',
  muster: median(facets),
  rival: median(times(5, () => countPlain())),
  against: 'plain SQL',
  unit: 'ms',
  goal: '≤ 1'
})
if (duck)
  figures.push({
    metric: '6 facets of a query',
    muster: median(facets),
    rival: median(await timesOf(5, () => duck.count())),
    against: 'DuckDB',
    unit: 'ms'
  })
figures.push({
  metric: '6 facets of a query',
  muster: median(facets),
  rival: median(times(RUNS, () => arrays.count())),
  against: 'arrays for this query',
  unit: 'ms'
})
figures.push({ metric: 'all facets of a query', muster: median(times(RUNS, () => finder.facets(QUERY, NOW, BUILT_IN))), unit: 'ms' })
figures.push({ metric: 'how many a query finds', muster: median(times(RUNS, () => finder.count(QUERY, NOW, BUILT_IN))), unit: 'ms' })

const page = valueOf(finder.list(PAGE, NOW, BUILT_IN))
same('page', page, valueOf(listIncidents(store.db, PAGE, NOW)))
const byKey = store.db.prepare('SELECT * FROM incident ORDER BY last_update_at DESC, rowid LIMIT 50')
const pages = times(200, () => finder.list(PAGE, NOW, BUILT_IN))
figures.push({
  metric: 'page of 50',
  muster: median(pages),
  rival: median(times(200, () => byKey.all())),
  against: 'plain SQL',
  unit: 'ms',
  goal: '≤ 0.1'
})
const deep = { ...PAGE, offset: COUNT - 100 }
figures.push({
  metric: 'page of 50 at the far end',
  muster: median(times(50, () => finder.list(deep, NOW, BUILT_IN))),
  rival: median(times(5, () => listIncidents(store.db, deep, NOW))),
  against: 'plain SQL',
  unit: 'ms'
})
figures.push({
  metric: 'one incident changed',
  muster: median(times(50, () => index.set(7, projectRow('i6', rows[6]!).columns))),
  unit: 'ms'
})
printFigures('W7', `${COUNT.toLocaleString('en')} incidents: facets and pages`, figures)
await duck?.close()

interface Started {
  size: number
  ms: number
  cpuMs: number
  longestMs: number
}
/** A process of its own: nothing is compiled or warm. */
function start(): Started {
  const started = JSON.parse(
    execFileSync(process.execPath, [join(import.meta.dirname, 'w7start.ts'), path], { encoding: 'utf8' })
  ) as Started
  if (started.size !== COUNT) throw new Error(`${started.size} of ${COUNT} incidents are in the columns`)
  return started
}

function times(runs: number, work: () => unknown): number[] {
  work()
  return Array.from({ length: runs }, () => {
    const startedAt = performance.now()
    work()
    return performance.now() - startedAt
  })
}

async function timesOf(runs: number, work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = []
  for (let run = 0; run < runs; run++) {
    const startedAt = performance.now()
    await work()
    took.push(performance.now() - startedAt)
  }
  return took
}

/** Names with how often, of the six, without zeros, in the order of names. */
function six(facets: readonly { name: string; values: readonly { value: string; count: number }[] }[]): [string, [string, number][]][] {
  return FACETS.map((name) => {
    const values = facets.find((facet) => facet.name === name)?.values ?? []
    return [name, sorted(values.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]))]
  })
}
function sorted(counts: [string, number][]): [string, number][] {
  return counts.sort((a, b) => (a[0] < b[0] ? -1 : 1))
}

function same(what: string, found: unknown, expected: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`${what} count something else: ${JSON.stringify(found).slice(0, 300)}`)
}

/** The six, as somebody would write them in SQL. */
function countPlain(): unknown[] {
  const where = `customer_impact = 'yes' OR severity IN ('SEV-2', 'SEV-3')`
  const column = (name: string, others = where) =>
    store.db.prepare(`SELECT ${name}, count(*) FROM incident WHERE ${others} GROUP BY ${name}`).raw().all()
  const list = (field: string) =>
    store.db
      .prepare(
        `SELECT value, count(*) FROM incident_value WHERE field = ? AND incident_rowid IN (SELECT rowid FROM incident WHERE ${where}) GROUP BY value`
      )
      .raw()
      .all(field)
  return [column('severity'), column('status'), list('service'), list('team'), column('commander_name'), column('customer_impact')]
}

/** The physical limit: numbers in arrays, one loop, nothing but this question. */
function makeArrays(): { count: () => [string, [string, number][]][] } {
  const codes = FACETS.map((name) => {
    const known = new Map<string, number>()
    const codeOf = (value: string) => known.get(value) ?? (known.set(value, known.size), known.size - 1)
    return { name, known, of: rows.map((row) => namesIn(row, name).map(codeOf)) }
  })
  const flat = codes.map(({ of }) => ({
    starts: Uint32Array.from([0, ...of.map((each) => each.length)]).map(running()),
    values: Uint16Array.from(of.flat())
  }))
  const isFound = Uint8Array.from(rows, ({ customerImpact, severity }) =>
    customerImpact === 'yes' || severity === 'SEV-2' || severity === 'SEV-3' ? 1 : 0
  )
  return {
    count: () =>
      codes.map(({ name, known }, at) => {
        const { starts, values } = flat[at]!
        const counts = new Uint32Array(known.size)
        for (let row = 0; row < COUNT; row++)
          if (isFound[row] === 1) for (let place = starts[row]!; place < starts[row + 1]!; place++) counts[values[place]!]! += 1
        return [
          name,
          sorted([...known].flatMap(([value, code]) => (counts[code]! > 0 ? [[value, counts[code]!] as [string, number]] : [])))
        ]
      })
  }
}
function running(): (value: number) => number {
  let sum = 0
  return (value) => (sum += value)
}

function namesIn(row: SearchRow, name: (typeof FACETS)[number]): readonly string[] {
  switch (name) {
    case 'severity':
      return [row.severity]
    case 'state':
      return [row.status]
    case 'service':
      return row.services
    case 'team':
      return row.teams
    case 'commander':
      return row.commanderName === null ? [] : [row.commanderName]
    case 'customer_impacted':
      return [row.customerImpact]
  }
}
