import { generateKeyBetween } from 'fractional-indexing'
import type { Dashboard, Panel } from './analytics.ts'
import type { Change } from './changes.ts'
import { moveTo, orderAfter } from './order.ts'
import { pathOf } from './paths.ts'

/* What a change of a dashboard writes: pure, for `setSettings`. Each part of a panel is a register, so two who change one both count. */

const PARTS = ['title', 'kind', 'query', 'width', 'height'] as const
export type PanelParts = Pick<Panel, (typeof PARTS)[number]>

/** Behind all others. `panels`: what it begins with, such as those of a dashboard it is a copy of; ids are those of the new panels. */
export function addDashboard(
  dashboards: readonly Dashboard[],
  id: string,
  name: string,
  panels: readonly (PanelParts & { id: string })[] = []
): Change[] {
  const keys = keysFor(panels.length)
  return [
    { path: pathOf('dashboards', id, 'name'), value: name.trim() },
    { path: pathOf('dashboards', id, 'order'), value: orderAfter(dashboards) },
    ...panels.flatMap((panel, index) => newPanel(id, panel.id, panel, keys[index]!))
  ]
}

export const renameDashboard = (id: string, name: string): Change[] => [{ path: pathOf('dashboards', id, 'name'), value: name.trim() }]
export const removeDashboard = (id: string): Change[] => [{ path: pathOf('dashboards', id, 'isRemoved'), value: true }]
/** Also of one that comes with Muster: as it was before it was removed. */
export const restoreDashboard = (id: string): Change[] => [{ path: pathOf('dashboards', id, 'isRemoved'), value: null }]

/** To `index` of the others. */
export const moveDashboard = (dashboards: readonly Dashboard[], id: string, index: number): Change[] =>
  moveTo(dashboards, id, index).map((each) => ({ path: pathOf('dashboards', each.id, 'order'), value: each.order }))

/** Behind all others. */
export const addPanel = (dashboard: Pick<Dashboard, 'id' | 'panels'>, id: string, parts: PanelParts): Change[] =>
  newPanel(dashboard.id, id, parts, orderAfter(dashboard.panels))

/** The parts that are named; the others stay. */
export const changePanel = (dashboardId: string, id: string, parts: Partial<PanelParts>): Change[] =>
  PARTS.flatMap((part) => {
    const value = parts[part]
    return value === undefined ? [] : [{ path: pathOf('dashboards', dashboardId, 'panels', id, part), value }]
  })

export const removePanel = (dashboardId: string, id: string): Change[] => [
  { path: pathOf('dashboards', dashboardId, 'panels', id, 'isRemoved'), value: true }
]
export const restorePanel = (dashboardId: string, id: string): Change[] => [
  { path: pathOf('dashboards', dashboardId, 'panels', id, 'isRemoved'), value: null }
]

/** To `index` of the others. */
export const movePanel = ({ id: dashboardId, panels }: Pick<Dashboard, 'id' | 'panels'>, id: string, index: number): Change[] =>
  moveTo(panels, id, index).map((each) => ({ path: pathOf('dashboards', dashboardId, 'panels', each.id, 'order'), value: each.order }))

const newPanel = (dashboardId: string, id: string, parts: PanelParts, order: string): Change[] => [
  ...changePanel(dashboardId, id, parts),
  { path: pathOf('dashboards', dashboardId, 'panels', id, 'order'), value: order }
]

function keysFor(count: number): string[] {
  const keys: string[] = []
  for (let index = 0; index < count; index++) keys.push(generateKeyBetween(keys.at(-1) ?? null, null))
  return keys
}
