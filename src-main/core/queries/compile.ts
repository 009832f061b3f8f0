import type { FieldTerm, Match, Query, TextTerm } from '#shared/domain/search/ast.ts'
import { findSearchField, type FieldName } from '#shared/domain/search/fields.ts'
import { namedNumber } from '#shared/domain/search/matches.ts'
import { boundsOf } from '#shared/domain/search/values.ts'
import type { Param } from './reader.ts'

/** A condition on table `incident`, always true or false and never NULL, so that NOT means what it says. */
export interface Condition {
  where: string
  params: Param[]
}

export const EVERYTHING: Condition = { where: '1', params: [] }
export const NOTHING: Condition = { where: '0', params: [] }

/** What a person typed goes into parameters only, never into the SQL. */
export function compileQuery(query: Query | null, nowMs: number): Condition {
  if (query === null) return EVERYTHING
  switch (query.type) {
    case 'and':
    case 'or': {
      const items = query.items.map((item) => compileQuery(item, nowMs))
      return joinConditions(query.type === 'and' ? 'AND' : 'OR', items)
    }
    case 'not':
      return negate(compileQuery(query.item, nowMs))
    case 'text':
      return compileText(query)
    case 'field':
      return compileField(query, nowMs)
  }
}

export const negate = ({ where, params }: Condition): Condition => ({ where: `NOT (${where})`, params })

export function joinConditions(operator: 'AND' | 'OR', conditions: readonly Condition[]): Condition {
  return { where: conditions.map(({ where }) => `(${where})`).join(` ${operator} `), params: conditions.flatMap(({ params }) => params) }
}

function compileText({ text, isPrefix }: TextTerm): Condition {
  const inText = findWords(ftsPhrase(text, isPrefix))
  const number = isPrefix ? null : namedNumber(text)
  return number === null ? inText : joinConditions('OR', [inText, { where: 'incident.number IS ?', params: [number] }])
}

const findWords = (fts: string): Condition => ({
  where: 'incident.rowid IN (SELECT rowid FROM incident_text WHERE incident_text MATCH ?)',
  params: [fts]
})

/** In quotes nothing has a meaning to FTS5 but the quote itself, and that is doubled. */
const ftsPhrase = (text: string, isPrefix: boolean): string => `"${text.replaceAll('"', '""')}"${isPrefix ? ' *' : ''}`

/** Columns of names from a closed set, stored in the spelling that a checked query has: compared as they are, by index. */
const CHOICE_COLUMNS: Partial<Record<FieldName, string>> = {
  severity: 'incident.severity',
  state: 'incident.status',
  visibility: 'incident.visibility',
  customer_impacted: 'incident.customer_impact'
}

function compileField({ field, match }: FieldTerm, nowMs: number): Condition {
  const choice = CHOICE_COLUMNS[field]
  if (choice !== undefined) return match.type === 'is' ? { where: `${choice} = ?`, params: [match.value] } : compileName(choice, match)
  switch (field) {
    case 'test':
      return match.type === 'is' ? { where: 'incident.is_test = ?', params: [match.value === 'true' ? 1 : 0] } : EVERYTHING
    case 'commander':
      return neverNull(joinConditions('OR', [compileName('incident.commander', match), compileName('incident.commander_name', match)]))
    case 'service':
      return compileList('incident_service', 'service', match)
    case 'team':
      return compileList('incident_team', 'team', match)
    case 'title':
      return compileTitle(match)
    default:
      return compileNumber(numberOf(field, nowMs), field, match, nowMs)
  }
}

const neverNull = ({ where, params }: Condition): Condition => ({ where: `ifnull(${where}, 0)`, params })

/** NULL where the column is. */
function compileName(column: string, match: Match<string>): Condition {
  switch (match.type) {
    case 'is':
      return { where: `${column} = ? COLLATE NOCASE`, params: [match.value] }
    case 'prefix':
      // not LIKE: it would give % and _ in what was typed a meaning
      return { where: `substr(${column}, 1, length(?)) = ? COLLATE NOCASE`, params: [match.value, match.value] }
    case 'exists':
      return { where: `${column} IS NOT NULL`, params: [] }
    default:
      throw new Error(`Names have no order: ${match.type}`)
  }
}

function compileList(table: 'incident_service' | 'incident_team', column: 'service' | 'team', match: Match<string>): Condition {
  const { where, params } = compileName(column, match)
  return { where: `incident.rowid IN (SELECT incident_rowid FROM ${table} WHERE ${where})`, params }
}

function compileTitle(match: Match<string>): Condition {
  if (match.type !== 'is' && match.type !== 'prefix') return { where: `incident.title <> ''`, params: [] }
  return findWords(`{title} : ${ftsPhrase(match.value, match.type === 'prefix')}`)
}

interface Expression {
  sql: string
  params: Param[]
  /** Plain comparisons only where it cannot be NULL: they let SQLite use an index. */
  isNullable: boolean
}

const ofColumn = (sql: string, isNullable: boolean): Expression => ({ sql, params: [], isNullable })

function numberOf(field: FieldName, nowMs: number): Expression {
  switch (field) {
    case 'number':
      return ofColumn('incident.number', true)
    case 'created':
      return ofColumn('incident.declared_at', false)
    case 'resolved':
      return ofColumn('incident.resolved_at', true)
    case 'updated':
      return ofColumn('incident.last_update_at', false)
    case 'time_to_resolve':
      return { sql: spanFrom('incident.resolved_at'), params: [], isNullable: true }
    case 'duration':
      return durationOf(nowMs)
    default:
      throw new Error(`${field} is not a number`)
  }
}

/** NULL where it ends before it starts: such a pair is invalid and has no length. */
const spanFrom = (end: string): string => `iif(${end} >= incident.declared_at, ${end} - incident.declared_at, NULL)`

/** Until now while it is not resolved, ms. */
export function durationOf(nowMs: number): Expression {
  return { sql: spanFrom('ifnull(incident.resolved_at, ?)'), params: [nowMs, nowMs], isNullable: true }
}

/** Without any bound: has a value. */
function compileNumber({ sql, params, isNullable }: Expression, field: FieldName, match: Match<string>, nowMs: number): Condition {
  const { from, before } = boundsOf(findSearchField(field)?.type ?? 'number', match, nowMs)
  const bounds: Condition[] = []
  if (from !== null) bounds.push({ where: `${sql} >= ?`, params: [...params, from] })
  if (before !== null) bounds.push({ where: `${sql} < ?`, params: [...params, before] })
  if (bounds.length === 0) return { where: `${sql} IS NOT NULL`, params }
  const within = joinConditions('AND', bounds)
  return isNullable ? neverNull(within) : within
}
