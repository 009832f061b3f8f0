import type { FieldValue } from './events.ts'

/*
 * The field table. One row makes a field settable, validated, shown, searched and exported.
 * Names in `name` are the wire names of Datadog's public incidents API where it has one.
 */
export type FieldType = 'text' | 'textArray' | 'dropdown'
export type FieldSection = 'whatHappened' | 'whyItHappened' | 'attributes'

export interface Field {
  name: string
  label: string
  type: FieldType
  section: FieldSection
  choices?: readonly string[]
  /** Shown where there is no value. */
  hint: string
  maxLength: number
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

export const findField = (name: string): Field | undefined => FIELDS.find((field) => field.name === name)

const MAX_NAMES = 1000

export type FieldCheck = { ok: true; value: FieldValue } | { ok: false; problem: string }

/** Bring what a person typed into the shape the field keeps, or say what is wrong with it. */
export function checkField(field: Field, input: FieldValue): FieldCheck {
  if (input === null)
    return field.name === 'title' ? { ok: false, problem: 'Title needs a few words, so others can find it.' } : { ok: true, value: null }
  switch (field.type) {
    case 'text':
      return checkText(field, input)
    case 'dropdown':
      return typeof input === 'string' && field.choices?.includes(input)
        ? { ok: true, value: input }
        : { ok: false, problem: `${field.label} is one of ${field.choices?.join(', ')}.` }
    case 'textArray':
      return Array.isArray(input) && input.length <= MAX_NAMES && input.every((item) => item.length <= field.maxLength)
        ? { ok: true, value: distinct(input) }
        : { ok: false, problem: `${field.label} is a list of up to ${MAX_NAMES} names, each up to ${field.maxLength} characters.` }
  }
}

function checkText(field: Field, input: FieldValue): FieldCheck {
  if (typeof input !== 'string') return { ok: false, problem: `${field.label} is text.` }
  const value = input.trim()
  if (value.length > field.maxLength)
    return { ok: false, problem: `${field.label} may have ${field.maxLength} characters; this has ${value.length}.` }
  if (value === '' && field.name === 'title') return { ok: false, problem: 'Title needs a few words, so others can find it.' }
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
