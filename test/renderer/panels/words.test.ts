import { expect, it } from 'vitest'
import { footOf, missingOf } from '#renderer/charts/panels/aboutWords.ts'
import { panelFileName } from '#renderer/charts/panels/exportPanel.ts'

it('W154 what a panel stands on is told with what has no value and why, and a file of it is named after its title', () => {
  const about = { title: 'Zeit bis Lösung, p50/p90', period: 'p', zone: 'UTC', definition: 'Definition 2023' }
  expect(footOf({ ...about, counts: { n: 1300, pending: 3, notApplicable: 0, invalid: 1 } })).toBe(
    'n = 1,300 · 3 pending · 1 invalid · Definition 2023'
  )
  expect(missingOf(about)).toEqual([])
  expect(footOf(about)).toBe('Definition 2023')
  expect(panelFileName(about, 'png', Date.UTC(2026, 10, 22))).toBe('zeit-bis-lösung-p50-p90-2026-11-22.png')
  expect(panelFileName({ title: '../..' }, 'csv', 0)).toBe('panel-1970-01-01.csv')
})
