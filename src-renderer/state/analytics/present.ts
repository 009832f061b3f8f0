import { PANEL_COLUMNS, type Dashboard, type Panel } from '#shared/domain/settings/analytics.ts'
import type { Route } from '../route.ts'
import { PRESENT } from './presented.ts'
import { DEFAULT_SCOPE, printScope, type Scope } from './scope.ts'

/*
 * A dashboard for a wall: some panels at a time, as large as the window lets them be. It stands in the address, so that a screen that
 * starts again shows it again.
 */

export interface Slide {
  dashboard: string
  name: string
  /** From the top, each from the left. */
  rows: Panel[][]
}

/** More than this in one view is read by nobody from across a room. In rows of a panel's height. */
const ROWS_A_SLIDE = 7

const heightOf = (row: readonly Panel[]): number => Math.max(...row.map(({ height }) => height))

/** Panels side by side as on the page, as far as they fit. `columns`: how many there are room for. */
export function rowsOf(panels: readonly Panel[], columns = PANEL_COLUMNS): Panel[][] {
  const rows: Panel[][] = []
  let used = columns
  for (const panel of panels) {
    const width = Math.min(panel.width, columns)
    if (used + width > columns) {
      rows.push([])
      used = 0
    }
    rows.at(-1)!.push(panel)
    used += width
  }
  return rows
}

/** The views of a dashboard, one at least. */
export function slidesOf({ id, name, panels }: Dashboard, columns = PANEL_COLUMNS): Slide[] {
  const slides: Slide[] = []
  let used = ROWS_A_SLIDE
  for (const row of rowsOf(panels, columns)) {
    if (used + heightOf(row) > ROWS_A_SLIDE || slides.length === 0) {
      slides.push({ dashboard: id, name, rows: [] })
      used = 0
    }
    slides.at(-1)!.rows.push(row)
    used += heightOf(row)
  }
  return slides.length > 0 ? slides : [{ dashboard: id, name, rows: [] }]
}

/** How much larger than on the page, so that it is read from some metres away. */
export function scaleFor(width: number, height: number, isOne: boolean): number {
  const scale = Math.min(width / 920, height / 560) * (isOne ? 1.3 : 1)
  return Math.round(Math.min(4, Math.max(1, scale)) * 10) / 10
}

/** `panel`: that one alone. */
export const presentRoute = (dashboard: string, scope: Scope, panel?: string): Route => ({
  screen: 'analytics',
  page: dashboard,
  text: printScope(scope) || printScope(DEFAULT_SCOPE),
  kind: panel === undefined ? PRESENT : `${PRESENT}-${panel}`
})
