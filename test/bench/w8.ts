import type { Piece } from '../../shared/domain/search/row.ts'
import { valueOf } from '../../shared/domain/result.ts'
import { BUILT_IN } from '../../shared/domain/search/fields.ts'
import { ListIndex } from '../../src-main/core/index/listIndex.ts'
import { Finder } from '../../src-main/core/queries/finder.ts'
import { findSnippets } from '../../src-main/core/queries/snippets.ts'
import { openProjections } from '../../src-main/core/sqlite/openDatabase.ts'
import { PieceStore } from '../../src-main/core/sqlite/pieceStore.ts'
import { ProjectionStore } from '../../src-main/core/sqlite/projectionStore.ts'
import { aRow } from './aRow.ts'
import { median, printFigures, type Figure } from './figures.ts'
import { newFolder } from './folder.ts'
import { projectRow } from '../../src-main/core/projectIncident.ts'

/*
 * W8: full-text search over 100,000 entries: all in one incident, and spread over 10,000. Beside it the same texts in a plain FTS5
 * table, asked as its manual says. What is found is compared.
 */
const COUNT = Number(process.argv[2] ?? 100_000)
const NOW = Date.UTC(2026, 0, 1)
const COMMON = 'requests'
const RARE = 'quorum'

const store = new ProjectionStore(openProjections(`${newFolder('w8')}/projection.sqlite`), 'bench')
const texts = Array.from({ length: COUNT }, (_, n) => textOf(n))
const one = aRow(
  0,
  texts.map((text, n): Piece => ({ source: `entry:${n}`, at: NOW + n, text }))
)
store.save([{ docId: 'one', incident: projectRow('one', one) }], null)
const { db } = store
db.exec(`CREATE VIRTUAL TABLE plain USING fts5 (text, tokenize = "unicode61 remove_diacritics 2")`)
const insert = db.prepare('INSERT INTO plain (rowid, text) VALUES (?, ?)')
db.transaction(() => texts.forEach((text, n) => insert.run(n + 1, text)))()

const figures: Figure[] = []
const newest = db.prepare('SELECT rowid, text FROM plain WHERE plain MATCH ? ORDER BY rowid DESC LIMIT 50')
const ranked = db.prepare('SELECT rowid, text FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 50')
figures.push({
  metric: 'a match shown in an incident of all entries',
  muster: median(times(30, () => findSnippets(db, COMMON, ['one'], BUILT_IN))),
  rival: median(times(30, () => newest.all(COMMON))),
  against: 'plain FTS5, 50 newest',
  unit: 'ms',
  goal: '≤ 1'
})
const pieces = new PieceStore(db)
const changed = [{ source: 'title', at: NOW, text: one.title }, ...one.pieces]
figures.push({
  metric: 'one entry added to it',
  muster: median(times(5, () => pieces.replace(1, [...changed, { source: `entry:x`, at: NOW, text: `again ${Math.random()}` }]))),
  unit: 'ms'
})

const many = new ProjectionStore(openProjections(`${newFolder('w8-many')}/projection.sqlite`), 'bench')
const INCIDENTS = COUNT / 10
many.save(
  Array.from({ length: INCIDENTS }, (_, n) => {
    const entries = texts.slice(n * 10, n * 10 + 10).map((text, at): Piece => ({ source: `entry:${at}`, at: NOW, text }))
    return { docId: `i${n}`, incident: projectRow(`i${n}`, aRow(n, entries)) }
  }),
  null
)
const columns = new ListIndex({ onProjected: () => () => undefined }, many)
await columns.ready(BUILT_IN)
const page = { sort: { by: 'lastUpdate', descending: true }, section: 'matches', offset: 0, limit: 50 } as const
/** As the list does with each letter: count, page, and where it was found; nothing is remembered from before. */
function asType(query: string): void {
  columns.revision += 1
  const finder = new Finder(many.db, columns)
  finder.count(query, NOW, BUILT_IN)
  const rows = valueOf(finder.list({ ...page, query }, NOW, BUILT_IN))
  findSnippets(
    many.db,
    query,
    rows.map(({ id }) => id),
    BUILT_IN
  )
}
// the newest entry that has the word is what the incident of all entries shows
const [shown] = findSnippets(db, COMMON, ['one'], BUILT_IN)
const [latest] = newest.all(COMMON) as { text: string }[]
if (!latest || !shown || !latest.text.startsWith(textIn(shown.parts).slice(0, 60)))
  throw new Error('Another entry is shown than the newest')
const found = new Finder(many.db, columns).count(RARE, NOW, BUILT_IN).matches
const wanted = new Set(
  (db.prepare('SELECT rowid FROM plain WHERE plain MATCH ?').all(RARE) as { rowid: number }[]).map(({ rowid }) =>
    Math.floor((rowid - 1) / 10)
  )
)
if (found !== wanted.size) throw new Error(`${found} incidents are found, not ${wanted.size}`)

for (const [name, query] of [
  ['common word', COMMON],
  ['rare word', RARE],
  ['beginning of a word', 'quo*']
] as const) {
  const muster = median(times(15, () => asType(query)))
  const word = query.replace(/^(.*)\*$/, '"$1" *')
  const metric = `list with matches shown, ${name}`
  figures.push({ metric, muster, rival: median(times(15, () => newest.all(word))), against: 'plain FTS5, 50 newest', unit: 'ms' })
  figures.push({
    metric,
    muster,
    rival: median(times(9, () => ranked.all(word))),
    against: 'plain FTS5, 50 best',
    unit: 'ms',
    goal: '≤ 20'
  })
}
printFigures('W8', `full-text search over ${COUNT.toLocaleString('en')} entries`, figures)

function textIn(parts: readonly { text: string }[]): string {
  return parts.map(({ text }) => text).join('')
}

function times(runs: number, work: () => unknown): number[] {
  work()
  return Array.from({ length: runs }, () => {
    const startedAt = performance.now()
    work()
    return performance.now() - startedAt
  })
}

function textOf(n: number): string {
  const WORDS = ['latency', 'rollback', 'replica', 'timeout', 'queue', 'deploy', 'cache', 'shard', 'retry', 'certificate']
  const pick = (salt: number) => WORDS[((Math.imul(n * 31 + salt, 0x9e3779b1) >>> 0) >>> 8) % WORDS.length]!
  const rare = n % 997 === 0 ? `${RARE} lost, ` : ''
  return `${rare}${pick(1)} of ${pick(2)} ${COMMON} rising after the ${pick(3)} ${n}, ${pick(4)} looks at ${pick(5)} in region ${n % 7}`
}
