import { beforeEach, expect, test } from 'vitest'
import type { IncidentId } from '#shared/domain/ids.ts'
import { initialsOf, personColour, shortName } from '#renderer/parts/person.ts'
import { severityTone } from '#renderer/parts/severityTone.ts'
import { keyGroups } from '#renderer/screens/dialogs/keyTable.ts'
import { queryParts } from '#renderer/parts/query/queryParts.ts'
import { formatRoute, parseRoute } from '#renderer/state/route.ts'
import { MAX_TABS, Tabs } from '#renderer/state/tabs.svelte.ts'
import { fakeStorage } from './fakeWarRoom.ts'

beforeEach(() => void fakeStorage())
const ID = 'abcdef0123456789' as IncidentId

test('an address leads back to what it was made of, and an unknown one to the list', () => {
  for (const route of [{ screen: 'list' }, { screen: 'settings' }, { screen: 'incident', id: ID }] as const) {
    expect(parseRoute(formatRoute(route))).toEqual(route)
  }
  for (const hash of ['', '#', '#nowhere', '#incident/', '#incident/../x', '#incident/workspace'])
    expect(parseRoute(hash)).toEqual({ screen: 'list' })
})

const tab = (id: string, title = id) => ({ id: id as IncidentId, number: null, prefix: 'IR', title, severity: 'SEV-1' })

test('closing a tab shows the one to its right, else to its left', () => {
  const tabs = new Tabs()
  for (const id of ['a', 'b', 'c']) tabs.describe(tab(id))
  expect(tabs.close('b' as IncidentId)).toBe('c')
  expect(tabs.close('c' as IncidentId)).toBe('a')
  expect(tabs.close('a' as IncidentId)).toBeUndefined()
})

test('a tab is renamed in its place, and the oldest gives way to a new one', () => {
  const tabs = new Tabs()
  for (let index = 0; index < MAX_TABS; index++) tabs.describe(tab(`t${index}`))
  tabs.describe(tab('t1', 'Renamed'))
  expect(tabs.open[1]?.title).toBe('Renamed')
  tabs.describe(tab('new'))
  expect(tabs.open).toHaveLength(MAX_TABS)
  expect(tabs.find('t0' as IncidentId)).toBeUndefined()
  expect(new Tabs().open.at(-1)?.id).toBe('new')
})

test.each(['state:active AND severity:(SEV-1 OR SEV-2)', 'a "b c" -service:"x y" time:>2h (', '"never closed', '   ', ''])(
  'the painted parts of %j are the query',
  (query) => {
    expect(
      queryParts(query)
        .map((part) => part.text)
        .join('')
    ).toBe(query)
  }
)

test('values, operators and free words are told apart', () => {
  const types = (query: string) =>
    queryParts(query)
      .filter((part) => part.type !== 'space')
      .map((part) => part.type)
  expect(types('state:active AND slow')).toEqual(['field', 'value', 'operator', 'plain'])
  expect(types('severity:(SEV-1 OR SEV-2) disk')).toEqual(['field', 'sign', 'value', 'operator', 'value', 'sign', 'plain'])
})

test('the list of keys joins ways to the same thing and leaves dialogs out', () => {
  const run = () => {}
  const groups = keyGroups([
    { title: 'Declare', isDialog: true, actions: [{ keys: 'Mod+Enter', label: 'Declare', run }] },
    {
      title: 'List',
      actions: [
        { keys: ['j', 'ArrowDown'], label: 'Next', run },
        { keys: 'g #', label: 'Go', run },
        { label: 'Without a key', run }
      ]
    }
  ])
  expect(groups).toEqual([
    {
      title: 'List',
      lines: [
        { label: 'Next', ways: [['J'], ['ArrowDown']] },
        { label: 'Go', ways: [['G', 'number']] }
      ]
    }
  ])
})

test('U79 the list of keys is searched by what they do, and by the keys themselves', () => {
  const run = () => {}
  const actions = [
    { keys: ['j', 'ArrowDown'], label: 'Next entry', run },
    { keys: 's 2', label: 'Change status to Stable', run }
  ]
  const found = (words: string) => keyGroups([{ title: 'Room', actions }], words).flatMap(({ lines }) => lines.map(({ label }) => label))
  expect(found('stable')).toEqual(['Change status to Stable'])
  expect(found('s 2')).toEqual(['Change status to Stable'])
  expect(found('J')).toEqual(['Next entry'])
  expect(found('zeppelin')).toEqual([])
})

test('initials and short names hold for one word, many words and no letters', () => {
  expect(['Priya Raman', 'ops', 'Ana de la Cruz', ' ', '😀 Kim'].map(initialsOf)).toEqual(['PR', 'O', 'AC', '?', '😀K'])
  expect(['Priya Raman', 'ops', 'Ana de la Cruz'].map(shortName)).toEqual(['Priya R.', 'ops', 'Ana C.'])
})

test('U10 a person has one colour, the same on every machine', () => {
  expect(personColour('p4k2')).toBe(personColour('p4k2'))
  const colours = new Set(Array.from({ length: 200 }, (_, index) => personColour(`p${index}`)))
  expect([...colours].sort()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'].map((n) => `var(--p${n})`))
})

test('severities of any scale have one of six looks', () => {
  expect(['SEV-0', 'SEV-1', 'SEV-3', 'SEV-5', 'SEV-9', 'UNKNOWN'].map(severityTone)).toEqual(['1', '1', '3', '5', '5', 'u'])
})
