import { describe, expect, it } from 'vitest'
import { axisStep, axisDuration, binWords, exactDuration, shortDuration } from '#renderer/charts/panels/panelFormat.ts'
import { changeOf } from '#renderer/charts/panels/change.ts'
import { placeOf } from '#renderer/charts/panels/distributionChart.ts'
import { heatLevel, heatLevels, lastLevelWords, weekdaysFrom } from '#renderer/charts/panels/heat.ts'
import { ticksBetween } from '#renderer/charts/panels/chartOptions.ts'
import { seriesLooks } from '#renderer/charts/panels/look.ts'
import type {
  DistributionData,
  HeatMapData,
  PanelAbout,
  TableData,
  TimeSeriesData,
  TopListData
} from '#renderer/charts/panels/panelData.ts'
import { panelCsv, plainTable } from '#renderer/charts/panels/plainTable.ts'
import { partialWords } from '#renderer/charts/panels/partial.ts'
import { sortedPlaces } from '#renderer/charts/panels/sortRows.ts'
import { sparkPath } from '#renderer/charts/panels/sparkline.ts'
import { emptyWords, summaryOf } from '#renderer/charts/panels/summary.ts'
import { timeSeriesChart } from '#renderer/charts/panels/timeSeriesChart.ts'
import { legendOf, spokenTip, timeSeriesTip } from '#renderer/charts/panels/tips.ts'
import { moved, zoomed } from '#renderer/charts/panels/range.ts'
import { fromCsv } from '#shared/domain/csv.ts'

const look = (token: string): string => token
const WEEK = 7 * 86_400_000
const AT = Date.UTC(2026, 7, 31)
const buckets = [0, 1, 2].map((index) => ({ start: AT + index * WEEK, label: `w${index}`, title: `Week ${index}` }))
const stacked: TimeSeriesData = {
  kind: 'timeSeries',
  shape: 'stacked',
  unit: 'count',
  step: 'week',
  buckets,
  isRunning: true,
  series: [
    { id: '1', name: 'SEV-1', tone: { severity: 'SEV-1' }, values: [0, null, 1] },
    { id: '2', name: 'SEV-2', tone: { severity: 'SEV-2' }, values: [3, null, 4] },
    { id: 'u', name: 'Unknown', tone: { severity: 'UNKNOWN' }, values: [1, null, 0] },
    { id: 'p', name: 'Previous', isPrevious: true, values: [2, 5, null] }
  ]
}
const lines: TimeSeriesData = {
  kind: 'timeSeries',
  shape: 'line',
  unit: 'seconds',
  step: 'week',
  buckets,
  series: [
    { id: 'repair', name: 'Repair', values: [60, null, 5892], n: [3, 0, 12], band: { name: 'p90', values: [120, null, 9000] } },
    { id: 'resolve', name: 'Resolve', values: [90, 100, 110], n: [3, 4, 12] }
  ]
}
const about: PanelAbout = { title: 'Incidents by week', period: 'p', zone: 'UTC' }

describe('A drawn panel', () => {
  it('W140 has the values of its data, no value stays a gap, and the first series of a stack is on top', () => {
    const { config, seriesOf, marks } = timeSeriesChart(stacked, [], look)
    // Chart.js begins a stack at the bottom
    expect(seriesOf).toEqual([3, 2, 1, 0])
    expect(config.data.datasets.map(({ data }) => data)).toEqual([...stacked.series].reverse().map(({ values }) => values))
    expect(marks.nothing).toEqual([1])
    expect(config.options?.scales?.['y']).toMatchObject({ stacked: true, beginAtZero: true })
    const drawn = timeSeriesChart(lines, [], look)
    expect(drawn.seriesOf).toEqual([0, 0, 1])
    expect(drawn.config.data.datasets.map(({ data }) => data)).toEqual([
      [60, null, 5892],
      [120, null, 9000],
      [90, 100, 110]
    ])
    expect(drawn.config.data.datasets.every((each) => 'spanGaps' in each && each.spanGaps === false)).toBe(true)
  })

  it('W141 shows severities in their colours, UNKNOWN as an outline, the period before as a dashed line, the rest apart without colour too', () => {
    const looks = seriesLooks(stacked.series)
    expect(looks.map(({ fill, texture }) => [fill, texture])).toEqual([
      ['--s1f', 'plain'],
      ['--s2f', 'plain'],
      ['--su', 'outline'],
      ['--d-prev', 'plain']
    ])
    const { config } = timeSeriesChart(stacked, [], look)
    expect(config.data.datasets[0]).toMatchObject({ type: 'line', label: 'Previous', borderDash: [3, 3] })
    expect(config.data.datasets[1]).toMatchObject({ type: 'bar', label: 'Unknown', backgroundColor: 'transparent', texture: 'outline' })
    const others = seriesLooks([1, 2, 3, 4, 5, 6].map((each) => ({ id: String(each), name: '', values: [] })))
    expect(new Set(others.map(({ texture }) => texture)).size).toBe(6)
    expect(new Set(others.map(({ dash }) => dash.join())).size).toBe(6)
  })

  it('W142 hides the series that were switched off, with their band, and marks the buckets that are not whole', () => {
    const { config } = timeSeriesChart(lines, ['repair'], look)
    expect(config.data.datasets.map(({ hidden }) => hidden)).toEqual([true, true, false])
    const partial = (more: Partial<TimeSeriesData>) => timeSeriesChart({ ...stacked, ...more }, [], look).marks.partial
    expect([partial({}), partial({ isRunning: false }), partial({ partial: [0] })]).toEqual([[2], [], [0, 2]])
    expect(partialWords({ ...stacked, partial: [0] })).toBe('first week in part, last week so far')
    expect(partialWords({ ...stacked, isRunning: false })).toBeUndefined()
    expect(legendOf(stacked).map(({ name }) => name)).toEqual(['SEV-1', 'SEV-2', 'Unknown', 'Previous'])
    expect(legendOf({ ...stacked, series: stacked.series.slice(0, 1) })).toEqual([])
  })

  it('W143 says at a point every shown value exactly, what it stands on, and the period before', () => {
    expect(timeSeriesTip(stacked, 2, ['u'])).toMatchObject({
      title: 'Week 2, so far',
      rows: [
        { name: 'SEV-1', value: '1' },
        { name: 'SEV-2', value: '4' },
        { name: 'Together', value: '5' },
        { name: 'Previous', value: 'no value' }
      ]
    })
    expect(spokenTip(timeSeriesTip(lines, 2, []))).toBe(
      'Week 2. Repair: 1 h 38 min 12 s, n = 12. p90: 2 h 30 min. Resolve: 1 min 50 s, n = 12'
    )
    expect(spokenTip(timeSeriesTip(lines, 1, ['resolve']))).toBe('Week 1. Repair: no value, n = 0. p90: no value')
  })

  it('W144 tells durations exactly in words, short across a room, and round on an axis', () => {
    const exact = [0, 0.4, 38, 60, 5892, 148_320, 349_200, -60].map(exactDuration)
    expect(exact).toEqual(['0 s', '0.4 s', '38 s', '1 min', '1 h 38 min 12 s', '41 h 12 min', '4 d 1 h', '−1 min'])
    const short = [38, 250, 2760, 3599, 5892, 148_320, 349_200].map(shortDuration)
    expect(short).toEqual(['38 s', '4 min 10', '46 min', '1 h', '1 h 38', '41 h 12', '4 d 1 h'])
    expect([0, 30, 1800, 14_400, 432_000].map(axisDuration)).toEqual(['0', '30 s', '30 min', '4 h', '5 d'])
    expect([3, 13, 100].map((max) => axisStep(max, 'count'))).toEqual([1, 5, 50])
    expect([200, 20_000, 2_000_000].map((max) => axisStep(max, 'seconds'))).toEqual([60, 7200, 864_000])
    expect(ticksBetween(0, 13, 5)).toEqual([{ value: 0 }, { value: 5 }, { value: 10 }])
  })

  it('W145 zooms around a place between two buckets and all, and moves no further than a point asks', () => {
    expect(zoomed({ from: 0, to: 11 }, 2, 0, 11)).toEqual({ from: 0, to: 6 })
    expect(zoomed({ from: 0, to: 11 }, 2, 11, 11)).toEqual({ from: 5, to: 11 })
    expect(zoomed({ from: 4, to: 5 }, 2, 4, 11)).toEqual({ from: 4, to: 5 })
    expect(zoomed({ from: 4, to: 9 }, 0.1, 6, 11)).toEqual({ from: 0, to: 11 })
    expect(moved({ from: 4, to: 6 }, 8)).toEqual({ from: 6, to: 8 })
    expect(moved({ from: 4, to: 6 }, 2)).toEqual({ from: 2, to: 4 })
    expect(moved({ from: 4, to: 6 }, 5)).toEqual({ from: 4, to: 6 })
  })
})

describe('Panels of other kinds', () => {
  it('W146 a change is more or less, faster or slower, without saying which is better', () => {
    const words = (value: number | null, previous: number | null | undefined, sense?: 'speed') =>
      changeOf({ value, previous, sense })?.words
    expect(words(130, 128)).toBe('2 % more')
    expect(words(148_320, 185_400)).toBe('20 % less')
    expect(words(2760, 3101, 'speed')).toBe('11 % faster')
    expect(words(3101, 2760, 'speed')).toBe('12 % slower')
    expect(words(1000, 1001)).toBe('under 1 % less')
    expect(words(50, 1)).toBe('49 times more')
    expect([words(5, 5), words(5, 0), words(5, null), words(5, undefined), words(null, 5)]).toEqual([
      'as before',
      '0 before',
      'none before',
      undefined,
      undefined
    ])
  })

  it('W147 bins are named by their edges, and a median stands where it is among them', () => {
    const bins = [
      { from: 0, to: 300, count: 1 },
      { from: 300, to: 900, count: 1 },
      { from: 1800, to: 3600, count: 1 },
      { from: 3600, to: null, count: 1 }
    ]
    expect(bins.map((bin) => binWords(bin, 'seconds'))).toEqual(['under 5 min', '5 to 15 min', '30 min to 1 h', 'over 1 h'])
    expect(placeOf(150, bins)).toBe(0)
    expect(placeOf(Math.sqrt(300 * 900), bins)).toBeCloseTo(1)
    expect(placeOf(99_999, bins)).toBe(3)
    expect(placeOf(1000, bins)).toBeUndefined()
  })

  it('W148 a heat map has a level for each count while counts are small, and round steps above', () => {
    expect(heatLevels(6, 'count')).toEqual([1, 2, 3, 4, 5])
    const levels = heatLevels(48, 'count')
    expect([0, 1, 9, 10, 39, 48].map((value) => heatLevel(value, levels))).toEqual([0, 1, 1, 2, 4, 5])
    expect(lastLevelWords(levels, 'count')).toBe('40+')
    expect(lastLevelWords(heatLevels(40_000, 'seconds'), 'seconds')).toBe('8 h+')
    expect(weekdaysFrom(7)).toEqual([7, 1, 2, 3, 4, 5, 6])
  })

  it('W149 a small line is broken where there is no value, and begins at zero', () => {
    expect(sparkPath([5, 10, null, 10], 30, 10)).toBe('M0.0 5.0L10.0 0.0M30.0 0.0h.01')
    expect(sparkPath([0, 0], 10, 10)).toBe('M0.0 10.0L10.0 10.0')
  })

  it('W150 rows are sorted by what a column means; those without a value stay at the end', () => {
    const rows = (['SEV-3', 'UNKNOWN', 'SEV-10'] as const).map((severity, index) => ({
      id: severity,
      cells: [
        { type: 'severity' as const, severity },
        index === 1 ? { type: 'missing' as const, kind: 'pending' as const, words: 'running' } : { type: 'value' as const, value: index }
      ]
    }))
    const table: TableData = {
      kind: 'table',
      columns: [
        { id: 's', label: 'Severity' },
        { id: 'v', label: 'Repair', unit: 'seconds' }
      ],
      rows
    }
    const places = (column: string, isDescending: boolean) => sortedPlaces({ ...table, sort: { column, isDescending } })
    expect(places('s', false)).toEqual([0, 2, 1])
    expect(places('s', true)).toEqual([1, 2, 0])
    expect(places('v', false)).toEqual([0, 2, 1])
    expect(places('v', true)).toEqual([2, 0, 1])
    expect(sortedPlaces(table)).toEqual([0, 1, 2])
  })
})

describe('A panel in words', () => {
  it('W151 is summed up in a sentence', () => {
    expect(summaryOf(about, stacked)).toBe('Incidents by week, 3 weeks, 3 series, 4 to 5, last 5 so far.')
    expect(summaryOf({ ...about, title: 'Times' }, lines)).toBe('Times, 3 weeks, 2 series, 1 min to 1 h 38 min 12 s.')
    const heat: HeatMapData = {
      kind: 'heatMap',
      unit: 'count',
      weekStart: 1,
      cells: Array.from({ length: 7 }, (_unused, day) => Array.from({ length: 24 }, (_same, hour) => (day === 1 && hour === 10 ? 6 : 0)))
    }
    expect(summaryOf({ ...about, title: 'Starts' }, heat)).toBe('Starts, by weekday and hour, most on Tuesday 10:00 with 6.')
    expect(summaryOf(about, { ...stacked, series: [] })).toBe('Incidents by week, no incidents in this range.')
    const one = { ...lines, buckets: buckets.slice(0, 1), series: [{ id: 'a', name: 'A', values: [60] }] }
    expect(summaryOf({ ...about, title: 'Once' }, one)).toBe('Once, 1 week, 1 min.')
    expect(emptyWords({ ...about, counts: { n: 0, pending: 2 } })).toBe('no values in this range')
    expect(emptyWords({ ...about, noun: 'follow-ups' })).toBe('no follow-ups in this range')
  })

  it('W152 is a table of the same numbers: exact words to be read, seconds and ISO times in a file, nothing for no value', () => {
    expect(plainTable(lines).rows[2]!.map(({ text }) => text)).toEqual([
      'Week 2',
      '1 h 38 min 12 s',
      '2 h 30 min',
      '12',
      '1 min 50 s',
      '12'
    ])
    const [head, , second] = fromCsv(panelCsv(lines))
    expect(head).toEqual(['Week', 'Repair (s)', 'Repair, p90 (s)', 'Repair, n', 'Resolve (s)', 'Resolve, n'])
    expect(second).toEqual(['2026-09-07T00:00:00.000Z', '', '', '0', '100', '4'])
  })

  it('W153 has every kind in a file, the rest of a list last, and no cell a spreadsheet would run', () => {
    const top: TopListData = {
      kind: 'topList',
      unit: 'count',
      label: 'Service',
      rows: [
        { id: 'o', name: 'Other', value: 9, isOther: true },
        { id: 'a', name: '=HYPERLINK("https://evil.example")', value: 4, previous: 2 }
      ]
    }
    expect(panelCsv(top)).toBe('Service,Value,Previous\r\n"\'=HYPERLINK(""https://evil.example"")",4,2\r\nOther,9,\r\n')
    const distribution: DistributionData = {
      kind: 'distribution',
      unit: 'seconds',
      bins: [
        { from: 0, to: 300, count: 2 },
        { from: 300, to: null, count: 1 }
      ]
    }
    expect(panelCsv(distribution)).toBe('Range (s),Incidents\r\n0 to 300,2\r\n300 and more,1\r\n')
    expect(panelCsv({ kind: 'single', unit: 'seconds', value: 60, previous: null })).toBe('Value (s),Previous (s)\r\n60,\r\n')
    const table: TableData = {
      kind: 'table',
      columns: [
        { id: 't', label: 'Title' },
        { id: 'r', label: 'Repair', unit: 'seconds' }
      ],
      rows: [
        {
          id: '1',
          cells: [
            { type: 'text', text: '@cmd' },
            { type: 'missing', kind: 'invalid', words: 'end before start' }
          ]
        }
      ]
    }
    expect(panelCsv(table)).toBe("Title,Repair (s)\r\n'@cmd,\r\n")
  })
})
