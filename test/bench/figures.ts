/** One line of a workload's result. Times in ms, rates per second. */
export interface Figure {
  metric: string
  muster: number
  /** Undefined where there is nothing to compare with. */
  rival?: number
  /** Who or what the rival is. */
  against?: string
  unit: string
  /** `≤ 0.3` or `≥ 5000`. */
  goal?: string
}

export const median = (values: readonly number[]): number => percentile(values, 50)

/** The smallest value that `share` percent of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('There is nothing to take a percentile of: nothing was measured')
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((share / 100) * sorted.length) - 1))]!
}

/** A table for people, then one JSON line a figure for machines. */
export function printFigures(workload: string, title: string, figures: readonly Figure[]): void {
  const rows = figures.map((figure) => [
    figure.metric,
    `${short(figure.muster)} ${figure.unit}`,
    figure.rival === undefined ? '–' : `${short(figure.rival)} ${figure.unit}`,
    figure.against ?? '',
    figure.rival === undefined ? '' : `× ${short(figure.muster / figure.rival)}`,
    figure.goal ? `${figure.goal} ${isReached(figure) ? 'reached' : 'missed'}` : ''
  ])
  const table = [['', 'Muster', 'rival', '', 'ratio', 'goal'], ...rows]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)))
  console.log(`${workload}  ${title}`)
  for (const row of table) console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd())
  for (const { metric, against, muster, rival, unit } of figures) {
    const name = against ? `${metric}, beside ${against}` : metric
    const ratio = rival === undefined ? null : rounded(muster / rival)
    console.log(
      JSON.stringify({ workload, metric: name, muster: rounded(muster), rival: rival === undefined ? null : rounded(rival), ratio, unit })
    )
  }
  console.log()
}

function isReached({ muster, goal = '' }: Figure): boolean {
  const bound = Number(goal.replace(/[^0-9.]/g, ''))
  return goal.startsWith('≤') ? muster <= bound : muster >= bound
}

const rounded = (value: number): number => Number(value.toPrecision(4))
const short = (value: number): string => (value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3))))
