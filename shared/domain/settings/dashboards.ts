import type { ActorId } from '../ids.ts'
import { PANEL_COLUMNS, PANEL_ROWS, type Dashboard, type Panel, type PanelKind } from './analytics.ts'
import type { Change } from './changes.ts'
import { DEFAULT_DASHBOARDS } from './defaultDashboards.ts'
import { moveTo, orderAfter, ordersAfter } from './order.ts'
import { pathOf } from './paths.ts'
import { readRemovedDashboards } from './readDashboards.ts'
import type { WorkspaceSettings } from './settings.ts'
import { buildTree } from './tree.ts'
import { currentValues, lastChange, valuesUnder } from './values.ts'

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
  const keys = ordersAfter([], panels.length)
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

/** Why a dashboard cannot be called so; null: it can. `id`: the one that is renamed. */
export function dashboardNameProblem(dashboards: readonly Pick<Dashboard, 'id' | 'name'>[], name: string, id?: string): string | null {
  const wanted = name.trim()
  if (wanted === '') return 'Give it a name, such as Payments.'
  const isTaken = dashboards.some((each) => each.id !== id && each.name.toLowerCase() === wanted.toLowerCase())
  return isTaken ? `There is a dashboard ${wanted} already.` : null
}

/** The panels of a dashboard for a copy of it. */
export const copiedPanels = ({ panels }: Pick<Dashboard, 'panels'>, newId: () => string): (PanelParts & { id: string })[] =>
  panels.map((panel) => ({ ...panel, id: newId() }))

/** Of one that comes with Muster: all that was changed in it, and what was added to it, is gone. Its place among the others stays. */
export function asShipped(settings: Pick<WorkspaceSettings, 'audit'>, id: string): Change[] {
  const name = DEFAULT_DASHBOARDS.find((shipped) => shipped.id === id)?.name
  if (name === undefined) return []
  const panels = valuesUnder(settings, `${pathOf('dashboards', id, 'panels')}/`).filter(([, value]) => value !== null)
  const namePath = pathOf('dashboards', id, 'name')
  const isRenamed = (currentValues(settings).get(namePath) ?? name) !== name
  return [...(isRenamed ? [{ path: namePath, value: name }] : []), ...panels.map(([path]) => ({ path, value: null }))]
}

export interface RemovedDashboard {
  dashboard: Dashboard
  by: ActorId
  at: number
}

/** What can be brought back, removed last first. */
export function removedDashboards(settings: Pick<WorkspaceSettings, 'audit'>): RemovedDashboard[] {
  const removed = readRemovedDashboards(buildTree(currentValues(settings)))
  return removed
    .flatMap((dashboard) => {
      const change = lastChange(settings, pathOf('dashboards', dashboard.id, 'isRemoved'))
      return change ? [{ dashboard, by: change.by, at: change.at }] : []
    })
    .sort((a, b) => b.at - a.at)
}

/** To `index` of the others. */
export const moveDashboard = (dashboards: readonly Dashboard[], id: string, index: number): Change[] =>
  moveTo(dashboards, id, index).map((each) => ({ path: pathOf('dashboards', each.id, 'order'), value: each.order }))

/** Behind all others. */
export const addPanel = (dashboard: Pick<Dashboard, 'id' | 'panels'>, id: string, parts: PanelParts): Change[] =>
  newPanel(dashboard.id, id, parts, orderAfter(dashboard.panels))

/** Behind the one it is of. */
export function duplicatePanel(dashboard: Pick<Dashboard, 'id' | 'panels'>, of: string, id: string): Change[] {
  const at = dashboard.panels.findIndex((panel) => panel.id === of)
  const panel = dashboard.panels[at]
  if (!panel) return []
  const placed = moveTo(dashboard.panels, id, at + 1)
  return [
    ...changePanel(dashboard.id, id, panel),
    ...placed.map((each) => ({ path: pathOf('dashboards', dashboard.id, 'panels', each.id, 'order'), value: each.order }))
  ]
}

/** What a new panel of a kind takes of the page. */
export function sizeOfKind(kind: PanelKind): Pick<Panel, 'width' | 'height'> {
  if (kind === 'value') return { width: 3, height: 2 }
  if (kind === 'heatMap') return { width: 4, height: 4 }
  return { width: 6, height: kind === 'topList' || kind === 'table' ? 4 : 3 }
}

/** So many columns and rows more or less, as far as there is room. */
export const resized = (
  { width, height }: Pick<Panel, 'width' | 'height'>,
  columns: number,
  rows: number
): Pick<Panel, 'width' | 'height'> => ({
  width: Math.min(PANEL_COLUMNS, Math.max(2, width + columns)),
  height: Math.min(PANEL_ROWS, Math.max(2, height + rows))
})

/** The parts that are named; the others stay. */
export const changePanel = (dashboardId: string, id: string, parts: Partial<PanelParts>): Change[] =>
  PARTS.flatMap((part) => {
    const value = parts[part]
    return value === undefined ? [] : [{ path: pathOf('dashboards', dashboardId, 'panels', id, part), value }]
  })

/** What of a panel is other than it was: what somebody else changed meanwhile is left to them. */
export const changedParts = (before: PanelParts, after: PanelParts): Partial<PanelParts> =>
  Object.fromEntries(PARTS.filter((part) => before[part] !== after[part]).map((part) => [part, after[part]]))

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
