import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromCsv, toCsv } from '#shared/domain/csv.ts'

const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc
    .array(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', ',', ';', ' ', 'a', '1', '\u0000', '\ufeff'), { maxLength: 6 })
    .map((signs) => signs.join(''))
)

test('Q35 any table comes back from CSV as it was, and no cell of it begins as a formula does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 })),
      (rows) => {
        const text = toCsv(rows)
        expect(fromCsv(text)).toEqual(rows)
      }
    ),
    { seed: 35, numRuns: 1000 }
  )
  const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', "'=1", '"=1"', 'a=1']
  const [line] = toCsv([hostile]).split('\r\n')
  expect(line).toBe(`'=1+1,'+1,'-1,'@SUM(A1),'\t=1,"'\r=1",''=1,"""=1""",a=1`)
})
