import { Chart, LinearScale, LineController, LineElement, PointElement, Tooltip, type Point } from 'chart.js'
import type { GraphSignal } from '#shared/domain/signals.ts'
import { graphChart, type ChartLook } from './graphChart.ts'

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip)

export interface DrawnGraph {
  /** Shows the values at one place of the longest series; null: none. Returns the moment, epoch ms. */
  point(index: number | null): number | null
  readonly length: number
  destroy(): void
}

/** Loaded when the first graph comes into view: starting does not pay for it. */
export function drawGraph(canvas: HTMLCanvasElement, graph: GraphSignal): DrawnGraph {
  let chart = new Chart<'line', Point[]>(canvas, graphChart(graph, lookOf(canvas)))
  const theme = new MutationObserver(() => {
    chart.destroy()
    chart = new Chart<'line', Point[]>(canvas, graphChart(graph, lookOf(canvas)))
  })
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const longest = graph.series.reduce((best, { points }, index) => (points.length > graph.series[best]!.points.length ? index : best), 0)
  const moments = graph.series[longest]!.points
  return {
    length: moments.length,
    point(index) {
      const moment = index === null ? undefined : moments[index]
      const active = moment === undefined ? [] : elementsAt(graph, moment[0])
      chart.setActiveElements(active)
      const element = active[0] && chart.getDatasetMeta(active[0].datasetIndex).data[active[0].index]
      chart.tooltip?.setActiveElements(active, element ? { x: element.x, y: element.y } : { x: 0, y: 0 })
      chart.update('none')
      return moment?.[0] ?? null
    },
    destroy() {
      theme.disconnect()
      chart.destroy()
    }
  }
}

const elementsAt = ({ series }: GraphSignal, at: number): { datasetIndex: number; index: number }[] =>
  series.flatMap(({ points }, datasetIndex) => {
    const index = points.findIndex(([moment, value]) => moment === at && value !== null)
    return index < 0 ? [] : [{ datasetIndex, index }]
  })

function lookOf(element: HTMLElement): ChartLook {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    series: ['--d-1', '--d-2', '--d-3', '--p6', '--p8'].map(token),
    grid: token('--d-grid'),
    ink: token('--tx-3'),
    strongInk: token('--tx-1'),
    surface: token('--bg-overlay'),
    font: style.fontFamily
  }
}
