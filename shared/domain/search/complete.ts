import { BUILT_IN, findSearchField, type SearchField, type SearchFields } from './fields.ts'
import { needsQuotes } from './lex.ts'

/** What stands at the caret, and may be completed: from `from` to `to` it is replaced. */
export type Completing = { from: number; to: number; typed: string } & ({ type: 'field' } | { type: 'value'; field: SearchField })

const WORD = /(?:^|[\s(-])([\p{L}_][\p{L}\p{N}_.-]*)$/u
/** After `field:`, or in the parentheses after it; a value may have begun with a quote. */
const VALUE = /([\p{L}_][\p{L}\p{N}_.-]*):(?:\((?:[^()]*[\s(])?-?)?("[^"]*|[^\s()"[\]<>]*)$/u

/** null: nothing can be completed there. A caret within a word is not at its end. */
export function completingAt(text: string, caret: number, fields: SearchFields = BUILT_IN): Completing | null {
  if (/[^\s()]/.test(text.charAt(caret))) return null
  const before = text.slice(0, caret)
  const value = VALUE.exec(before)
  if (value) {
    const [, name = '', typed = ''] = value
    const field = findSearchField(name, fields)
    return field ? { type: 'value', field, typed: typed.replace(/^"/, ''), from: caret - typed.length, to: caret } : null
  }
  // within quotes nothing is a field
  if ((before.match(/"/g)?.length ?? 0) % 2 === 1) return null
  const word = WORD.exec(before)?.[1]
  return word === undefined ? null : { type: 'field', typed: word, from: caret - word.length, to: caret }
}

/** Fields by how their name begins, then by their label; those of the workspace too. */
export function fieldsLike(typed: string, fields: SearchFields = BUILT_IN): SearchField[] {
  const wanted = typed.toLowerCase()
  const starts = (field: SearchField) => [field.name, ...field.aliases].some((name) => name.startsWith(wanted))
  const first = fields.all.filter(starts)
  const others = fields.all.filter(
    (field) =>
      !starts(field) &&
      field.label
        .toLowerCase()
        .split(' ')
        .some((word) => word.startsWith(wanted))
  )
  return [...first, ...others]
}

/** The text with what was chosen in its place, and where the caret goes: a field waits for its value, a value for what comes next. */
export function complete(text: string, at: Completing, chosen: string): { text: string; caret: number } {
  const inserted =
    at.type === 'field' ? `${chosen}:` : `${printed(chosen)}${/^[\s)]/.test(text.slice(at.to)) || isInGroup(text, at.from) ? '' : ' '}`
  return { text: text.slice(0, at.from) + inserted + text.slice(at.to), caret: at.from + inserted.length }
}

const printed = (value: string): string => (needsQuotes(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value)
const isInGroup = (text: string, at: number): boolean => /:\([^()]*$/.test(text.slice(0, at))
