import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TIME_TEXT, TIMES, timeIn } from '#shared/analytics/measures.ts'
import { BUILT_IN, findSearchField } from '#shared/domain/search/fields.ts'
import { numberIn } from '#shared/domain/search/rowValues.ts'
import { NOW, searchRow } from './arbitraries.ts'

test('D536 what the list calls the time to detect, to repair and to resolve is what its help says, by the times set by hand', () => {
  const timeNamed = (text: string) => TIMES.find((name) => TIME_TEXT[name] === text)!
  for (const name of ['time_to_detect', 'time_to_repair', 'time_to_resolve']) {
    const { meaning } = findSearchField(name, BUILT_IN)!
    const [end, start] = meaning!.split(' − ').map(timeNamed)
    fc.assert(
      fc.property(searchRow, (row) => {
        const [from, to] = [timeIn(row, start!), timeIn(row, end!)]
        const length = from === null || to === null || to < from ? null : to - from
        expect(numberIn(row, name, NOW)).toBe(length)
      }),
      { seed: 536, numRuns: 300 }
    )
  }
})
