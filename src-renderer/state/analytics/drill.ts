import type { AnalyticsPoint } from '#shared/bridge/contract/analytics.ts'
import type { PanelPick } from '#renderer/charts/panels/panelData.ts'

/** What is looked into: a point of a panel. */
export interface Drill {
  /** Ids and titles of panels. */
  panel: string
  title: string
  /** What the panel asked. */
  text: string
  measure: string
  point: AnalyticsPoint
  pick: PanelPick | null
}
