import Database from 'better-sqlite3'
import { PROJECTION_DDL } from '#main/core/sqlite/projectionSchema.ts'
import type { SearchRow } from '#shared/domain/search/matches.ts'
import { severityRank } from '#shared/domain/severity.ts'

export type StoredSearchRow = SearchRow & { id?: string }

/** A real database in memory with the projection of `rows`; `rowid` is the index plus one. */
export function openProjection(rows: readonly StoredSearchRow[]): Database.Database {
  const db = new Database(':memory:')
  db.exec(PROJECTION_DDL)
  const incident = db.prepare(
    `INSERT INTO incident (rowid, id, number, title, severity, severity_rank, status, visibility, is_test, customer_impact, commander,
       commander_name, services, teams, declared_at, resolved_at, last_update_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  )
  const service = db.prepare('INSERT INTO incident_service (service, incident_rowid) VALUES (?, ?)')
  const team = db.prepare('INSERT INTO incident_team (team, incident_rowid) VALUES (?, ?)')
  const text = db.prepare('INSERT INTO incident_text (rowid, title, body) VALUES (?, ?, ?)')
  const insert = (row: StoredSearchRow, rowid: number): void => {
    const { services, teams } = row
    const { severity, status, visibility, customerImpact, commander, commanderName, declaredAt, resolvedAt, lastUpdateAt } = row
    const facts = [row.number, row.title, severity, severityRank(severity), status, visibility, row.isTest ? 1 : 0, customerImpact]
    const people = [commander, commanderName, JSON.stringify(services), JSON.stringify(teams)]
    incident.run(rowid, row.id ?? idOf(rowid), ...facts, ...people, declaredAt, resolvedAt, lastUpdateAt)
    for (const name of services) service.run(name, rowid)
    for (const name of teams) team.run(name, rowid)
    text.run(rowid, row.title, row.body)
  }
  db.transaction(() => rows.forEach((row, index) => insert(row, index + 1)))()
  return db
}

export const idOf = (rowid: number): string => `incident${String(rowid).padStart(8, '0')}`
export const rowidOf = (id: string): number => Number(id.slice('incident'.length))
