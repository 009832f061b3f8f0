import type { Facet } from '#shared/bridge/contract/find.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import { withoutField } from '#shared/domain/search/edit.ts'
import { BUILT_IN, type SearchField, type SearchFields } from '#shared/domain/search/fields.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { compileQuery, EVERYTHING, type Condition } from './compile.ts'
import { facetFields, isRange, rangeFacet, valueFacet, type Counted, type Spread } from './facetList.ts'
import { queryFailure } from './queryFailure.ts'
import { prepare, type Reader } from './reader.ts'

/*
 * Facets by SQL: right at any time, and slow on a long history. `index/` gives the same from memory as soon as it is built.
 */

/** A count is how many incidents are found with that value chosen, and no other of its facet. Fails where the query has a problem. */
export function countFacets(
  reader: Reader,
  query: string,
  nowMs: number,
  fields: SearchFields = BUILT_IN,
  names?: readonly string[]
): Result<Facet[]> {
  const parsed = parseQuery(query, fields)
  if (!parsed.ok) return queryFailure(parsed.problem)
  return ok(
    facetFields(fields)
      .filter(({ name }) => names?.includes(name) ?? true)
      .map((field) => {
        const others = compileQuery(withoutField(parsed.query, field.name), nowMs, fields)
        if (isRange(field)) return rangeFacet(field, spreadOf(reader, field, others))
        return valueFacet(field, countValues(reader, field, others), countHaving(reader, field, others))
      })
  )
}

/** The plus keeps SQLite from walking an index, with a jump to the row for each entry. */
const COLUMN: Readonly<Record<string, string>> = {
  severity: '+severity',
  state: '+status',
  visibility: '+visibility',
  customer_impacted: '+customer_impact',
  type: '+incident_type',
  test: `iif(is_test, 'true', 'false')`,
  postmortem: `iif(has_postmortem, 'yes', 'no')`,
  postmortem_state: '+postmortem_state',
  // by the name shown, which is what a query asks for: two people of one name are one value
  commander: 'ifnull(commander_name, commander)',
  created_by: 'ifnull(created_by_name, created_by)'
}

function countValues(reader: Reader, { name }: SearchField, { where, params }: Condition): Counted[] {
  const column = COLUMN[name]
  // max: one spelling for names that differ in case only, always the same one
  const sql = column
    ? `SELECT max(value) AS value, count(*) AS count FROM (SELECT ${column} AS value FROM incident WHERE ${where})
       WHERE value IS NOT NULL GROUP BY value COLLATE NOCASE`
    : `SELECT max(value COLLATE BINARY) AS value, count(DISTINCT incident_rowid) AS count FROM incident_value
       WHERE field = ? AND number IS NULL ${among(where)} GROUP BY value`
  return prepare(reader, sql).all(...(column ? params : [name, ...params])) as Counted[]
}

/** Incidents that have any value. */
function countHaving(reader: Reader, { name }: SearchField, { where, params }: Condition): number {
  const column = COLUMN[name]
  const sql = column
    ? `SELECT count(${column}) AS count FROM incident WHERE ${where}`
    : `SELECT count(DISTINCT incident_rowid) AS count FROM incident_value WHERE field = ? AND number IS NULL ${among(where)}`
  return (prepare(reader, sql).get(...(column ? params : [name, ...params])) as { count: number }).count
}

function spreadOf(reader: Reader, { name, isCustom }: SearchField, { where, params }: Condition): Spread {
  const sql = isCustom
    ? `SELECT count(*) AS count, min(number) AS min, max(number) AS max FROM incident_value
       WHERE field = ? AND number IS NOT NULL ${among(where)}`
    : `SELECT count(*) AS count, min(declared_at) AS min, max(declared_at) AS max FROM incident WHERE ${where}`
  return prepare(reader, sql).get(...(isCustom ? [name, ...params] : params)) as Spread
}

/** The plus: one pass over the values, rather than a look-up for each incident found. */
const among = (where: string): string =>
  where === EVERYTHING.where ? '' : `AND +incident_rowid IN (SELECT rowid FROM incident WHERE ${where})`
