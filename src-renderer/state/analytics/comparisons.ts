import type { Compare } from '#shared/analytics/query/ast.ts'
import { comparedRange, rangeOf } from '#shared/analytics/query/range.ts'
import { wallAt } from '#shared/domain/zone.ts'
import type { Dates } from './dates.ts'
import { nameOfPeriod } from './toPanel.ts'

/* What figures may stand beside. As the value of a list: `previous`, `lastyear`, `2022`, nothing. */

export interface Comparison {
  value: string
  label: string
}

/** Years offered beside the one before. */
const YEARS = [2, 3, 4]

export const printCompare = (compare: Compare): string => (compare === true ? 'previous' : compare === false ? '' : String(compare))
export const readCompare = (value: string): Compare =>
  value === 'previous' ? true : value === 'lastyear' ? value : value === '' ? false : Number(value)

/** Each period once; the one that is chosen among them. Without a beginning there is none. */
export function comparisonsOf(dates: Dates, chosen: Compare, nowMs: number, zone: string): Comparison[] {
  const { from, to } = rangeOf(dates, nowMs, zone)
  if (from === null) return []
  const end = to ?? nowMs
  const year = new Date(wallAt(from, zone)).getUTCFullYear()
  const years = [...YEARS.map((ago) => year - ago), ...(typeof chosen === 'number' && chosen !== year ? [chosen] : [])]
  const seen = new Map<string, Comparison>()
  for (const compare of [true, 'lastyear', ...new Set(years)] as Exclude<Compare, false>[]) {
    const range = comparedRange(compare, from, end, zone)
    if (!range) continue
    const key = compare === chosen ? printCompare(compare) : `${range.from} ${range.to}`
    if (!seen.has(key)) seen.set(key, { value: printCompare(compare), label: labelOf(compare, nameOfPeriod(range, zone, from)) })
  }
  return [...seen.values()]
}

function labelOf(compare: Compare, name: string): string {
  if (compare === true) return name.startsWith('The') ? 'The period before' : `The period before: ${name}`
  return compare === 'lastyear' ? `A year before${name.startsWith('The') ? '' : `: ${name}`}` : name
}
