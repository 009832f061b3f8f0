import { describe, expect, it } from 'vitest'
import { dashboardDoc } from '#main/core/export/dashboardDoc.ts'
import { exportClock } from '#main/core/export/exportClock.ts'
import { dashboardName } from '#main/core/export/exportName.ts'
import { startPace } from '#main/core/export/pace.ts'
import { pdfFile } from '#main/core/export/pdf/pdfFile.ts'
import type { DashboardRequest, PanelSheet } from '#shared/bridge/contract/exports.ts'
import { plainProse } from '#shared/domain/prose/plainProse.ts'
import { SAMPLE_PNG } from '#test/support/exportSample.ts'
import { readPdf } from '#test/support/readPdf.ts'

const NOW = Date.parse('2026-11-22T23:30:00Z')
const parts = { clock: exportClock('Europe/Berlin'), nowMs: NOW, workspace: 'Shop', incidents: 1403 }
const sheet = (change: Partial<PanelSheet> = {}): PanelSheet => ({
  title: 'Incidents by week',
  note: 'n = 4 · Definition 2023',
  picture: SAMPLE_PNG,
  alt: '4 incidents',
  table: [
    ['Week', 'Incidents'],
    ['16 Nov 2026', '4']
  ],
  ...change
})
const asked = (panels: PanelSheet[]): DashboardRequest => ({
  title: 'Reliability',
  facts: [{ name: 'Period', value: 'Last 12 weeks' }],
  zone: 'Europe/Berlin',
  panels
})

describe('a dashboard on paper', () => {
  it('D560 says what it is of, as of when in its zone, and of each panel what it stands on, its picture in words, and its numbers', async () => {
    const doc = dashboardDoc(
      asked([sheet(), sheet({ title: 'Nothing', note: 'No incidents in this range', picture: null, table: [] })]),
      parts
    )
    const { pages, outline, objects, title } = readPdf(
      await pdfFile(
        doc,
        startPace(undefined, () => undefined),
        NOW
      )
    )
    const text = pages.join(' ').replace(/\s/g, '')
    for (const words of ['Shop·Analytics', 'Reliability', 'PeriodLast12weeks', 'Asof2026-11-2300:30Europe/Berlin,ofthe1,403incidents'])
      expect(text).toContain(words)
    for (const words of ['n=4·Definition2023', '16Nov20264', 'Noincidentsinthisrange', 'Page1of']) expect(text).toContain(words)
    expect([outline, title]).toEqual([['Incidents by week', 'Nothing'], 'Shop · Analytics · Reliability'])
    expect(objects).toMatch(/\/Alt \(4 incidents\)|\/Alt <feff/i)
    expect(dashboardName('Reliability: "all"/now', NOW, 'pdf')).toBe('Reliability all now 2026-11-22.pdf')
    expect(dashboardName('???', NOW, 'pdf')).toBe('Dashboard 2026-11-22.pdf')
  })

  it('D561 a table wider than a page becomes several, each with the first column, and none of its numbers is lost', () => {
    const table = Array.from({ length: 3 }, (_row, row) => Array.from({ length: 20 }, (_cell, column) => `${row}.${column}`))
    const { blocks } = dashboardDoc(asked([sheet({ table })]), parts)
    const tables = blocks.flatMap((block) =>
      block.type === 'table' ? [block.rows.map((row) => row.map(({ content }) => plainProse(content)))] : []
    )
    expect(tables.map((rows) => rows[0]!.length)).toEqual([8, 8, 6])
    for (const rows of tables) expect(rows.map(([first]) => first)).toEqual(['0.0', '1.0', '2.0'])
    expect(tables.flatMap((rows) => rows[1]!.slice(1))).toEqual(table[1]!.slice(1))
  })

  it('D562 other work goes on while a large one is made, and cancelling ends it', async () => {
    const rows = Array.from({ length: 400 }, (_row, row) => [`Week ${row}`, String(row)])
    const doc = dashboardDoc(asked(Array.from({ length: 20 }, () => sheet({ table: [['Week', 'Incidents'], ...rows] }))), parts)
    const stop = new AbortController()
    const told: number[] = []
    const pace = startPace(stop.signal, (done, total) => {
      told.push(done / total)
      if (done > total / 3) stop.abort()
    })
    await expect(pdfFile(doc, pace, NOW)).rejects.toThrow('cancelled')
    expect(told.length).toBeGreaterThan(1)
    expect(told.at(-1)).toBeLessThan(0.5)
  })
})
