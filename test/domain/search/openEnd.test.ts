import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matches } from '#shared/domain/search/matches.ts'
import { withOpenEnd } from '#shared/domain/search/openEnd.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { printQuery } from '#shared/domain/search/print.ts'
import { FIELDS, NOW, plainQuery, searchRow } from './arbitraries.ts'

const open = (text: string): string => withOpenEnd(text, FIELDS)

describe('a query while it is typed', () => {
  test('Q60 its last word is a beginning: not behind a blank, a quote or a parenthesis, nor to be left out, nor of a field', () => {
    expect(open('quo')).toBe('quo*')
    expect(open('cold quo')).toBe('cold quo*')
    expect(open('state:active quo')).toBe('state:active quo*')
    expect(open('a OR (b quo) c AND quó')).toBe('a OR (b quo) c AND quó*')
    expect(open('IR-1')).toBe('IR-1*')
    const asTyped = [
      '',
      'quo ',
      'quo*',
      '"quo"',
      '(a quo)',
      '-quo',
      'a NOT quo',
      'quo.',
      'title:quo',
      'service:(a b',
      'service:quo',
      'a AND'
    ]
    for (const text of [...asTyped, 'state:(active OR stable)', 'nofield:a quo', '(a quo']) expect(open(text), text).toBe(text)
  })

  test('Q60 can be read where it could before, and finds no less', () => {
    fc.assert(
      fc.property(plainQuery, searchRow, (query, row) => {
        const text = printQuery(query)
        const [plain, opened] = [parseQuery(text, FIELDS), parseQuery(open(text), FIELDS)]
        if (!plain.ok || !opened.ok) throw new Error(text)
        expect(matches(plain.query, row, NOW, FIELDS) && !matches(opened.query, row, NOW, FIELDS)).toBe(false)
      })
    )
  })
})
