import type { Panel, PanelKind } from './analytics.ts'

/* What comes with Muster: what nobody changed is as here. */

interface ShippedDashboard {
  id: string
  name: string
  panels: readonly Panel[]
}

const panel = (id: string, title: string, kind: PanelKind, query: string, width: number, height: number): Omit<Panel, 'order'> => ({
  id,
  title,
  kind,
  query,
  width,
  height
})

/* They say nothing of time: that is chosen for the whole page. */
const OVERVIEW = [
  panel('incidents', 'Incidents', 'value', 'count incident_count', 3, 2),
  panel('impact', 'Customer impact', 'value', 'mean customer_impact_duration', 3, 2),
  panel('repair', 'Time to repair', 'value', 'p50 time_to_repair', 3, 2),
  panel('resolve', 'Time to resolve', 'value', 'p50 time_to_resolve', 3, 2),
  panel('severities', 'Incidents by severity', 'stackedBars', 'count incident_count by severity', 8, 4),
  panel('hours', 'When incidents are declared', 'heatMap', 'count incident_count', 4, 4),
  panel('impactWeekly', 'Customer impact, sum', 'bars', 'sum customer_impact_duration', 6, 3),
  panel('resolveSpread', 'How long incidents take', 'distribution', 'count time_to_resolve', 6, 3),
  panel('repairP50', 'Time to repair, p50', 'lines', 'p50 time_to_repair', 6, 3),
  panel('repairP90', 'Time to repair, p90', 'lines', 'p90 time_to_repair', 6, 3),
  panel('resolveP50', 'Time to resolve, p50', 'lines', 'p50 time_to_resolve', 6, 3),
  panel('resolveP90', 'Time to resolve, p90', 'lines', 'p90 time_to_resolve', 6, 3),
  panel('active', 'Time in Active', 'lines', 'mean status_active_duration', 6, 3),
  panel('stable', 'Time in Stable', 'lines', 'mean status_stable_duration', 6, 3),
  panel('services', 'Services with most incidents', 'topList', 'count incident_count by service top 8', 6, 4),
  panel('teams', 'Teams with most incidents', 'topList', 'count incident_count by team top 8', 6, 4)
]

/** Keys of fractional order that leave room between: 'a0' to 'az'. */
const orderAt = (index: number): string => `a${index.toString(36)}`

export const DEFAULT_DASHBOARDS: readonly ShippedDashboard[] = [
  { id: 'overview', name: 'Overview', panels: OVERVIEW.map((each, index) => ({ ...each, order: orderAt(index) })) }
]

/** With a panel: whether that comes with it. */
export function isShippedDashboard(id: string | undefined, panelId?: string): boolean {
  const shipped = DEFAULT_DASHBOARDS.find((each) => each.id === id)
  return shipped !== undefined && (panelId === undefined || shipped.panels.some((each) => each.id === panelId))
}
