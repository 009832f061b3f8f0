import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
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

it('W155 Chart.js is loaded only when something is drawn', () => {
  const root = fileURLToPath(new URL('../../../src-renderer/', import.meta.url))
  const files = globSync('**/*.{ts,svelte}', { cwd: root }).map((name) => ({ name, text: readFileSync(root + name, 'utf8') }))
  /** Files that take one of these along when they are loaded; `import(…)` and types do not. */
  const takers = (of: RegExp): string[] =>
    files
      .filter(({ text }) =>
        [...text.matchAll(/^\s*(?:import|export) (?!type )(?:[\w*{}\s,$]+ from )?['"]([^'"]+)['"]/gm)].some(([, from]) => of.test(from!))
      )
      .map(({ name }) => name)
  const loaded = new Set(takers(/^chart(\.js|js-)/))
  expect([...loaded]).toContain('charts/panels/registerCharts.ts')
  for (const file of loaded)
    for (const taker of takers(new RegExp(`(^|/)${file.split('/').at(-1)!.replaceAll('.', '\\.')}$`))) loaded.add(taker)
  const doors = ['charts/drawGraph.ts', 'charts/panels/drawPanel.ts', 'charts/panels/paint/paintPanel.ts']
  expect([...loaded]).toEqual(expect.arrayContaining(doors))
  expect(
    [...loaded].filter(
      (name) => name.endsWith('.svelte') || /^(state|screens|parts)\//.test(name) || name === 'charts/panels/exportPanel.ts'
    )
  ).toEqual([])
})
