import type { CustomerImpact, Visibility } from '../events.ts'
import type { Status } from '../status.ts'
import type { FieldTerm, Match, Query } from './ast.ts'
import { findSearchField, type FieldName } from './fields.ts'
import { boundsOf, parseIncidentNumber } from './values.ts'
import { foldCase, hasPhrase } from './words.ts'

/** What a query can see of an incident. Times are epoch ms. */
export interface SearchRow {
  number: number | null
  title: string
  /** Everything else that was written in it. */
  body: string
  severity: string
  status: Status
  visibility: Visibility
  isTest: boolean
  customerImpact: CustomerImpact
  /** Id of the commander, and the name shown for it. */
  commander: string | null
  commanderName: string | null
  services: readonly string[]
  teams: readonly string[]
  declaredAt: number
  resolvedAt: number | null
  lastUpdateAt: number
}

/** What a query means. The SQL made for it must find the same rows. */
export function matches(query: Query | null, row: SearchRow, nowMs: number): boolean {
  if (query === null) return true
  switch (query.type) {
    case 'and':
      return query.items.every((item) => matches(item, row, nowMs))
    case 'or':
      return query.items.some((item) => matches(item, row, nowMs))
    case 'not':
      return !matches(query.item, row, nowMs)
    case 'text':
      return hasText(row, query.text, query.isPrefix)
    case 'field':
      return hasField(row, query, nowMs)
  }
}

function hasText(row: SearchRow, text: string, isPrefix: boolean): boolean {
  if (hasPhrase(row.title, text, isPrefix) || hasPhrase(row.body, text, isPrefix)) return true
  return !isPrefix && namedNumber(text) !== null && namedNumber(text) === row.number
}

/** `IR-12` typed as free text also means the incident of that number; a bare `12` does not. */
export const namedNumber = (text: string): number | null => (/^IR-/i.test(text) ? (parseIncidentNumber(text) ?? null) : null)

function hasField(row: SearchRow, { field, match }: FieldTerm, nowMs: number): boolean {
  const value = valueOf(row, field, nowMs)
  if (field === 'title')
    return match.type === 'is' || match.type === 'prefix' ? hasPhrase(row.title, match.value, match.type === 'prefix') : row.title !== ''
  if (typeof value === 'number' || value === null) return value !== null && isWithin(value, field, match, nowMs)
  return value.some((text) => isLike(text, match))
}

/** Texts of which one must match, or a number; null where there is none. */
function valueOf(row: SearchRow, field: FieldName, nowMs: number): readonly string[] | number | null {
  switch (field) {
    case 'severity':
      return [row.severity]
    case 'state':
      return [row.status]
    case 'visibility':
      return [row.visibility]
    case 'service':
      return row.services
    case 'team':
      return row.teams
    case 'commander':
      return [row.commander, row.commanderName].filter((name) => name !== null)
    case 'customer_impacted':
      return [row.customerImpact]
    case 'test':
      return [String(row.isTest)]
    case 'title':
      return [row.title]
    case 'number':
      return row.number
    case 'created':
      return row.declaredAt
    case 'resolved':
      return row.resolvedAt
    case 'updated':
      return row.lastUpdateAt
    case 'time_to_resolve':
      return span(row.declaredAt, row.resolvedAt)
    case 'duration':
      return span(row.declaredAt, row.resolvedAt ?? nowMs)
  }
}

/** None where it ends before it starts: such a pair is invalid and has no length. */
const span = (startAt: number, endAt: number | null): number | null => (endAt === null || endAt < startAt ? null : endAt - startAt)

function isWithin(value: number, field: FieldName, match: Match<string>, nowMs: number): boolean {
  const { from, before } = boundsOf(findSearchField(field)?.type ?? 'number', match, nowMs)
  return (from === null || value >= from) && (before === null || value < before)
}

function isLike(text: string, match: Match<string>): boolean {
  switch (match.type) {
    case 'is':
      return foldCase(text) === foldCase(match.value)
    case 'prefix':
      return foldCase(text).startsWith(foldCase(match.value))
    case 'exists':
      return true
    default:
      throw new Error(`Names have no order: ${match.type}`)
  }
}
