import type { Field } from '../fields.ts'

/** What incidents hold for a field, seen often first. */
export type Seen = readonly string[]

/** A value nobody put into the settings is offered as long as an incident with it had activity within these days. */
export const DISCOVERED_DAYS = 7

/**
 * What is offered for a field: its values in the settings, in their order, then those seen in incidents. Names that differ in case
 * are one, in the spelling of the settings.
 */
export function knownValues(field: Pick<Field, 'choices'>, seen: Seen): string[] {
  const known = new Map<string, string>()
  for (const value of [...(field.choices ?? []), ...seen]) {
    const key = value.trim().toLowerCase()
    if (key !== '' && !known.has(key)) known.set(key, value.trim())
  }
  return [...known.values()]
}

/** As the settings spell it, where they have it; a name is kept the way its owners write it. */
export function spellingOf(field: Pick<Field, 'choices'>, value: string): string {
  const wanted = value.trim().toLowerCase()
  return field.choices?.find((choice) => choice.toLowerCase() === wanted) ?? value.trim()
}
