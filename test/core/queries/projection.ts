import Database from 'better-sqlite3'
import { projectRow } from '#main/core/projectIncident.ts'
import { ProjectionStore } from '#main/core/sqlite/projectionStore.ts'
import type { SearchRow } from '#shared/domain/search/row.ts'

export type StoredSearchRow = SearchRow & { id?: string }

/** A real database in memory with the projection of `rows`; `rowid` is the index plus one. */
export function openProjection(rows: readonly StoredSearchRow[]): Database.Database {
  const db = new Database(':memory:')
  const store = new ProjectionStore(db, 'test')
  store.save(
    rows.map((row, index) => {
      const docId = row.id ?? idOf(index + 1)
      return { docId, incident: projectRow(docId, row) }
    }),
    null
  )
  return db
}

export const idOf = (rowid: number): string => `incident${String(rowid).padStart(8, '0')}`
export const rowidOf = (id: string): number => Number(id.slice('incident'.length))
