import type { Chart, LineElement, Plugin } from 'chart.js'
import { axisFont } from './chartOptions.ts'
import { withAlpha, type Look } from './look.ts'

/** What is drawn behind and over the values. Numbers are buckets. */
export interface Marks {
  /** Not whole: not over yet, or cut off. */
  partial: readonly number[]
  /** Datasets that are lines over bars: they keep a distance from them, to be seen on any colour. */
  over: readonly number[]
  /** Under the pointer, or where the arrow keys are. */
  active: number | null
  /** What is looked into. */
  picked: number | null
  /** Without any value. */
  nothing: readonly number[]
  /** Lines down, at a place between buckets, with a name at the top. */
  lines: readonly { at: number; name: string }[]
}

export const marksPlugin = (marks: Marks, look: Look): Plugin<'bar' | 'line'> => ({
  id: 'marks',
  beforeDatasetsDraw(chart) {
    for (const bucket of marks.partial) fillBucket(chart, bucket, withAlpha(look('--tx-3'), 0.09))
    if (marks.active !== null) fillBucket(chart, marks.active, withAlpha(look('--tx-3'), 0.14))
    if (marks.picked !== null) fillBucket(chart, marks.picked, withAlpha(look('--iris'), 0.16))
  },
  beforeDatasetDraw(chart, { index, meta }) {
    if (marks.over.includes(index) && !meta.hidden) drawHalo(chart, meta.dataset as LineElement | undefined, look('--bg-2'))
  },
  afterDatasetsDraw(chart) {
    for (const bucket of marks.nothing) drawNothing(chart, bucket, look('--tx-3'))
    for (const line of marks.lines) drawLine(chart, line, look)
  }
})

function drawHalo({ ctx, chartArea }: Chart, line: LineElement | undefined, colour: string): void {
  if (!line) return
  ctx.save()
  ctx.beginPath()
  ctx.rect(chartArea.left, chartArea.top - 4, chartArea.width, chartArea.height + 4)
  ctx.clip()
  ctx.beginPath()
  line.path(ctx)
  ctx.strokeStyle = withAlpha(colour, 0.75)
  ctx.lineWidth = 3.5
  ctx.lineJoin = 'round'
  ctx.stroke()
  ctx.restore()
}

/** From the middle to the neighbours' to the middle to the other's; a chart of lines has half of that at its ends. */
function fillBucket({ ctx, chartArea, scales: { x } }: Chart, bucket: number, colour: string): void {
  if (!x || bucket < x.min || bucket > x.max) return
  const middle = x.getPixelForValue(bucket)
  const half = Math.abs(x.getPixelForValue(x.min + 1) - x.getPixelForValue(x.min)) / 2 || chartArea.width / 2
  const [left, right] = [Math.max(chartArea.left, middle - half), Math.min(chartArea.right, middle + half)]
  ctx.save()
  ctx.fillStyle = colour
  ctx.fillRect(left, chartArea.top, right - left, chartArea.height)
  ctx.restore()
}

/** A dash on the ground: no value is not zero. */
function drawNothing({ ctx, chartArea, scales: { x } }: Chart, bucket: number, colour: string): void {
  if (!x || bucket < x.min || bucket > x.max) return
  const middle = x.getPixelForValue(bucket)
  ctx.save()
  ctx.fillStyle = colour
  ctx.fillRect(middle - 3, chartArea.bottom - 5, 6, 1)
  ctx.restore()
}

function drawLine({ ctx, chartArea, scales: { x } }: Chart, { at, name }: Marks['lines'][number], look: Look): void {
  if (!x) return
  const whole = Math.floor(at)
  const step = x.getPixelForValue(x.min + 1) - x.getPixelForValue(x.min)
  const left = Math.round(x.getPixelForValue(whole) + (at - whole) * step) + 0.5
  if (left < chartArea.left || left > chartArea.right) return
  ctx.save()
  ctx.beginPath()
  ctx.moveTo(left, chartArea.top + 2)
  ctx.lineTo(left, chartArea.bottom)
  // on a bar as well as beside it
  ctx.strokeStyle = look('--bg-2')
  ctx.lineWidth = 3
  ctx.stroke()
  ctx.strokeStyle = look('--tx-1')
  ctx.lineWidth = 1
  ctx.setLineDash([3, 2])
  ctx.stroke()
  ctx.fillStyle = look('--tx-1')
  const { family, size } = axisFont(look)
  ctx.font = `${size}px ${family}`
  const isNearEnd = left > chartArea.right - 60
  ctx.textAlign = isNearEnd ? 'right' : 'left'
  ctx.fillText(name, left + (isNearEnd ? -4 : 4), chartArea.top + size - 1.5)
  ctx.restore()
}
