import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readSettings, setSettings } from '#shared/doc/settingsCommands.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import { checkField, FIELD_TYPES, FIELDS } from '#shared/domain/fields.ts'
import { DEFAULT_SETTINGS, foldSettings, typeOf } from '#shared/domain/settings/foldSettings.ts'
import { pathOf, settingProblem, SETTINGS } from '#shared/domain/settings/paths.ts'
import { newAuthor } from '#test/support/authors.ts'
import { writer } from '#test/support/events.ts'

const set = (event: ReturnType<typeof writer>, path: string, value: FieldValue) => event('settingSet', { path, value, base: null })
const ofIncident = (...segments: string[]) => pathOf('types', 'incident', ...segments)

describe('settings', () => {
  it('D144 without any event the defaults hold', () => {
    const [type, ...others] = DEFAULT_SETTINGS.types
    expect(others).toEqual([])
    expect(type).toMatchObject({ id: 'incident', prefix: 'IR', isPrivateAllowed: true, hasEditableTimestamps: false })
    expect(type!.severities.map(({ name }) => name)).toEqual(['SEV-1', 'SEV-2', 'SEV-3', 'SEV-4', 'SEV-5', 'UNKNOWN'])
    expect(type!.statuses.map(({ description }) => description)).toEqual([
      'Incident affecting others.',
      'Incident no longer affecting others, but investigations incomplete.',
      'Incident no longer affecting others and investigations complete.',
      'All remediation complete.'
    ])
    expect(type!.fields.map(({ name }) => name)).toEqual(FIELDS.map(({ name }) => name))
    expect(type!.updateMinutes).toEqual({ 'SEV-1': 30, 'SEV-2': 30 })
  })
  it('D145 the severity scale starts at 0 or 1, has 1 to 10 levels, and grows and shrinks at the bottom', () => {
    const event = writer()
    const scale = (first: number, count: number) =>
      foldSettings([
        set(event, ofIncident('firstSeverity'), first),
        set(event, ofIncident('severityCount'), count)
      ]).types[0]!.severities.map(({ name }) => name)
    expect(scale(0, 3)).toEqual(['SEV-0', 'SEV-1', 'SEV-2', 'UNKNOWN'])
    expect(scale(1, 10).slice(-2)).toEqual(['SEV-10', 'UNKNOWN'])
    for (const count of [0, 11, 2.5]) expect(settingProblem(ofIncident('severityCount'), count)).toMatch(/from 1 to 10/)
    expect(settingProblem(ofIncident('firstSeverity'), 2)).toMatch(/from 0 to 1/)
  })
  it('D146 Completed can be switched off; the rest stays', () => {
    const event = writer()
    const { types } = foldSettings([set(event, ofIncident('hasCompleted'), false)])
    expect(types[0]!.statuses.map(({ status }) => status)).toEqual(['active', 'stable', 'resolved'])
  })
  it('D147 a field of its own, of each of the eight types, takes what is right for it and nothing else', () => {
    const right: Record<string, FieldValue> = {
      dropdown: 'eu',
      multiSelect: ['eu', 'us'],
      text: 'words',
      textArray: ['a'],
      number: 2.5,
      datetime: Date.UTC(2026, 1, 1),
      metricTag: 'region:eu',
      autocomplete: ['region:eu', 'env:prod']
    }
    const wrong: Record<string, FieldValue> = {
      dropdown: 'moon',
      multiSelect: ['eu', 'moon'],
      text: 5,
      textArray: 'a',
      number: '2',
      datetime: 0.5,
      metricTag: 'no colon',
      autocomplete: ['no colon']
    }
    expect(Object.keys(right)).toEqual([...FIELD_TYPES])
    for (const type of FIELD_TYPES) {
      const event = writer()
      const { types } = foldSettings([
        set(event, ofIncident('fields', 'zone', 'label'), 'Zone'),
        set(event, ofIncident('fields', 'zone', 'type'), type),
        set(event, ofIncident('fields', 'zone', 'choices', 'us'), 'a1'),
        set(event, ofIncident('fields', 'zone', 'choices', 'eu'), 'a0')
      ])
      const field = types[0]!.fields.find(({ name }) => name === 'zone')!
      expect(field).toMatchObject({ type, isCustom: true, choices: ['eu', 'us'] })
      expect(checkField(field, right[type]!), type).toEqual({ ok: true, value: right[type] })
      expect(checkField(field, wrong[type]!), type).toMatchObject({ ok: false })
      expect(checkField(field, null), type).toEqual({ ok: true, value: null })
    }
  })
  it('D148 the built-in fields cannot be removed, and move where they are put', () => {
    const event = writer()
    const { types } = foldSettings([
      set(event, ofIncident('fields', 'summary', 'isRemoved'), true),
      set(event, ofIncident('fields', 'teams', 'order'), 'a00'),
      set(event, ofIncident('fields', 'teams', 'section'), 'whatHappened')
    ])
    expect(types[0]!.fields.map(({ name }) => name).slice(0, 2)).toEqual(['title', 'teams'])
    expect(types[0]!.fields.some(({ name }) => name === 'summary')).toBe(true)
  })
  it('D149 commander and responder are always among the roles, whatever anybody sets', () => {
    const event = writer()
    const { types } = foldSettings([
      set(event, ofIncident('roles', 'commander', 'isRemoved'), true),
      set(event, ofIncident('roles', 'commander', 'name'), 'Boss'),
      set(event, ofIncident('roles', 'scribe', 'name'), 'Scribe')
    ])
    expect(types[0]!.roles.map(({ name }) => name)).toEqual(['Incident Commander', 'Responder', 'Scribe'])
  })
  it('D150 an incident whose type is gone or not here is one of the default type', () => {
    const event = writer()
    const security = [set(event, pathOf('types', 'sec', 'name'), 'Security'), set(event, pathOf('types', 'sec', 'prefix'), 'SEC')]
    expect(typeOf(foldSettings(security), 'sec').prefix).toBe('SEC')
    const removed = [...security, set(event, pathOf('types', 'sec', 'isRemoved'), true)]
    expect(typeOf(foldSettings(removed), 'sec').prefix).toBe('IR')
    expect(typeOf(DEFAULT_SETTINGS, '__proto__').prefix).toBe('IR')
  })
  it('D151 two who set one thing apart: the later holds everywhere, and the other is told with both values', () => {
    const here = writer('dev1', 'pana')
    const there = writer('dev2', 'pben')
    const lost = set(here, ofIncident('prefix'), 'OPS')
    const kept = there('settingSet', { path: ofIncident('prefix'), value: 'INC', base: null }, { id: undefined })
    const log = [lost, kept]
    const { types, overruled } = foldSettings(log)
    expect(types[0]!.prefix).toBe('INC')
    expect(overruled).toMatchObject([
      { what: ofIncident('prefix'), lost: { value: 'OPS', by: 'pana' }, kept: { value: 'INC', by: 'pben' } }
    ])
    expect(foldSettings([...log].reverse())).toEqual(foldSettings(log))
  })
  it('D152 every change is listed with old and new value and by whom', () => {
    const event = writer()
    const { audit } = foldSettings([set(event, ofIncident('prefix'), 'OPS'), set(event, ofIncident('prefix'), 'INC')])
    expect(audit.map(({ path, before, after, by }) => [path, before, after, by])).toEqual([
      ['types/incident/prefix', null, 'OPS', 'pana'],
      ['types/incident/prefix', 'OPS', 'INC', 'pana']
    ])
  })
  it('D153 any paths and values, in any order, fold to the same settings and never fail', () => {
    const segment = fc.oneof(
      fc.constantFrom('types', 'incident', 'fields', 'prefix', 'name', '__proto__', 'constructor', 'a b/c'),
      fc.string()
    )
    const path = fc.oneof(
      fc.constantFrom(...Object.keys(SETTINGS)).map((pattern) => pattern.replaceAll('*', 'x1')),
      fc
        .array(segment, { minLength: 1, maxLength: 6 })
        .map((segments) => segments.map((each) => encodeURIComponent(each.toWellFormed())).join('/')),
      fc.string()
    )
    const value = fc.oneof(fc.constant(null), fc.boolean(), fc.string(), fc.double({ noNaN: true }), fc.array(fc.string()))
    fc.assert(
      fc.property(fc.array(fc.tuple(path, value), { maxLength: 20 }), (pairs) => {
        const event = writer()
        const log = pairs.map(([each, one]) => set(event, each, one))
        expect(foldSettings([...log].reverse())).toEqual(foldSettings(log))
      })
    )
  })
  it('D154 a wrong value is refused with a sentence and nothing of the change is written', () => {
    const doc = new Y.Doc()
    const ana = newAuthor('Ana')
    const refused = setSettings(doc, ana, [
      { path: ofIncident('prefix'), value: 'OPS' },
      { path: ofIncident('severityCount'), value: 40 }
    ])
    expect(refused).toMatchObject({ ok: false, error: { reason: 'badInput', message: 'This is a whole number from 1 to 10.' } })
    expect(readSettings(doc).audit).toEqual([])
    expect(setSettings(doc, ana, [{ path: 'types/incident/colour', value: 'red' }])).toMatchObject({ ok: false })
    expect(setSettings(doc, ana, [{ path: ofIncident('prefix'), value: 'OPS' }])).toMatchObject({ ok: true })
    expect(readSettings(doc).types[0]!.prefix).toBe('OPS')
  })
})
