import type { IncidentRow } from '#shared/bridge/contract/find.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import type { SearchField, SearchFields } from '#shared/domain/search/fields.ts'

export interface Column {
  /** What the core sorts by. */
  by: string
  label: string
  /** Names the column among all, and the class of its cells. */
  name: string
  isRight?: boolean
  /** px; the title takes what is left. */
  width: number
  /** Where there is too little room the least goes first. */
  weight: number
  /** Of a search field: drawn from `row.values`. */
  field?: SearchField
}

export const TITLE = 'title'
/** The table's own columns in their order. */
const OWN: readonly Column[] = [
  { by: 'severity', label: 'Severity', name: 'severity', width: 84, weight: 9 },
  { by: 'number', label: 'ID', name: 'id', width: 62, weight: 8 },
  { by: 'title', label: 'Title', name: TITLE, width: 0, weight: 10 },
  { by: 'status', label: 'Status', name: 'status', width: 92, weight: 7 },
  { by: 'impact', label: 'Impact', name: 'impact', width: 88, weight: 2 },
  { by: 'duration', label: 'Duration', name: 'duration', isRight: true, width: 62, weight: 6 },
  { by: 'commander', label: 'Commander', name: 'commander', width: 92, weight: 3 },
  { by: 'services', label: 'Services', name: 'services', width: 148, weight: 1 },
  { by: 'lastUpdate', label: 'Last update', name: 'updated', isRight: true, width: 88, weight: 5 }
]
export const DEFAULT_COLUMNS: readonly string[] = OWN.map(({ name }) => name)

/** Fields whose column is one of the table's own. */
const SHOWN_BY_OWN = new Set(['severity', 'state', 'service', 'commander', 'customer_impacted', 'title', 'number', 'updated', 'duration'])

/** Every column there can be: the table's own, then fields, those of the workspace last. */
export function allColumns({ all }: SearchFields): Column[] {
  const fields = all.filter(({ name, isCustom }) => isCustom || !SHOWN_BY_OWN.has(name))
  return [...OWN, ...fields.map(columnOf)]
}

const WIDTHS: Record<SearchField['type'], number> = {
  keyword: 104,
  list: 148,
  text: 180,
  time: 128,
  durationMs: 88,
  boolean: 78,
  number: 88,
  incidentNumber: 62
}
const isRight = ({ type }: SearchField): boolean => type === 'number' || type === 'durationMs'

const columnOf = (field: SearchField): Column => ({
  by: field.name,
  label: field.label,
  name: field.name,
  width: WIDTHS[field.type],
  weight: 4,
  isRight: isRight(field),
  field
})

/** The columns of these names, in this order; what is gone is left out, and the title is always there. */
export function chosenColumns(names: readonly string[], fields: SearchFields): Column[] {
  const byName = new Map(allColumns(fields).map((column) => [column.name, column]))
  const chosen = [...new Set(names)].flatMap((name) => byName.get(name) ?? [])
  return chosen.some(({ name }) => name === TITLE) ? chosen : [...chosen.slice(0, 2), byName.get(TITLE)!, ...chosen.slice(2)]
}

const GAP = 12
const INSET = 30
const TITLE_AT_LEAST = 240

/** What fits beside a title that can be read: the least weighty, of these the last, go first. */
export function fittingColumns(columns: readonly Column[], width: number): Column[] {
  let kept = [...columns]
  const titleRoom = () => width - INSET - kept.reduce((sum, column) => sum + column.width, 0) - GAP * (kept.length - 1)
  while (width > 0 && kept.length > 2 && titleRoom() < TITLE_AT_LEAST) {
    const least = Math.min(...kept.map(({ weight }) => weight))
    const index = kept.findLastIndex(({ weight }) => weight === least)
    kept = kept.filter((_, at) => at !== index)
  }
  return kept
}

export const templateOf = (columns: readonly Column[]): string =>
  columns.map(({ name, width }) => (name === TITLE ? 'minmax(0, 1fr)' : `${width}px`)).join(' ')

/** Names of the fields whose values are to be asked for. */
export const fieldsOf = (columns: readonly Column[]): string[] => columns.flatMap(({ field }) => (field ? [field.name] : []))

export const valueIn = (row: IncidentRow, { name }: Column): FieldValue => row.values?.[name] ?? null
