import { expect, test } from 'vitest'
import type { HeatMapData, PanelAbout, SingleData } from '#renderer/charts/panels/panelData.ts'
import { parseScope } from '#renderer/state/analytics/scope.ts'
import { scopeFacts } from '#renderer/state/analytics/scopeFacts.ts'
import { panelSheet } from '#renderer/state/analytics/panelSheet.ts'

const about: PanelAbout = {
  title: 'When',
  period: '2 Nov 2026 to 22 Nov 2026',
  zone: 'UTC',
  definition: 'Definition 2023',
  counts: { n: 3, pending: 1 }
}

test('W206 on paper a panel says what it stands on and has its numbers exactly; of a heat map the hours go down, and where there is nothing that is said', () => {
  const single: SingleData = { kind: 'single', unit: 'seconds', value: 7680, previous: 4260, n: 3, sense: 'speed' }
  expect(panelSheet(about, single)).toMatchObject({
    title: 'When',
    note: '2 Nov 2026 to 22 Nov 2026 · n = 3 · 1 pending · Definition 2023',
    table: [
      ['Value', 'Previous', 'n'],
      ['2 h 8 min', '1 h 11 min', '3']
    ]
  })
  const cells = Array.from({ length: 7 }, (_day, day) => Array.from({ length: 24 }, (_hour, hour) => (day === 2 && hour === 9 ? 5 : 0)))
  const heat = { kind: 'heatMap', unit: 'count', cells, weekStart: 1 } as unknown as HeatMapData
  const { table } = panelSheet(about, heat)
  expect([table.length, table[0]!.length, table[0]![3]]).toEqual([25, 8, 'Wednesday'])
  expect(table.flatMap((row) => (row.includes('5') ? [row[0]] : []))).toEqual(['09:00'])
  const nothing = panelSheet(about, { ...heat, cells: cells.map((row) => row.map(() => 0)) })
  expect(nothing.table).toEqual([])
  expect(nothing.note).toMatch(/^No values in this range · 2 Nov/)
})

test('W207 the facts of a page are its period with the days it has now, zone, definition and filter, as the workspace has them where nothing is said', () => {
  const settings = { definition: '2023', weekStart: 'monday', zone: 'Europe/Berlin' } as const
  const factsOf = (text: string) => {
    const { facts, zone } = scopeFacts(parseScope(text).scope, settings, Date.parse('2026-11-25T09:00:00Z'))
    return [zone, ...facts.map(({ name, value }) => `${name}: ${value}`)]
  }
  expect(factsOf('')).toEqual([
    'Europe/Berlin',
    'Period: Last 12 weeks, 2026-09-07 to 2026-11-29',
    'Zone: Europe/Berlin, weeks begin on Monday',
    'Definition: 2023',
    'Filter: none, every incident',
    'Beside: the period before'
  ])
  expect(factsOf('from 2024-01-01 to 2025-01-01 zone UTC weekstart sunday definition current where severity:SEV-1')).toEqual([
    'UTC',
    'Period: 2024',
    'Zone: UTC, weeks begin on Sunday',
    'Definition: current',
    'Filter: severity:SEV-1'
  ])
})
