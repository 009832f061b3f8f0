import Papa from 'papaparse'
import { readStamp } from '../paste/stamp.ts'
import { resolver } from '../paste/resolve.ts'
import type { Zone } from '../paste/zones.ts'
import { fail, ok, type Result } from '../result.ts'
import { makeGraph, type Point } from './series.ts'
import { numberIn } from './values.ts'
import type { GraphSignal } from '../signals.ts'

export interface CsvOptions {
  title: string
  query: string
  unit?: string
  url?: string
  /** For times that name none. */
  zone: Zone
  now: number
}

/**
 * A table of values: the first column is the time (ISO, or epoch seconds or milliseconds), every further one a series. A first row of
 * names is optional. An empty cell is a gap.
 */
export function parseSeriesCsv(text: string, { zone, now, ...graph }: CsvOptions): Result<{ graph: GraphSignal; notes: string[] }> {
  const { data } = Papa.parse<string[]>(text.trim(), { skipEmptyLines: 'greedy' })
  const times = resolver({ zone, isDayFirst: true, day: now, now })
  const timeOf = (cell: string | undefined): number | undefined => {
    const bare = cell?.trim() ?? ''
    const stamp = bare.length > 60 ? undefined : readStamp(bare, 0)
    return stamp && stamp.end === bare.length ? times.resolve(stamp).at : undefined
  }
  const head = data[0] !== undefined && timeOf(data[0][0]) === undefined ? data[0] : null
  const rows = head ? data.slice(1) : data
  const columns = Math.max(0, ...rows.slice(0, 100).map((row) => row.length)) - 1
  if (rows.length === 0 || columns < 1) return fail('badInput', 'Write a time and a value in each line: 2026-03-10T12:00:00Z,42.')
  const series = Array.from({ length: columns }, (_unused, index) => ({
    name: head?.[index + 1]?.trim() || (columns === 1 ? graph.title : `series ${index + 1}`),
    points: [] as Point[]
  }))
  for (const [index, row] of rows.entries()) {
    const line = index + 1 + (head ? 1 : 0)
    const at = timeOf(row[0])
    if (at === undefined)
      return fail('badInput', `Row ${line}: "${(row[0] ?? '').slice(0, 40)}" is no time. Write 2026-03-10T12:00:00Z or epoch seconds.`)
    for (const [column, { points }] of series.entries()) {
      const cell = row[column + 1]?.trim() ?? ''
      const value = numberIn(cell)
      if (value === null && cell !== '' && !/^(?:nan|null|-)$/i.test(cell))
        return fail('badInput', `Row ${line}, column ${column + 2}: "${cell.slice(0, 40)}" is no number.`)
      points.push([at, value])
    }
  }
  const made = makeGraph({ ...graph, series })
  return made ? ok(made) : fail('badInput', 'There are no points in it.')
}
