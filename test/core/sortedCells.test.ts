import fc from 'fast-check'
import { expect, test } from 'vitest'
import { VALUE, type MeasureColumn } from '#main/core/analytics/measureColumns.ts'
import { sortedCells } from '#main/core/analytics/sortedCells.ts'
import { countOutcomes, tally, tallyWithTotal, type Contributions } from '#main/core/analytics/tally.ts'
import { aggregate, AGGREGATIONS } from '#shared/analytics/aggregate.ts'

const CAPACITY = 64
const measured = fc.record({ outcome: fc.integer({ min: 0, max: 3 }), value: fc.integer({ min: 0, max: 20 }) })
const measures = fc.array(measured, { minLength: CAPACITY, maxLength: CAPACITY })
/** By row the cells it counts in. */
const placed = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }), { minLength: CAPACITY, maxLength: CAPACITY })
const change = fc.record({ row: fc.integer({ min: 0, max: CAPACITY - 1 }), to: measured })

function columnOf(all: readonly { outcome: number; value: number }[]): MeasureColumn {
  const outcomes = Uint8Array.from(all, ({ outcome }) => outcome)
  const values = Float64Array.from(all, ({ outcome, value }) => (outcome === VALUE ? value : 0))
  return { outcomes, values, areWhole: true, order: null, revision: 0 }
}

function contributionsOf(places: readonly number[][]): Contributions {
  const rows = places.flatMap((cells, row) => cells.map(() => row))
  return { rows: Uint32Array.from(rows), cells: Uint32Array.from(places.flat()), cellCount: 5 }
}

const valuesIn = (places: readonly number[][], { outcomes, values }: MeasureColumn, cell: number): number[] =>
  places.flatMap((cells, row) => (cells.includes(cell) && outcomes[row] === VALUE ? [values[row]!] : [])).sort((a, b) => a - b)

test('D585 the values of each cell are sorted, of many rows and of few, and stay so while rows are measured again', () => {
  fc.assert(
    fc.property(
      measures,
      placed,
      fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 4 }),
      fc.boolean(),
      (all, places, rounds, isOnce) => {
        const column = columnOf(all)
        const own = isOnce ? places.map((cells) => cells.slice(0, 1)) : places
        for (const changes of [[], ...rounds]) {
          column.revision += 1
          for (const { row, to } of changes) {
            column.outcomes[row] = to.outcome
            column.values[row] = to.outcome === VALUE ? to.value : 0
            column.order?.again.add(row)
          }
          for (const some of [own, own.map((cells, row) => (row < 2 ? cells : []))]) {
            const contributions = { ...contributionsOf(some), ...(isOnce ? { isOnce } : {}) } as Contributions
            const { starts, values } = sortedCells(contributions, column, countOutcomes(contributions, column))
            for (let cell = 0; cell < 5; cell++)
              expect(Array.from(values.subarray(starts[cell], starts[cell + 1]))).toEqual(valuesIn(some, column, cell))
          }
        }
      }
    ),
    { seed: 585, numRuns: 200 }
  )
})

test('D586 every aggregation of every cell, and of all together, is that of its values', () => {
  fc.assert(
    fc.property(measures, placed, fc.constantFrom(...AGGREGATIONS), (all, places, agg) => {
      const column = columnOf(all)
      const own = places.map((cells) => cells.slice(0, 1))
      const once: Contributions = { ...contributionsOf(own), isOnce: true }
      const whole: Contributions = { rows: once.rows, cells: new Uint32Array(once.rows.length), cellCount: 1, isOnce: true }
      const naive = (values: number[]) => aggregate(agg, Float64Array.from(values))
      const { cells, total } = tallyWithTotal(once, whole, column, agg)
      const expected = [0, 1, 2, 3, 4].map((cell) => naive(valuesIn(own, column, cell)))
      expect(cells.value).toEqual(expected)
      expect(tally(once, column, agg).value).toEqual(expected)
      expect(total.value).toEqual(naive([0, 1, 2, 3, 4].flatMap((cell) => valuesIn(own, column, cell))))
      expect(tally(contributionsOf(places), column, agg).value).toEqual(
        [0, 1, 2, 3, 4].map((cell) => naive(valuesIn(places, column, cell)))
      )
    }),
    { seed: 586, numRuns: 200 }
  )
})
