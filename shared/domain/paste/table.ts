import { isWhole, readStamp, type Stamp } from './stamp.ts'
import { findStatedZone, type NamedZone } from './zones.ts'

/* Markdown tables with a column of times, wherever it is. */

const SEPARATOR_ROW = /^\s{0,9}\|?\s{0,9}:?-{1,200}:?\s{0,99}(?:\|\s{0,99}:?-{0,200}:?\s{0,99}){0,30}$/

export const isRow = (line: string): boolean => /^\s{0,9}\|/.test(line)
export const isSeparatorRow = (line: string): boolean => line.length < 4_000 && line.includes('|') && SEPARATOR_ROW.test(line)

export function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}

export interface TableRow {
  stamp: Stamp
  text: string
  author?: string
}

export type ReadRow = { type: 'entry'; row: TableRow } | { type: 'head' } | { type: 'other'; reason: string }

/** `lines`: the rows of one table. One answer a row, and the zone its head names. */
export function readTable(lines: readonly string[]): { rows: ReadRow[]; zone?: NamedZone & { name: string } } {
  const separator = lines.slice(0, 2).findIndex(isSeparatorRow)
  const head = separator === 1 ? cellsOf(lines[0]!) : []
  const body = lines.map((line, index) => (index <= separator || isSeparatorRow(line) ? null : cellsOf(line)))
  const columns = findColumns(body.filter((cells) => cells !== null))
  const author = head.findIndex((cell) => /^[*_]*(?:author|who|by|user|name|person|responder|from)[*_]*$/i.test(cell))
  const zone = head.map((cell) => findStatedZone(/\btimes?\b/i.test(cell) ? cell : `time ${cell}`)).find((found) => found !== undefined)
  const rows = body.map((cells): ReadRow => {
    if (cells === null) return { type: 'head' }
    const stamp = stampOf(cells, columns)
    if (!stamp) return { type: 'other', reason: columns.time < 0 ? 'this table has no column of times' : 'no time in this row' }
    const said = author >= 0 ? cells[author] : undefined
    const text = cells.filter((cell, index) => !isIn(columns, index) && index !== author && cell !== '').join(' · ')
    return { type: 'entry', row: { stamp, text: text.replaceAll(/<br ?\/?>/gi, '\n'), ...(said ? { author: said } : {}) } }
  })
  return zone ? { rows, zone } : { rows }
}

/** -1: none. A date may have a column of its own. */
interface Columns {
  date: number
  time: number
}

const isIn = ({ date, time }: Columns, index: number): boolean => index === date || index === time

function findColumns(rows: readonly string[][]): Columns {
  const counts = new Map<number, { date: number; time: number }>()
  for (const cells of rows.slice(0, 200)) {
    cells.slice(0, 20).forEach((cell, index) => {
      const stamp = readCell(cell)
      if (!stamp) return
      const count = counts.get(index) ?? { date: 0, time: 0 }
      if (stamp.time !== undefined || stamp.epoch !== undefined) count.time += 1
      else count.date += 1
      counts.set(index, count)
    })
  }
  const most = (of: 'date' | 'time'): number => {
    let best = -1
    for (const [index, count] of counts) if (count[of] > 0 && count[of] > (counts.get(best)?.[of] ?? 0)) best = index
    return best
  }
  const time = most('time')
  const date = most('date')
  return time < 0 ? { date: -1, time: date } : { date: date === time ? -1 : date, time }
}

function stampOf(cells: readonly string[], { date, time }: Columns): Stamp | undefined {
  const own = time < 0 ? undefined : readCell(cells[time] ?? '')
  const day = date < 0 ? undefined : readCell(cells[date] ?? '')
  if (!own) return day
  if (isWhole(own) || !day?.date) return own
  return { ...own, date: day.date, doubts: [...day.doubts, ...own.doubts] }
}

/** A cell that is a time and nothing else but its marks. */
function readCell(cell: string): Stamp | undefined {
  const bare = cell.replace(/^[*_`~]{0,3}|[*_`~]{0,3}$/g, '')
  const stamp = bare.length > 80 ? undefined : readStamp(bare, 0)
  return stamp && /^[\s.?~*]{0,4}(?:\(.{0,30}\))?$/.test(bare.slice(stamp.end)) ? stamp : undefined
}
