import type { ChartConfiguration } from 'chart.js'
import type {} from 'chartjs-plugin-zoom'
import type { Texture } from './look.ts'
import type { Marks } from './marks.ts'

export type PanelConfig = ChartConfiguration<'bar' | 'line', (number | null)[]>

export interface PanelChart {
  config: PanelConfig
  /** Read at every drawing: changed, then drawn again. */
  marks: Marks
  /** Which series of the data each dataset draws. */
  seriesOf: readonly number[]
}

declare module 'chart.js' {
  interface BarOptions {
    texture?: Texture
    /** What is behind the bars. */
    surface?: string
  }
}
