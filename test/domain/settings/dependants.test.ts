import { describe, expect, it } from 'vitest'
import { dependsOnField, dependsOnSeverity, dependsOnType, hasDependants } from '#shared/domain/settings/dependants.ts'
import { DEFAULT_SETTINGS, foldSettings } from '#shared/domain/settings/foldSettings.ts'
import { writer } from '#test/support/events.ts'

const event = writer()
const set = (path: string, value: string | string[]) => event('settingSet', { path, value, base: null })
const settings = foldSettings([
  set('types/incident/rules/r1/name', 'Page the board'),
  set('types/incident/rules/r1/query', 'severity:(SEV-1 OR SEV-5) AND state:active'),
  set('types/incident/rules/r2/name', 'Regions'),
  set('types/incident/rules/r2/query', '-region:eu'),
  set('types/incident/rules/r3/name', 'On change'),
  set('types/incident/rules/r3/renotifyOn', ['region']),
  set('types/incident/templates/t1/name', 'With region'),
  set('types/incident/templates/t1/body', 'In {{ incident.region }}'),
  set('views/v1/name', 'Small ones'),
  set('views/v1/query', 'sev5 (severity:sev-5'),
  set('views/v2/name', 'By region'),
  set('views/v2/columns', ['region'])
])
const type = settings.types[0]!

describe('what depends on something', () => {
  it('D230 a level: rules and views that name it, also in a search that cannot be read', () => {
    expect(dependsOnSeverity(settings, type, 'SEV-5')).toEqual({ rules: ['Page the board'], views: ['Small ones'], templates: [] })
    expect(dependsOnSeverity(settings, type, 'SEV-10').rules).toEqual([])
    expect(hasDependants(dependsOnSeverity(DEFAULT_SETTINGS, DEFAULT_SETTINGS.types[0]!, 'SEV-5'))).toBe(false)
  })
  it('D231 a field: what asks for it, shows it, writes it, or sends again on it', () => {
    expect(dependsOnField(settings, type, 'region')).toEqual({
      rules: ['Regions', 'On change'],
      views: ['By region'],
      templates: ['With region']
    })
    expect(dependsOnField(settings, type, 'regio')).toEqual({ rules: [], views: [], templates: [] })
  })
  it('D232 a type: its rules and templates, and the views that ask for it', () => {
    const named = foldSettings([
      set('types/sec/name', 'Security'),
      set('views/v/name', 'Sec'),
      set('views/v/query', 'incident_type:security')
    ])
    expect(dependsOnType(named, named.types[1]!).views).toEqual(['Sec'])
    expect(dependsOnType(settings, type).rules).toHaveLength(3)
  })
})
