import { describe, expect, it } from 'vitest'
import { checkField, distinct, FIELDS, findField } from '#shared/domain/fields.ts'
import { DEFAULT_SEVERITIES, parseSeverity, SEVERITY, severityRank } from '#shared/domain/severity.ts'
import { isOpen, isStatus, STATUS_TEXT, STATUSES } from '#shared/domain/status.ts'

const field = (name: string) => findField(name)!

describe('fields', () => {
  it('D30 text is trimmed, and empty text is no value', () => {
    expect(checkField(field('summary'), '  two words ')).toEqual({ ok: true, value: 'two words' })
    expect(checkField(field('summary'), '   ')).toEqual({ ok: true, value: null })
    expect(checkField(field('root_cause'), null)).toEqual({ ok: true, value: null })
  })
  it.each([null, '', '   '])('D31 the title is never empty: %j', (input) => {
    expect(checkField(field('title'), input)).toEqual({ ok: false, problem: 'Title needs a few words, so others can find it.' })
  })
  it('D32 too long is refused with both numbers', () => {
    expect(checkField(field('title'), 'x'.repeat(500))).toMatchObject({ ok: true })
    expect(checkField(field('title'), 'x'.repeat(501))).toEqual({ ok: false, problem: 'Title may have 500 characters; this has 501.' })
    expect(checkField(field('services'), ['x'.repeat(201)])).toMatchObject({ ok: false })
  })
  it('D33 a dropdown takes its choices and names them otherwise', () => {
    for (const choice of ['customer', 'employee', 'monitor', 'other', 'unknown']) {
      expect(checkField(field('detection_method'), choice)).toEqual({ ok: true, value: choice })
    }
    expect(checkField(field('detection_method'), 'magic')).toEqual({
      ok: false,
      problem: 'Detection method is one of customer, employee, monitor, other, unknown.'
    })
  })
  it('D34 names of services are kept once, whatever their case; the first spelling wins', () => {
    expect(checkField(field('services'), [' Checkout', 'checkout ', '', 'Cart'])).toEqual({ ok: true, value: ['Checkout', 'Cart'] })
    expect(distinct(['b', 'B', 'a'])).toEqual(['b', 'a'])
  })
  it('D35 a value of another shape is refused, for every field', () => {
    for (const one of FIELDS) {
      expect(checkField(one, one.type === 'textArray' ? 'text' : ['list']), one.name).toMatchObject({ ok: false })
      expect(checkField(one, 5), one.name).toMatchObject({ ok: false })
    }
    expect(findField('nothing')).toBeUndefined()
  })
})

describe('severity', () => {
  it.each([
    ['1', 'SEV-1'],
    ['sev1', 'SEV-1'],
    ['SEV 2', 'SEV-2'],
    [' sev-10 ', 'SEV-10'],
    ['0', 'SEV-0'],
    ['unknown', 'UNKNOWN'],
    ['11', undefined],
    ['SEV-01', 'SEV-1'],
    ['sev', undefined],
    ['', undefined],
    ['high', undefined]
  ])('D36 %j is %s', (text, name) => expect(parseSeverity(text)).toBe(name))
  it('D37 ranks from worst to UNKNOWN', () => {
    const names = ['SEV-0', 'SEV-1', 'SEV-2', 'SEV-9', 'SEV-10', 'UNKNOWN']
    expect([...names].reverse().sort((a, b) => severityRank(a) - severityRank(b))).toEqual(names)
    expect(DEFAULT_SEVERITIES.every(({ name }) => SEVERITY.test(name))).toBe(true)
  })
})

describe('status', () => {
  it('D38 active and stable are open, resolved and completed are not; each has its words', () => {
    expect(STATUSES.filter(isOpen)).toEqual(['active', 'stable'])
    expect(STATUSES.map((status) => STATUS_TEXT[status].description)).toEqual([
      'Incident affecting others.',
      'Incident no longer affecting others, but investigations incomplete.',
      'Incident no longer affecting others and investigations complete.',
      'All remediation complete.'
    ])
    expect(isStatus('constructor')).toBe(false)
  })
})
