import { expect, test } from 'vitest'
import { findChanges, peopleOf } from '#renderer/state/settings/changes.ts'
import { foldSettings } from '#shared/domain/settings/foldSettings.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import { writer } from '#test/support/events.ts'

const event = writer()
const settings = foldSettings([
  event('actorNamed', { actor: 'pana' as ActorId, name: 'Ana Kim' }),
  event('settingSet', { path: 'types/incident/prefix', value: 'OPS', base: null }),
  event('settingSet', { path: 'types/incident/prefix', value: 'INC', base: null }, { by: 'pben' }),
  event('settingSet', { path: 'types/incident/fields/services/choices/Cart', value: 'a0', base: null })
])
const found = (text: string, person = '') => findChanges(settings, text, person).map(({ after }) => after)

test('U23 changes are found by the words they are shown with, by value and by person, newest first', () => {
  expect(found('')).toEqual(['a0', 'INC', 'OPS'])
  expect(found('field services')).toEqual(['a0'])
  expect(found('ops')).toEqual(['INC', 'OPS'])
  expect(found('PREFIX', 'pana')).toEqual(['OPS'])
  expect(found('ana kim prefix')).toEqual(['OPS'])
  expect(found('moon')).toEqual([])
  expect(peopleOf(settings).map(({ name }) => name)).toEqual(['Ana Kim', 'pben'])
})

test('U24 only what made a setting what it is can be put back, and only to what it may be', () => {
  expect(findChanges(settings, 'prefix', '').map(({ isCurrent }) => isCurrent)).toEqual([true, false])
  const named = foldSettings([event('settingSet', { path: 'types/sec/name', value: 'Security', base: null })])
  expect(findChanges(named, '', '')[0]).toMatchObject({ isCurrent: true, canBePut: false })
})
