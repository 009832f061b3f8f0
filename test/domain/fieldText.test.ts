import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkField, FIELD_TYPES, type Field, type FieldType } from '#shared/domain/fields.ts'
import { fieldText, readFieldInput, readFieldText } from '#shared/domain/fieldText.ts'
import type { FieldValue } from '#shared/domain/events.ts'

const field = (type: FieldType, choices: string[] = []): Field => ({
  name: 'x',
  label: 'X',
  type,
  section: 'attributes',
  hint: '',
  maxLength: 200,
  choices
})
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/)
const tag = fc.tuple(name, name).map(([key, value]) => `${key}:${value}`)
const VALUES: Record<FieldType, fc.Arbitrary<FieldValue>> = {
  dropdown: fc.constantFrom('eu', 'US east'),
  multiSelect: fc.constantFrom(['eu'], ['eu', 'US east']),
  text: fc.string().map((text) => text.trim() || 'x'),
  textArray: fc.uniqueArray(name, { minLength: 1 }),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  datetime: fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }).filter((at) => at >= 0),
  metricTag: tag,
  autocomplete: fc.uniqueArray(tag, { minLength: 1 })
}

describe('values of fields as text', () => {
  it('D237 a value of each type reads back from its text', () => {
    for (const type of FIELD_TYPES) {
      const one = field(type, ['eu', 'US east'])
      fc.assert(
        fc.property(VALUES[type], (value) => {
          const kept = checkField(one, value)
          expect(readFieldText(one, fieldText(one, value)), type).toEqual(
            type === 'number' && Object.is(value, -0) ? { ok: true, value: 0 } : kept
          )
        })
      )
      expect(readFieldText(one, ' '), type).toEqual({ ok: true, value: null })
    }
  })
  it('D238 what is no value of the field is refused, never guessed', () => {
    for (const text of ['12 apples', '0x10', '1,5', 'NaN', '']) {
      if (text !== '') expect(readFieldText(field('number'), text), text).toMatchObject({ ok: false })
    }
    for (const text of ['soon', '2026-02-30', '2026-13-01', '12:30', '2026-01-01T25:00']) {
      expect(readFieldText(field('datetime'), text), text).toMatchObject({ ok: false })
    }
    expect(readFieldText(field('datetime'), '2026-01-31 10:00 +0200')).toEqual({ ok: true, value: Date.UTC(2026, 0, 31, 8) })
    expect(readFieldText(field('dropdown', ['eu']), 'EU')).toEqual({ ok: true, value: 'eu' })
    expect(readFieldText(field('dropdown', ['eu']), 'mars')).toMatchObject({ ok: false })
    expect(readFieldInput(field('number'), ['4'])).toEqual({ ok: true, value: 4 })
    expect(readFieldInput(field('number'), ['4', '5'])).toMatchObject({ ok: false })
    expect(readFieldInput(field('multiSelect', ['eu']), ['EU'])).toEqual({ ok: true, value: ['eu'] })
    expect(readFieldInput(field('number'), true)).toMatchObject({ ok: false })
  })
})
