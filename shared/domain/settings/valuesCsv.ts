import Papa from 'papaparse'
import type { Field } from '../fields.ts'
import { pathOf } from './paths.ts'

/* Values of a field from a file: the first row is the field's name, then one value a row. */

export interface ValuesFile {
  /** New ones, in the order of the file, each once whatever its case. */
  values: string[]
  /** Rows that repeat one of the file, or one that is offered already. */
  repeated: number
  /** What was not taken: line of the file, from 1, and why. */
  problems: { line: number; reason: string }[]
}

const MAX_ROWS = 5_000
/** As long as a path of the settings may be. */
const MAX_PATH = 300

/** Never throws: a file that is no list of this field's values is one problem, and nothing of it is taken. */
export function readValuesCsv(text: string, typeId: string, field: Field): ValuesFile {
  const rows = readRows(text)
  const [head, ...rest] = rows
  if (!head) return refused(1, 'The file is empty. Its first row is the name of the field, then one value a row.')
  const name = head.cells[0]?.trim() ?? ''
  if (![field.name, field.label].some((each) => each.toLowerCase() === name.toLowerCase()))
    return refused(head.line, `The first row says "${clip(name)}". It has to be the name of the field: ${field.name}.`)
  const known = new Set((field.choices ?? []).map((choice) => choice.toLowerCase()))
  const file: ValuesFile = { values: [], repeated: 0, problems: [] }
  for (const { cells, line } of rest.slice(0, MAX_ROWS)) {
    const value = cells[0]?.trim() ?? ''
    const problem = rowProblem(cells, value, typeId, field)
    if (problem) file.problems.push({ line, reason: problem })
    else if (known.has(value.toLowerCase())) file.repeated += 1
    else {
      known.add(value.toLowerCase())
      file.values.push(value)
    }
  }
  if (rest.length > MAX_ROWS)
    file.problems.push({ line: rest[MAX_ROWS]!.line, reason: `A file may have ${MAX_ROWS} values; what follows was not read.` })
  return file
}

/** Why one value cannot be offered; undefined: it can. */
export function choiceProblem(value: string, typeId: string, field: Field): string | undefined {
  if (value.trim() === '') return 'There is no value.'
  // values are often shared with other systems, where a control character breaks more than it shows
  if ([...value].some((character) => character < ' ')) return 'It has a character that cannot be seen.'
  if (value.length > field.maxLength) return `It may have ${field.maxLength} characters; it has ${value.length}.`
  if (pathOf('types', typeId, 'fields', field.name, 'choices', value.toWellFormed()).length > MAX_PATH) return 'It is too long.'
  if ((field.type === 'metricTag' || field.type === 'autocomplete') && !/^[^\s:,]+:[^\s,]+$/.test(value))
    return `"${clip(value)}" is not written key:value, such as region:eu-west.`
  return undefined
}

function rowProblem(cells: readonly string[], value: string, typeId: string, field: Field): string | undefined {
  const further = cells.slice(1).filter((cell) => cell.trim() !== '').length
  if (further > 0) return `It has ${further + 1} values; there is one value a row. Put quotes around one with a comma.`
  return choiceProblem(value, typeId, field)
}

const refused = (line: number, reason: string): ValuesFile => ({ values: [], repeated: 0, problems: [{ line, reason }] })
const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** Rows with something in them, and the line each begins on. A value in quotes may hold line ends. */
function readRows(text: string): { cells: string[]; line: number }[] {
  const clean = text.replace(/^\uFEFF/, '')
  const rows: { cells: string[]; line: number }[] = []
  let line = 1
  let read = 0
  Papa.parse<string[]>(clean, {
    step({ data, meta }) {
      if (data.some((cell) => cell.trim() !== '')) rows.push({ cells: data, line })
      line += (clean.slice(read, meta.cursor).match(/\r\n|\n|\r/g) ?? []).length
      read = meta.cursor
    }
  })
  return rows
}
