import { describe, expect, it } from 'vitest'
import { checkDeclaration } from '#shared/domain/settings/checkDeclaration.ts'
import { foldSettings } from '#shared/domain/settings/foldSettings.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import { writer } from '#test/support/events.ts'

const event = writer()
const set = (path: string, value: FieldValue) => event('settingSet', { path: `types/${path}`, value, base: null })
const settings = foldSettings([
  set('sec/name', 'Security'),
  set('sec/prefix', 'SEC'),
  set('sec/severityCount', 2),
  set('sec/isPrivateByDefault', true),
  set('sec/isTestAllowed', false),
  set('sec/fields/zone/label', 'Zone'),
  set('sec/fields/zone/type', 'dropdown'),
  set('sec/fields/zone/isRequired', true),
  set('sec/fields/zone/choices/eu-west', 'a0'),
  set('sec/fields/hosts/label', 'Hosts'),
  set('sec/fields/hosts/type', 'number'),
  set('sec/fields/seen/label', 'Seen'),
  set('sec/fields/seen/type', 'datetime'),
  set('sec/fields/services/choices/Checkout', 'a0'),
  set('plain/name', 'Plain'),
  set('plain/isPrivateAllowed', false)
])
const check = (declaration: Parameters<typeof checkDeclaration>[1]) => checkDeclaration(settings, declaration)
const security = { severity: 'SEV-1', incidentType: 'sec' }

describe('a declaration and its type', () => {
  it('D233 the type is named by its id, name or prefix, and an unknown one is refused with those there are', () => {
    for (const incidentType of ['sec', 'security', 'SEC'])
      expect(check({ ...security, incidentType })).toMatchObject({ value: { incidentType: 'sec' } })
    expect(check({ severity: 'SEV-1' })).toEqual({ ok: true, value: { severity: 'SEV-1', visibility: 'public' } })
    expect(check({ ...security, incidentType: 'moon' })).toMatchObject({
      error: { message: 'There is no incident type "moon". There is Incident, Plain, Security.' }
    })
  })
  it('D234 what the type does not take is refused with a sentence', () => {
    expect(check({ ...security, severity: 'SEV-3' })).toMatchObject({
      error: { message: 'Security has no severity SEV-3. It has SEV-1, SEV-2 and UNKNOWN.' }
    })
    expect(check({ ...security, isTest: true })).toMatchObject({ error: { message: expect.stringMatching(/takes no tests/) } })
    expect(check({ severity: 'SEV-1', incidentType: 'plain', visibility: 'private' })).toMatchObject({ ok: false })
    expect(check({ ...security, fields: { moon: 'x' } })).toMatchObject({ error: { message: expect.stringMatching(/no field "moon"/) } })
    expect(check({ ...security, fields: { zone: 'mars' } })).toMatchObject({ error: { message: 'Zone is one of eu-west.' } })
    expect(check({ ...security, fields: { hosts: 'many' } })).toMatchObject({ ok: false })
  })
  it('D235 what is written as text is read as its field takes it, and names are spelled as the settings have them', () => {
    const checked = check({
      ...security,
      services: ['CHECKOUT', 'cart'],
      fields: { Zone: 'EU-west', hosts: '12', seen: '2026-03-01 10:00', teams: 'core, web', customer_impact: 'yes' }
    })
    expect(checked).toMatchObject({
      ok: true,
      value: {
        fields: { zone: 'eu-west', hosts: 12, seen: Date.UTC(2026, 2, 1, 10) },
        services: ['Checkout', 'cart'],
        teams: ['core', 'web'],
        customerImpact: 'yes'
      }
    })
  })
  it('D236 a type private by default is, unless somebody says otherwise; and what it requires of people stops no script', () => {
    expect(check(security)).toMatchObject({ ok: true, value: { visibility: 'private' } })
    expect(check({ ...security, visibility: 'public' })).toMatchObject({ value: { visibility: 'public' } })
  })
})
