import type { FieldTerm, Match, Query, TextTerm } from '#shared/domain/search/ast.ts'
import { BUILT_IN, findSearchField, idsNamed, isOrdered, type SearchField, type SearchFields } from '#shared/domain/search/fields.ts'
import { isLike, namedNumber } from '#shared/domain/search/matches.ts'
import { boundsOf } from '#shared/domain/search/values.ts'
import { idsField } from '../projectIncident.ts'
import { PIECES_PER_INCIDENT } from '../sqlite/projectionSchema.ts'
import type { Param } from './reader.ts'

/** A condition on table `incident`, always true or false and never NULL, so that NOT means what it says. */
export interface Condition {
  where: string
  params: Param[]
}

export const EVERYTHING: Condition = { where: '1', params: [] }
export const NOTHING: Condition = { where: '0', params: [] }

/** What a person typed goes into parameters only, never into the SQL. `fields`: those the query was read with. */
export function compileQuery(query: Query | null, nowMs: number, fields: SearchFields = BUILT_IN): Condition {
  if (query === null) return EVERYTHING
  switch (query.type) {
    case 'and':
    case 'or': {
      const items = query.items.map((item) => compileQuery(item, nowMs, fields))
      return joinConditions(query.type === 'and' ? 'AND' : 'OR', items)
    }
    case 'not':
      return negate(compileQuery(query.item, nowMs, fields))
    case 'text':
      return compileText(query, fields)
    case 'field':
      return compileField(query, nowMs, fields)
  }
}

export const negate = ({ where, params }: Condition): Condition => ({ where: `NOT (${where})`, params })

export function joinConditions(operator: 'AND' | 'OR', conditions: readonly Condition[]): Condition {
  return { where: conditions.map(({ where }) => `(${where})`).join(` ${operator} `), params: conditions.flatMap(({ params }) => params) }
}

function compileText({ text, isPrefix }: TextTerm, fields: SearchFields): Condition {
  const inText = findWords(ftsPhrase(text, isPrefix))
  const number = namedNumber(text, fields)
  return number === null ? inText : joinConditions('OR', [inText, { where: 'incident.number IS ?', params: [number] }])
}

/** Of a row of `piece_text`. */
export const INCIDENT_OF = `rowid / ${PIECES_PER_INCIDENT}`
export const IS_TITLE = `rowid % ${PIECES_PER_INCIDENT} = 0`
const findWords = (fts: string): Condition => ({
  where: `incident.rowid IN (SELECT ${INCIDENT_OF} FROM piece_text WHERE piece_text MATCH ?)`,
  params: [fts]
})

/** In quotes nothing has a meaning to FTS5 but the quote itself, and that is doubled. */
export const ftsPhrase = (text: string, isPrefix: boolean): string => `"${text.replaceAll('"', '""')}"${isPrefix ? ' *' : ''}`

/** Columns of names from a closed set, stored in the spelling that a checked query has: compared as they are, by index. */
const CHOICE_COLUMNS: Readonly<Record<string, string>> = {
  severity: 'incident.severity',
  state: 'incident.status',
  visibility: 'incident.visibility',
  customer_impacted: 'incident.customer_impact'
}
const FLAG_COLUMNS: Readonly<Record<string, { column: string; yes: string }>> = {
  test: { column: 'incident.is_test', yes: 'true' },
  postmortem: { column: 'incident.has_postmortem', yes: 'yes' }
}
/** Of a person: id and name. */
const PERSON_COLUMNS: Readonly<Record<string, readonly [string, string]>> = {
  commander: ['incident.commander', 'incident.commander_name'],
  created_by: ['incident.created_by', 'incident.created_by_name']
}

function compileField({ field: name, match }: FieldTerm, nowMs: number, fields: SearchFields): Condition {
  const field = findSearchField(name, fields)
  if (!field) throw new Error(`The query was read with other fields: ${name}`)
  if (isOrdered(field)) return compileNumber(numberOf(field, nowMs), field, match, nowMs)
  if (name === 'title') return compileTitle(match)
  if (field.type === 'text') return compileFieldText(name, match)
  const [choice, flag, person] = [CHOICE_COLUMNS[name], FLAG_COLUMNS[name], PERSON_COLUMNS[name]]
  if (choice) return match.type === 'is' ? { where: `${choice} = ?`, params: [match.value] } : compileName(choice, match)
  if (flag) return match.type === 'is' ? { where: `${flag.column} = ?`, params: [match.value === flag.yes ? 1 : 0] } : EVERYTHING
  if (person)
    return neverNull(
      joinConditions(
        'OR',
        person.map((column) => compileName(column, match))
      )
    )
  if (name === 'postmortem_state') return neverNull(compileName('incident.postmortem_state', match))
  if (name === 'type') return compileNamed('incident.incident_type', field, match)
  return compileList(field, match)
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

/** Ids are found by the names shown for them, too. */
function compileNamed(column: string, field: SearchField, match: Match<string>): Condition {
  const ids = idsNamed(field, (name) => isLike(name, match))
  const same = ids.map((id) => ({ where: `${column} = ? COLLATE BINARY`, params: [id] }))
  return joinConditions('OR', [compileName(column, match), ...same])
}

function compileList(field: SearchField, match: Match<string>): Condition {
  const stored = field.name === 'responder' ? [field.name, idsField(field.name)] : [field.name]
  const { where, params } = compileNamed('value', field, match)
  return {
    where: `incident.rowid IN (SELECT incident_rowid FROM incident_value
      WHERE field IN (${stored.map(() => '?').join(', ')}) AND number IS NULL AND (${where}))`,
    params: [...stored, ...params]
  }
}

function compileTitle(match: Match<string>): Condition {
  if (match.type !== 'is' && match.type !== 'prefix') return { where: `incident.title <> ''`, params: [] }
  return {
    where: `incident.rowid IN (SELECT ${INCIDENT_OF} FROM piece_text WHERE piece_text MATCH ? AND ${IS_TITLE})`,
    params: [ftsPhrase(match.value, match.type === 'prefix')]
  }
}

function compileFieldText(name: string, match: Match<string>): Condition {
  if (match.type !== 'is' && match.type !== 'prefix')
    return { where: `incident.rowid IN (SELECT incident_rowid FROM incident_value WHERE field = ? AND value <> '')`, params: [name] }
  return {
    where: `incident.rowid IN (SELECT piece.${INCIDENT_OF} FROM piece_text JOIN piece ON piece.rowid = piece_text.rowid
      WHERE piece_text MATCH ? AND piece.source = ?)`,
    params: [ftsPhrase(match.value, match.type === 'prefix'), `field:${name}`]
  }
}

export interface Expression {
  sql: string
  params: Param[]
  /** Plain comparisons only where it cannot be NULL: they let SQLite use an index. */
  isNullable: boolean
}

const ofColumn = (sql: string, isNullable: boolean): Expression => ({ sql, params: [], isNullable })

const COLUMN_OF: Readonly<Record<string, Expression>> = {
  number: ofColumn('incident.number', true),
  created: ofColumn('incident.declared_at', false),
  detected: ofColumn('incident.detected_at', false),
  resolved: ofColumn('incident.resolved_at', true),
  updated: ofColumn('incident.last_update_at', false),
  impact_start: ofColumn('incident.impact_start', true),
  impact_end: ofColumn('incident.impact_end', true)
}

export function numberOf({ name, isCustom }: SearchField, nowMs: number): Expression {
  const known = COLUMN_OF[name]
  if (known && !isCustom) return known
  switch (name) {
    case 'duration':
      return durationOf(nowMs)
    case 'impact_duration':
      return { sql: span('incident.impact_start', 'ifnull(incident.impact_end, ?)'), params: [nowMs, nowMs], isNullable: true }
    case 'time_to_detect':
      return { sql: span('incident.impact_start', 'incident.detected_at'), params: [], isNullable: true }
    case 'time_to_repair':
      return { sql: span('incident.declared_at', 'incident.customer_impact_end'), params: [], isNullable: true }
    case 'time_to_resolve':
      return { sql: span('incident.declared_at', 'incident.resolved_at'), params: [], isNullable: true }
    default: {
      const sql = `(SELECT number FROM incident_value WHERE incident_rowid = incident.rowid AND field = ? AND number IS NOT NULL)`
      return { sql, params: [name], isNullable: true }
    }
  }
}

/** NULL where it ends before it starts: such a pair is invalid and has no length. */
const span = (start: string, end: string): string => `iif(${end} >= ${start}, ${end} - ${start}, NULL)`

/** Until now while it is not resolved, ms. */
export function durationOf(nowMs: number): Expression {
  return { sql: span('incident.declared_at', 'ifnull(incident.resolved_at, ?)'), params: [nowMs, nowMs], isNullable: true }
}

/** Without any bound: has a value. */
function compileNumber({ sql, params, isNullable }: Expression, { type }: SearchField, match: Match<string>, nowMs: number): Condition {
  const { from, before } = boundsOf(type, match, nowMs)
  const bounds: Condition[] = []
  if (from !== null) bounds.push({ where: `${sql} >= ?`, params: [...params, from] })
  if (before !== null) bounds.push({ where: `${sql} < ?`, params: [...params, before] })
  if (bounds.length === 0) return { where: `${sql} IS NOT NULL`, params }
  const within = joinConditions('AND', bounds)
  return isNullable ? neverNull(within) : within
}
