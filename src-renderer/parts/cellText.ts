import { formatDate, formatDuration, formatUtcMinute } from './format.ts'
import type { FieldValue } from '#shared/domain/events.ts'
import type { SearchField } from '#shared/domain/search/fields.ts'

/** A value as a cell of the list shows it; '' where there is none. */
export function cellText(field: SearchField, value: FieldValue): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map((each) => nameOf(field, each)).join(', ')
  if (typeof value === 'number') {
    if (field.type === 'time') return `${formatDate(value)} ${formatUtcMinute(value)}`
    return field.type === 'durationMs' ? formatDuration(value) : numberFormat.format(value)
  }
  return nameOf(field, String(value))
}

const nameOf = (field: SearchField, value: string): string => {
  if (field.type === 'boolean') return value === 'yes' || value === 'true' ? 'Yes' : 'No'
  return field.names?.get(value) ?? value
}
const numberFormat = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 })
