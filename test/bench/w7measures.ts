import { Figures } from '../../src-main/core/analytics/figures.ts'
import { ListIndex } from '../../src-main/core/index/listIndex.ts'
import { projectRow } from '../../src-main/core/projectIncident.ts'
import { Finder } from '../../src-main/core/queries/finder.ts'
import { openProjections } from '../../src-main/core/sqlite/openDatabase.ts'
import { ProjectionStore, type ProjectedDoc } from '../../src-main/core/sqlite/projectionStore.ts'
import { percentileOf } from '../../shared/analytics/aggregate.ts'
import { BUILT_IN } from '../../shared/domain/search/fields.ts'
import { foldSettings } from '../../shared/domain/settings/foldSettings.ts'
import { valueOf } from '../../shared/domain/result.ts'
import type { AnalyticsSeries } from '../../shared/bridge/contract/analytics.ts'
import { median, printFigures, type Figure } from './figures.ts'
import { newFolder } from './folder.ts'
import { NOW } from './skewedRow.ts'
import { rowWithTimes, transitionsOf, type Transition } from './transitions.ts'

/*
 * W7, measures: 100,000 incidents with 500,000 changes of status over three years. Figures by week as a panel asks for them, beside SQL
 * and DuckDB over the same rows, and arrays made for the one question. What each says is compared. Panels ask for one figure; where a
 * rival gives several in one go, Muster is asked as often, and the times are added.
 */
interface Duck {
  weekly(): Promise<(number | null)[][]>
  percentiles(): Promise<(number | null)[][]>
  durations(): Promise<(number | null)[][]>
  close(): void
}
const { openDuckMeasures } = (await import('./servers/duckMeasures.mjs' as string)) as {
  openDuckMeasures(incidents: unknown[][], transitions: unknown[][], firstWeek: number): Promise<Duck | undefined>
}
const COUNT = Number(process.argv[2] ?? 100_000)
const RUNS = 101
const WEEK_MS = 7 * 86_400_000
const PERCENTS = [50, 90, 99] as const

const rows = Array.from({ length: COUNT }, (_, n) => rowWithTimes(n, COUNT))
const store = new ProjectionStore(openProjections(`${newFolder('w7m')}/projection.sqlite`), 'bench')
for (let from = 0; from < COUNT; from += 5000)
  store.save(
    rows.slice(from, from + 5000).map((row, at) => ({ docId: `i${from + at}`, incident: projectRow(`i${from + at}`, row) })),
    null
  )
let tell: (docs: readonly ProjectedDoc[]) => void = () => undefined
const columns = new ListIndex({ onProjected: (listener) => ((tell = listener), () => undefined) }, store)
await columns.ready(BUILT_IN)
const settings = foldSettings([])
const engine = new Figures(new Finder(store.db, columns), columns)
const asking = { settings, nowMs: NOW }

function ask(question: string): AnalyticsSeries {
  const said = valueOf(engine.series(`${question} rollup week zone UTC`, asking))
  if (said.type === 'problem') throw new Error(said.message)
  return said
}
const cellsOf = (question: string): (number | null)[] => ask(question).current.series[0]!.cells.value
const together = (...all: (number | null)[][]): (number | null)[][] => all[0]!.map((_, week) => all.map((values) => values[week]!))
const muster = {
  weekly: () => together(cellsOf('count incident_count'), cellsOf('mean time_to_resolve')),
  durations: () => together(cellsOf('mean status_active_duration'), cellsOf('mean status_stable_duration')),
  percentiles: () => together(...PERCENTS.map((percent) => cellsOf(`p${percent} time_to_resolve`)))
}

const firstWeek = ask('count incident_count').current.edges[0]!
const weekCount = ask('count incident_count').current.edges.length - 1
const transitions: Transition[] = rows.flatMap((row, n) => transitionsOf(n, row))
const plain = openPlain()
const arrays = makeArrays()
const duck = await openDuckMeasures(
  rows.map((row, n) => [n, row.declaredAt, row.resolvedAt]),
  transitions.map(({ incident, at, status }) => [incident, at, status]),
  firstWeek
)

const figures: Figure[] = []
await compare('weekly', 'count and mean time to resolve by week', '≤ 1')
await compare('durations', 'mean time active and stable by week', '≤ 4')
await compare('percentiles', 'p50, p90, p99 of time to resolve by week', '≤ 3.5')
for (const question of [
  'count incident_count',
  'mean time_to_resolve',
  'mean status_active_duration',
  'p90 time_to_resolve',
  'p90 time_to_resolve by service'
])
  figures.push({ metric: `one panel: ${question} by week`, muster: median(times(RUNS, () => ask(question))), unit: 'ms' })
let changes = 0
for (const name of ['weekly', 'durations', 'percentiles'] as const)
  figures.push({ metric: `${name}, each after an incident changed`, muster: median(times(RUNS, muster[name], changeOne)), unit: 'ms' })
printFigures(
  'W7',
  `${COUNT.toLocaleString('en')} incidents, ${transitions.length.toLocaleString('en')} changes of status: measures`,
  figures
)
duck?.close()
columns.close()
store.close()

async function compare(name: 'weekly' | 'durations' | 'percentiles', metric: string, goal: string): Promise<void> {
  const wanted = muster[name]()
  same(`${metric}: SQL`, plain[name](), wanted)
  same(`${metric}: arrays`, arrays[name](), wanted)
  if (duck) same(`${metric}: DuckDB`, await duck[name](), wanted)
  const own = median(times(RUNS, muster[name]))
  figures.push({ metric, muster: own, rival: median(times(3, plain[name])), against: 'SQL', unit: 'ms', goal })
  if (duck) figures.push({ metric, muster: own, rival: median(await timesOf(5, duck[name])), against: 'DuckDB', unit: 'ms' })
  figures.push({ metric, muster: own, rival: median(times(RUNS, arrays[name])), against: 'arrays for this question', unit: 'ms' })
}

/** As somebody would write it in SQL; SQLite has no percentile, so its values are read in order. */
function openPlain() {
  const { db } = store
  db.exec('CREATE TEMP TABLE transition (incident INTEGER, at INTEGER, status TEXT)')
  db.exec('CREATE TEMP TABLE times (id INTEGER PRIMARY KEY, declared INTEGER, resolved INTEGER)')
  const [addTransition, addTimes] = ['INSERT INTO transition VALUES (?, ?, ?)', 'INSERT INTO times VALUES (?, ?, ?)'].map((sql) =>
    db.prepare(sql)
  )
  db.transaction(() => {
    for (const { incident, at, status } of transitions) addTransition!.run(incident, at, status)
    rows.forEach((row, n) => addTimes!.run(n, row.declaredAt, row.resolvedAt))
  })()
  const week = `(declared - ${firstWeek}) / ${WEEK_MS}`
  const read = (sql: string) => db.prepare(sql).raw()
  const weekly = read(`SELECT count(*), avg(resolved - declared) FROM times GROUP BY ${week} ORDER BY ${week}`)
  const durations = read(`WITH spent AS (
      SELECT incident, status, lead(at) OVER (PARTITION BY incident ORDER BY at) - at AS ms FROM transition
    ), each AS (
      SELECT incident, sum(ms) FILTER (WHERE status = 'active') AS active, sum(ms) FILTER (WHERE status = 'stable') AS stable FROM spent GROUP BY incident
    )
    SELECT avg(active) FILTER (WHERE resolved IS NOT NULL), avg(stable) FILTER (WHERE resolved IS NOT NULL)
    FROM each JOIN times ON id = incident GROUP BY ${week} ORDER BY ${week}`)
  const sorted = read(`SELECT ${week}, resolved - declared FROM times WHERE resolved IS NOT NULL ORDER BY 1, 2`)
  return {
    weekly: () => weekly.all() as (number | null)[][],
    durations: () => durations.all() as (number | null)[][],
    percentiles: () => percentilesIn(sorted.all() as [number, number][])
  }
}

function percentilesIn(sorted: readonly [number, number][]): (number | null)[][] {
  const byWeek = Array.from({ length: weekCount }, (): number[] => [])
  for (const [week, ms] of sorted) byWeek[week]!.push(ms)
  return byWeek.map((values) => PERCENTS.map((percent) => (values.length === 0 ? null : percentileOf(Float64Array.from(values), percent))))
}

/** The physical limit: numbers in arrays, one loop, nothing but this question. */
function makeArrays() {
  const declared = Float64Array.from(rows, (row) => row.declaredAt)
  const resolved = Float64Array.from(rows, (row) => row.resolvedAt ?? NaN)
  const [of, at, status] = [
    Uint32Array.from(transitions, ({ incident }) => incident),
    Float64Array.from(transitions, (each) => each.at),
    Uint8Array.from(transitions, (each) => ['active', 'stable', 'resolved'].indexOf(each.status))
  ]
  const weekOf = (row: number) => Math.floor((declared[row]! - firstWeek) / WEEK_MS)
  const mean = (sum: number, n: number) => (n === 0 ? null : sum / n)
  return {
    weekly() {
      const [all, n, sums] = [new Uint32Array(weekCount), new Uint32Array(weekCount), new Float64Array(weekCount)]
      for (let row = 0; row < COUNT; row++) {
        const week = weekOf(row)
        all[week]! += 1
        const ms = resolved[row]! - declared[row]!
        if (!(ms >= 0)) continue
        n[week]! += 1
        sums[week]! += ms
      }
      return Array.from(all, (count, week) => [count, mean(sums[week]!, n[week]!)])
    },
    durations() {
      const [n, active, stable] = [new Uint32Array(weekCount), new Float64Array(weekCount), new Float64Array(weekCount)]
      const spent = new Float64Array(COUNT * 3)
      for (let each = 0; each + 1 < of.length; each++)
        if (of[each] === of[each + 1]) spent[of[each]! * 3 + status[each]!]! += at[each + 1]! - at[each]!
      for (let row = 0; row < COUNT; row++) {
        if (!(resolved[row]! >= 0)) continue
        const week = weekOf(row)
        n[week]! += 1
        active[week]! += spent[row * 3]!
        stable[week]! += spent[row * 3 + 1]!
      }
      return Array.from(n, (count, week) => [mean(active[week]!, count), mean(stable[week]!, count)])
    },
    percentiles() {
      const n = new Uint32Array(weekCount + 1)
      for (let row = 0; row < COUNT; row++) if (resolved[row]! >= 0) n[weekOf(row) + 1]! += 1
      for (let week = 0; week < weekCount; week++) n[week + 1]! += n[week]!
      const [next, values] = [n.slice(), new Float64Array(n[weekCount]!)]
      for (let row = 0; row < COUNT; row++) {
        const ms = resolved[row]! - declared[row]!
        if (ms >= 0) values[next[weekOf(row)]!++] = ms
      }
      return Array.from({ length: weekCount }, (_, week) => {
        const own = values.subarray(n[week]!, n[week + 1]!).sort()
        return PERCENTS.map((percent) => (own.length === 0 ? null : percentileOf(own, percent)))
      })
    }
  }
}

/** As the projector tells it; nothing of the page's panels is kept then. */
function changeOne(): void {
  const n = (changes += 7919) % COUNT
  const doc = { docId: `i${n}`, incident: projectRow(`i${n}`, { ...rows[n]!, lastUpdateAt: NOW + changes }) }
  store.save([doc], null)
  tell([doc])
}

/** `before` each run does not count. */
function times(runs: number, work: () => unknown, before: () => void = () => undefined): number[] {
  for (let warm = 0; warm < Math.min(runs, 20); warm++) work()
  return Array.from({ length: runs }, () => {
    before()
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

/** To a thousandth of a ms: each divides in its own order. */
function same(what: string, found: (number | null)[][], expected: (number | null)[][]): void {
  const round = (all: (number | null)[][]) =>
    JSON.stringify(all.map((values) => values.map((value) => (value === null ? null : Math.round(value * 1000) / 1000))))
  if (round(found) !== round(expected))
    throw new Error(`${what} says something else: ${round(found).slice(0, 200)} / ${round(expected).slice(0, 200)}`)
}
