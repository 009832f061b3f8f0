import { distributionChart } from '../distributionChart.ts'
import type { DistributionData, TimeSeriesData } from '../panelData.ts'
import { Chart } from '../registerCharts.ts'
import { timeSeriesChart } from '../timeSeriesChart.ts'
import type { Sheet } from './sheet.ts'

const SCALE = 2

/** The drawing as on the screen, all of it, in a canvas of its own that is copied. */
export function paintChart(
  { context, look, left, top, width, height }: Sheet,
  data: TimeSeriesData | DistributionData,
  hidden: readonly string[]
): void {
  const canvas = document.createElement('canvas')
  // Chart.js takes the size of a canvas outside of the page from here
  Object.assign(canvas, { width, height })
  const { config } = data.kind === 'timeSeries' ? timeSeriesChart(data, hidden, look) : distributionChart(data, hidden, look)
  const chart = new Chart(canvas, { ...config, options: { ...config.options, responsive: false, devicePixelRatio: SCALE } })
  context.drawImage(chart.canvas, left, top, width, height)
  chart.destroy()
}
