import type { ChartOptions, ScaleOptionsByType } from 'chart.js'
import type { Look } from './look.ts'
import type { Unit } from './panelData.ts'
import { axisStep, axisValue } from './panelFormat.ts'

/** What all drawn panels have in common. The tip is ours: a drawn one ends at the edge of the canvas. */
export const chartOptions = (): ChartOptions<'bar' | 'line'> => ({
  animation: false,
  responsive: true,
  maintainAspectRatio: false,
  normalized: true,
  events: [],
  layout: { padding: { top: 6, right: 4 } },
  plugins: { legend: { display: false }, tooltip: { enabled: false } }
})

/** Larger where panels are read from afar. */
export const scaleOf = (look: Look): number => Number(look('--panel-scale')) || 1
export const axisFont = (look: Look) => ({ family: look('--font-ui'), size: 10.5 * scaleOf(look) })

const HEADROOM = 1.05

type YAxis = Pick<ScaleOptionsByType<'linear'>, 'type' | 'beginAtZero' | 'bounds'> & object

/** From zero, with few lines across at round values. */
export const yAxis = (unit: Unit, look: Look, headroom = HEADROOM) => ({
  type: 'linear' as const,
  beginAtZero: true,
  bounds: 'data' as YAxis['bounds'],
  border: { display: false },
  grid: { color: look('--d-grid'), drawTicks: false },
  ticks: { font: axisFont(look), color: look('--tx-3'), padding: 6, callback: (value: string | number) => axisValue(Number(value), unit) },
  afterDataLimits: (axis: { min: number; max: number }) => {
    axis.max = topOf(axis.max, unit) * headroom
  },
  afterBuildTicks: (axis: { min: number; max: number; ticks: { value: number }[] }) => {
    axis.ticks = ticksBetween(axis.min, axis.max, axisStep(axis.max / headroom, unit))
  }
})

const topOf = (max: number, unit: Unit): number => (max > 0 ? max : unit === 'seconds' ? 60 : 1)

export function ticksBetween(min: number, max: number, step: number): { value: number }[] {
  const ticks: { value: number }[] = []
  for (let at = Math.ceil(min / step); at * step <= max && ticks.length < 50; at++) ticks.push({ value: at * step })
  return ticks
}
