import { SORT_COLUMNS, type LIST_SECTIONS, type Sort } from '#shared/bridge/contract/find.ts'
import type { Person } from '#shared/bridge/warRoomApi.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { QueryProblem } from '#shared/domain/search/ast.ts'
import { BUILT_IN, findSearchField, type SearchFields } from '#shared/domain/search/fields.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { compileQuery, EVERYTHING, joinConditions, negate, NOTHING, type Condition } from './compile.ts'
import { queryFailure } from './queryFailure.ts'
import { prepare, type Reader } from './reader.ts'
import { ROW_COLUMNS, toRow, toWideRow, WIDE_COLUMNS, type ListedRow, type WideRow } from './rows.ts'
import { NEWEST_ACTIVITY_FIRST, orderOf, type Order } from './sorts.ts'

export { countFacets } from './facets.ts'
export { findIncident } from './findIncident.ts'

export type ListSection = (typeof LIST_SECTIONS)[number]
export interface ListCounts {
  matches: number
  openOutside: number
  total: number
  problem: QueryProblem | null
}
export interface ListPage {
  query: string
  sort: Sort
  section: ListSection
  offset: number
  limit: number
  /** Names of search fields whose values are wanted beside the row. */
  columns?: readonly string[]
}

const IS_OPEN: Condition = { where: `incident.status IN ('active', 'stable')`, params: [] }

/** A query with a problem finds nothing, and so hides no open incident: they are all counted as `openOutside`. */
export function countList(reader: Reader, query: string, nowMs: number, fields: SearchFields = BUILT_IN): ListCounts {
  const parsed = parseQuery(query, fields)
  const found = parsed.ok ? compileQuery(parsed.query, nowMs, fields) : NOTHING
  const matches = count(reader, found)
  const openOutside = count(reader, sectionOf(found, 'openOutside'))
  const total = count(reader, EVERYTHING)
  return { matches, openOutside, total, problem: parsed.ok ? null : parsed.problem }
}

/** One page of a section. `offset` and `limit` count incidents. Fails with `badInput` where the query has a problem. */
export function listIncidents(
  reader: Reader,
  { query, sort, section, offset, limit, columns = [] }: ListPage,
  nowMs: number,
  fields: SearchFields = BUILT_IN
): Result<ListedRow[]> {
  const parsed = parseQuery(query, fields)
  if (!parsed.ok) return queryFailure(parsed.problem)
  const condition = sectionOf(compileQuery(parsed.query, nowMs, fields), section)
  return ok(select(reader, condition, orderOf(sort, nowMs, fields), { limit, offset, columns, nowMs }))
}

/** Everything the query finds. Fails with `badInput` where the query has a problem. */
export function listSummaries(
  reader: Reader,
  { query, sort = NEWEST_ACTIVITY_FIRST }: { query: string; sort?: Sort },
  nowMs: number,
  fields: SearchFields = BUILT_IN
): Result<ListedRow[]> {
  const parsed = parseQuery(query, fields)
  if (!parsed.ok) return queryFailure(parsed.problem)
  if (!SORT_COLUMNS.some((column) => column === sort.by) && !findSearchField(sort.by, fields))
    return fail('badInput', `There is no column ${sort.by} to sort by. There are ${SORT_COLUMNS.join(', ')}, and the fields of the search.`)
  return ok(
    select(reader, compileQuery(parsed.query, nowMs, fields), orderOf(sort, nowMs, fields), {
      limit: NO_LIMIT,
      offset: 0,
      columns: [],
      nowMs
    })
  )
}

/** As SQLite writes it. */
const NO_LIMIT = -1

function sectionOf(found: Condition, section: ListSection): Condition {
  return section === 'matches' ? found : joinConditions('AND', [IS_OPEN, negate(found)])
}

function count(reader: Reader, { where, params }: Condition): number {
  const row = prepare(reader, `SELECT count(*) AS count FROM incident WHERE ${where}`).get(...params) as { count: number }
  return row.count
}

interface Cut {
  limit: number
  offset: number
  columns: readonly string[]
  nowMs: number
}

function select(reader: Reader, condition: Condition, order: Order, { limit, offset, columns, nowMs }: Cut): ListedRow[] {
  const isWide = columns.length > 0
  const sql = `SELECT ${isWide ? WIDE_COLUMNS : ROW_COLUMNS} FROM incident WHERE ${condition.where} ORDER BY ${order.orderBy} LIMIT ? OFFSET ?`
  const stored = prepare(reader, sql).all(...condition.params, ...order.params, limit, offset) as WideRow[]
  return stored.map((row) => (isWide ? toWideRow(row, columns, nowMs) : toRow(row)))
}

/** These rows, in this order. */
export function listRows(reader: Reader, rowids: readonly number[], columns: readonly string[], nowMs: number): ListedRow[] {
  const isWide = columns.length > 0
  const sql = `SELECT rowid, ${isWide ? WIDE_COLUMNS : ROW_COLUMNS} FROM incident WHERE rowid IN (SELECT value FROM json_each(?))`
  const stored = prepare(reader, sql).all(JSON.stringify(rowids)) as (WideRow & { rowid: number })[]
  const byRowid = new Map(stored.map((row) => [row.rowid, row]))
  return rowids.flatMap((rowid) => {
    const row = byRowid.get(rowid)
    return row ? [isWide ? toWideRow(row, columns, nowMs) : toRow(row)] : []
  })
}

/** Everybody who commands an incident here, by name. */
export function listCommanders(reader: Reader): Person[] {
  const sql = 'SELECT DISTINCT commander AS id, commander_name AS name FROM incident WHERE commander IS NOT NULL ORDER BY commander_name'
  return prepare(reader, sql).all() as Person[]
}
