import type { Facet } from '#shared/bridge/warRoomApi.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { withoutField } from '#shared/domain/search/edit.ts'
import { DEFAULT_SEVERITIES, severityRank } from '#shared/domain/severity.ts'
import { STATUSES, STATUS_TEXT } from '#shared/domain/status.ts'
import { compileQuery, EVERYTHING, type Condition } from './compile.ts'
import { queryFailure } from './queryFailure.ts'
import { prepare, type Reader } from './reader.ts'

type FacetValue = Facet['values'][number]
interface Counted {
  value: string
  count: number
}

const MAX_VALUES = 50
const FACETS = [
  { name: 'severity', label: 'Severity', list: listSeverities },
  { name: 'state', label: 'Status', list: listStates },
  { name: 'service', label: 'Services', list: listServices },
  { name: 'commander', label: 'Commander', list: listCommanders }
] as const

/** A count is how many incidents are found with that value chosen, and no other of its facet. Fails where the query has a problem. */
export function countFacets(reader: Reader, query: string, nowMs: number): Result<Facet[]> {
  const parsed = parseQuery(query)
  if (!parsed.ok) return queryFailure(parsed.problem)
  const listValues = ({ name, label, list }: (typeof FACETS)[number]): Facet => {
    const others = compileQuery(withoutField(parsed.query, name), nowMs)
    return { name, label, values: list(reader, others) }
  }
  return ok(FACETS.map(listValues))
}

function countBy(reader: Reader, sql: string, { params }: Condition): Counted[] {
  return prepare(reader, sql).all(...params) as Counted[]
}

/** The scale of the room, with zero counts, and levels outside of it that incidents have. */
function listSeverities(reader: Reader, others: Condition): FacetValue[] {
  const sql = `SELECT severity AS value, count(*) AS count FROM incident WHERE ${others.where} GROUP BY severity`
  const counts = new Map(countBy(reader, sql, others).map(({ value, count }) => [value, count]))
  const names = new Set([...DEFAULT_SEVERITIES.map(({ name }) => name), ...counts.keys()])
  const sorted = [...names].sort((a, b) => severityRank(a) - severityRank(b) || (a < b ? -1 : 1))
  return sorted.map((value) => ({ value, label: value, count: counts.get(value) ?? 0 }))
}

function listStates(reader: Reader, others: Condition): FacetValue[] {
  // the plus keeps SQLite from walking the index of status, with a jump to the row for each entry
  const sql = `SELECT status AS value, count(*) AS count FROM incident WHERE ${others.where} GROUP BY +status`
  const counts = new Map(countBy(reader, sql, others).map(({ value, count }) => [value, count]))
  return STATUSES.map((value) => ({ value, label: STATUS_TEXT[value].label, count: counts.get(value) ?? 0 }))
}

function listServices(reader: Reader, others: Condition): FacetValue[] {
  const isAll = others.where === EVERYTHING.where
  // the plus: one pass over the services, rather than a look-up for each incident found
  const found = isAll ? '' : `WHERE +incident_rowid IN (SELECT rowid FROM incident WHERE ${others.where})`
  // max: one spelling for names that differ in case only, always the same one
  const sql = `SELECT max(service COLLATE BINARY) AS value, count(*) AS count FROM incident_service ${found}
    GROUP BY service ORDER BY count DESC, service LIMIT ${MAX_VALUES}`
  return countBy(reader, sql, others).map(({ value, count }) => ({ value, label: value, count }))
}

/** By the name shown, which is what a query asks for: two people of one name are one value. */
function listCommanders(reader: Reader, others: Condition): FacetValue[] {
  const sql = `SELECT max(shown) AS value, count(*) AS count FROM (
      SELECT ifnull(commander_name, commander) AS shown FROM incident WHERE commander IS NOT NULL AND (${others.where})
    ) GROUP BY shown COLLATE NOCASE ORDER BY count DESC, shown COLLATE NOCASE LIMIT ${MAX_VALUES}`
  return countBy(reader, sql, others).map(({ value, count }) => ({ value, label: value, count }))
}
