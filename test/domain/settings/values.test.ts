import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findField, type Field } from '#shared/domain/fields.ts'
import { knownValues, spellingOf } from '#shared/domain/settings/knownValues.ts'
import { readValuesCsv } from '#shared/domain/settings/valuesCsv.ts'

const services: Field = { ...findField('services')!, choices: ['Checkout'] }
const tag: Field = { name: 'region', label: 'Region', type: 'metricTag', section: 'attributes', hint: '', maxLength: 200 }
const read = (text: string, field: Field = services) => readValuesCsv(text, 'incident', field)

describe('values of a field', () => {
  it('D220 a file names its field first, then one value a row', () => {
    expect(read('services\nCart\nPayments\n')).toEqual({ values: ['Cart', 'Payments'], repeated: 0, problems: [] })
    expect(read('\uFEFF"Services"\r\n"Cart, old"\r\n\r\nPayments')).toMatchObject({ values: ['Cart, old', 'Payments'], problems: [] })
  })
  it('D221 a file of another field is refused as a whole, and so is an empty one', () => {
    expect(read('teams\nCore')).toEqual({
      values: [],
      repeated: 0,
      problems: [{ line: 1, reason: 'The first row says "teams". It has to be the name of the field: services.' }]
    })
    expect(read(' \n').problems[0]!.reason).toMatch(/empty/)
  })
  it('D222 wrong rows are named by their line and the rest is taken', () => {
    const file = read('region\nregion:eu\nno colon\n\n"region:us"\nregion:ap,region:sa\n', tag)
    expect(file.values).toEqual(['region:eu', 'region:us'])
    expect(file.problems.map(({ line }) => line)).toEqual([3, 6])
    expect(file.problems[0]!.reason).toMatch(/key:value/)
    expect(file.problems[1]!.reason).toMatch(/2 values/)
    const many = read(`services\n"two\nlines"\n${'x'.repeat(201)}\nCart`)
    expect(many.values).toEqual(['Cart'])
    expect(many.problems.map(({ line }) => line)).toEqual([2, 4])
  })
  it('D223 a name that differs in case only is the one that is there', () => {
    expect(read('services\ncheckout\nCart\nCART\nCheckout')).toMatchObject({ values: ['Cart'], repeated: 3 })
  })
  it('D224 no file breaks the reading, and what it gives can be offered', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { values } = read(`services\n${text}`)
        expect(new Set(values.map((value) => value.toLowerCase())).size).toBe(values.length)
        expect(values.every((value) => value.trim() === value && value !== '')).toBe(true)
      })
    )
  })
  it('D225 what is offered: the list of the settings in its spelling, then what incidents hold', () => {
    expect(knownValues({ choices: ['Checkout', 'Cart'] }, ['checkout', 'search', 'Search', ' '])).toEqual(['Checkout', 'Cart', 'search'])
    expect(spellingOf({ choices: ['Checkout'] }, ' CHECKOUT ')).toBe('Checkout')
    expect(spellingOf({}, ' New ')).toBe('New')
  })
})
