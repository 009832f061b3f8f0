import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAnalytics } from '#shared/analytics/query/parse.ts'
import { printAnalytics } from '#shared/analytics/query/print.ts'
import { comparedRange, rangeOf } from '#shared/analytics/query/range.ts'
import { planAnalytics } from '#shared/analytics/plan.ts'
import type { AnalyticsSeries } from '#shared/bridge/contract/analytics.ts'
import { BUILT_IN } from '#shared/domain/search/fields.ts'
import { PANEL_KINDS } from '#shared/domain/settings/analytics.ts'
import { seriesLooks } from '#renderer/charts/panels/look.ts'
import { legendOf, timeSeriesTip } from '#renderer/charts/panels/tips.ts'
import { datesOfBuckets, datesWords, dayBefore, readDates } from '#renderer/state/analytics/dates.ts'
import { comparisonsOf, printCompare, readCompare } from '#renderer/state/analytics/comparisons.ts'
import { commandOf, fitTo, kindOf, leftOut, withMeasure } from '#renderer/state/analytics/explore.ts'
import { nameOfPeriod, pointOf, toPanel } from '#renderer/state/analytics/toPanel.ts'
import { formatRoute, parseRoute } from '#renderer/state/route.ts'

const NOW = Date.parse('2026-11-25T07:00:00Z')
const questionOf = (text: string) => {
  const parsed = parseAnalytics(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.query
}

describe('a question of one’s own', () => {
  test('W170 a kind of panel is asked what it can show, and what it cannot stays in the question', () => {
    const settings = { definition: '2023', weekStart: 'monday', zone: 'UTC' } as const
    const all = questionOf('p90 time_to_resolve by service rollup month from 2024-01-01 to 2025-01-01 top 3 compare previous')
    for (const kind of PANEL_KINDS) {
      const shape = kind === 'distribution' || kind === 'heatMap' ? kind : 'series'
      const planned = planAnalytics(printAnalytics(fitTo(kind, all)), shape, { settings, fields: BUILT_IN, nowMs: NOW })
      expect(planned.ok, kind).toBe(true)
    }
    expect(fitTo('lines', all)).toEqual(all)
    expect(leftOut('bars', all)).toEqual(['compare'])
    expect(leftOut('value', all)).toEqual(['by', 'top'])
    expect(leftOut('heatMap', questionOf('count'))).toEqual([])
    expect(fitTo('topList', all)).toEqual({ ...all, rollup: null })
    expect(kindOf('pie')).toBe('bars')
    const route = { screen: 'analytics', page: 'explore', text: 'count where title:"50%/day"', kind: 'lines' } as const
    expect(parseRoute(formatRoute(route))).toEqual(route)
    // whoever leaves counting wants the middle, whoever comes back wants to count
    expect(withMeasure(withMeasure(questionOf('count'), 'time_to_detect'), 'incident_count').agg).toBe('count')
    expect(withMeasure(questionOf('count'), 'time_to_detect').agg).toBe('p50')
  })

  test('W171 each group stands beside what it was in the period before, which is named where it is a year or a month, and leads there', () => {
    const cells = (value: (number | null)[]) => ({ value, n: value.map(() => 1), pending: [0, 0], notApplicable: [0, 0], invalid: [0, 0] })
    const total = { value: 60_000, n: 2, pending: 0, notApplicable: 0, invalid: 0 }
    const period = (year: number, groups: Record<string, (number | null)[]>) => ({
      from: Date.UTC(year, 0, 1),
      to: Date.UTC(year + 1, 0, 1),
      edges: [Date.UTC(year, 0, 1), Date.UTC(year, 6, 1), Date.UTC(year + 1, 0, 1)],
      partial: [],
      total,
      series: Object.entries(groups).map(([value, list]) => ({
        group: { type: 'value' as const, value, label: value },
        total,
        cells: cells(list)
      }))
    })
    const answer: AnalyticsSeries = {
      type: 'series',
      text: '',
      definition: '2023',
      measure: 'time_to_resolve',
      measureLabel: 'Time to resolve',
      arithmetic: 'resolved − created',
      agg: 'p90',
      unit: 'ms',
      zone: 'UTC',
      weekStart: 'monday',
      testsLeftOut: 0,
      tookMs: 1,
      rollup: 'quarter',
      by: { name: 'service', label: 'Services' },
      current: period(2024, { checkout: [1000, 2000], search: [3000, null] }),
      previous: period(2023, { checkout: [4000, 5000], search: [null, 6000] })
    }
    const data = toPanel('lines', answer, NOW)
    if (data.kind !== 'timeSeries') throw new Error(data.kind)
    expect(data.series.map(({ name, values }) => [name, values])).toEqual([
      ['checkout', [1, 2]],
      ['search', [3, null]],
      ['checkout, 2023', [4, 5]],
      ['search, 2023', [null, 6]]
    ])
    const [checkout, , before] = seriesLooks(data.series)
    expect(before!.edge).toBe(checkout!.edge)
    expect(before!.dash).not.toEqual(checkout!.dash)
    expect(legendOf(data).map(({ name }) => name)).toEqual(['checkout', 'search', '2023'])
    const shown = (hidden: string[]) => timeSeriesTip(data, 0, hidden).rows.map(({ name }) => name)
    expect(shown([legendOf(data)[0]!.id])).toEqual(['search', 'search, 2023'])
    expect(shown([legendOf(data)[2]!.id])).toEqual(['checkout', 'search'])
    expect(pointOf({ type: 'bucket', bucket: 1, series: 3 }, answer)).toEqual({
      isPrevious: true,
      bucket: Date.UTC(2023, 6, 1),
      group: { type: 'value', value: 'search' }
    })
    const named = (from: string, to: string, zone = 'UTC') =>
      nameOfPeriod({ from: Date.parse(from), to: Date.parse(to) }, zone, Date.parse(to))
    expect(named('2024-02-01', '2024-03-01')).toBe('Feb 2024')
    expect(named('2024-12-01', '2025-01-01')).toBe('Dec 2024')
    expect(named('2023-12-31T23:00Z', '2024-12-31T23:00Z', 'Europe/Berlin')).toBe('2024')
    expect(named('2024-02-01', '2024-02-29')).toBe('The period before')
  })

  test('W172 periods are read as people type them and written as short as they can be, with the last day in them', () => {
    const read = (text: string) => {
      const found = readDates(text)
      return found.ok ? [found.dates.from, found.dates.to] : found.message
    }
    expect(read('2024')).toEqual(['2024-01-01', '2025-01-01'])
    expect(read(' 2024-02 ')).toEqual(['2024-02-01', '2024-03-01'])
    expect(read('2024-02-29')).toEqual(['2024-02-29', '2024-03-01'])
    expect(read('2024-11 to 2025-01')).toEqual(['2024-11-01', '2025-02-01'])
    expect(read('Last 90 days')).toEqual(['now-90d', null])
    expect(read('all time')).toEqual([null, null])
    expect(read('2023-02-29')).toMatch(/^"2023-02-29" is not a period\. Expected 2024, /)
    expect(read('2024-03 to soon')).toMatch(/^"soon" is not a period/)
    expect(read('2024-03 to 2024-02')).toMatch(/ends before it begins/)
    expect(read('last 0 days')).toMatch(/is not a period/)
    expect(dayBefore('2024-03-01')).toBe('2024-02-29')
    expect(datesWords({ from: '2024-02-01', to: '2024-02-11' })).toBe('2024-02-01 to 2024-02-10')
    const days = fc.integer({ min: 0, max: 30_000 })
    const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 800 }), (day, length) => {
        const dates = { from: dateOf(day), to: dateOf(day + length) }
        expect(read(datesWords(dates))).toEqual([dates.from, dates.to])
      }),
      { seed: 172, numRuns: 500 }
    )
    for (const text of ['2024', '2024-02', '2024-02-29', 'last 90 days', 'all time'])
      expect(datesWords((readDates(text) as { dates: { from: string; to: string } }).dates)).toBe(text)
  })

  test('W175 what is zoomed to is asked for from its first bucket to its last, in days where they are whole', () => {
    const edges = ['2024-02-29T23:00Z', '2024-03-30T23:00Z', '2024-03-31T22:00Z', '2024-04-01T10:00Z'].map((at) => Date.parse(at))
    expect(datesOfBuckets(edges, { from: 0, to: 1 }, 'Europe/Berlin')).toEqual({ from: '2024-03-01', to: '2024-04-01' })
    expect(datesOfBuckets(edges, { from: 1, to: 1 }, 'Europe/Berlin')).toEqual({ from: '2024-03-31', to: '2024-04-01' })
    const cut = datesOfBuckets(edges, { from: 2, to: 2 }, 'Europe/Berlin')
    expect(cut).toEqual({ from: '2024-04-01', to: '2024-04-01T10:00:00.000Z' })
    const { from, to } = questionOf(`count from ${cut.from} to ${cut.to} zone Europe/Berlin`)
    expect(rangeOf({ from, to }, NOW, 'Europe/Berlin')).toEqual({ from: edges[2], to: edges[3] })
  })

  test('W174 a period stands beside the one before, the same days a year before or those of any year, each offered once by its name', () => {
    const beside = (compare: true | 'lastyear' | number, from: string, to: string, zone = 'UTC') => {
      const range = comparedRange(compare, Date.parse(from), Date.parse(to), zone)
      return range && [range.from, range.to].map((at) => new Date(at).toISOString().slice(0, 16))
    }
    expect(beside(true, '2024-03-01', '2024-06-01')).toEqual(['2023-12-01T00:00', '2024-03-01T00:00'])
    expect(beside('lastyear', '2024-03-01', '2024-06-01')).toEqual(['2023-03-01T00:00', '2023-06-01T00:00'])
    expect(beside(2021, '2024-02-10', '2024-03-01')).toEqual(['2021-02-10T00:00', '2021-03-01T00:00'])
    // a period over new year begins in that year, and clocks of summer are those of then
    expect(beside(2022, '2023-12-20', '2024-01-10')).toEqual(['2022-12-20T00:00', '2023-01-10T00:00'])
    expect(beside('lastyear', '2024-03-29T23:00Z', '2024-03-30T23:00Z', 'Europe/Berlin')).toEqual(['2023-03-29T22:00', '2023-03-30T22:00'])
    expect(beside(2024, '2024-03-01', '2024-06-01')).toBeUndefined()

    const offered = (from: string | null, to: string | null, chosen: boolean | 'lastyear' | number = false) =>
      comparisonsOf({ from, to }, chosen, NOW, 'UTC').map(({ value, label }) => `${value}: ${label}`)
    expect(offered('2024-01-01', '2025-01-01')).toEqual(['previous: The period before: 2023', '2022: 2022', '2021: 2021', '2020: 2020'])
    expect(offered('2024-03-05', '2024-03-08', 2015)).toEqual([
      'previous: The period before',
      'lastyear: A year before',
      '2022: The same days of 2022',
      '2021: The same days of 2021',
      '2020: The same days of 2020',
      '2015: The same days of 2015'
    ])
    expect(offered('2024-03-01', '2024-04-01')[1]).toBe('lastyear: A year before: Mar 2023')
    expect(offered(null, null)).toEqual([])

    for (const compare of [true, false, 'lastyear', 2019] as const) {
      expect(readCompare(printCompare(compare))).toBe(compare)
      const query = { ...questionOf('count from 2024-01-01'), compare }
      expect(questionOf(printAnalytics(query))).toEqual(query)
    }
    const problemOf = (text: string) => {
      const planned = planAnalytics(text, 'series', {
        settings: { definition: '2023', weekStart: 'monday', zone: 'UTC' },
        fields: BUILT_IN,
        nowMs: NOW
      })
      return planned.ok ? null : `${planned.problem.at}: ${planned.problem.message}`
    }
    expect(problemOf('count from 2024-01-01 compare 2024')).toBe('22: This begins in 2024 itself. Expected another year.')
    expect(problemOf('count from 2024-01-01 compare yesterday')).toBe(
      '30: "yesterday" is not something to compare with. Expected previous, lastyear or a year such as 2023.'
    )
  })

  test('W173 a question as a command is one word for a shell, whatever stands in it', () => {
    expect(commandOf(questionOf('p90 time_to_resolve by service where title:"it\'s down"'))).toBe(
      `muster analytics 'p90 time_to_resolve by service where title:"it'\\''s down"'`
    )
  })
})
