import { severityRank } from '#shared/domain/severity.ts'
import type { Cell, TableData } from './panelData.ts'

const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** What a cell is sorted by; null: it has nothing and goes to the end, whichever way round. */
function keyOf(cell: Cell | undefined): number | string | null {
  switch (cell?.type) {
    case undefined:
    case 'missing':
      return null
    case 'text':
      return cell.text === '' ? null : cell.text
    case 'value':
      return cell.value
    case 'severity':
      return severityRank(cell.severity)
    case 'moment':
      return cell.at
  }
}

const compare = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : byText.compare(String(a), String(b))

/** Places of the rows in the order of `sort`; equal ones stay as they were. */
export function sortedPlaces({ columns, rows, sort }: TableData): number[] {
  const places = rows.map((_row, index) => index)
  const column = sort ? columns.findIndex(({ id }) => id === sort.column) : -1
  if (!sort || column < 0) return places
  const keys = rows.map(({ cells }) => keyOf(cells[column]))
  return places.sort((a, b) => {
    const [left, right] = [keys[a]!, keys[b]!]
    if (left === null || right === null) return left === right ? a - b : left === null ? 1 : -1
    return (sort.isDescending ? -compare(left, right) : compare(left, right)) || a - b
  })
}
