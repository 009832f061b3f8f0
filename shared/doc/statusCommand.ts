import type * as Y from 'yjs'
import type { FieldValue } from '../domain/events.ts'
import { checkField, type Field } from '../domain/fields.ts'
import type { EventId } from '../domain/ids.ts'
import { fail, type Result } from '../domain/result.ts'
import { STATUS_TEXT, type Status } from '../domain/status.ts'
import { readIncident } from './readIncident.ts'
import { headOf, lastOf, tryWrite, type Author, type NewEvent } from './write.ts'

export interface Answer {
  field: Field
  value: FieldValue
}

/** Change the status and set what was asked for on the way, in one transaction. An answer without a value is no answer. */
export function changeStatusWith(doc: Y.Doc, author: Author, status: Status, answers: readonly Answer[]): Result<EventId> {
  const incident = readIncident(doc)
  if (incident.status === status) return fail('badInput', `The incident is ${STATUS_TEXT[status].label} already.`)
  const events: NewEvent[] = []
  for (const { field, value } of answers) {
    const checked = checkField(field, value)
    if (!checked.ok) return fail('badInput', checked.problem)
    if (checked.value === null || (Array.isArray(checked.value) && checked.value.length === 0)) continue
    events.push({ kind: 'fieldSet', field: field.name, value: checked.value, base: headOf(incident, `field:${field.name}`) })
  }
  return lastOf(tryWrite(doc, author, [...events, { kind: 'statusChanged', status, base: headOf(incident, 'status') }]))
}
