import type { Sort } from '#shared/bridge/contract/find.ts'
import { BUILT_IN, findSearchField, isOrdered, type SearchField, type SearchFields } from '#shared/domain/search/fields.ts'
import { durationOf, numberOf } from './compile.ts'
import type { Param } from './reader.ts'

export interface Order {
  orderBy: string
  params: Param[]
}

interface Key {
  /** True for rows that have no value: they come last, whichever way the others go. */
  isMissing?: string
  missingParams?: Param[]
  value: string
  params?: Param[]
}

export const NEWEST_ACTIVITY_FIRST: Sort = { by: 'lastUpdate', descending: true }

/** Rising: worst severity first, in the order of work (active to completed), customers affected first, A to Z, short to long, old to new. */
function keyOf(by: string, nowMs: number, fields: SearchFields): Key | undefined {
  switch (by) {
    case 'severity':
      return { value: 'severity_rank' }
    case 'number':
      return { isMissing: 'number IS NULL', value: 'number' }
    case 'title':
      return { value: 'title COLLATE NOCASE' }
    case 'status':
      return { value: `CASE status WHEN 'active' THEN 0 WHEN 'stable' THEN 1 WHEN 'resolved' THEN 2 ELSE 3 END` }
    case 'impact':
      return { value: `CASE customer_impact WHEN 'yes' THEN 0 WHEN 'unknown' THEN 1 ELSE 2 END` }
    case 'duration': {
      const { sql, params } = durationOf(nowMs)
      return { isMissing: `${sql} IS NULL`, missingParams: params, value: sql, params }
    }
    case 'commander':
      return { isMissing: 'commander IS NULL', value: 'ifnull(commander_name, commander) COLLATE NOCASE' }
    case 'services':
      return { isMissing: `services = '[]'`, value: '(services ->> 0) COLLATE NOCASE' }
    case 'lastUpdate':
      return { value: 'last_update_at' }
    case 'declared':
      return { value: 'declared_at' }
    default: {
      const field = findSearchField(by, fields)
      return field && keyOfField(field, nowMs)
    }
  }
}

/** Any column of the list: by number or time, else by the first of its names. */
function keyOfField(field: SearchField, nowMs: number): Key {
  const { sql, params } = isOrdered(field) ? numberOf(field, nowMs) : nameOf(field)
  return { isMissing: `${sql} IS NULL`, missingParams: params, value: isOrdered(field) ? sql : `${sql} COLLATE NOCASE`, params }
}

const NAME_COLUMNS: Readonly<Record<string, string>> = {
  type: 'incident_type',
  visibility: 'visibility',
  created_by: 'ifnull(created_by_name, created_by)',
  postmortem: `iif(has_postmortem, 'yes', 'no')`,
  postmortem_state: 'postmortem_state',
  test: 'is_test',
  state: 'status',
  customer_impacted: 'customer_impact'
}

function nameOf({ name, isCustom }: SearchField): { sql: string; params: Param[] } {
  const column = isCustom ? undefined : NAME_COLUMNS[name]
  if (column) return { sql: column, params: [] }
  return {
    sql: `(SELECT min(value) FROM incident_value WHERE incident_rowid = incident.rowid AND field = ? AND number IS NULL)`,
    params: [name]
  }
}

/** A total order: what is equal comes newest activity first, and then as it was stored. */
export function orderOf({ by, descending }: Sort, nowMs: number, fields: SearchFields = BUILT_IN): Order {
  // both ways along one index, without sorting
  if (by === 'lastUpdate') return { orderBy: descending ? 'last_update_at DESC, rowid' : 'last_update_at, rowid DESC', params: [] }
  const key = keyOf(by, nowMs, fields)
  // a column that is not here any more
  if (!key) return orderOf(NEWEST_ACTIVITY_FIRST, nowMs)
  const { isMissing, missingParams = [], value, params = [] } = key
  const keys = [...(isMissing ? [isMissing] : []), `${value}${descending ? ' DESC' : ''}`, 'last_update_at DESC', 'rowid']
  return { orderBy: keys.join(', '), params: [...missingParams, ...params] }
}
