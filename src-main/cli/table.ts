/* Text for a terminal. What others wrote must not move its cursor or change its colours. */

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

export const safe = (text: string): string => text.replace(CONTROL, '')
export const safeLine = (text: string): string => safe(text).replace(/\s+/g, ' ').trim()

export interface Column<Row> {
  title: string
  text(row: Row): string
  /** Longer texts are cut. */
  max?: number
}

/** Aligned columns, two spaces apart, without trailing blanks. */
export function tableText<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map((column) => clip(safeLine(column.text(row)), column.max)))
  const lines = [columns.map((column) => column.title), ...cells]
  const widths = columns.map((_, index) => lines.reduce((width, line) => Math.max(width, line[index]!.length), 0))
  return lines
    .map((line) =>
      line
        .map((cell, index) => cell.padEnd(widths[index]!))
        .join('  ')
        .trimEnd()
    )
    .join('\n')
}

const clip = (text: string, max = 200): string => (text.length <= max ? text : `${text.slice(0, max - 1)}…`)

/** `name  value` lines with aligned values; empty values are left out. */
export function factsText(facts: readonly (readonly [name: string, value: string])[]): string {
  const shown = facts.filter(([, value]) => value !== '')
  const width = Math.max(...shown.map(([name]) => name.length))
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${safeLine(value)}`).join('\n')
}

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`
