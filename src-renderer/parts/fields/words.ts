import type { FieldValue } from '#shared/domain/events.ts'
import type { Field } from '#shared/domain/fields.ts'
import { formatBoth } from '../format.ts'

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** One value as it reads on the screen: choices of ours begin with a capital, times say UTC first and the local zone. */
export function shownValue(field: Field, value: FieldValue): string {
  if (value === null || Array.isArray(value)) return Array.isArray(value) ? value.join(', ') : ''
  if (field.type === 'datetime' && typeof value === 'number') return formatBoth(value)
  if (field.type === 'number' && typeof value === 'number')
    return new Intl.NumberFormat('en-US', { maximumFractionDigits: 10 }).format(value)
  return field.type === 'dropdown' && !field.isCustom ? capital(String(value)) : String(value)
}
