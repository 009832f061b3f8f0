import type { DashboardRequest, PanelSheet } from '#shared/bridge/contract/exports.ts'
import type { Block, TableCell } from '#shared/domain/prose/nodes.ts'
import type { ExportClock } from './exportClock.ts'
import type { ExportDoc, ExportImage } from './exportDoc.ts'

export interface DashboardParts {
  clock: ExportClock
  nowMs: number
  /** Name of the workspace. */
  workspace: string
  /** How many there are on this machine. */
  incidents: number
}

/** A page of figures on paper: each panel with its picture and its numbers. */
export function dashboardDoc(
  { title, facts, panels }: DashboardRequest,
  { clock, nowMs, workspace, incidents }: DashboardParts
): ExportDoc {
  const asOf = `${clock.minute(nowMs)}, of the ${incidents.toLocaleString('en-US')} incidents on this machine`
  return {
    title,
    label: `${workspace} · Analytics`,
    facts: [...facts, { name: 'As of', value: asOf }],
    blocks: panels.flatMap((panel, index) => panelBlocks(panel, nameOf(index))),
    notes: [],
    images: new Map(panels.flatMap(({ picture }, index): [string, ExportImage][] => (picture ? [[nameOf(index), pngOf(picture)]] : [])))
  }
}

const nameOf = (index: number): string => `panel ${index}`
const pngOf = (bytes: Uint8Array): ExportImage => ({ bytes, mediaType: 'image/png' })

function panelBlocks({ title, note, picture, alt, table }: PanelSheet, name: string): Block[] {
  return [
    { type: 'heading', level: 1, content: inline(title) },
    ...(note === '' ? [] : [paragraph(note)]),
    ...(picture ? [{ type: 'image' as const, hash: name, alt }] : []),
    ...narrowTables(table).map((rows): Block => ({ type: 'table', rows }))
  ]
}

/** More than this is not read on a page. */
const MAX_COLUMNS = 8

/** A table wider than a page in several, each with the first column. */
function narrowTables(table: PanelSheet['table']): TableCell[][][] {
  if (table.length === 0) return []
  const columns = Math.max(...table.map((row) => row.length))
  if (columns <= MAX_COLUMNS) return [table.map(rowOf)]
  const width = MAX_COLUMNS - 1
  const parts = Math.ceil((columns - 1) / width)
  return Array.from({ length: parts }, (_, part) =>
    table.map((row, index) => rowOf([row[0] ?? '', ...row.slice(1 + part * width, 1 + (part + 1) * width)], index))
  )
}

const rowOf = (row: readonly string[], index: number): TableCell[] =>
  row.map((text) => ({ isHeader: index === 0, colspan: 1, rowspan: 1, content: [paragraph(text)] }))

const inline = (text: string) => [{ type: 'text' as const, text, marks: {} }]
const paragraph = (text: string): Block => ({ type: 'paragraph', content: inline(text) })
