import type { Sort } from '#shared/bridge/warRoomApi.ts'

export interface Column {
  by: Sort['by'] | null
  label: string
  /** Matches the grid's column of the same class. */
  name: string
  isRight?: boolean
}

/** The table's columns in their order; each can be sorted by. */
export const COLUMNS: readonly Column[] = [
  { by: 'severity', label: 'Severity', name: 'severity' },
  { by: 'number', label: 'ID', name: 'id' },
  { by: 'title', label: 'Title', name: 'title' },
  { by: 'status', label: 'Status', name: 'status' },
  { by: 'impact', label: 'Impact', name: 'impact' },
  { by: 'duration', label: 'Duration', name: 'duration', isRight: true },
  { by: 'commander', label: 'Commander', name: 'commander' },
  { by: 'services', label: 'Services', name: 'services' },
  { by: 'lastUpdate', label: 'Last update', name: 'updated', isRight: true }
]
