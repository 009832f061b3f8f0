import type { IncidentRow } from '#shared/bridge/contract/find.ts'
import { toCsv } from '#shared/domain/csv.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import { incidentLabel } from '#shared/domain/number.ts'
import { STATUS_TEXT } from '#shared/domain/status.ts'

/* What is shown, as a file. Times are ISO in UTC, durations in seconds, so that other programs can go on with them. */

export interface ExportColumn {
  name: string
  label: string
  /** Of a field beside the row's own values. */
  type?: string
}

const iso = (at: number | null): string => (at === null ? '' : new Date(at).toISOString())
const seconds = (ms: number): string => String(Math.round(ms / 1000))

function durationOf(row: IncidentRow, nowMs: number): string {
  const ms = (row.resolvedAt ?? nowMs) - row.declaredAt
  return ms < 0 ? '' : seconds(ms)
}

export function cellOf(row: IncidentRow, { name, type }: ExportColumn, nowMs: number): string {
  switch (name) {
    case 'severity':
      return row.severity
    case 'id':
      return row.number === null ? row.id : incidentLabel(row)
    case 'title':
      return row.title
    case 'status':
      return STATUS_TEXT[row.status].label
    case 'impact':
      return row.customerImpact
    case 'duration':
      return durationOf(row, nowMs)
    case 'commander':
      return row.commander?.name ?? ''
    case 'services':
      return row.services.join(', ')
    case 'updated':
      return iso(row.lastUpdateAt)
    default:
      return textOf(row.values?.[name] ?? null, type)
  }
}

function textOf(value: FieldValue, type: string | undefined): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value !== 'number') return String(value)
  return type === 'time' ? iso(value) : type === 'durationMs' ? seconds(value) : String(value)
}

const headOf = ({ name, label, type }: ExportColumn): string => (name === 'duration' || type === 'durationMs' ? `${label} (s)` : label)

export const rowsToCsv = (rows: readonly IncidentRow[], columns: readonly ExportColumn[], nowMs: number): string =>
  toCsv([columns.map(headOf), ...rows.map((row) => columns.map((column) => cellOf(row, column, nowMs)))])

/** The shape of `muster list --json`, and the values of chosen fields beside it. */
export function rowsToJson(rows: readonly IncidentRow[]): string {
  const plain = rows.map((row) => ({
    id: row.id,
    number: row.number,
    prefix: row.prefix,
    title: row.title,
    severity: row.severity,
    status: row.status,
    visibility: row.visibility,
    isTest: row.isTest,
    commander: row.commander?.name ?? null,
    services: row.services,
    teams: row.teams,
    declaredAt: iso(row.declaredAt),
    resolvedAt: row.resolvedAt === null ? null : iso(row.resolvedAt),
    lastUpdateAt: iso(row.lastUpdateAt),
    ...(row.values ? { fields: row.values } : {})
  }))
  return `${JSON.stringify(plain, null, 2)}\n`
}
