import { toneLook } from '../look.ts'
import type { TopListData } from '../panelData.ts'
import { exactValue } from '../panelFormat.ts'
import { inOrder } from '../plainTable.ts'
import { paintBox, paintText, type Sheet } from './sheet.ts'

const ROW = 32
const NAME = 240
const VALUE = 170

export const topListHeight = ({ rows }: TopListData): number => rows.length * ROW + 8

export function paintTopList(sheet: Sheet, data: TopListData): void {
  const rows = inOrder(data.rows)
  const high = rows.reduce((most, { value, previous }) => Math.max(most, value ?? 0, previous ?? 0), 0)
  const room = sheet.width - NAME - VALUE
  const lengthOf = (value: number | null | undefined): number => (high > 0 ? (Math.max(0, value ?? 0) / high) * room : 0)
  rows.forEach(({ name, value, previous, tone, isOther }, index) => {
    const top = sheet.top + index * ROW
    const left = sheet.left + NAME
    paintText(sheet, name, sheet.left, top + ROW / 2, { size: 13, width: NAME - 16 })
    paintBox(sheet, left, top + 8, lengthOf(value), 12, toneLook(isOther ? { hue: 'other' } : (tone ?? { hue: 1 })).fill)
    if (previous !== undefined) paintBox(sheet, left, top + 22, lengthOf(previous), 3, '--d-prev', 1)
    const before = previous === undefined ? '' : ` (previous ${exactValue(previous, data.unit)})`
    paintText(sheet, `${exactValue(value, data.unit)}${before}`, left + lengthOf(value) + 8, top + 14, {
      colour: isOther ? '--tx-2' : '--tx-1',
      width: VALUE + room - lengthOf(value) - 8
    })
  })
}
