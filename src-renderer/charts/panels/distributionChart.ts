import { axisFont, chartOptions, yAxis } from './chartOptions.ts'
import type { Look } from './look.ts'
import { marksPlugin, type Marks } from './marks.ts'
import type { PanelChart } from './panelChart.ts'
import type { Bin, DistributionData } from './panelData.ts'
import { shortBin } from './panelFormat.ts'

/** How many incidents fall into each bin. */
export function distributionChart({ bins, unit, marks: values = [] }: DistributionData, hidden: readonly string[], look: Look): PanelChart {
  const marks: Marks = {
    partial: [],
    over: [],
    active: null,
    picked: null,
    nothing: [],
    lines: values.flatMap(({ name, value }) => {
      const at = placeOf(value, bins)
      return at === undefined ? [] : [{ at, name }]
    })
  }
  const hasPrevious = bins.some(({ previous }) => previous !== undefined)
  const previous = {
    type: 'line' as const,
    label: 'Previous',
    data: bins.map(({ previous }) => previous ?? null),
    hidden: hidden.includes('previous'),
    // a stroke over each bin: a line between bins would tell of values between them
    showLine: false,
    pointStyle: 'line' as const,
    pointRadius: ({ chart }: { chart: { chartArea?: { width: number } } }) => ((chart.chartArea?.width ?? 0) / bins.length) * 0.42,
    pointHoverRadius: 0,
    // seen on a bar as well as above it
    pointBorderColor: ({ dataIndex }: { dataIndex: number }) => look(isInBar(bins[dataIndex]) ? '--bg-2' : '--tx-3'),
    pointBorderWidth: 2,
    order: 0
  }
  const counts = {
    type: 'bar' as const,
    label: 'Incidents',
    data: bins.map(({ count }) => count),
    hidden: hidden.includes('count'),
    backgroundColor: look('--d-1'),
    borderColor: look('--d-1'),
    texture: 'plain' as const,
    categoryPercentage: 0.94,
    barPercentage: 1,
    order: 1
  }
  return {
    config: {
      type: 'bar',
      data: { labels: bins.map((bin) => shortBin(bin, unit)), datasets: hasPrevious ? [counts, previous] : [counts] },
      options: {
        ...chartOptions(),
        scales: {
          x: {
            type: 'category',
            border: { display: false },
            grid: { display: false },
            ticks: { font: axisFont(look), color: look('--tx-3'), maxRotation: 0, autoSkipPadding: 8, padding: 4 }
          },
          // the names of the marks stand above the bars
          y: yAxis('count', look, values.length > 0 ? 1.22 : undefined)
        }
      },
      plugins: [marksPlugin(marks, look)]
    },
    marks,
    seriesOf: [0, 1]
  }
}

const isInBar = (bin: Bin | undefined): boolean => bin?.previous !== undefined && bin.previous < bin.count

/** Where a value stands among the bins: 1 is the middle of the second. Within one, as on a scale of logarithms where it has no zero. */
export function placeOf(value: number, bins: readonly Bin[]): number | undefined {
  const index = bins.findIndex(({ from, to }) => value >= from && (to === null || value < to))
  const bin = bins[index]
  if (!bin) return undefined
  if (bin.to === null) return index
  const { from, to } = bin
  const share = from > 0 ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from)
  return index - 0.5 + share
}
