import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readSettings, setSettings } from '#shared/doc/settingsCommands.ts'
import { tryWrite } from '#shared/doc/write.ts'
import { FIELD_SECTIONS } from '#shared/domain/fields.ts'
import { searchFieldsOf } from '#shared/domain/search/fields.ts'
import {
  addChoices,
  allFields,
  fieldNameFor,
  fieldNameProblem,
  fieldsOf,
  moveChoice,
  moveField,
  moveImpactField,
  moveRole,
  newField,
  newType,
  slugOf,
  typeProblem,
  type Change
} from '#shared/domain/settings/changes.ts'
import { DEFAULT_SETTINGS, typeOf } from '#shared/domain/settings/foldSettings.ts'
import { moveTo, orderAfter } from '#shared/domain/settings/order.ts'
import { pathOf } from '#shared/domain/settings/paths.ts'
import { valueOf } from '#shared/domain/result.ts'
import { newAuthor } from '#test/support/authors.ts'

/** A workspace somebody sets up. */
function newWorkspace() {
  const doc = new Y.Doc()
  const ana = newAuthor('Ana')
  return {
    doc,
    settings: () => readSettings(doc),
    type: (id = 'incident') => typeOf(readSettings(doc), id),
    set: (changes: readonly Change[]) => valueOf(setSettings(doc, ana, changes))
  }
}
const names = (fields: readonly { name: string }[]) => fields.map(({ name }) => name)
const zone = { name: 'zone', label: 'Zone', type: 'dropdown', section: 'attributes' } as const

describe('changing settings', () => {
  it('D210 moving one writes one key, wherever it goes, and the others keep theirs', () => {
    const start = ['a0', 'a1', 'a2', 'a3'].map((order, index) => ({ id: `f${index}`, order }))
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 40 }), (moves) => {
        let items = start
        for (const [which, index] of moves) {
          const id = `f${which}`
          const wanted = items.map((item) => item.id).filter((each) => each !== id)
          wanted.splice(index, 0, id)
          const changed = moveTo(items, id, index)
          expect(changed.length).toBeLessThanOrEqual(1)
          items = items.map((item) => changed.find((each) => each.id === item.id) ?? item).toSorted((a, b) => (a.order < b.order ? -1 : 1))
          expect(items.map((item) => item.id)).toEqual(wanted)
        }
      })
    )
  })
  it('D211 where two have one key, or none, moving gives all of them one of their own', () => {
    const items = [
      { id: 'a', order: '~' },
      { id: 'b', order: '~' },
      { id: 'c', order: 'a1' }
    ]
    const moved = moveTo(items, 'c', 1)
    expect(moved.map(({ id }) => id)).toEqual(['a', 'c', 'b'])
    expect(moved.map(({ order }) => order)).toEqual(moved.map(({ order }) => order).toSorted())
    expect(new Set(moved.map(({ order }) => order)).size).toBe(3)
    expect(orderAfter(items) > 'a1').toBe(true)
  })
  it('D212 a field moves within its section and into another, and the title stays at the top', () => {
    const { set, type } = newWorkspace()
    set(moveField(type(), 'teams', 'attributes', 0))
    expect(names(fieldsOf(type(), 'attributes'))).toEqual(['teams', 'detection_method', 'services', 'customer_impact'])
    set(moveField(type(), 'services', 'whatHappened', 0))
    expect(names(fieldsOf(type(), 'whatHappened'))).toEqual(['title', 'services', 'summary'])
    set(moveField(type(), 'services', 'whyItHappened', 5))
    expect(names(fieldsOf(type(), 'whyItHappened'))).toEqual(['root_cause', 'services'])
    expect(moveField(type(), 'title', 'attributes', 2)).toEqual([])
    expect(FIELD_SECTIONS.flatMap((section) => fieldsOf(type(), section))).toHaveLength(type().fields.length)
  })
  it('D213 a field that comes back starts clean', () => {
    const { set, type, settings } = newWorkspace()
    set(newField(settings(), type(), zone))
    set(
      addChoices(
        type(),
        type().fields.find(({ name }) => name === 'zone')!,
        ['eu', 'us']
      )
    )
    set([
      { path: pathOf('types', 'incident', 'fields', 'zone', 'isRequired'), value: true },
      { path: pathOf('types', 'incident', 'fields', 'zone', 'isRemoved'), value: true }
    ])
    expect(names(type().fields)).not.toContain('zone')
    set(newField(settings(), type(), { ...zone, type: 'text' }))
    expect(type().fields.at(-1)).toMatchObject({ name: 'zone', type: 'text', isRequired: false, ownChoices: [] })
  })
  it('D214 names for queries are made of the label, and never one that is taken', () => {
    const taken = [{ name: 'blast_radius' }]
    expect(fieldNameFor('Blast radius', [])).toBe('blast_radius')
    expect(fieldNameFor('Blast radius', taken)).toBe('blast_radius_2')
    expect(fieldNameFor('Summary', [])).toBe('summary_2')
    expect(fieldNameFor('Größe der Störung', [])).toBe('gro_e_der_storung')
    expect(fieldNameFor('影響', [])).toBe('field')
    expect(fieldNameFor('5', [])).toBe('field')
    // what the search calls something else could never be found
    expect(fieldNameFor('Duration', [])).toBe('duration_2')
    expect(fieldNameFor('Status', [])).toBe('status_2')
    expect(fieldNameProblem('duration', [])).toBe('duration means Duration already, in searches and exports. Choose another name.')
    expect(fieldNameProblem('time_zone', [])).toMatch(/the time zone of the incident/)
    expect(fieldNameProblem('status', [])).toMatch(/means Status/)
    expect(fieldNameProblem('blast_radius', taken)).toMatch(/already/)
    expect(slugOf(' Data loss! ')).toBe('data-loss')
    fc.assert(fc.property(fc.string(), (label) => /^[a-z][a-z0-9_]{1,39}$/.test(fieldNameFor(label, taken))))
  })
  it('D345 a new field named like something every incident has is refused, naming what it means; one that is there keeps its label', () => {
    const refused = (name: string, doc = new Y.Doc()) => {
      const set = setSettings(doc, newAuthor('Ana'), [{ path: pathOf('types', 'incident', 'fields', name, 'label'), value: 'Own' }])
      return set.ok ? null : set.error.message
    }
    expect(refused('severity')).toBe('severity means Severity already, in searches and exports. Choose another name.')
    expect(refused('incident_type')).toMatch(/means Incident type already/)
    expect(refused('time_zone')).toMatch(/means the time zone of the incident already/)
    expect([refused('region'), refused('summary')]).toEqual([null, null])
    const older = new Y.Doc()
    const path = 'types/incident/fields/severity/label'
    tryWrite(older, newAuthor('Ben'), [{ kind: 'settingSet', path, value: 'From before', base: null }])
    expect(refused('severity', older)).toBeNull()
  })
  it('D347 a field of each impact is none of the incident: not in its form; the search asks for it, and it keeps to its own list', () => {
    const { set, type, settings } = newWorkspace()
    set(newField(settings(), type(), { name: 'region', label: 'Region', type: 'dropdown', section: 'impact' }))
    set(newField(settings(), type(), { name: 'hosts', label: 'Hosts', type: 'number', section: 'impact' }))
    expect(names(type().impactFields)).toEqual(['region', 'hosts'])
    expect(names(type().fields)).toEqual(names(DEFAULT_SETTINGS.types[0]!.fields))
    expect(searchFieldsOf(settings()).byName.get('region')).toMatchObject({ label: 'Region', type: 'keyword', isCustom: true })
    set(moveImpactField(type(), 'hosts', 0))
    expect(names(type().impactFields)).toEqual(['hosts', 'region'])
    expect(moveField(type(), 'hosts', 'attributes', 0)).toEqual([])
    expect(fieldNameProblem('hosts', allFields(type()))).toBe('There is a field hosts already.')
    // what every incident has stays with the incident, whatever is written
    set([{ path: pathOf('types', 'incident', 'fields', 'services', 'section'), value: 'impact' }])
    expect(type().fields.find(({ name }) => name === 'services')!.section).toBe('attributes')
  })
  it('D215 a copy of a type has all of it under its own name and prefix', () => {
    const { set, type, settings } = newWorkspace()
    set(newField(settings(), type(), zone))
    set([
      { path: pathOf('types', 'incident', 'severityCount'), value: 3 },
      { path: pathOf('types', 'incident', 'roles', 'scribe', 'name'), value: 'Scribe' },
      { path: pathOf('types', 'incident', 'prefix'), value: 'OPS' }
    ])
    const copy = { id: 'security', name: ' Security ', prefix: 'SEC', description: '', copyOf: 'incident' }
    set(newType(settings(), copy))
    const copied = type('security')
    const { id, name, prefix, order } = copied
    expect([id, name, prefix]).toEqual(['security', 'Security', 'SEC'])
    const original = type('incident')
    expect({ ...original, id, name, prefix, order }).toEqual(copied)
    set([{ path: pathOf('types', 'security', 'severityCount'), value: 2 }])
    expect(type('incident').severities).toHaveLength(4)
    set(newType(settings(), { ...copy, id: 'plain', name: 'Plain', prefix: 'PL', copyOf: null }))
    expect(type('plain').fields).toEqual(DEFAULT_SETTINGS.types[0]!.fields)
    expect(settings().types.map((each) => each.id)).toEqual(['incident', 'security', 'plain'])
    expect(order < type('plain').order).toBe(true)
  })
  it('D216 no two types share a name or a prefix', () => {
    const { types } = DEFAULT_SETTINGS
    expect(typeProblem(types, 'incident ', 'SEC')).toMatch(/already/)
    expect(typeProblem(types, 'Security', 'IR')).toMatch(/prefix of Incident/)
    expect(typeProblem(types, ' ', 'SEC')).toMatch(/name/)
    expect(typeProblem(types, 'Security', 'SEC')).toBeNull()
    expect(typeProblem(types, 'Incident', 'IR', 'incident')).toBeNull()
  })
  it('D217 roles and values move among their own', () => {
    const { set, type, settings } = newWorkspace()
    for (const [index, role] of ['scribe', 'comms', 'liaison'].entries()) {
      set([
        { path: pathOf('types', 'incident', 'roles', role, 'name'), value: role },
        { path: pathOf('types', 'incident', 'roles', role, 'order'), value: `a${index}` }
      ])
    }
    set(moveRole(type(), 'liaison', 0))
    expect(type().roles.map(({ id }) => id)).toEqual(['commander', 'responder', 'liaison', 'scribe', 'comms'])
    set(newField(settings(), type(), zone))
    const field = () => type().fields.find(({ name }) => name === 'zone')!
    set(addChoices(type(), field(), ['eu', 'us', 'ap']))
    set(moveChoice(type(), field(), 'ap', 0))
    expect(field().choices).toEqual(['ap', 'eu', 'us'])
  })
  it('D218 two who move fields apart end with the same order', () => {
    const one = newWorkspace()
    const other = new Y.Doc()
    const ben = newAuthor('Ben')
    setSettings(other, ben, moveField(one.type(), 'teams', 'attributes', 0))
    one.set(moveField(one.type(), 'customer_impact', 'attributes', 0))
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc))
    Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other))
    const order = names(fieldsOf(one.type(), 'attributes'))
    expect(names(fieldsOf(typeOf(readSettings(other), 'incident'), 'attributes'))).toEqual(order)
    expect(order.slice(0, 2).toSorted()).toEqual(['customer_impact', 'teams'])
    one.set(moveField(one.type(), 'services', 'attributes', 1))
    expect(names(fieldsOf(one.type(), 'attributes'))[1]).toBe('services')
  })
})
