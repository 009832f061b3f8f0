import type { LegendItem } from '../tips.ts'
import { paintBar } from '../texturedBar.ts'
import { paintText, type Sheet } from './sheet.ts'

/** From the right, in its order. What has no room is left out: the first come first. */
export function paintLegend(sheet: Sheet, items: readonly LegendItem[]): void {
  const { context, look, width, left, top } = sheet
  context.font = `420 12px ${look('--font-ui')}`
  const widths = items.map(({ name }) => 18 + context.measureText(name).width + 14)
  const fitting = widths.reduce<number[]>((sums, each) => [...sums, (sums.at(-1) ?? 0) + each], []).filter((sum) => sum <= width).length
  let at = left + width - widths.slice(0, fitting).reduce((sum, each) => sum + each, 0) + 14
  items.slice(0, fitting).forEach((item, index) => {
    paintSwatch(sheet, item, at, top)
    paintText(sheet, item.name, at + 18, top, { colour: '--tx-2' })
    at += widths[index]!
  })
}

function paintSwatch({ context, look }: Sheet, { look: series, isLine }: LegendItem, left: number, middle: number): void {
  if (!isLine) {
    const backgroundColor = series.texture === 'outline' ? 'transparent' : look(series.fill)
    return paintBar(
      context,
      { left: left + 2, top: middle - 6, width: 11, height: 11 },
      { backgroundColor, borderColor: look(series.edge), texture: series.texture, surface: look('--bg-2') }
    )
  }
  context.save()
  context.strokeStyle = look(series.edge)
  context.lineWidth = 2
  context.setLineDash([...series.dash])
  context.beginPath()
  context.moveTo(left, middle)
  context.lineTo(left + 14, middle)
  context.stroke()
  context.restore()
}
