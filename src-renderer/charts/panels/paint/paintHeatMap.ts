import { heatLevel, heatLevels, highestOf, lastLevelWords, weekdaysFrom } from '../heat.ts'
import type { HeatMapData } from '../panelData.ts'
import { axisValue, weekdayName } from '../panelFormat.ts'
import { paintBox, paintText, type Sheet } from './sheet.ts'

const DAYS = 48
const HOURS = 24
const LEGEND = 28

export function paintHeatMap(sheet: Sheet, data: HeatMapData): void {
  const levels = heatLevels(highestOf(data), data.unit)
  const [across, down] = [(sheet.width - DAYS) / 24, (sheet.height - HOURS - LEGEND) / 7]
  weekdaysFrom(data.weekStart).forEach((weekday, row) => {
    const top = sheet.top + row * down
    paintText(sheet, weekdayName(weekday).slice(0, 3), sheet.left, top + down / 2, { colour: '--tx-3' })
    for (let hour = 0; hour < 24; hour++) paintCell(sheet, data, levels, weekday, hour, { top, down, across })
  })
  for (let hour = 0; hour < 24; hour += 3) {
    paintText(sheet, String(hour).padStart(2, '0'), sheet.left + DAYS + hour * across, sheet.top + 7 * down + 12, {
      size: 11,
      colour: '--tx-3'
    })
  }
  paintLevels({ ...sheet, top: sheet.top + 7 * down + HOURS }, lastLevelWords(levels, data.unit))
}

function paintCell(
  sheet: Sheet,
  { cells, unit }: HeatMapData,
  levels: readonly number[],
  weekday: number,
  hour: number,
  { top, down, across }: { top: number; down: number; across: number }
): void {
  const value = cells[weekday - 1]?.[hour] ?? null
  if (value === null) return
  const left = sheet.left + DAYS + hour * across
  const level = heatLevel(value, levels)
  paintBox(sheet, left, top, across - 2, down - 2, `--heat-${level}`, 3)
  // a picture has no tip
  if (value > 0)
    paintText(sheet, axisValue(value, unit), left + across / 2 - 1, top + down / 2, {
      size: 11,
      align: 'center',
      colour: level > 3 ? '--bg-1' : '--tx-1',
      width: across - 6
    })
}

function paintLevels(sheet: Sheet, last: string): void {
  const { left, width, top } = sheet
  const words = paintText(sheet, last, left + width - 2, top + 14, { align: 'right', size: 11, colour: '--tx-2' })
  const from = left + width - words - 8 - 6 * 16
  for (let level = 0; level <= 5; level++) paintBox(sheet, from + level * 16, top + 9, 14, 10, `--heat-${level}`)
  paintText(sheet, '0', from - 6, top + 14, { align: 'right', size: 11, colour: '--tx-2' })
}
