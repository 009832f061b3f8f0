import type { PanelData } from '../panelData.ts'
import { paintChart } from './paintChart.ts'
import { paintHeatMap } from './paintHeatMap.ts'
import { paintSingle } from './paintSingle.ts'
import { paintRows, rowsHeight } from './paintRows.ts'
import { paintTopList, topListHeight } from './paintTopList.ts'
import type { Sheet } from './sheet.ts'

/** How much room a panel needs, in px. */
export function heightOf(data: PanelData): number {
  switch (data.kind) {
    case 'timeSeries':
    case 'distribution':
      return 380
    case 'topList':
      return topListHeight(data)
    case 'single':
      return 96
    case 'heatMap':
      return 300
    case 'table':
      return rowsHeight(data)
  }
}

export function paintBody(sheet: Sheet, data: PanelData, hidden: readonly string[]): void {
  switch (data.kind) {
    case 'timeSeries':
    case 'distribution':
      return paintChart(sheet, data, hidden)
    case 'topList':
      return paintTopList(sheet, data)
    case 'single':
      return paintSingle(sheet, data)
    case 'heatMap':
      return paintHeatMap(sheet, data)
    case 'table':
      return paintRows(sheet, data)
  }
}
