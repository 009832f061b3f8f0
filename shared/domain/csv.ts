import Papa from 'papaparse'

/*
 * Tables as CSV (RFC 4180, lines end with CR LF). A cell that a spreadsheet would take for a formula gets an apostrophe before it, and
 * so does one that looks as if it had got one: reading takes exactly those away again.
 */

const FORMULA = /^'*[=+\-@\t\r]/
const neutral = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell)
const original = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell)

/** The byte order mark is quoted, too: at the start of a file it would be taken away. */
const quoted = (cell: string): string => (/[",\r\n\ufeff]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
/** An empty line is no row. */
const lineOf = (row: readonly string[]): string =>
  row.length === 1 && row[0] === '' ? '""' : row.map((cell) => quoted(neutral(cell))).join(',')

export const toCsv = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${lineOf(row)}\r\n`).join('')

/** What `toCsv` wrote. */
export function fromCsv(text: string): string[][] {
  if (text === '') return []
  const { data } = Papa.parse<string[]>(text.replace(/\r\n$/, ''), { delimiter: ',', newline: '\r\n' })
  return data.map((row) => row.map(original))
}
