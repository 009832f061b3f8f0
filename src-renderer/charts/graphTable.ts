import type { GraphSignal } from '#shared/domain/signals.ts'

export interface GraphTable {
  names: string[]
  rows: { at: number; values: (number | null)[] }[]
  /** Moments in the graph, of which `rows` shows some. */
  total: number
}

/** The values behind a graph, one row a moment; of many, rows at even distances, the first and the last among them. */
export function graphTable({ series }: GraphSignal, max = 60): GraphTable {
  const at = new Map<number, (number | null)[]>()
  series.forEach(({ points }, index) => {
    for (const [moment, value] of points) {
      let row = at.get(moment)
      if (!row) at.set(moment, (row = series.map(() => null)))
      row[index] = value
    }
  })
  const all = [...at].sort(([a], [b]) => a - b).map(([moment, values]) => ({ at: moment, values }))
  const shown =
    all.length <= max ? all : Array.from({ length: max }, (_unused, index) => all[Math.round((index * (all.length - 1)) / (max - 1))]!)
  return { names: series.map(({ name }) => name), rows: shown, total: all.length }
}

/** "3 series, from 0.5 to 12 %, 12:00 to 13:00": what somebody who cannot see the drawing needs first. */
export function summaryOf({ series, unit }: GraphSignal, format: (value: number) => string): string {
  const values = series.flatMap(({ points }) => points.flatMap(([, value]) => (value === null ? [] : [value])))
  const count = `${series.length} series`
  if (values.length === 0) return `${count}, no values in this range`
  const low = values.reduce((a, b) => Math.min(a, b))
  const high = values.reduce((a, b) => Math.max(a, b))
  return `${count}, from ${format(low)} to ${format(high)}${unit ? ` ${unit}` : ''}`
}
