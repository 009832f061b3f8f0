import { describe, expect, it } from 'vitest'
import { formatValue, graphChart, ticksOf, type ChartLook } from '#renderer/charts/graphChart.ts'
import { graphTable, summaryOf } from '#renderer/charts/graphTable.ts'
import { countOffered } from '#renderer/state/signals/pasteTimeline.svelte.ts'
import type { GraphSignal } from '#shared/domain/signals.ts'

const LOOK: ChartLook = { series: ['a', 'b'], grid: 'g', ink: 'i', strongInk: 's', surface: 'u', font: 'f' }
const AT = Date.UTC(2026, 2, 10, 12)
const MINUTE = 60_000
const graph: GraphSignal = {
  type: 'graph',
  title: 'Errors',
  query: 'rate(errors)',
  from: AT,
  to: AT + 60 * MINUTE,
  unit: '%',
  series: [
    {
      name: 'eu',
      points: [
        [AT, 1],
        [AT + MINUTE, null],
        [AT + 2 * MINUTE, 12.5]
      ]
    },
    { name: 'us', points: [[AT, 0.5]] },
    { name: 'asia', points: [[AT, 2]] }
  ]
}

describe('A graph', () => {
  it('U60 is drawn over its own range, with a gap where there is no value, and series of one colour told apart by their dashes', () => {
    const { data, options } = graphChart(graph, LOOK)
    expect(options?.scales?.['x']).toMatchObject({ min: AT, max: AT + 60 * MINUTE })
    expect(data.datasets[0]!.data).toEqual([
      { x: AT, y: 1 },
      { x: AT + MINUTE, y: Number.NaN },
      { x: AT + 2 * MINUTE, y: 12.5 }
    ])
    expect(data.datasets[0]).toMatchObject({ spanGaps: false, borderColor: 'a', borderDash: [] })
    expect(data.datasets[2]).toMatchObject({ borderColor: 'a', borderDash: [6, 3] })
    // what has one moment only is a dot
    expect(data.datasets[1]).toMatchObject({ pointRadius: 3 })
  })

  it('U61 has its times at round minutes and its axis at zero, unless all values are far from it', () => {
    expect(ticksOf(AT + 1, AT + 60 * MINUTE, 15 * MINUTE)).toEqual([15, 30, 45, 60].map((minutes) => AT + minutes * MINUTE))
    const isAtZero = (points: GraphSignal['series'][number]['points']) =>
      (graphChart({ ...graph, series: [{ name: 'x', points }] }, LOOK).options?.scales?.['y'] as { beginAtZero?: boolean }).beginAtZero
    expect(
      isAtZero([
        [AT, 1],
        [AT + 1, 9]
      ])
    ).toBe(true)
    expect(
      isAtZero([
        [AT, 990],
        [AT + 1, 1000]
      ])
    ).toBe(false)
  })

  it('U62 has a table with a row for each moment, of many at even distances, and a summary in words', () => {
    expect(graphTable(graph)).toEqual({
      names: ['eu', 'us', 'asia'],
      rows: [
        { at: AT, values: [1, 0.5, 2] },
        { at: AT + MINUTE, values: [null, null, null] },
        { at: AT + 2 * MINUTE, values: [12.5, null, null] }
      ],
      total: 3
    })
    const long = {
      ...graph,
      series: [{ name: 'x', points: Array.from({ length: 500 }, (_unused, index): [number, number] => [AT + index, index]) }]
    }
    const { rows, total } = graphTable(long)
    expect([rows.length, total, rows[0]!.values[0], rows.at(-1)!.values[0]]).toEqual([60, 500, 0, 499])
    expect(summaryOf(graph, formatValue)).toBe('3 series, from 0.5 to 12.5 %')
    expect(summaryOf({ ...graph, series: [{ name: 'x', points: [[AT, null]] }] }, formatValue)).toBe('1 series, no values in this range')
  })
})

it('U63 three dated lines or more are offered as entries; fewer, or times inside sentences, are not', () => {
  expect(countOffered('09:01 one\n09:02 two\n09:03 three', AT, AT)).toBe(3)
  expect(countOffered('09:01 one\n09:02 two\nno time', AT, AT)).toBe(0)
  expect(countOffered('It began on 2026-03-10 12:00 and went on\n'.repeat(5), AT, AT)).toBe(0)
})
