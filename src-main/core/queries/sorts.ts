import type { Sort } from '#shared/bridge/warRoomApi.ts'
import { durationOf } from './compile.ts'
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
function keyOf(by: Sort['by'], nowMs: number): Key {
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
  }
}

/** A total order: what is equal comes newest activity first, and then as it was stored. */
export function orderOf({ by, descending }: Sort, nowMs: number): Order {
  // both ways along one index, without sorting
  if (by === 'lastUpdate') return { orderBy: descending ? 'last_update_at DESC, rowid' : 'last_update_at, rowid DESC', params: [] }
  const { isMissing, missingParams = [], value, params = [] } = keyOf(by, nowMs)
  const keys = [...(isMissing ? [isMissing] : []), `${value}${descending ? ' DESC' : ''}`, 'last_update_at DESC', 'rowid']
  return { orderBy: keys.join(', '), params: [...missingParams, ...params] }
}
