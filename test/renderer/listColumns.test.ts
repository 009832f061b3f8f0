import { beforeEach, expect, test } from 'vitest'
import { cellText } from '#renderer/parts/cellText.ts'
import { chosenColumns, DEFAULT_COLUMNS, fieldsOf, fittingColumns, templateOf } from '#renderer/state/list/columns.ts'
import { rowsToCsv, rowsToJson } from '#renderer/state/list/exportRows.ts'
import { IncidentList } from '#renderer/state/list/incidentList.svelte.ts'
import { fromCsv } from '#shared/domain/csv.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import type { View } from '#shared/domain/settings/settings.ts'
import { FIELDS } from '../domain/search/arbitraries.ts'
import { fakeStorage, fakeWarRoom, newRow } from './fakeWarRoom.ts'

beforeEach(() => void fakeStorage())
const names = (columns: readonly { name: string }[]) => columns.map(({ name }) => name)

test('U30 columns stand as chosen, fields of the workspace too; what is gone is left out and the title never is', () => {
  expect(names(chosenColumns(DEFAULT_COLUMNS, FIELDS))).toEqual(DEFAULT_COLUMNS)
  const chosen = chosenColumns(['severity', 'region', 'gone', 'due', 'region'], FIELDS)
  expect(names(chosen)).toEqual(['severity', 'region', 'title', 'due'])
  expect(fieldsOf(chosen)).toEqual(['region', 'due'])
  expect(templateOf(chosen)).toBe('84px 104px minmax(0, 1fr) 128px')
})

test('U30 where there is less room the least important columns go, and the title can always be read', () => {
  const all = chosenColumns(DEFAULT_COLUMNS, FIELDS)
  expect(names(fittingColumns(all, 1180))).toEqual(DEFAULT_COLUMNS)
  expect(names(fittingColumns(all, 1000))).toEqual(['severity', 'id', 'title', 'status', 'impact', 'duration', 'commander', 'updated'])
  expect(names(fittingColumns(all, 760))).toEqual(['severity', 'id', 'title', 'status', 'duration', 'updated'])
  expect(names(fittingColumns(all, 100))).toContain('title')
})

test('U31 columns are remembered for each view, and those saved with a view hold until somebody chooses others', () => {
  const view: View = {
    id: 'v1',
    name: 'Mine',
    query: 'state:active',
    sort: 'due',
    isDescending: true,
    columns: ['title', 'due'],
    order: 'a0'
  }
  const workspace = { settings: { ...DEFAULT_SETTINGS, views: [view] } }
  const { warRoom } = fakeWarRoom(() => [newRow('a')])
  const list = new IncidentList(warRoom, workspace)
  expect(list.columns).toEqual(DEFAULT_COLUMNS)
  list.chooseColumns(['title', 'team'])
  list.openView(view)
  expect(list).toMatchObject({
    query: 'state:active',
    sort: { by: 'due', descending: true },
    columns: ['title', 'due'],
    isViewChanged: false
  })
  list.chooseColumns(['title'])
  expect(list.isViewChanged).toBe(true)
  list.ask('state:active severity:SEV-1')
  expect([list.view?.id, list.isViewChanged]).toEqual(['v1', true])
  const again = new IncidentList(warRoom, workspace)
  expect(again.columns).toEqual(['title'])
  again.openView({ id: 'all', query: '' })
  expect([again.view, again.columns]).toEqual([undefined, ['title', 'team']])
})

test('U32 what is shown is exported by its columns as CSV, and whole as JSON', () => {
  const row = newRow('a', {
    number: 12,
    title: '=cmd',
    services: ['api', 'db'],
    declaredAt: 0,
    resolvedAt: 90_000,
    values: { due: 86_400_000, cost: -2.5, tags: ['a', 'b'], time_to_resolve: 90_000 }
  })
  const columns = chosenColumns(['id', 'title', 'services', 'duration', 'due', 'cost', 'tags', 'time_to_resolve'], FIELDS)
  const csv = rowsToCsv(
    [row],
    columns.map(({ name, label, field }) => ({ name, label, type: field?.type })),
    0
  )
  expect(csv).toContain("'=cmd")
  expect(fromCsv(csv)).toEqual([
    ['ID', 'Title', 'Services', 'Duration (s)', 'due', 'cost', 'tags', 'Time to resolve (s)'],
    ['IR-12', '=cmd', 'api, db', '90', '1970-01-02T00:00:00.000Z', '-2.5', 'a, b', '90']
  ])
  expect(JSON.parse(rowsToJson([row]))).toEqual([
    expect.objectContaining({ id: 'a', number: 12, title: '=cmd', declaredAt: '1970-01-01T00:00:00.000Z', fields: row.values })
  ])
})

test('U30 a cell says its value in short words', () => {
  const text = (name: string, value: Parameters<typeof cellText>[1]) => cellText(FIELDS.byName.get(name)!, value)
  expect(text('cost', 1234.5)).toBe('1,234.5')
  expect(text('due', Date.UTC(2026, 2, 1, 9, 5))).toBe('1 Mar 2026 09:05')
  expect(text('tags', ['a', 'b'])).toBe('a, b')
  expect(text('time_to_resolve', 3_661_000)).toBe('1:01:01')
  expect(text('type', 't9')).toBe('Émile')
  expect(text('postmortem', 'yes')).toBe('Yes')
  expect(text('region', null)).toBe('')
})
