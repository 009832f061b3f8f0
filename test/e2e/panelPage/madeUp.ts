import type {
  Bucket,
  DistributionData,
  HeatMapData,
  PanelAbout,
  SingleData,
  TableData,
  TimeSeriesData,
  TopListData
} from '#renderer/charts/panels/panelData.ts'

/* Made-up numbers, one of each kind of panel, with what is hard about it: gaps, no data, a running week, hostile names. */

const WEEK = 7 * 86_400_000
const START = Date.UTC(2026, 7, 31)
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
export const WEEKS: Bucket[] = Array.from({ length: 12 }, (_unused, index) => {
  const start = START + index * WEEK
  const isFirstOfMonth = index === 0 || new Date(start).getUTCMonth() !== new Date(start - WEEK).getUTCMonth()
  return {
    start,
    label: isFirstOfMonth ? day.format(start) : String(new Date(start).getUTCDate()),
    title: `Week of ${day.format(start)} 2026`
  }
})

export const about = (title: string, more: Partial<PanelAbout> = {}): PanelAbout => ({
  title,
  period: '31 Aug to 22 Nov 2026, by week',
  zone: 'UTC',
  definition: 'Definition 2023',
  counts: { n: 130 },
  ...more
})

const SEVERITIES: [string, number[]][] = [
  ['SEV-1', [0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1]],
  ['SEV-2', [2, 1, 2, 1, 3, 2, 1, 2, 2, 1, 3, 4]],
  ['SEV-3', [4, 3, 5, 3, 4, 3, 4, 3, 4, 2, 4, 3]],
  ['SEV-4', [3, 4, 3, 2, 3, 4, 2, 3, 4, 3, 2, 2]],
  ['SEV-5', [2, 2, 1, 3, 1, 2, 2, 1, 2, 2, 1, 1]],
  ['UNKNOWN', [1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1]]
]
export const stacked: TimeSeriesData = {
  kind: 'timeSeries',
  shape: 'stacked',
  unit: 'count',
  step: 'week',
  isRunning: true,
  buckets: WEEKS,
  series: [
    ...SEVERITIES.map(([name, values]) => ({ id: name, name: name === 'UNKNOWN' ? 'Unknown' : name, tone: { severity: name }, values })),
    { id: 'previous', name: 'Previous', isPrevious: true, values: [10, 12, 9, 11, 10, 13, 11, 9, 12, 10, 9, 11] }
  ]
}

const hours = (values: (number | null)[]): (number | null)[] =>
  values.map((value) => (value === null ? null : Math.round(value * 3600) + 12))
export const impact: TimeSeriesData = {
  kind: 'timeSeries',
  shape: 'line',
  unit: 'seconds',
  step: 'week',
  buckets: WEEKS,
  series: [
    {
      id: 'impact',
      name: 'Customer impact',
      values: hours([4.4, 3.1, 4.9, 2.2, 5.2, 3, null, 2.9, null, 1.9, 3.4, 3.8]),
      n: [4, 3, 5, 2, 6, 3, 0, 2, 0, 3, 4, 5]
    },
    { id: 'previous', name: 'Previous', isPrevious: true, values: hours([5.1, 4.2, 4.8, 3.9, 5.6, 4.4, 4.1, 3.6, 4.6, 3.2, 3.9, 4]) }
  ]
}
export const repair: TimeSeriesData = {
  kind: 'timeSeries',
  shape: 'line',
  unit: 'seconds',
  step: 'week',
  buckets: WEEKS,
  series: [
    {
      id: 'repair',
      name: 'Repair',
      tone: { hue: 3 },
      values: hours([0.95, 0.8, 0.9, 0.7, 1, 0.85, 0.8, 0.7, 0.82, 0.6, 0.74, 0.78]),
      n: [8, 9, 10, 7, 11, 10, 7, 8, 11, 6, 8, 9],
      band: { name: 'p90', values: hours([2.2, 1.9, 2, 1.7, 2.4, 1.8, 1.7, 1.6, 1.9, 1.4, 1.6, 1.7]) }
    },
    {
      id: 'resolve',
      name: 'Resolve',
      tone: { hue: 2 },
      values: hours([1.9, 1.7, 1.8, 1.6, 2.1, 1.7, 1.6, 1.5, 1.7, 1.4, 1.6, 1.6]),
      n: [9, 9, 11, 8, 11, 10, 8, 8, 12, 7, 9, 10],
      band: { name: 'p90', values: hours([4.6, 3.9, 4.4, 3.6, 5.1, 3.8, 3.7, 3.5, 4, 3.1, 3.6, 3.9]) }
    }
  ]
}
export const statuses: TimeSeriesData = {
  kind: 'timeSeries',
  shape: 'stacked',
  unit: 'seconds',
  step: 'week',
  buckets: WEEKS,
  series: [
    { id: 'stable', name: 'Stable', tone: { hue: 2 }, values: hours([1.8, 1.5, 2.2, 1.1, null, 1.6, 1.9, 1.2, 1.5, 1.1, 1.6, 0.9]) },
    { id: 'active', name: 'Active', tone: { hue: 'active' }, values: hours([3.1, 2.4, 3.6, 2.2, null, 2.8, 2.6, 2.1, 2.9, 1.8, 2.4, 2.7]) }
  ]
}
/** Beside each other, and many. */
export const days: TimeSeriesData = {
  kind: 'timeSeries',
  shape: 'bar',
  unit: 'count',
  step: 'day',
  buckets: Array.from({ length: 84 }, (_unused, index) => {
    const start = START + (index * WEEK) / 7
    return { start, label: day.format(start), title: `${day.format(start)} 2026` }
  }),
  series: [{ id: 'all', name: 'Incidents', values: Array.from({ length: 84 }, (_unused, index) => (index * 7 + 3) % 5) }]
}

export const services: TopListData = {
  kind: 'topList',
  unit: 'count',
  label: 'Service',
  rows: [
    { id: '1', name: 'checkout-api', value: 14, previous: 9 },
    { id: 'other', name: 'Other', value: 16, previous: 20, isOther: true },
    { id: '2', name: 'search-indexer', value: 11, previous: 12 },
    { id: '3', name: '=HYPERLINK("https://evil.example")', value: 9, previous: 4 },
    { id: '4', name: 'auth', value: 8, previous: 8 },
    { id: '5', name: 'inventory-sync-for-the-northern-warehouses', value: 7, previous: 10 }
  ]
}

export const singles: [string, SingleData][] = [
  [
    'Incidents',
    {
      kind: 'single',
      unit: 'count',
      value: 130,
      previous: 128,
      spark: { buckets: WEEKS, values: [12, 11, 12, 9, 12, 12, 9, 10, 13, 8, 10, 12] }
    }
  ],
  [
    'Customer impact',
    {
      kind: 'single',
      unit: 'seconds',
      value: 148_320,
      previous: 185_400,
      n: 96,
      spark: { buckets: WEEKS, values: impact.series[0]!.values }
    }
  ],
  ['Time to repair, p50', { kind: 'single', unit: 'seconds', value: 2760, previous: 3101, sense: 'speed' }],
  ['Time to resolve, p50', { kind: 'single', unit: 'seconds', value: 5892, previous: 6120, sense: 'speed' }],
  ['Active, mean', { kind: 'single', unit: 'seconds', value: 9780, previous: null }],
  ['Stable, mean', { kind: 'single', unit: 'seconds', value: null, previous: 5640 }]
]

const EDGES = [0, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400]
export const distribution: DistributionData = {
  kind: 'distribution',
  unit: 'seconds',
  bins: [4, 11, 19, 27, 31, 18, 12, 5, 3].map((count, index) => ({
    from: EDGES[index]!,
    to: EDGES[index + 1] ?? null,
    count,
    previous: [6, 9, 17, 24, 35, 20, 10, 6, 1][index]!
  })),
  marks: [
    { name: 'p50', value: 5892 },
    { name: 'p90', value: 21_000 }
  ]
}

export const heat: HeatMapData = {
  kind: 'heatMap',
  unit: 'count',
  weekStart: 1,
  cells: Array.from({ length: 7 }, (_unused, weekday) =>
    Array.from({ length: 24 }, (_unused, hour) => {
      if (weekday === 1 && hour === 10) return 6
      if (hour < 7 || hour > 18) return 0
      return weekday > 4 ? ((hour * 5 + weekday) % 3 === 0 ? 1 : 0) : (hour * 7 + weekday * 3) % 5
    })
  )
}

const TITLES = [
  'Promo code service returns 500 for bundles',
  'Address lookup slow for German postcodes',
  'Catalog writes rejected in all regions'
]
export const table = (length: number): TableData => ({
  kind: 'table',
  columns: [
    { id: 'severity', label: 'Severity', width: '96px' },
    { id: 'id', label: 'ID', width: '70px' },
    { id: 'title', label: 'Title', width: 'minmax(180px, 1fr)' },
    { id: 'impact', label: 'Customer impact', unit: 'seconds', width: '140px' },
    { id: 'resolve', label: 'Resolve', unit: 'seconds', hasReason: true, width: '140px' }
  ],
  rows: Array.from({ length }, (_unused, index) => ({
    id: String(index),
    cells: [
      { type: 'severity', severity: ['SEV-2', 'SEV-3', 'SEV-1', 'UNKNOWN', 'SEV-4'][index % 5]! },
      { type: 'text', text: `IR-${2463 - index}`, isMono: true },
      { type: 'text', text: TITLES[index % 3]! },
      index % 4 === 1
        ? { type: 'missing', kind: 'notApplicable', words: 'no impact' }
        : { type: 'value', value: 1100 + ((index * 977) % 9000) },
      index % 7 === 3
        ? { type: 'missing', kind: 'invalid', words: 'end before start' }
        : { type: 'value', value: 2840 + ((index * 1313) % 20_000) }
    ]
  }))
})
