import type { FieldValue } from './events.ts'
import type { Status } from './status.ts'

/*
 * The field table. One row makes a field settable, validated, shown, searched and exported; rows of a workspace's own come from its
 * settings. Names in `name` are the wire names of Datadog's public incidents API where it has one.
 */

/** number: any finite one. datetime: epoch ms. metricTag: one `key:value`. autocomplete: several of them. */
export const FIELD_TYPES = ['dropdown', 'multiSelect', 'text', 'textArray', 'number', 'datetime', 'metricTag', 'autocomplete'] as const
export type FieldType = (typeof FIELD_TYPES)[number]
export const FIELD_SECTIONS = ['whatHappened', 'whyItHappened', 'attributes'] as const
export type FieldSection = (typeof FIELD_SECTIONS)[number]
/** Fields of the section `impact` belong to each impact, those of the others to the incident. */
export const FIELD_PLACES = [...FIELD_SECTIONS, 'impact'] as const
export type FieldPlace = (typeof FIELD_PLACES)[number]
export const SECTION_TEXT: Record<FieldPlace, string> = {
  whatHappened: 'What happened',
  whyItHappened: 'Why it happened',
  attributes: 'Attributes',
  impact: 'Each impact'
}

export const FIELD_TYPE_TEXT: Record<FieldType, string> = {
  dropdown: 'Dropdown',
  multiSelect: 'Multi-select',
  text: 'Text',
  textArray: 'Text list',
  number: 'Number',
  datetime: 'Date and time',
  metricTag: 'Metric tag',
  autocomplete: 'Tags'
}

export interface Field {
  name: string
  label: string
  type: FieldType
  section: FieldPlace
  /** dropdown, multiSelect: what may be chosen. Other types: what is offered. */
  choices?: readonly string[]
  /** Shown where there is no value. */
  hint: string
  /** Characters of the text, or of each name in a list. */
  maxLength: number
  /** A person is asked for it when they declare. */
  isRequired?: boolean
  /** A person is asked for it when they change to one of these. */
  promptAt?: readonly Status[]
  /** A workspace's own; the others cannot be deleted. */
  isCustom?: boolean
  /** Its place among the fields of its type, a key of fractional order. Only in the fields of an incident type. */
  order?: string
  /** The values somebody put into the settings, without those it ships with; each with its place. Only in the fields of an incident type. */
  ownChoices?: readonly { value: string; order: string }[]
}

export const FIELDS: readonly Field[] = [
  { name: 'title', label: 'Title', type: 'text', section: 'whatHappened', hint: 'Say what people see', maxLength: 500 },
  { name: 'summary', label: 'Summary', type: 'text', section: 'whatHappened', hint: 'What happened, in two sentences', maxLength: 10_000 },
  { name: 'root_cause', label: 'Root cause', type: 'text', section: 'whyItHappened', hint: 'Not known yet', maxLength: 10_000 },
  {
    name: 'detection_method',
    label: 'Detection method',
    type: 'dropdown',
    section: 'attributes',
    choices: ['customer', 'employee', 'monitor', 'other', 'unknown'],
    hint: 'unknown',
    maxLength: 20
  },
  { name: 'services', label: 'Services', type: 'textArray', section: 'attributes', hint: 'None named', maxLength: 200 },
  { name: 'teams', label: 'Teams', type: 'textArray', section: 'attributes', hint: 'None named', maxLength: 200 },
  {
    name: 'customer_impact',
    label: 'Customers affected',
    type: 'dropdown',
    section: 'attributes',
    choices: ['yes', 'no', 'unknown'],
    hint: 'unknown',
    maxLength: 10
  }
]

/** A built-in field. */
export const findField = (name: string): Field | undefined => FIELDS.find((field) => field.name === name)

/** `unknown` is what nobody has said yet: it may be kept, and it answers nothing that is asked. */
export const isAnswered = (value: FieldValue | undefined): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== 'unknown' && String(value).trim() !== ''

const MAX_NAMES = 1000

export type FieldCheck = { ok: true; value: FieldValue } | { ok: false; problem: string }

/** Bring what a person typed into the shape the field keeps, or say what is wrong with it. An empty list is no value. */
export function checkField(field: Field, input: FieldValue): FieldCheck {
  if (input === null) return field.name === 'title' ? bad(NO_TITLE) : good(null)
  switch (field.type) {
    case 'text':
      return checkText(field, input)
    case 'dropdown':
      return typeof input === 'string' && field.choices?.includes(input) ? good(input) : bad(`${field.label} is one of ${offered(field)}.`)
    case 'multiSelect':
      return checkNames(field, input, (name) =>
        field.choices?.includes(name) ? undefined : `${field.label} takes ${offered(field)}, not "${name}".`
      )
    case 'textArray':
      return checkNames(field, input, () => undefined)
    case 'autocomplete':
      return checkNames(field, input, (tag) => tagProblem(field, tag))
    case 'metricTag': {
      if (typeof input !== 'string') return bad(tagProblem(field, '')!)
      const tag = input.trim()
      const problem = tag === '' ? undefined : tagProblem(field, tag)
      return problem ? bad(problem) : good(tag === '' ? null : tag)
    }
    case 'number':
      return typeof input === 'number' && Number.isFinite(input) ? good(input) : bad(`${field.label} is a number, such as 12 or 0.5.`)
    case 'datetime':
      return typeof input === 'number' && Number.isInteger(input) && Math.abs(input) <= 8.64e15
        ? good(input)
        : bad(`${field.label} is a date and time.`)
  }
}

const NO_TITLE = 'Title needs a few words, so others can find it.'
const good = (value: FieldValue): FieldCheck => ({ ok: true, value })
const bad = (problem: string): FieldCheck => ({ ok: false, problem })

const OFFERED = 10
function offered({ choices = [] }: Field): string {
  if (choices.length === 0) return 'nothing yet: its values are missing in the settings'
  return choices.slice(0, OFFERED).join(', ') + (choices.length > OFFERED ? ` and ${choices.length - OFFERED} more` : '')
}

const tagProblem = (field: Field, tag: string): string | undefined =>
  /^[^\s:,]+:[^\s,]+$/.test(tag) && tag.length <= field.maxLength
    ? undefined
    : `${field.label} is written key:value, such as region:eu-west.`

function checkNames(field: Field, input: FieldValue, problemOf: (name: string) => string | undefined): FieldCheck {
  if (!Array.isArray(input) || input.length > MAX_NAMES || input.some((item) => item.length > field.maxLength))
    return bad(`${field.label} is a list of up to ${MAX_NAMES} names, each up to ${field.maxLength} characters.`)
  const names = distinct(input)
  for (const name of names) {
    const problem = problemOf(name)
    if (problem) return bad(problem)
  }
  return good(names)
}

function checkText(field: Field, input: FieldValue): FieldCheck {
  if (typeof input !== 'string') return { ok: false, problem: `${field.label} is text.` }
  const value = input.trim()
  if (value.length > field.maxLength)
    return { ok: false, problem: `${field.label} may have ${field.maxLength} characters; this has ${value.length}.` }
  if (value === '' && field.name === 'title') return bad(NO_TITLE)
  return { ok: true, value: value === '' ? null : value }
}

/** Trimmed, without empty ones and without repeats that differ only in case; first spelling wins. */
export function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const name of names) {
    const trimmed = name.trim()
    if (trimmed && !seen.has(trimmed.toLowerCase())) seen.set(trimmed.toLowerCase(), trimmed)
  }
  return [...seen.values()]
}
