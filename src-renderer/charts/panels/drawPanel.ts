import zoom from 'chartjs-plugin-zoom'
import { lookOf, withAlpha, type Look } from './look.ts'
import type { PanelChart, PanelConfig } from './panelChart.ts'
import { Chart } from './registerCharts.ts'
import { moved, zoomed, type Range } from './range.ts'

export interface PanelHandlers {
  /** The bucket under the pointer, and where it is in px from the left. */
  onhover(bucket: number | null, left: number): void
  onpick(bucket: number, series: number | null): void
  /** null: all is shown. */
  onzoom(range: Range | null): void
}

export interface DrawnPanel {
  /** Marks a bucket, and brings it into view. Returns where it is, px from the left. */
  point(bucket: number | null): number
  pick(bucket: number | null): void
  /** More than 1 shows less. */
  zoomBy(factor: number): void
  resetZoom(): void
  destroy(): void
}

const MOVED_PX = 5

/** Loaded when the first panel comes into view: starting does not pay for it. */
export function drawPanel(
  canvas: HTMLCanvasElement,
  build: (look: Look) => PanelChart,
  handlers: PanelHandlers,
  shown: Range | null
): DrawnPanel {
  let range = shown
  let drawn = draw()
  const theme = new MutationObserver(() => {
    const { active, picked } = drawn.panel.marks
    drawn.chart.destroy()
    drawn = draw()
    Object.assign(drawn.panel.marks, { active, picked })
    drawn.chart.draw()
  })
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const leave = listen(canvas, () => drawn, handlers)

  function draw(): Drawn {
    const look = lookOf(canvas)
    const panel = build(look)
    const chart = new Chart(canvas, withZoom(panel.config, look, onzoom))
    if (range) zoomTo(chart, range)
    return { chart, panel }
  }
  function onzoom(chart: Chart): void {
    const { min, max } = chart.scales['x']!
    const isAll = min <= 0 && max >= (chart.data.labels?.length ?? 0) - 1
    range = isAll ? null : { from: min, to: max }
    handlers.onzoom(range)
  }
  return {
    point(bucket) {
      const { chart, panel } = drawn
      const x = chart.scales['x']!
      if (bucket !== null && (bucket < x.min || bucket > x.max)) {
        zoomTo(chart, moved({ from: x.min, to: x.max }, bucket))
        onzoom(chart)
      }
      panel.marks.active = bucket
      markPoints(chart, bucket)
      chart.draw()
      return bucket === null ? 0 : x.getPixelForValue(bucket)
    },
    pick(bucket) {
      drawn.panel.marks.picked = bucket
      drawn.chart.draw()
    },
    zoomBy(factor) {
      const { min, max } = drawn.chart.scales['x']!
      const last = (drawn.chart.data.labels?.length ?? 1) - 1
      zoomTo(drawn.chart, zoomed({ from: min, to: max }, factor, drawn.panel.marks.active ?? (min + max) / 2, last))
      onzoom(drawn.chart)
    },
    resetZoom() {
      drawn.chart.resetZoom('none')
      onzoom(drawn.chart)
    },
    destroy() {
      leave()
      theme.disconnect()
      drawn.chart.destroy()
    }
  }
}

interface Drawn {
  chart: Chart<'bar' | 'line', (number | null)[]>
  panel: PanelChart
}

const zoomTo = (chart: Chart<'bar' | 'line', (number | null)[]>, { from, to }: Range): void =>
  chart.zoomScale('x', { min: from, max: to }, 'none')

/** The points of lines grow; what is hidden or has no value does not. */
function markPoints(chart: Drawn['chart'], bucket: number | null): void {
  const active = chart.data.datasets.flatMap(({ data }, datasetIndex) =>
    bucket === null || data[bucket] == null || !chart.isDatasetVisible(datasetIndex) ? [] : [{ datasetIndex, index: bucket }]
  )
  chart.setActiveElements(active.filter(({ datasetIndex }) => chart.getDatasetMeta(datasetIndex).type === 'line'))
}

function withZoom(config: PanelConfig, look: Look, onzoom: (chart: Chart) => void): PanelConfig {
  // a finger has no Shift: it moves what is zoomed, and two fingers zoom
  const isFinger = matchMedia('(pointer: coarse)').matches
  return {
    ...config,
    plugins: [...(config.plugins ?? []), zoom],
    options: {
      ...config.options,
      plugins: {
        ...config.options?.plugins,
        zoom: {
          limits: { x: { minRange: 1 } },
          zoom: {
            mode: 'x',
            wheel: { enabled: true, modifierKey: 'ctrl' },
            drag: {
              enabled: !isFinger,
              threshold: MOVED_PX + 3,
              backgroundColor: withAlpha(look('--iris'), 0.14),
              borderColor: look('--iris-line'),
              borderWidth: 1
            },
            pinch: { enabled: isFinger },
            onZoomComplete: ({ chart }) => onzoom(chart)
          },
          pan: {
            enabled: true,
            mode: 'x',
            ...(isFinger ? {} : { modifierKey: 'shift' as const }),
            onPanComplete: ({ chart }) => onzoom(chart)
          }
        }
      }
    }
  }
}

function listen(canvas: HTMLCanvasElement, current: () => Drawn, { onhover, onpick }: PanelHandlers): () => void {
  let down = { x: 0, y: 0 }
  const bucketAt = (event: MouseEvent): number | null => {
    const { chart } = current()
    const { x } = chart.scales
    const { left, right } = chart.chartArea
    if (!x || event.offsetX < left - MOVED_PX || event.offsetX > right + MOVED_PX) return null
    const bucket = x.getValueForPixel(Math.min(right, Math.max(left, event.offsetX)))
    return bucket === undefined ? null : Math.min(x.max, Math.max(x.min, Math.round(bucket)))
  }
  const move = (event: PointerEvent) => {
    const bucket = event.buttons === 0 || event.pointerType === 'touch' ? bucketAt(event) : null
    onhover(bucket, bucket === null ? 0 : current().chart.scales['x']!.getPixelForValue(bucket))
  }
  // a finger that is lifted has not gone: what it showed stays to be read
  const out = (event: PointerEvent) => event.pointerType !== 'touch' && onhover(null, 0)
  const press = (event: PointerEvent) => {
    down = { x: event.clientX, y: event.clientY }
    if (event.pointerType === 'touch') move(event)
  }
  const click = (event: MouseEvent) => {
    // the end of a drag is no click
    if (Math.hypot(event.clientX - down.x, event.clientY - down.y) > MOVED_PX) return
    const bucket = bucketAt(event)
    if (bucket !== null) onpick(bucket, seriesAt(current(), event, bucket))
  }
  canvas.addEventListener('pointermove', move)
  canvas.addEventListener('pointerdown', press)
  canvas.addEventListener('pointerleave', out)
  canvas.addEventListener('click', click)
  return () => {
    canvas.removeEventListener('pointermove', move)
    canvas.removeEventListener('pointerdown', press)
    canvas.removeEventListener('pointerleave', out)
    canvas.removeEventListener('click', click)
  }
}

/** What is drawn under the pointer itself; null: beside everything. */
function seriesAt({ chart, panel }: Drawn, event: MouseEvent, bucket: number): number | null {
  const elements = chart.getElementsAtEventForMode(event, 'point', { intersect: true }, false)
  const hit = elements.find(({ index }) => index === bucket)
  return hit ? (panel.seriesOf[hit.datasetIndex] ?? null) : null
}
