import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Query } from '#shared/domain/search/ast.ts'
import { selectedRange, selectedValues, setRange, toggleValue, withoutField } from '#shared/domain/search/edit.ts'
import { matches } from '#shared/domain/search/matches.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { printQuery } from '#shared/domain/search/print.ts'
import { FIELDS, NAMES, NOW, plainQuery, searchRow } from './arbitraries.ts'

function read(text: string): Query | null {
  const parsed = parseQuery(text, FIELDS)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`)
  return parsed.query
}

describe('choosing values of a facet', () => {
  test('Q5 writes a tidy query', () => {
    expect(toggleValue('', 'severity', 'SEV-1')).toBe('severity:SEV-1')
    expect(toggleValue('severity:SEV-1', 'severity', 'SEV-1')).toBe('')
    expect(toggleValue('severity:SEV-2 state:active', 'severity', 'SEV-1')).toBe('severity:(SEV-1 OR SEV-2) state:active')
    expect(toggleValue('severity:(SEV-1 OR SEV-2) state:active', 'severity', 'SEV-1')).toBe('severity:SEV-2 state:active')
    expect(toggleValue('status:active checkout', 'service', 'pay ments')).toBe('state:active checkout service:"pay ments"')
    expect(toggleValue('a OR b', 'state', 'stable')).toBe('(a OR b) state:stable')
    expect(toggleValue('-severity:SEV-3 x', 'severity', 'SEV-3')).toBe('x severity:SEV-3')
    expect(toggleValue('service:API', 'service', 'api')).toBe('')
  })

  test('a query with a problem stays as it is', () => {
    expect(toggleValue('state:(active', 'severity', 'SEV-1')).toBe('state:(active')
  })

  test('the chosen values are those asked for beside everything else', () => {
    expect(selectedValues(read('severity:(SEV-1 OR SEV-2) x'), 'severity')).toEqual(['SEV-1', 'SEV-2'])
    expect(selectedValues(read('severity:SEV-1 OR x'), 'severity')).toEqual([])
    expect(selectedValues(read('-severity:SEV-1'), 'severity')).toEqual([])
    expect(selectedValues(null, 'severity')).toEqual([])
  })

  test('once chooses it, twice does not, and other facets stay as they were', () => {
    fc.assert(
      fc.property(
        plainQuery,
        fc.constantFrom('service' as const, 'commander' as const),
        fc.constantFrom(...NAMES),
        (query, field, value) => {
          const isChosen = (text: string): boolean =>
            selectedValues(read(text), field).some((other) => other.toLowerCase() === value.toLowerCase())
          const before = printQuery(query)
          const once = toggleValue(before, field, value, FIELDS)
          expect(isChosen(once)).toBe(!isChosen(before))
          expect(isChosen(toggleValue(once, field, value, FIELDS))).toBe(isChosen(before))
          for (const other of FIELDS.all)
            if (other.name !== field) expect(selectedValues(read(once), other.name)).toEqual(selectedValues(query, other.name))
        }
      ),
      { seed: 3, numRuns: 1000 }
    )
  })
})

describe('the range of a facet', () => {
  test('Q22 is written as one term, read back, and taken out', () => {
    const set = (text: string, from: string | null, to: string | null) => setRange(text, 'cost', from, to, FIELDS)
    expect(set('state:active', '10', '20')).toBe('state:active cost:[10 TO 20]')
    expect(set('cost:[10 TO 20] x', '-5', null)).toBe('x cost:>="-5"')
    expect(set('cost:>=5', null, '2.5')).toBe('cost:<=2.5')
    expect(set('x cost:>=5 -cost:7', null, null)).toBe('x')
    expect(set('cost:(', '1', '2')).toBe('cost:(')
    expect(selectedRange(read('cost:[10 TO 20] x'), 'cost')).toEqual({ from: '10', to: '20' })
    expect(selectedRange(read('cost:>=10 cost:<=20'), 'cost')).toEqual({ from: '10', to: '20' })
    expect(selectedRange(read('cost:>10 OR x'), 'cost')).toBeUndefined()
    const amount = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map(String))
    fc.assert(
      fc.property(plainQuery, amount, amount, (query, from, to) => {
        const text = set(printQuery(query), from, to)
        expect(selectedRange(read(text), 'cost')).toEqual(from === null && to === null ? undefined : { from, to })
        expect(withoutField(read(text), 'cost')).toEqual(withoutField(query, 'cost'))
      }),
      { seed: 9, numRuns: 500 }
    )
  })
})

describe('a query without the part of a facet', () => {
  test('leaves out what is about that field alone', () => {
    const without = (text: string): string => printQuery(withoutField(read(text), 'severity'))
    expect(without('severity:(SEV-1 OR SEV-2) state:active -severity:SEV-3')).toBe('state:active')
    expect(without('severity:SEV-1')).toBe('')
    expect(without('severity:SEV-1 OR state:active')).toBe('severity:SEV-1 OR state:active')
  })

  test('Q6 finds all that the query finds', () => {
    fc.assert(
      fc.property(plainQuery, searchRow, fc.constantFrom(...FIELDS.all), (query, row, { name }) => {
        if (matches(query, row, NOW, FIELDS)) expect(matches(withoutField(query, name), row, NOW, FIELDS)).toBe(true)
      }),
      { seed: 4, numRuns: 2000 }
    )
  })
})
