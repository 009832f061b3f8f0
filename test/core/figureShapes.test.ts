import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { OUTCOMES, type AnalyticsPoint, type AnalyticsSeries } from '#shared/bridge/contract/analytics.ts'
import { AGGREGATIONS } from '#shared/analytics/aggregate.ts'
import { measure, MEASURES, specOf } from '#shared/analytics/measures.ts'
import { ROLLUPS } from '#shared/analytics/rollup.ts'
import type { Field } from '#shared/domain/fields.ts'
import type { Result } from '#shared/domain/result.ts'
import type { SearchRow } from '#shared/domain/search/row.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import type { WorkspaceSettings } from '#shared/domain/settings/settings.ts'
import { NOW, searchRow } from '../domain/search/arbitraries.ts'
import { cellBy, openFigures, spread } from '../support/figures.ts'

const COST: Field = {
  name: 'cost',
  label: 'Cost',
  type: 'number',
  section: 'attributes',
  hint: '',
  maxLength: 200,
  choices: [],
  isCustom: true
}
const [firstType, ...otherTypes] = DEFAULT_SETTINGS.types
const SETTINGS: WorkspaceSettings = {
  ...DEFAULT_SETTINGS,
  types: [{ ...firstType!, fields: [...firstType!.fields, COST] }, ...otherTypes]
}
const ASKING = { settings: SETTINGS, nowMs: NOW }
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Asia/Kolkata'] as const

type Opened = ReturnType<typeof openFigures>
async function open(rows: readonly SearchRow[]): Promise<Opened> {
  const opened = openFigures(rows)
  await opened.figures.ready(SETTINGS)
  return opened
}

function answerOf<Answer extends { type: string }>(given: Result<Answer>): Exclude<Answer, { type: 'problem' }> {
  if (!given.ok) throw new Error(given.error.message)
  if (given.value.type === 'problem') throw new Error(JSON.stringify(given.value))
  return given.value as Exclude<Answer, { type: 'problem' }>
}
const seriesOf = ({ figures }: Opened, text: string): AnalyticsSeries => answerOf(figures.series(text, ASKING))

const counted = (rows: readonly SearchRow[]) => rows.filter(({ isTest }) => !isTest)
const rowsOf = fc.array(searchRow, { maxLength: 40 })

/** The wall of a zone by the machine's own calendar. */
function wallOf(zone: string): (at: number) => { weekday: number; hour: number } {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' })
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    return { weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part['weekday']!), hour: Number(part['hour']) }
  }
}

describe('figures in every shape', () => {
  test('D530 a number field is measured as any measure is, and groups by its numbers; what is no number is not applicable', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, fc.constantFrom(...AGGREGATIONS), async (rows, agg) => {
        const opened = await open(rows)
        const { total } = seriesOf(opened, `${agg} cost`).current
        const grouped = seriesOf(opened, 'count by cost top 50').current.series
        opened.close()
        expect(total, agg).toEqual(cellBy(agg, specOf('cost', '2023'), counted(rows)))
        const numbers = new Map<string, number>()
        for (const { fields } of counted(rows)) {
          const name = typeof fields['cost'] === 'number' ? String(fields['cost']) : 'none'
          numbers.set(name, (numbers.get(name) ?? 0) + 1)
        }
        expect(new Map(grouped.map(({ group, total }) => [group.type === 'none' ? 'none' : group.value, total.n]))).toEqual(numbers)
      }),
      { seed: 530, numRuns: 100 }
    )
  })

  test('D531 the period before is counted as it would be on its own, with the groups of the current one', async () => {
    const question = fc.record({
      agg: fc.constantFrom(...AGGREGATIONS),
      measured: fc.constantFrom(...MEASURES),
      rollup: fc.constantFrom(...ROLLUPS),
      zone: fc.constantFrom(...ZONES),
      from: fc.integer({ min: 1, max: 300 }),
      days: fc.integer({ min: 1, max: 60 })
    })
    await fc.assert(
      fc.asyncProperty(rowsOf, question, async (given, { agg, measured, rollup, zone, from, days }) => {
        const rows = given.map(spread)
        const opened = await open(rows)
        const range = `from now-${from + days}d to now-${from}d`
        const ask = (text: string) => seriesOf(opened, `${agg} ${measured} ${text} zone ${zone}`)
        const { previous } = ask(`rollup ${rollup} ${range} compare previous`)
        const [start, end] = [previous!.from!, previous!.to!].map((at) => new Date(at).toISOString())
        const alone = ask(`rollup ${rollup} from ${start} to ${end}`).current
        const both = ask(`by severity top 2 ${range} compare previous`)
        opened.close()
        expect(previous).toEqual(alone)
        const inside = counted(rows).filter(({ declaredAt }) => declaredAt >= previous!.from! && declaredAt < previous!.to!)
        expect(previous!.total).toEqual(cellBy(agg, specOf(measured, '2023'), inside))
        const shown = both.current.series.map(({ group }) => group)
        expect(both.previous!.series.map(({ group }) => group)).toEqual(shown)
        const named = shown.filter(({ type }) => type === 'value').map(({ value }) => value)
        for (const { group, total } of both.previous!.series) {
          const mine = inside.filter(({ severity }) => (group.type === 'other' ? !named.includes(severity) : severity === group.value))
          expect(total, group.value).toEqual(cellBy(agg, specOf(measured, '2023'), mine))
        }
      }),
      { seed: 531, numRuns: 60 }
    )
  })

  test('D532 the period before has the same length by the calendar, and its nth bucket stands beside the nth: months of 28 and 31 days, leap years, changes of clocks', async () => {
    const opened = await open([])
    onTestFinished(opened.close)
    const compared = (text: string, zone = 'Europe/Berlin') => {
      const { current, previous } = seriesOf(opened, `count ${text} zone ${zone} compare previous`)
      const local = (at: number) => new Date(at).toLocaleString('sv-SE', { timeZone: zone })
      const starts = ({ edges }: { edges: number[] }) => edges.slice(0, -1).map(local)
      const [now, before] = [starts(current), starts(previous!)]
      return { from: local(previous!.from!), sizes: [now.length, before.length], beside: (start: string) => before[now.indexOf(start)] }
    }
    // whole months: so many months before, however long those are
    const march = compared('rollup day from 2023-03-01 to 2023-04-01')
    expect([march.from, march.sizes]).toEqual(['2023-02-01 00:00:00', [31, 28]])
    expect([march.beside('2023-03-28 00:00:00'), march.beside('2023-03-29 00:00:00')]).toEqual(['2023-02-28 00:00:00', undefined])
    expect(compared('rollup day from 2023-02 to 2023-03').sizes).toEqual([28, 31])
    // a leap year has a day more, and what comes after it is one day further into its year
    const leap = compared('rollup day from 2024 to 2025')
    expect([leap.from, leap.sizes]).toEqual(['2023-01-01 00:00:00', [366, 365]])
    expect(leap.beside('2024-02-28 00:00:00')).toBe('2023-02-28 00:00:00')
    expect(leap.beside('2024-02-29 00:00:00')).toBe('2023-03-01 00:00:00')
    const months = compared('rollup month from 2024 to 2025')
    expect(months.beside('2024-03-01 00:00:00')).toBe('2023-03-01 00:00:00')
    // clocks go forward on 30 March 2025: days are days all the same, and that day has an hour fewer
    const week = compared('rollup day from 2025-03-27 to 2025-04-03')
    expect([week.from, week.sizes]).toEqual(['2025-03-20 00:00:00', [7, 7]])
    expect(week.beside('2025-04-02 00:00:00')).toBe('2025-03-26 00:00:00')
    expect(compared('rollup hour from 2025-03-30 to 2025-03-31').sizes).toEqual([23, 24])
    expect(compared('rollup hour from 2025-10-26 to 2025-10-27').sizes).toEqual([25, 24])
    // a time of day after midnight is not taken to the evening before
    const night = compared('rollup day from 2025-03-28T00:30 to 2025-04-04T00:30')
    expect([night.from, night.sizes]).toEqual(['2025-03-21 00:30:00', [8, 8]])
    // whole days of 24 hours, as now-3d makes them: an elapsed 72 hours before would be 23:30 of the day before
    const ago = compared('rollup day from 2025-03-30T22:30Z to 2025-04-02T22:30Z')
    expect([ago.from, ago.sizes]).toEqual(['2025-03-28 00:30:00', [4, 4]])
    expect(ago.beside('2025-04-01 00:00:00')).toBe('2025-03-29 00:00:00')
    // anything else is as long as it is
    expect(compared('from 2025-03-30T01:00 to 2025-03-30T04:00').from).toBe('2025-03-29 23:00:00')
  })

  test('D533 a distribution holds every value once, in bins without gaps, and its counts are those of the incidents', async () => {
    const measures = fc.constantFrom(...MEASURES, 'cost')
    await fc.assert(
      fc.asyncProperty(rowsOf, measures, async (rows, measured) => {
        const opened = await open(rows)
        const { bins, total } = answerOf(opened.figures.distribution(`count ${measured}`, ASKING))
        opened.close()
        const spec = specOf(measured, '2023')
        expect(total).toEqual(cellBy('count', spec, counted(rows)))
        const values = counted(rows).flatMap((row) => {
          const outcome = measure(spec, row)
          return outcome.type === 'value' ? [outcome.value] : []
        })
        const last = bins.length - 1
        bins.forEach(({ from, to, n }, at) => {
          expect(values.filter((value) => value >= from && (value < to || (at === last && value === to)))).toHaveLength(n)
          if (at > 0) expect(from).toBe(bins[at - 1]!.to)
        })
        expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(values.length)
      }),
      { seed: 533, numRuns: 150 }
    )
  })

  test('D534 a heat map puts each incident into the weekday and hour that clocks of the zone showed when it was declared', async () => {
    await fc.assert(
      fc.asyncProperty(
        rowsOf,
        fc.constantFrom(...ZONES),
        fc.constantFrom(...MEASURES),
        fc.constantFrom(...AGGREGATIONS),
        async (given, zone, measured, agg) => {
          const rows = given.map(spread)
          const opened = await open(rows)
          const { cells, total } = answerOf(opened.figures.heatMap(`${agg} ${measured} zone ${zone}`, ASKING))
          opened.close()
          const spec = specOf(measured, '2023')
          const wall = wallOf(zone)
          expect(total).toEqual(cellBy(agg, spec, counted(rows)))
          for (let at = 0; at < 168; at++) {
            const inside = counted(rows).filter(({ declaredAt }) => {
              const { weekday, hour } = wall(declaredAt)
              return weekday * 24 + hour === at
            })
            const cell = Object.fromEntries(Object.entries(cells).map(([name, list]) => [name, list[at]]))
            expect(cell, `${weekdayText(at)} ${zone}`).toEqual(cellBy(agg, spec, inside))
          }
        }
      ),
      { seed: 534, numRuns: 30 }
    )
  })

  test('D535 what is behind a point is exactly the incidents that were counted there', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, fc.constantFrom(...MEASURES, 'cost'), fc.constantFrom(...ZONES), async (given, measured, zone) => {
        const rows = given.map(spread)
        const opened = await open(rows)
        const spec = specOf(measured, '2023')
        const behind = (text: string, point: AnalyticsPoint) => {
          const found = answerOf(opened.figures.behind(text, point, ASKING))
          expect(new Set(found.rows).size).toBe(found.rows.length)
          // rows of the projection are numbered from 1, in the order in which they were written
          return found.rows.map((row) => rows[row - 1]!)
        }
        /** Cells of what is behind are the cells that were shown. */
        const series = `sum ${measured} by service top 2 rollup month zone ${zone} from 2025-06 to 2026-01 compare previous`
        const { current, previous } = seriesOf(opened, series)
        for (const [period, isPrevious] of [
          [current, false],
          [previous!, true]
        ] as const) {
          expect(cellBy('sum', spec, behind(series, { isPrevious }))).toEqual(period.total)
          for (const { group, total, cells } of period.series) {
            expect(cellBy('sum', spec, behind(series, { isPrevious, group }))).toEqual(total)
            period.edges.slice(0, -1).forEach((bucket, at) => {
              const cell = Object.fromEntries(Object.entries(cells).map(([name, list]) => [name, list[at]]))
              expect(cellBy('sum', spec, behind(series, { isPrevious, group, bucket }))).toEqual(cell)
            })
          }
        }
        for (const outcome of OUTCOMES) {
          const shown = outcome === 'value' ? current.total.n : current.total[outcome]
          expect(behind(series, { outcome })).toHaveLength(shown)
        }
        const spreadOut = `count ${measured} zone ${zone}`
        for (const { from, n } of answerOf(opened.figures.distribution(spreadOut, ASKING)).bins)
          expect(behind(spreadOut, { bin: from })).toHaveLength(n)
        const { cells } = answerOf(opened.figures.heatMap(spreadOut, ASKING))
        cells.n.forEach((n, heatCell) => {
          const all = n + cells.pending[heatCell]! + cells.notApplicable[heatCell]! + cells.invalid[heatCell]!
          if (all > 0) expect(behind(spreadOut, { heatCell })).toHaveLength(all)
        })
        opened.close()
      }),
      { seed: 535, numRuns: 40 }
    )
  })
})

const weekdayText = (cell: number): string => `weekday ${Math.floor(cell / 24)}, ${cell % 24}:00`
