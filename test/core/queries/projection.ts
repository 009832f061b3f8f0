import Database from 'better-sqlite3'
import { projectRow } from '#main/core/projectIncident.ts'
import { ProjectionStore, type ProjectedDoc } from '#main/core/sqlite/projectionStore.ts'
import type { SearchRow } from '#shared/domain/search/row.ts'

export type StoredSearchRow = SearchRow & { id?: string }

/** A real database in memory with the projection of `rows`; `rowid` is the index plus one. */
export function openProjection(rows: readonly StoredSearchRow[]): Database.Database {
  return openStore(rows).db
}

export function openStore(rows: readonly StoredSearchRow[]): ProjectionStore {
  const store = new ProjectionStore(new Database(':memory:'), 'test')
  store.save(
    rows.map((row, index) => projected(index + 1, row)),
    null
  )
  return store
}

export function projected(rowid: number, row: StoredSearchRow): ProjectedDoc {
  const docId = row.id ?? idOf(rowid)
  return { docId, incident: projectRow(docId, row) }
}

export const idOf = (rowid: number): string => `incident${String(rowid).padStart(8, '0')}`
export const rowidOf = (id: string): number => Number(id.slice('incident'.length))
