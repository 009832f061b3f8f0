import type { ChartDataset } from 'chart.js'
import { partialOf } from './partial.ts'
import { axisFont, chartOptions, yAxis } from './chartOptions.ts'
import { seriesLooks, withAlpha, type Look, type SeriesLook } from './look.ts'
import { marksPlugin, type Marks } from './marks.ts'
import { isHidden, type PanelSeries, type TimeSeriesData } from './panelData.ts'
import type { PanelChart, PanelConfig } from './panelChart.ts'

/** Wide enough to tell bars apart, however many there are. */
const barShare = (buckets: number): number => (buckets > 40 ? 0.82 : 0.62)

/** A time series as Chart.js draws it. Values are those of the data, null among them. */
export function timeSeriesChart(data: TimeSeriesData, hidden: readonly string[], look: Look): PanelChart {
  const looks = seriesLooks(data.series)
  const drawn = datasetsOf(data, hidden, looks, look)
  const last = data.buckets.length - 1
  const marks: Marks = {
    partial: partialOf(data),
    over: data.shape === 'line' ? [] : drawn.flatMap(({ dataset }, index) => (dataset.type === 'line' ? [index] : [])),
    active: null,
    picked: null,
    nothing: data.shape === 'line' ? [] : emptyBuckets(data),
    lines: []
  }
  const isStacked = data.shape === 'stacked'
  const config: PanelConfig = {
    type: data.shape === 'line' ? 'line' : 'bar',
    data: { labels: data.buckets.map(({ label }) => label), datasets: drawn.map(({ dataset }) => dataset) },
    options: {
      ...chartOptions(),
      scales: {
        x: {
          type: 'category',
          // a single point stands in the middle, too
          offset: data.shape !== 'line' || last === 0,
          stacked: isStacked,
          border: { display: false },
          grid: { display: false },
          ticks: {
            align: data.shape === 'line' && last > 0 ? 'inner' : 'center',
            font: axisFont(look),
            color: ({ tick }) => look(data.isRunning && tick?.value === last ? '--tx-1' : '--tx-3'),
            maxRotation: 0,
            autoSkipPadding: 14,
            padding: 4
          }
        },
        y: { ...yAxis(data.unit, look), stacked: isStacked }
      }
    },
    plugins: [marksPlugin(marks, look)]
  }
  return { config, marks, seriesOf: drawn.map(({ series }) => series) }
}

interface Drawn {
  dataset: ChartDataset<'bar' | 'line', (number | null)[]>
  series: number
}

function datasetsOf(data: TimeSeriesData, hidden: readonly string[], looks: readonly SeriesLook[], look: Look): Drawn[] {
  const inOrder = data.series.map((series, index) => ({ series, index }))
  // Chart.js begins a stack at the bottom
  if (data.shape === 'stacked') inOrder.reverse()
  const isAlone = data.series.filter(({ isPrevious }) => !isPrevious).length === 1
  return inOrder.flatMap(({ series, index }): Drawn[] => {
    const isLine = data.shape === 'line' || series.isPrevious === true
    const common = { label: series.name, data: [...series.values], hidden: isHidden(series, hidden) }
    if (!isLine) return [{ dataset: { ...common, ...barLook(looks[index]!, look, data.buckets.length, isAlone) }, series: index }]
    const line = lineLook(series, looks[index]!, look)
    if (!series.band)
      return [{ dataset: { ...common, ...line, fill: isAlone && !series.isPrevious ? area(looks[index]!, look) : false }, series: index }]
    const upper = { ...common, ...line, label: series.band.name, data: [...series.band.values], ...bandLook(looks[index]!, look) }
    return [
      { dataset: { ...common, ...line }, series: index },
      { dataset: upper, series: index }
    ]
  })
}

const area = ({ fill }: SeriesLook, look: Look) => ({
  target: 'origin',
  above: withAlpha(look(fill), 0.13),
  below: withAlpha(look(fill), 0.13)
})

const bandLook = ({ fill }: SeriesLook, look: Look) => ({
  borderColor: withAlpha(look(fill), 0.5),
  borderDash: [],
  borderWidth: 1,
  pointRadius: 0,
  pointHoverRadius: 0,
  fill: { target: '-1', above: withAlpha(look(fill), 0.1), below: withAlpha(look(fill), 0.1) }
})

function barLook({ fill, edge, texture }: SeriesLook, look: Look, buckets: number, isAlone: boolean) {
  return {
    type: 'bar' as const,
    order: 1,
    backgroundColor: texture === 'outline' ? 'transparent' : look(fill),
    borderColor: look(edge),
    texture: isAlone && texture !== 'outline' ? ('plain' as const) : texture,
    surface: look('--bg-2'),
    categoryPercentage: barShare(buckets),
    barPercentage: 1,
    maxBarThickness: 40
  }
}

function lineLook({ values, isPrevious, beforeOf }: PanelSeries, { edge, dash }: SeriesLook, look: Look) {
  const isLonely = (index: number): boolean => values[index] != null && values[index - 1] == null && values[index + 1] == null
  return {
    type: 'line' as const,
    order: isPrevious ? 0 : 1,
    borderColor: beforeOf === undefined ? look(edge) : withAlpha(look(edge), 0.75),
    backgroundColor: look(edge),
    borderDash: [...dash],
    borderWidth: isPrevious ? 1.25 : 1.75,
    borderJoinStyle: 'round' as const,
    // a value between two gaps has no line, the last one is where things stand
    pointRadius: ({ dataIndex }: { dataIndex: number }) =>
      isLonely(dataIndex) || (!isPrevious && dataIndex === values.length - 1) ? 3 : 0,
    pointBorderColor: look('--bg-2'),
    pointBorderWidth: 1.5,
    pointHoverRadius: 4,
    pointHoverBorderColor: look('--bg-2'),
    pointHoverBorderWidth: 1.5,
    clip: 4,
    spanGaps: false
  }
}

/** Where no series has a value, which is another thing than 0. */
const emptyBuckets = ({ buckets, series }: TimeSeriesData): number[] =>
  buckets.flatMap((_bucket, index) => (series.every(({ values, isPrevious }) => isPrevious || values[index] == null) ? [index] : []))
