import type { App } from '../app.svelte.ts'
import { download } from '../download.ts'
import { chosenColumns } from './columns.ts'
import { rowsToCsv, rowsToJson } from './exportRows.ts'

/** What the search finds, as a file; what stands in the way is told in the notice. */
export async function saveList(app: App, format: 'csv' | 'json'): Promise<void> {
  const { list } = app
  const rows = await list.listAll()
  if (!rows.ok) return void (app.notice = rows.error.message)
  const columns = chosenColumns(list.columns, list.fields).map(({ name, label, field }) => ({ name, label, type: field?.type }))
  const text = format === 'csv' ? rowsToCsv(rows.value, columns, Date.now()) : rowsToJson(rows.value)
  download(`incidents-${new Date().toISOString().slice(0, 10)}.${format}`, format === 'csv' ? 'text/csv' : 'application/json', text)
}
