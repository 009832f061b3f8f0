import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAnalytics } from '#shared/analytics/query/parse.ts'
import type { AnalyticsSeries } from '#shared/bridge/contract/analytics.ts'
import { datesOf, PERIOD_UNITS, type PeriodUnit } from '#renderer/state/analytics/period.ts'
import { inScope, parseScope, printScope } from '#renderer/state/analytics/scope.ts'
import { pointOf, toPanel } from '#renderer/state/analytics/toPanel.ts'

const NOW = Date.parse('2026-11-25T07:00:00Z')
const CALENDAR = { zone: 'Europe/Berlin', weekStart: 'monday' } as const
const questionOf = (text: string) => {
  const parsed = parseAnalytics(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.query
}

describe('what the page of figures is about', () => {
  test('W160 a period is of whole days, weeks, months, quarters or years, and today is in it', () => {
    expect(datesOf({ count: 12, unit: 'w' }, NOW, CALENDAR)).toEqual({ from: '2026-09-07', to: '2026-11-30' })
    expect(datesOf({ count: 12, unit: 'w' }, NOW, { ...CALENDAR, weekStart: 'sunday' })).toEqual({ from: '2026-09-06', to: '2026-11-29' })
    expect(datesOf({ count: 3, unit: 'y' }, NOW, CALENDAR)).toEqual({ from: '2024-01-01', to: '2027-01-01' })
    expect(datesOf({ count: 1, unit: 'd' }, Date.parse('2026-11-24T23:30:00Z'), CALENDAR)).toEqual({ from: '2026-11-25', to: '2026-11-26' })
    const units = Object.keys(PERIOD_UNITS) as PeriodUnit[]
    const given = fc.tuple(fc.constantFrom(...units), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 4e12 }))
    fc.assert(
      fc.property(given, ([unit, count, now]) => {
        const { from, to } = datesOf({ count, unit }, now, { ...CALENDAR, zone: 'UTC' })
        const today = new Date(now).toISOString().slice(0, 10)
        expect(from <= today && today < to, `${from} ${today} ${to}`).toBe(true)
      }),
      { seed: 160, numRuns: 1000 }
    )
  })

  test('W161 what it is about is read from the address as it was written there; what cannot be read is said', () => {
    for (const text of ['last 12w compare previous where team:Payments', 'rollup week from 2024-01-01 to 2025-01-01 definition current'])
      expect(printScope(parseScope(text).scope)).toBe(text)
    expect(parseScope('').scope.query.compare).toBe(true)
    expect(parseScope('last 12x').problem).toMatch(/"12x" is not a period/)
    expect(parseScope('last 12w rollup decade').problem).toMatch(/"decade" is not a length of time/)
    expect(parseScope('last 12w rollup decade').scope.period).toEqual({ count: 12, unit: 'w' })
  })

  test('W162 a panel asks its own question within it: both filters hold, and its own time goes before', () => {
    const { scope } = parseScope('last 12w where team:Payments OR team:Search')
    const asked = inScope(questionOf('p90 time_to_resolve by service where state:resolved'), scope, NOW, CALENDAR, true)
    expect(asked).toMatchObject({ from: '2026-09-07', to: '2026-11-30', rollup: 'week', by: 'service' })
    expect(asked.where).toBe('(state:resolved) AND (team:Payments OR team:Search)')
    const own = inScope(questionOf('count from 2024-01-01 to 2024-02-01'), scope, NOW, CALENDAR, false)
    expect(own).toMatchObject({ from: '2024-01-01', to: '2024-02-01', rollup: null, where: 'team:Payments OR team:Search' })
  })

  test('W163 a panel shows what was answered: seconds for times, no point for what has not begun, and the point somebody picks is the one asked for', () => {
    const cells = (value: (number | null)[]) => ({ value, n: [1, 0, 0], pending: [0, 0, 0], notApplicable: [0, 0, 0], invalid: [0, 0, 0] })
    const total = { value: 90_000, n: 1, pending: 0, notApplicable: 0, invalid: 0 }
    const edges = ['2026-10-01', '2026-11-01', '2026-12-01', '2027-01-01'].map((date) => Date.parse(date))
    const group = { type: 'value', value: 'SEV-1', label: 'SEV-1' } as const
    const answer: AnalyticsSeries = {
      type: 'series',
      text: '',
      definition: '2023',
      measure: 'time_to_resolve',
      measureLabel: 'Time to resolve',
      arithmetic: 'resolved − created',
      agg: 'p50',
      unit: 'ms',
      zone: 'UTC',
      weekStart: 'monday',
      testsLeftOut: 0,
      tookMs: 1,
      rollup: 'month',
      by: { name: 'severity', label: 'Severity' },
      current: {
        from: edges[0]!,
        to: edges[3]!,
        edges,
        partial: [1, 2],
        total,
        series: [{ group, total, cells: cells([90_000, null, null]) }]
      },
      previous: null
    }
    expect(toPanel('lines', answer, NOW)).toMatchObject({
      unit: 'seconds',
      step: 'month',
      isRunning: true,
      partial: [],
      buckets: [{ title: 'Oct 2026' }, { title: 'Nov 2026' }],
      series: [{ name: 'SEV-1', tone: { severity: 'SEV-1' }, values: [90, null] }]
    })
    expect(toPanel('value', answer, NOW)).toMatchObject({ value: 90, unit: 'seconds', sense: 'speed' })
    // one month that is over has no course; two have, and the one that runs is not drawn as a fall
    expect(toPanel('value', answer, NOW)).not.toHaveProperty('spark')
    const later = toPanel('value', { ...answer, current: { ...answer.current, partial: [2] } }, NOW)
    expect(later).toMatchObject({ spark: { buckets: [{ title: 'Oct 2026' }, { title: 'Nov 2026' }], values: [90, null] } })
    expect(pointOf({ type: 'bucket', bucket: 1, series: 0 }, answer)).toEqual({
      isPrevious: false,
      bucket: edges[1],
      group: { type: 'value', value: 'SEV-1' }
    })
  })
})
