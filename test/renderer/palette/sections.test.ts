import { expect, test } from 'vitest'
import type { IncidentCard } from '#shared/bridge/contract/palette.ts'
import type { Action, ActionLayer } from '#renderer/state/actions/action.ts'
import { listSections, readTyped, USED_LATELY, type Offer } from '#renderer/state/palette/sections.ts'
import type { ActorId, IncidentId } from '#shared/domain/ids.ts'

const action = (label: string, more: Partial<Action> = {}): Action => ({ label, run: () => {}, ...more })
const room: ActionLayer = {
  title: 'This incident',
  actions: [
    action('Change status to Active', { disabled: 'It is Active already' }),
    action('Change status to Stable', { keys: 's 2' }),
    action('End the impact now', { detail: 'started 02:51', keywords: 'stop', keys: 'e' }),
    action('Next entry', { group: 'Timeline', keys: ['j', 'ArrowDown'] })
  ]
}
const everywhere: ActionLayer = {
  title: 'Everywhere',
  actions: [action('Declare an incident', { keys: 'd' }), action('Statuses', { group: 'Go to' })]
}
const dialog: ActionLayer = { title: 'Declare', isDialog: true, actions: [action('Stage it', { keys: 'Mod+Enter' })] }
const card: IncidentCard = {
  id: 'one' as IncidentId,
  number: 12,
  prefix: 'IR',
  title: 'Search results stale in the west',
  severity: 'SEV-2',
  status: 'active',
  incidentType: 'incident',
  services: [],
  declaredAt: 0
}
const offer = (more: Partial<Offer> = {}): Offer => ({
  layers: [dialog, room, everywhere],
  incidents: [{ card, action: action(card.title) }],
  people: [action('Stella Okafor', { id: 'person p1', lead: { type: 'person', id: 'p1' as ActorId, name: 'Stella Okafor' } })],
  recent: [],
  ...more
})

const shown = (text: string, more?: Partial<Offer>): Record<string, string[]> =>
  Object.fromEntries(listSections(readTyped(text), offer(more)).map(({ title, items }) => [title, items.map((item) => item.action.label)]))

test('U72 plain text finds actions first, then incidents, then people', () => {
  expect(shown('st')).toEqual({
    'Go to': ['Statuses'],
    'This incident': ['Change status to Stable', 'End the impact now', 'Change status to Active'],
    Incidents: ['Search results stale in the west'],
    People: ['Stella Okafor']
  })
})

test('U72 a first character chooses: > actions, @ people, # incidents, ? keys', () => {
  expect(Object.keys(shown('>st'))).toEqual(['This incident', 'Go to'])
  expect(shown('@st')).toEqual({ People: ['Stella Okafor'] })
  expect(shown('#st')).toEqual({ Incidents: ['Search results stale in the west'] })
  expect(shown('?')).toEqual({
    'This incident': ['Change status to Stable', 'End the impact now'],
    Timeline: ['Next entry'],
    Everywhere: ['Declare an incident']
  })
})

test('U73 what cannot be done now comes last when it is asked for, and is not offered unasked', () => {
  expect(shown('change status')['This incident']).toEqual(['Change status to Stable', 'Change status to Active'])
  expect(shown('')['This incident']).not.toContain('Change status to Active')
})

test('U74 words beside the label find an action, too', () => {
  expect(shown('stop')['This incident']).toEqual(['End the impact now'])
  expect(shown('impact stop')['This incident']).toEqual(['End the impact now'])
})

test('U75 what this person used lately is offered first, and wins among equals', () => {
  const recent = ['End the impact now', 'Change status to Active', 'No longer there']
  expect(Object.keys(shown('', { recent }))[0]).toBe(USED_LATELY)
  expect(shown('', { recent })[USED_LATELY]).toEqual(['End the impact now'])
  const twins = [action('Note one'), action('Note two')]
  const layers = [{ title: 'Twins', actions: twins }]
  expect(shown('note', { layers, recent: ['Note two'] })['Twins']).toEqual(['Note two', 'Note one'])
})

test('U76 dialogs are no part of it, and one action of two layers stands once', () => {
  expect(JSON.stringify(shown('>'))).not.toContain('Stage it')
  const layers = [room, room]
  expect(shown('>stable', { layers })).toEqual({ 'This incident': ['Change status to Stable'] })
})

test('U76 each item has a key of its own', () => {
  const keys = listSections(readTyped(''), offer({ recent: ['End the impact now'] })).flatMap(({ items }) => items.map(({ key }) => key))
  expect(new Set(keys).size).toBe(keys.length)
})
