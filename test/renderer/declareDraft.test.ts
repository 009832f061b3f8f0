import { beforeEach, expect, test } from 'vitest'
import type { Person } from '#shared/bridge/warRoomApi.ts'
import { DEFAULT_SETTINGS, foldSettings, typeOf } from '#shared/domain/settings/foldSettings.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import type { Field, FieldType } from '#shared/domain/fields.ts'
import { writer } from '#test/support/events.ts'
import {
  declarationOf,
  fieldProblem,
  forgetDraft,
  keepDraft,
  loadDraft,
  missingIn,
  isPrivateIn,
  withType
} from '#renderer/state/declareDraft.ts'
import { fakeStorage } from './fakeWarRoom.ts'

let kept: Map<string, string>
beforeEach(() => (kept = fakeStorage()))

const TYPE = DEFAULT_SETTINGS.types[0]!
const PRIYA: Person = { id: 'p1' as Person['id'], name: 'Priya Raman' }

test('U9 what was filled in is there again after the window was closed, and gone once declared', () => {
  keepDraft({ ...loadDraft('Priya Raman'), title: 'Checkout 5xx', severity: 'SEV-1' })
  expect(loadDraft('Priya Raman')).toMatchObject({ title: 'Checkout 5xx', severity: 'SEV-1', commander: 'Priya Raman' })
  forgetDraft()
  expect(loadDraft('Priya Raman')).toMatchObject({ title: '', severity: '' })
})

test('U9 a draft of another shape is left aside', () => {
  kept.set('muster.declare', '{"title": 4}')
  expect(loadDraft('Priya Raman').title).toBe('')
  kept.set('muster.declare', 'not json')
  expect(loadDraft('Priya Raman').title).toBe('')
})

test('what is missing is said', () => {
  const draft = loadDraft('Priya Raman')
  expect(missingIn(draft, TYPE)).toBe('Needs a title and a severity')
  expect(missingIn({ ...draft, title: ' x ' }, TYPE)).toBe('Needs a severity')
  expect(missingIn({ ...draft, title: 'x', severity: 'UNKNOWN' }, TYPE)).toBeNull()
})

test('the commander is the known person of that name, in any case', () => {
  const draft = { ...loadDraft('priya raman'), title: 'x', severity: 'SEV-2' }
  expect(declarationOf(draft, [PRIYA], TYPE).commander).toEqual(PRIYA)
})

test('a name nobody has yet becomes a new person, an empty one nobody', () => {
  const draft = { ...loadDraft(' Omar Haddad '), title: 'x', severity: 'SEV-2' }
  const commander = declarationOf(draft, [PRIYA], TYPE).commander
  expect(commander?.name).toBe('Omar Haddad')
  expect(commander?.id).not.toBe(PRIYA.id)
  expect(declarationOf({ ...draft, commander: ' ' }, [PRIYA], TYPE).commander).toBeNull()
})

const event = writer()
const SECURITY = typeOf(
  foldSettings([
    event('settingSet', { path: 'types/sec/name', value: 'Security', base: null }),
    event('settingSet', { path: 'types/sec/severityCount', value: 2, base: null }),
    event('settingSet', { path: 'types/sec/isPrivateByDefault', value: true, base: null }),
    event('settingSet', { path: 'types/sec/isTestAllowed', value: false, base: null }),
    event('settingSet', { path: 'types/sec/fields/services/isRequired', value: true, base: null }),
    event('settingSet', { path: 'types/sec/fields/hosts/label', value: 'Hosts', base: null }),
    event('settingSet', { path: 'types/sec/fields/hosts/type', value: 'number', base: null }),
    event('settingSet', { path: 'types/sec/fields/hosts/isRequired', value: true, base: null })
  ]),
  'sec'
)

test('U28 a person is stopped until every field their type requires is there, each named', () => {
  const draft = { ...loadDraft('Priya Raman'), title: 'x', incidentType: 'sec' }
  expect(missingIn(draft, SECURITY)).toBe('Needs a severity, Services and Hosts')
  expect(missingIn({ ...draft, severity: 'SEV-4' }, SECURITY)).toMatch(/a severity/)
  const full = { ...draft, severity: 'SEV-2', services: ['web'], fields: { hosts: 0 } }
  expect(missingIn(full, SECURITY)).toBeNull()
  expect(missingIn({ ...full, fields: { hosts: 'many' } }, SECURITY)).toBe('Needs Hosts')
  expect(declarationOf({ ...full, fields: { hosts: 0, left_over: 'x' } }, [PRIYA], SECURITY)).toMatchObject({
    incidentType: 'sec',
    visibility: 'private',
    fields: { hosts: 0 }
  })
})

test('U29 another type keeps what fits it, and takes its own privacy', () => {
  const draft = { ...loadDraft('Priya Raman'), title: 'x', severity: 'SEV-4', isTest: true, isPrivate: false }
  expect(withType(draft, SECURITY)).toMatchObject({ title: 'x', severity: '', isTest: false, isPrivate: null, incidentType: 'sec' })
  expect(withType({ ...draft, severity: 'UNKNOWN' }, SECURITY).severity).toBe('UNKNOWN')
  expect(isPrivateIn(withType(draft, SECURITY), SECURITY)).toBe(true)
  expect(isPrivateIn({ ...withType(draft, SECURITY), isPrivate: false }, SECURITY)).toBe(false)
})

test('D343 what is required is answered: unknown, blanks and empty lists are no answers, no and 0 are', () => {
  const [customers, detection, services] = ['customer_impact', 'detection_method', 'services'].map((name) => ({
    ...TYPE.fields.find((field) => field.name === name)!,
    isRequired: true
  })) as [Field, Field, Field]
  const custom = (type: FieldType, choices: string[] = []): Field => ({
    ...services,
    name: 'own',
    label: 'Own',
    type,
    choices,
    isRequired: true
  })
  const draft = { ...loadDraft('Priya Raman'), title: 'x', severity: 'SEV-2' }
  expect(fieldProblem(draft, customers)).toBe('Customers affected is needed to declare: answer yes or no.')
  expect(missingIn(draft, { ...TYPE, fields: [customers] })).toBe('Needs Customers affected')
  expect(fieldProblem({ ...draft, customerImpact: 'no' }, customers)).toBeNull()
  expect(fieldProblem({ ...draft, fields: { detection_method: 'unknown' } }, detection)).toBe(
    'Detection method is needed to declare: answer customer, employee, monitor or other.'
  )
  expect(fieldProblem({ ...draft, fields: { detection_method: 'monitor' } }, detection)).toBeNull()
  expect(fieldProblem({ ...draft, services: [] }, services)).toBe('Services is needed to declare.')
  const answers: [Field, FieldValue[], FieldValue[]][] = [
    [custom('dropdown', ['eu']), [null, ''], ['eu']],
    [custom('multiSelect', ['eu']), [null, []], [['eu']]],
    [custom('text'), [null, '', '  '], ['Disk']],
    [custom('textArray'), [null, []], [['a']]],
    [custom('autocomplete'), [null, []], [['az:1']]],
    [custom('metricTag'), [null, ''], ['az:1']],
    [custom('number'), [null], [0, -1]],
    [custom('datetime'), [null], [0]]
  ]
  for (const [field, none, some] of answers) {
    for (const own of none) expect(fieldProblem({ ...draft, fields: { own } }, field), `${field.type} ${String(own)}`).toMatch(/needed/)
    for (const own of some) expect(fieldProblem({ ...draft, fields: { own } }, field), `${field.type} ${String(own)}`).toBeNull()
  }
  // nobody is stopped by what is not required
  expect(fieldProblem(draft, { ...customers, isRequired: false })).toBeNull()
})
