import { footOf } from '#renderer/charts/panels/aboutWords.ts'
import { isEmpty, type PanelAbout, type PanelData } from '#renderer/charts/panels/panelData.ts'
import { plainTable } from '#renderer/charts/panels/plainTable.ts'
import { emptyWords, summaryOf } from '#renderer/charts/panels/summary.ts'
import type { PanelSheet } from '#shared/bridge/contract/exports.ts'

/** A panel as it is set on paper, without its picture. */
export function panelSheet(about: PanelAbout, data: PanelData): PanelSheet {
  const hasNothing = isEmpty(data)
  const nothing = hasNothing ? emptyWords(about).replace(/^n/, 'N') : ''
  const note = [nothing, about.detail ?? '', about.period, footOf(about, data)].filter(Boolean).join(' · ')
  return {
    title: about.title,
    note,
    picture: null,
    alt: summaryOf(about, data),
    table: hasNothing ? [] : tableOf(data)
  }
}

/** Of a heat map the hours go down: 24 of them are too many to stand beside each other. */
function tableOf(data: PanelData): string[][] {
  const { head, rows } = plainTable(data)
  const table = [head, ...rows].map((row) => row.map(({ text }) => text))
  return data.kind === 'heatMap' ? turned(table) : table
}

const turned = (table: readonly string[][]): string[][] => table[0]!.map((_cell, column) => table.map((row) => row[column]!))

export const problemSheet = (title: string, problem: string): PanelSheet => ({ title, note: problem, picture: null, alt: '', table: [] })
