import type { ChartConfiguration, Point } from 'chart.js'
import type { GraphSignal } from '#shared/domain/signals.ts'

/** Colours and font as the theme has them now. */
export interface ChartLook {
  series: readonly string[]
  grid: string
  ink: string
  strongInk: string
  surface: string
  font: string
}

const STEPS_MS = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000].map(
  (seconds) => seconds * 1000
)
const MAX_TICKS = 7
/** Told apart without colour, too. */
const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4]]

/** A graph as it was attached, drawn over its own range. Times are UTC. */
export function graphChart(graph: GraphSignal, look: ChartLook): ChartConfiguration<'line', Point[]> {
  const [from, to] = rangeOf(graph)
  const step = STEPS_MS.find((each) => (to - from) / each <= MAX_TICKS) ?? (to - from) / MAX_TICKS
  return {
    type: 'line',
    data: {
      datasets: graph.series.map(({ name, points }, index) => ({
        label: name,
        data: points.map(([x, y]) => ({ x, y: y ?? Number.NaN })),
        borderColor: look.series[index % look.series.length]!,
        backgroundColor: look.series[index % look.series.length]!,
        borderDash: DASHES[Math.floor(index / look.series.length) % DASHES.length]!,
        borderWidth: 1.5,
        pointRadius: points.length === 1 ? 3 : 0,
        pointHoverRadius: 4,
        pointHitRadius: 12,
        spanGaps: false
      }))
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      normalized: true,
      interaction: { mode: 'index', axis: 'x', intersect: false },
      font: { family: look.font, size: 10.5 },
      scales: {
        x: {
          type: 'linear',
          min: from,
          max: to,
          border: { color: look.grid },
          grid: { display: false },
          ticks: { color: look.ink, maxRotation: 0, autoSkipPadding: 12, callback: (value) => formatTick(Number(value), step) },
          afterBuildTicks: (axis) => {
            axis.ticks = ticksOf(from, to, step).map((value) => ({ value }))
          }
        },
        y: {
          beginAtZero: isNearZero(graph),
          border: { display: false },
          grid: { color: look.grid },
          ticks: { color: look.ink, maxTicksLimit: 5, callback: (value) => formatValue(Number(value)) }
        }
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          backgroundColor: look.surface,
          borderColor: look.grid,
          borderWidth: 1,
          titleColor: look.strongInk,
          bodyColor: look.strongInk,
          titleFont: { family: look.font, size: 11 },
          bodyFont: { family: look.font, size: 11 },
          boxWidth: 8,
          boxHeight: 8,
          callbacks: {
            title: ([item]) => (item ? `${formatMoment(item.parsed.x ?? 0)} UTC` : ''),
            label: ({ dataset, parsed }) =>
              `${dataset.label ?? ''}: ${formatValue(parsed.y ?? Number.NaN)}${graph.unit ? ` ${graph.unit}` : ''}`
          }
        }
      }
    }
  }
}

/** A range of its own for what has only one moment. */
function rangeOf({ from, to }: GraphSignal): [number, number] {
  return to > from ? [from, to] : [from - 60_000, from + 60_000]
}

/** At round times: full minutes, hours, days. */
export function ticksOf(from: number, to: number, step: number): number[] {
  const ticks: number[] = []
  for (let at = Math.ceil(from / step) * step; at <= to && ticks.length < 100; at += step) ticks.push(at)
  return ticks
}

const DAY = 86_400_000
const iso = (at: number): string => new Date(at).toISOString()
const formatTick = (at: number, step: number): string =>
  step >= DAY ? iso(at).slice(5, 10) : step < 60_000 ? iso(at).slice(11, 19) : iso(at).slice(11, 16)

/** `2026-03-10 12:00:05` */
export const formatMoment = (at: number): string => iso(at).slice(0, 19).replace('T', ' ')

const plain = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 5 })
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 4 })
export const formatValue = (value: number): string =>
  Number.isNaN(value) ? 'no value' : Math.abs(value) >= 10_000 ? short.format(value) : plain.format(value)

/** An axis that begins at zero shows the truth, unless all is far from it: then it would hide what happens. */
function isNearZero({ series }: GraphSignal): boolean {
  let low = Infinity
  let high = -Infinity
  for (const { points } of series) {
    for (const [, value] of points) {
      if (value === null) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  return low >= 0 && (high - low) / high > 0.25
}
