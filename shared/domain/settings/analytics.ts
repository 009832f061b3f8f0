/* What a workspace says about its figures. */

/** Named, so that a figure says which it is of; what they are is in shared/analytics/measures.ts. */
export const DEFINITIONS = ['2023', 'current'] as const
export type Definition = (typeof DEFINITIONS)[number]

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof WEEKDAYS)[number]

export interface AnalyticsSettings {
  definition: Definition
  weekStart: Weekday
  /** Of figures that name none; an IANA name. */
  zone: string
}

export const PANEL_KINDS = ['bars', 'stackedBars', 'lines', 'topList', 'value', 'distribution', 'heatMap', 'table'] as const
export type PanelKind = (typeof PANEL_KINDS)[number]

/** Columns a dashboard is wide. */
export const PANEL_COLUMNS = 12
/** Rows a panel may be high. */
export const PANEL_ROWS = 12

export interface Panel {
  id: string
  title: string
  kind: PanelKind
  /** What it shows, as text: see shared/analytics/query. */
  query: string
  /** 1 to PANEL_COLUMNS, 1 to PANEL_ROWS: panels follow each other in their order, and wrap. */
  width: number
  height: number
  order: string
}

export interface Dashboard {
  id: string
  name: string
  /** In their order. */
  panels: Panel[]
  order: string
  /** Comes with Muster: what nobody changed is as shipped. */
  isShipped: boolean
}
