import type { FieldValue } from './events.ts'
import { checkField, type Field, type FieldCheck } from './fields.ts'

/* Values of fields as a person writes them in one line, and as they read in a file. */

/** What `text` says for a field; empty is no value. A time without a zone is UTC. */
export function readFieldText(field: Field, text: string): FieldCheck {
  const trimmed = text.trim()
  if (trimmed === '') return checkField(field, field.type === 'text' ? text : null)
  switch (field.type) {
    case 'dropdown':
      return checkField(field, spelled(field, trimmed))
    case 'multiSelect':
      return checkField(
        field,
        splitNames(text).map((name) => spelled(field, name))
      )
    case 'textArray':
    case 'autocomplete':
      return checkField(field, splitNames(text))
    case 'number':
      return checkField(field, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : trimmed)
    case 'datetime':
      return checkField(field, readTime(trimmed) ?? trimmed)
    default:
      return checkField(field, text)
  }
}

/** A value that a script or an older client gave: texts are read, everything else is checked as it is. */
export const readFieldInput = (field: Field, input: FieldValue): FieldCheck =>
  typeof input === 'string' ? readFieldText(field, input) : Array.isArray(input) ? readList(field, input) : checkField(field, input)

/** One line to read: times ISO in UTC, lists with commas; empty where there is nothing. */
export function fieldText(field: Pick<Field, 'type'>, value: FieldValue): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.join(', ')
  if (field.type === 'datetime' && typeof value === 'number' && Math.abs(value) <= 8.64e15) return new Date(value).toISOString()
  return String(value)
}

function readList(field: Field, input: readonly string[]): FieldCheck {
  if (field.type === 'multiSelect')
    return checkField(
      field,
      input.map((name) => spelled(field, name.trim()))
    )
  if (field.type === 'textArray' || field.type === 'autocomplete') return checkField(field, [...input])
  // said once, a list of one is the one
  return input.length === 1 ? readFieldText(field, input[0]!) : checkField(field, [...input])
}

const splitNames = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter(Boolean)

const spelled = ({ choices = [] }: Field, name: string): string =>
  choices.find((choice) => choice === name) ?? choices.find((choice) => choice.toLowerCase() === name.toLowerCase()) ?? name

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i

/** Epoch ms; undefined: no time. */
function readTime(text: string): number | undefined {
  const match = TIME.exec(text)
  if (!match) return undefined
  const [, day = '', clock = '00:00', zone = 'Z'] = match
  const at = Date.parse(`${day}T${clock}${/^(z|utc)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`)
  // 30 February is read as 2 March by Date
  if (Number.isNaN(at) || new Date(Date.parse(`${day}T00:00Z`)).toISOString().slice(0, 10) !== day) return undefined
  return at
}
