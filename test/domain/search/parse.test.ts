import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Query } from '#shared/domain/search/ast.ts'
import type { SearchFields } from '#shared/domain/search/fields.ts'
import { MAX_DEPTH, MAX_QUERY_LENGTH, MAX_TERMS, parseQuery } from '#shared/domain/search/parse.ts'
import { printQuery } from '#shared/domain/search/print.ts'
import { FIELDS, strangeQuery } from './arbitraries.ts'

function read(text: string, fields?: SearchFields): Query | null {
  const parsed = parseQuery(text, fields)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`)
  return parsed.query
}

/** The message, and the part of the text that it points at. */
function problemOf(text: string, fields?: SearchFields): { message: string; points: string; at: number } {
  const parsed = parseQuery(text, fields)
  if (parsed.ok) throw new Error(`No problem seen in: ${text}`)
  const { message, at, length } = parsed.problem
  return { message, points: text.slice(at, at + length), at }
}

const is = (field: string, value: string): unknown => ({ type: 'field', field, match: { type: 'is', value } })
const word = (text: string): unknown => ({ type: 'text', text, isPrefix: false })

describe('what a query says', () => {
  test('an empty query asks for nothing', () => {
    expect(read('')).toBeNull()
    expect(read(' \t\n ')).toBeNull()
  })

  test('Q1 AND binds tighter than OR, and words side by side are joined by AND', () => {
    const wanted = { type: 'or', items: [{ type: 'and', items: [word('a'), word('b')] }, word('c')] }
    expect(read('a b OR c')).toEqual(wanted)
    expect(read('a AND b OR c')).toEqual(wanted)
    expect(read('(a b) OR (c)')).toEqual(wanted)
    expect(read('a (b OR c)')).toEqual({ type: 'and', items: [word('a'), { type: 'or', items: [word('b'), word('c')] }] })
    expect(read('a AND (b AND c) d')).toEqual({ type: 'and', items: ['a', 'b', 'c', 'd'].map(word) })
  })

  test('the parentheses of a field hold its values', () => {
    const both = { type: 'or', items: [is('severity', 'SEV-1'), is('severity', 'SEV-2')] }
    expect(read('state:active AND severity:(SEV-1 OR SEV-2)')).toEqual({ type: 'and', items: [is('state', 'active'), both] })
    expect(read('service:(api -"old api" NOT x*)')).toEqual({
      type: 'and',
      items: [
        is('service', 'api'),
        { type: 'not', item: is('service', 'old api') },
        { type: 'not', item: { type: 'field', field: 'service', match: { type: 'prefix', value: 'x' } } }
      ]
    })
  })

  test('minus and NOT leave out what follows, a dash within a word does not', () => {
    expect(read('-state:active')).toEqual({ type: 'not', item: is('state', 'active') })
    expect(read('NOT state:active')).toEqual(read('-state:active'))
    expect(read('a -(b OR c)')).toEqual({
      type: 'and',
      items: [word('a'), { type: 'not', item: { type: 'or', items: [word('b'), word('c')] } }]
    })
    expect(read('roll-back')).toEqual(word('roll-back'))
  })

  test('free text: words, phrases, beginnings; operators only in capitals', () => {
    expect(read('"out of memory"')).toEqual(word('out of memory'))
    expect(read('"a \\"b\\" \\\\ c\\d"')).toEqual(word('a "b" \\ c\\d'))
    expect(read('time*')).toEqual({ type: 'text', text: 'time', isPrefix: true })
    expect(read('"out of mem"*')).toEqual({ type: 'text', text: 'out of mem', isPrefix: true })
    expect(read('this or that')).toEqual({ type: 'and', items: ['this', 'or', 'that'].map(word) })
    expect(read('"OR"')).toEqual(word('OR'))
    expect(read('[TEST] 10:30')).toEqual({ type: 'and', items: [word('[TEST]'), word('10:30')] })
  })

  test('comparisons and ranges', () => {
    const compare = (field: string, comparison: string, value: string): unknown => ({
      type: 'field',
      field,
      match: { type: 'compare', comparison, value }
    })
    expect(read('created:>2026-01-01')).toEqual(compare('created', '>', '2026-01-01'))
    expect(read('created:>=2026-01-01T10:00Z')).toEqual(compare('created', '>=', '2026-01-01T10:00Z'))
    expect(read('time_to_resolve:<=2h')).toEqual(compare('time_to_resolve', '<=', '2h'))
    expect(read('number:<IR-12')).toEqual(compare('number', '<', 'IR-12'))
    expect(read('updated:[now-2h TO *]')).toEqual({ type: 'field', field: 'updated', match: { type: 'range', from: 'now-2h', to: null } })
    expect(read('created:(>2026 AND <7d)')).toEqual({
      type: 'and',
      items: [compare('created', '>', '2026'), compare('created', '<', '7d')]
    })
    expect(read('resolved:*')).toEqual({ type: 'field', field: 'resolved', match: { type: 'exists' } })
  })

  test('other names and spellings mean the same', () => {
    expect(read('STATUS:Active')).toEqual(is('state', 'active'))
    expect(read('severity:sev1')).toEqual(is('severity', 'SEV-1'))
    expect(read('customer_impact:true')).toEqual(is('customer_impacted', 'yes'))
    expect(read('test:YES')).toEqual(is('test', 'true'))
    expect(read('services:api teams:web')).toEqual(read('service:api team:web'))
    expect(read('declared:2026')).toEqual(read('created:2026'))
    expect(read('postmortem:true')).toEqual(is('postmortem', 'yes'))
    expect(read('incident_type:x has_postmortem:false')).toEqual(read('type:x postmortem:no'))
  })
})

describe('Q2 a wrong query is pointed at, with what was expected', () => {
  const cases: [text: string, points: string, says: RegExp][] = [
    ['state:active AND', 'AND', /^AND needs something to search for after it/],
    ['OR api', 'OR', /^OR needs something to search for before it/],
    ['a AND OR b', 'AND', /^AND needs something .* after it/],
    ['(a OR)', 'OR', /after it/],
    ['a NOT', 'NOT', /^NOT needs/],
    ['a -', '-', /right after the -/],
    ['a - b', '-', /without a space/],
    ['(a OR b', '(', /never closed: expected a \)/],
    ['a (', '(', /never closed/],
    ['a) b', ')', /no \( that this \) closes/],
    [')', ')', /no \( that this \) closes/],
    ['a ( ) b', '( )', /nothing between these parentheses/],
    ['say "never ends', '"never ends', /expected another "/],
    ['state:"act', '"act', /expected another "/],
    ['state:', 'state:', /Expected a value right after state:/],
    ['state: active', 'state:', /without a space/],
    ['(state:)', 'state:', /Expected a value right after state:/],
    ['severity:(SEV-1 OR)', 'OR', /after it/],
    ['severity:(state:active)', 'state:', /Expected values of severity only/],
    ['x sevrity:SEV-1', 'sevrity', /no field "sevrity". Did you mean severity\?/],
    ['stats:active', 'stats', /Did you mean state\?/],
    ['http://example.org', 'http', /There are severity, .*use quotes/],
    ['__proto__:x', '__proto__', /no field/],
    ['constructor:x', 'constructor', /no field/],
    ['severity:SEV-11', 'SEV-11', /Expected SEV-0 to SEV-10 or UNKNOWN/],
    ['state:(active OR opened)', 'opened', /Expected active, stable, resolved or completed/],
    ['state:x*', 'x*', /Expected active/],
    ['test:maybe', 'maybe', /Expected true or false/],
    ['state:>active', 'state:>active', /no order/],
    ['state:[active TO stable]', 'state:[active TO stable]', /no order/],
    ['created:>yesterday', 'yesterday', /Expected a date such as/],
    ['created:2026-02-30', '2026-02-30', /is not a time/],
    ['created:2026-13', '2026-13', /is not a time/],
    ['created:2026-01-01T24:00', '2026-01-01T24:00', /is not a time/],
    ['created:>2026-01-01T10:00+25:00', '2026-01-01T10:00+25:00', /is not a time/],
    ['created:7d', '7d', /Expected > or < before "7d": created:>7d is later/],
    ['time_to_resolve:2h', '2h', /time_to_resolve:>2h is longer/],
    ['time_to_resolve:>90', '90', /Expected one such as 90s/],
    ['duration:>9999999999d', '9999999999d', /is not a duration/],
    ['number:IR-x', 'IR-x', /Expected one such as 12 or IR-12/],
    ['created:>', '>', /Expected a value right after >/],
    ['created:> 2026', '>', /without a space/],
    ['created:>20*', '20*', /without \*/],
    ['created:2026*', '2026*', /cannot be searched with \*/],
    ['created:[2026 TO', '[', /never closed/],
    ['created:[2026 2027]', '2027', /Expected TO/],
    ['created:[TO 2027]', 'TO', /Expected a value or \*/],
    ['created:[2026 TO 2027 2028]', '2028', /Expected \]/],
    ['created:[2026 TO nope]', 'nope', /is not a time/],
    ['fo*o', '*', /only at the end of a word/],
    ['*', '*', /alone finds everything/],
    ['a ... b', '...', /Expected a letter or a digit/],
    ['""', '""', /Expected a letter or a digit/],
    ['service:""', '""', /use -service:\*/],
    ['a\u0000b', '\u0000', /cannot be searched for/],
    ['a \ud800', '\ud800', /cannot be searched for/]
  ]
  test.each(cases)('%j', (text, points, says) => {
    const problem = problemOf(text)
    expect(problem.points).toBe(points)
    expect(problem.message).toMatch(says)
    expect(problem.at).toBe(text.lastIndexOf(points))
  })

  test('Q23 the fields of a workspace can be asked for, are suggested and checked by their type, and never take the place of a built-in one', () => {
    expect(read('Region:eu cost:>-1.5', FIELDS)).toEqual({
      type: 'and',
      items: [is('region', 'eu'), { type: 'field', field: 'cost', match: { type: 'compare', comparison: '>', value: '-1.5' } }]
    })
    const problems: [text: string, points: string, says: RegExp][] = [
      ['regoin:eu', 'regoin', /Did you mean region\?/],
      ['cost:much', 'much', /"much" is not a number. Expected one such as 12 or 0.5/],
      ['due:soon', 'soon', /Expected a date such as/],
      ['due:7d', '7d', /Expected > or < before/],
      ['region:>eu', 'region:>eu', /no order/],
      ['status:whatever', 'whatever', /Expected active, stable/]
    ]
    for (const [text, points, says] of problems) {
      const problem = problemOf(text, FIELDS)
      expect([text, problem.points]).toEqual([text, points])
      expect(problem.message).toMatch(says)
    }
    expect(problemOf('region:eu').message).toMatch(/no field "region"/)
  })

  test('places are counted in UTF-16 units', () => {
    expect(problemOf('😀a nope:1').at).toBe(4)
  })
})

describe('Q3 no text breaks the parser', () => {
  test('any text gives a query or a problem within it', () => {
    const pieces = fc.constantFrom(
      'AND',
      'OR',
      'NOT',
      '-',
      '(',
      ')',
      '"',
      '[',
      ']',
      ' TO ',
      ':',
      '*',
      '>',
      '<=',
      '\\',
      ' ',
      'state:',
      'created:',
      'a',
      '2026',
      'é',
      '\u0000',
      '__proto__',
      '{',
      'NEAR('
    )
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 40 })
    )
    fc.assert(
      fc.property(text, (input) => {
        const parsed = parseQuery(input)
        if (parsed.ok) return
        expect(parsed.problem.at).toBeGreaterThanOrEqual(0)
        expect(parsed.problem.length).toBeGreaterThan(0)
        expect(parsed.problem.at + parsed.problem.length).toBeLessThanOrEqual(input.length)
      }),
      { seed: 1, numRuns: 3000 }
    )
  })

  test('too deep, too long and too many are problems', () => {
    const nested = (depth: number): string => '('.repeat(depth) + 'a' + ')'.repeat(depth)
    expect(read(nested(MAX_DEPTH))).toEqual(word('a'))
    expect(problemOf(nested(MAX_DEPTH + 1))).toMatchObject({ at: MAX_DEPTH + 1, message: expect.stringContaining('100 deep') as string })
    expect(parseQuery(`${'-'.repeat(MAX_DEPTH)}a`).ok).toBe(true)
    expect(problemOf(`${'-'.repeat(MAX_DEPTH + 1)}a`).message).toContain('100 deep')
    expect(problemOf(`${'NOT '.repeat(MAX_DEPTH + 1)}a`).message).toContain('100 deep')
    for (const opening of ['(', '-', 'NOT ', 'service:(', '-(']) expect(parseQuery(opening.repeat(1200)).ok).toBe(false)
    expect(problemOf('a'.repeat(MAX_QUERY_LENGTH + 5))).toMatchObject({ at: MAX_QUERY_LENGTH, points: 'aaaaa' })
    expect(problemOf('a '.repeat(MAX_TERMS + 1)).at).toBe(2 * MAX_TERMS)
    expect(read('a'.repeat(MAX_QUERY_LENGTH))).toEqual(word('a'.repeat(MAX_QUERY_LENGTH)))
  })
})

describe('printing', () => {
  test('Q4 a printed query reads as the same query', () => {
    fc.assert(
      fc.property(strangeQuery, (query) => {
        expect(read(printQuery(query), FIELDS)).toEqual(query)
      }),
      { seed: 2, numRuns: 2000 }
    )
  })

  test('is tidy', () => {
    const tidy = (text: string): string => printQuery(read(text))
    expect(tidy('status:active  AND (severity:sev1 OR severity:"SEV-2")')).toBe('state:active severity:(SEV-1 OR SEV-2)')
    expect(tidy('a b OR NOT service:"pay ments"')).toBe('(a b) OR -service:"pay ments"')
    expect(tidy('created:>="2026-01-01T10:00Z"')).toBe('created:>=2026-01-01T10:00Z')
  })
})
