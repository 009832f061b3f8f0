import { formatCount } from '#renderer/parts/format.ts'
import type { TableData } from '../panelData.ts'
import { plainCell } from '../plainTable.ts'
import { sortedPlaces } from '../sortRows.ts'
import { paintText, type Sheet } from './sheet.ts'

const ROW = 26
/** A picture of more is not read by anybody; the file has them. */
const MOST = 40

export const rowsHeight = ({ rows }: TableData): number => (Math.min(rows.length, MOST) + (rows.length > MOST ? 2 : 1)) * ROW + 4

export function paintRows(sheet: Sheet, data: TableData): void {
  const columns = columnsOf(sheet, data)
  const shown = sortedPlaces(data).slice(0, MOST)
  data.columns.forEach(({ label }, at) => paintCell(sheet, label, columns[at]!, 0, '--tx-3'))
  shown.forEach((place, row) =>
    data.columns.forEach(({ unit }, at) => {
      const cell = data.rows[place]!.cells[at]
      if (cell)
        paintCell(sheet, plainCell(cell, unit ?? 'number').text, columns[at]!, row + 1, cell.type === 'missing' ? '--tx-3' : '--tx-1')
    })
  )
  const more = data.rows.length - shown.length
  if (more > 0) paintText(sheet, `and ${formatCount(more)} more`, sheet.left, sheet.top + (shown.length + 1.5) * ROW, { colour: '--tx-2' })
}

interface Column {
  left: number
  width: number
  isRight: boolean
}

/** Numbers have 130 px, the words share the rest by how long they are. */
function columnsOf({ left, width, context, look }: Sheet, { columns, rows }: TableData): Column[] {
  context.font = `420 12px ${look('--font-ui')}`
  const wanted = columns.map(({ unit, label }, at) =>
    unit
      ? 130
      : Math.max(
          context.measureText(label).width,
          ...rows.slice(0, MOST).map(({ cells }) => context.measureText(cells[at] ? plainCell(cells[at], 'number').text : '').width)
        ) + 20
  )
  const numbers = columns.filter(({ unit }) => unit).length * 130
  const words = wanted.reduce((sum, each, at) => (columns[at]!.unit ? sum : sum + each), 0)
  const factor = words > 0 ? Math.max(0.1, (width - numbers) / words) : 1
  let at = left
  return columns.map(({ unit }, index) => {
    const own = unit ? 130 : wanted[index]! * factor
    const column = { left: at, width: own - 12, isRight: unit !== undefined }
    at += own
    return column
  })
}

function paintCell(sheet: Sheet, text: string, { left, width, isRight }: Column, row: number, colour: string): void {
  const middle = sheet.top + (row + 0.5) * ROW
  paintText(sheet, text, isRight ? left + width : left, middle, { colour, align: isRight ? 'right' : 'left', width })
}
