import { describe, expect, it } from 'vitest'
import { describeSetting, describeSettingValue } from '#shared/domain/settings/describeSetting.ts'
import { DEFAULT_SETTINGS, foldSettings } from '#shared/domain/settings/foldSettings.ts'
import { pathOf, SETTINGS } from '#shared/domain/settings/paths.ts'
import { writer } from '#test/support/events.ts'

const event = writer()
const settings = foldSettings([
  event('settingSet', { path: 'types/sec/name', value: 'Security', base: null }),
  event('settingSet', { path: 'types/sec/fields/zone/label', value: 'Blast radius', base: null }),
  event('settingSet', { path: 'types/sec/fields/zone/isRemoved', value: true, base: null })
])

describe('settings in words', () => {
  it('D226 every setting has words, none shows its path', () => {
    for (const pattern of Object.keys(SETTINGS)) {
      const path = pattern.replaceAll('*', 'x')
      expect(describeSetting(path, DEFAULT_SETTINGS), pattern).not.toContain('/')
      expect(describeSettingValue(path, null)).not.toBe('')
    }
  })
  it('D227 names are those people gave, also of what is gone', () => {
    expect(describeSetting(pathOf('types', 'sec', 'fields', 'zone', 'isRequired'), settings)).toBe(
      'Security · field Blast radius · required when declared'
    )
    expect(describeSetting(pathOf('types', 'incident', 'fields', 'root_cause', 'promptAt'), settings)).toBe(
      'Incident · field Root cause · asked for at'
    )
    expect(describeSetting(pathOf('types', 'incident', 'fields', 'services', 'choices', 'a/b'), settings)).toBe(
      'Incident · field Services · value a/b'
    )
    expect(describeSetting(pathOf('types', 'incident', 'severities', 'SEV-2', 'updateMinutes'), settings)).toBe(
      'Incident · severity SEV-2 · next update due after'
    )
    expect(describeSetting('views/v1/query', settings)).toBe('view v1 · search')
    expect(describeSetting('of/a/newer/build', settings)).toBe('of/a/newer/build')
    expect(describeSetting('%', settings)).toBe('%')
  })
  it('D228 values read as they read on the screen', () => {
    expect(describeSettingValue('types/x/isTestAllowed', false)).toBe('off')
    expect(describeSettingValue('types/x/fields/f/promptAt', ['stable', 'resolved'])).toBe('Stable, Resolved')
    expect(describeSettingValue('types/x/fields/f/type', 'metricTag')).toBe('Metric tag')
    expect(describeSettingValue('types/x/fields/f/section', 'whyItHappened')).toBe('Why it happened')
    expect(describeSettingValue('types/x/severities/SEV-1/updateMinutes', 0)).toBe('never')
    expect(describeSettingValue('types/x/fields/f/choices/eu', null)).toBe('not offered')
    expect(describeSettingValue('types/x/fields/f/isRemoved', true)).toBe('removed')
    expect(describeSettingValue('types/incident/prefix', null)).toBe('as shipped')
    expect(describeSettingValue('types/x/prefix', null)).toBe('not set')
    expect(describeSettingValue('types/x/roles/r/name', null)).toBe('not set')
    expect(describeSettingValue('types/x/fields/summary/hint', null)).toBe('as shipped')
    expect(describeSettingValue('types/x/fields/f/order', 'a5')).toBe('moved')
  })
})
