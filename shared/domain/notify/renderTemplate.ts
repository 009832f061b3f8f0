import type { Incident } from '../incident.ts'
import { listVariables, type FieldTables, type RenderContext } from './variables.ts'

const VARIABLE = /\{\{\s*([A-Za-z0-9_.]{1,80})\s*\}\}/g
const PREFIX = 'incident.'

export interface UnknownVariable {
  /** As it stands in the text. */
  text: string
  /** UTF-16 units from the start. */
  at: number
}

export interface Rendered {
  text: string
  /** Shown as they are. */
  unknown: UnknownVariable[]
}

/**
 * `text` with each `{{incident.…}}` in the words of this incident. What a variable gives is taken as it is: a title that looks like a
 * variable stays one. Unknown variables stay in the text.
 */
export function renderTemplate(text: string, incident: Incident, context: RenderContext): Rendered {
  const values = new Map(listVariables(context.type).map((variable) => [PREFIX + variable.name, variable]))
  const unknown: UnknownVariable[] = []
  const rendered = text.replace(VARIABLE, (written: string, name: string, at: number) => {
    const variable = values.get(name)
    if (variable) return variable.value(incident, context)
    unknown.push({ text: written, at })
    return written
  })
  return { text: rendered, unknown }
}

/** The variables of a text that its type does not have. */
export function findUnknown(text: string, type: FieldTables): UnknownVariable[] {
  const names = new Set(listVariables(type).map(({ name }) => PREFIX + name))
  return [...text.matchAll(VARIABLE)].filter((match) => !names.has(match[1]!)).map((match) => ({ text: match[0], at: match.index }))
}

/** "{{incident.titel}} is no variable. It is sent as it stands." */
export function unknownWords(unknown: readonly UnknownVariable[]): string | null {
  const names = [...new Set(unknown.map(({ text }) => text))]
  if (names.length === 0) return null
  return names.length === 1
    ? `${names[0]} is no variable. It is sent as it stands.`
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are no variables. They are sent as they stand.`
}
