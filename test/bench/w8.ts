import { BEST_MATCH, type Sort } from '../../shared/bridge/contract/find.ts'
import type { Piece } from '../../shared/domain/search/row.ts'
import { valueOf } from '../../shared/domain/result.ts'
import { BUILT_IN } from '../../shared/domain/search/fields.ts'
import { ListIndex } from '../../src-main/core/index/listIndex.ts'
import { projectRow } from '../../src-main/core/projectIncident.ts'
import { Finder } from '../../src-main/core/queries/finder.ts'
import { countList, listIncidents } from '../../src-main/core/queries/listQueries.ts'
import { findSnippets } from '../../src-main/core/queries/snippets.ts'
import { openProjections } from '../../src-main/core/sqlite/openDatabase.ts'
import { ProjectionStore, type ProjectedDoc } from '../../src-main/core/sqlite/projectionStore.ts'
import { aRow } from './aRow.ts'
import { printFigures, type Figure } from './figures.ts'
import { newFolder } from './folder.ts'

/*
 * W8: full-text search over 100,000 entries: all in one incident, ten in each of 10,000, one in each of 100,000. What the list does
 * with each letter (count, page, texts to show), beside the same answer by SQL, and beside the same texts in a plain FTS5 table,
 * asked as its manual says. What is found is compared. Times are CPU time, the mean of many runs.
 */
const COUNT = Number(process.argv[2] ?? 100_000)
const NOW = Date.UTC(2026, 0, 1)
const COMMON = 'requests'
const RARE = 'quorum'
const QUERIES = [
  ['a word of every entry', COMMON],
  ['a rare word', RARE],
  ['beginning of a rare word', 'quo*'],
  ['beginning of common words', 're*']
] as const
const ENOUGH_MS = 150
const NEWEST = { by: 'lastUpdate', descending: true } as const
const BEST = { by: BEST_MATCH, descending: true } as const

const texts = Array.from({ length: COUNT }, (_, n) => textOf(n))
const figures: Figure[] = []
for (const perIncident of [COUNT, 10, 1]) await measure(perIncident)
printFigures('W8', `full-text search over ${COUNT.toLocaleString('en')} entries`, figures)

async function measure(perIncident: number): Promise<void> {
  const where = perIncident === COUNT ? 'all in one incident' : perIncident === 1 ? 'one an incident' : `${perIncident} an incident`
  const store = new ProjectionStore(openProjections(`${newFolder('w8')}/projection.sqlite`), 'bench')
  // made when needed: what collecting them costs is not part of a search
  const incidents = COUNT / perIncident
  const docs = (from: number, to: number) => Array.from({ length: Math.min(to, incidents) - from }, (_, n) => docOf(from + n, perIncident))
  for (let from = 0; from < incidents; from += 5000) store.save(docs(from, from + 5000), null)
  let tell: (docs: readonly ProjectedDoc[]) => void = () => undefined
  const columns = new ListIndex({ onProjected: (listener) => ((tell = listener), () => undefined) }, store)
  await columns.ready(BUILT_IN)
  const plain = openPlain(store)

  for (const [name, query] of QUERIES) {
    const metric = `${where}: ${name}`
    const bySql = askSql(store, query)
    same(metric, ask(new Finder(store.db, columns), query), bySql)
    const found = new Set(plain.all(query).map((n) => Math.floor(n / perIncident)))
    if (bySql.count.matches !== found.size) throw new Error(`${metric}: ${bySql.count.matches} incidents are found, not ${found.size}`)

    const asked = cost(() => ask(new Finder(store.db, columns), query))
    figures.push({ metric, muster: asked, rival: cost(() => askSql(store, query)), against: 'the same by SQL', unit: 'ms' })
    figures.push({ metric, muster: asked, rival: cost(() => plain.newest(query)), against: 'FTS5, 50 newest', unit: 'ms' })
    figures.push({
      metric: `${metric}, best match first`,
      muster: cost(() => ask(new Finder(store.db, columns), query, BEST)),
      rival: cost(() => plain.best(query)),
      against: 'FTS5, 50 best',
      unit: 'ms',
      goal: '≤ 20'
    })
    const finder = new Finder(store.db, columns)
    ask(finder, query)
    let changes = 0
    const again = cost(
      () => ask(finder, query),
      () => {
        const changed = withEntry((changes * 7) % incidents, (changes += 1))
        store.save([changed], null)
        tell([changed])
      }
    )
    figures.push({ metric: `${metric}, again after an entry was added`, muster: again, unit: 'ms', goal: '≤ 1' })
  }
  const finder = new Finder(store.db, columns)
  ask(finder, COMMON)
  figures.push({
    metric: `${where}: all facets of a word of every entry`,
    muster: cost(() => finder.facets(COMMON, NOW, BUILT_IN)),
    unit: 'ms'
  })
  figures.push({ metric: `${where}: adding an entry`, muster: addEntries(store), unit: 'ms' })
  columns.close()
  store.close()
}

interface Said {
  count: { matches: number }
  rows: unknown[]
  found: unknown[]
}
function pageOf(query: string, sort: Sort) {
  return { query, sort, section: 'matches', offset: 0, limit: 50 } as const
}

/** As the list does with each letter: how many, a page, and where the words stand in it. */
function ask(finder: Finder, query: string, sort: Sort = NEWEST): Said {
  const count = finder.count(query, NOW, BUILT_IN)
  const rows = valueOf(finder.list(pageOf(query, sort), NOW, BUILT_IN))
  const ids = rows.map(({ id }) => id)
  return { count, rows, found: finder.snippets(query, ids, BUILT_IN) }
}

function askSql({ db }: ProjectionStore, query: string): Said {
  const rows = valueOf(listIncidents(db, pageOf(query, NEWEST), NOW))
  const ids = rows.map(({ id }) => id)
  return { count: countList(db, query, NOW), rows, found: findSnippets(db, query, ids, BUILT_IN) }
}

/** The same texts in a table of their own. */
function openPlain({ db }: ProjectionStore) {
  db.exec(`CREATE VIRTUAL TABLE plain USING fts5 (text, tokenize = "unicode61 remove_diacritics 2")`)
  const insert = db.prepare('INSERT INTO plain (rowid, text) VALUES (?, ?)')
  db.transaction(() => texts.forEach((text, n) => insert.run(n + 1, text)))()
  const find = (rest: string) => db.prepare(`SELECT rowid, text FROM plain WHERE plain MATCH ? ${rest}`)
  const [all, newest, best] = [find('').pluck(), find('ORDER BY rowid DESC LIMIT 50'), find('ORDER BY rank LIMIT 50')]
  const words = (query: string) => query.replace(/^(.*)\*$/, '"$1" *')
  return {
    all: (query: string) => (all.all(words(query)) as number[]).map((rowid) => rowid - 1),
    newest: (query: string) => newest.all(words(query)),
    best: (query: string) => best.all(words(query))
  }
}

function docOf(n: number, perIncident: number): ProjectedDoc {
  const pieces = texts
    .slice(n * perIncident, (n + 1) * perIncident)
    .map((text, at): Piece => ({ source: `entry:${at}`, at: NOW + at, text }))
  return { docId: `i${n}`, incident: projectRow(`i${n}`, aRow(n, pieces)) }
}

/** As the projector writes it: only what is new. */
function withEntry(incident: number, n: number): ProjectedDoc {
  const { docId, incident: before } = docOf(incident, 0)
  const pieces = [{ source: `entry:new ${n} ${Math.random()}`, at: NOW, text: textOf(n) }]
  return { docId, incident: { ...before!, pieces, replaced: new Set() } }
}

function addEntries(store: ProjectionStore): number {
  return cost(() => store.save([withEntry(0, 1)], null))
}

function same(what: string, found: unknown, expected: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`${what}: SQL finds something else`)
}

/** CPU time of this thread, in which both sides do all of their work: others on the machine change it little. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** ms of CPU a run, over as many runs as the coarse clock of CPU time needs; `before` each run does not count. */
function cost(work: () => unknown, before: () => unknown = () => undefined): number {
  work()
  let [spent, runs] = [0, 0]
  for (; spent < ENOUGH_MS && runs < 1000; runs++) {
    before()
    const startedAt = cpuMs()
    work()
    spent += cpuMs() - startedAt
  }
  return spent / runs
}

function textOf(n: number): string {
  const WORDS = ['latency', 'rollback', 'replica', 'timeout', 'queue', 'deploy', 'cache', 'shard', 'retry', 'certificate']
  const pick = (salt: number) => WORDS[((Math.imul(n * 31 + salt, 0x9e3779b1) >>> 0) >>> 8) % WORDS.length]!
  const rare = n % 997 === 0 ? `${RARE} lost, ` : ''
  return `${rare}${pick(1)} of ${pick(2)} ${COMMON} rising after the ${pick(3)} ${n}, ${pick(4)} looks at ${pick(5)} in region ${n % 7}`
}
