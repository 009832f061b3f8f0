import { changeOf } from '../change.ts'
import type { SingleData } from '../panelData.ts'
import { exactValue, shortValue } from '../panelFormat.ts'
import { sparkPath } from '../sparkline.ts'
import { paintText, type Sheet } from './sheet.ts'

const SPARK = { width: 320, height: 56 }

export function paintSingle(sheet: Sheet, data: SingleData): void {
  const { context, look, left, top, width } = sheet
  const value = paintText(sheet, shortValue(data.value, data.unit), left, top + 26, { size: 38, weight: 530 })
  const change = changeOf(data)
  if (change) paintText(sheet, change.words, left + value + 16, top + 32, { size: 16, weight: 530, colour: '--tx-2' })
  const before = data.previous == null ? '' : `, previous ${exactValue(data.previous, data.unit)}`
  paintText(sheet, `${exactValue(data.value, data.unit)}${before}`, left, top + 70, { size: 13, colour: '--tx-2' })
  if (!data.spark) return
  context.save()
  context.translate(left + width - SPARK.width, top + 6)
  context.strokeStyle = look('--d-1')
  context.lineWidth = 2
  context.lineJoin = context.lineCap = 'round'
  context.stroke(new Path2D(sparkPath(data.spark.values, SPARK.width, SPARK.height)))
  context.restore()
}
