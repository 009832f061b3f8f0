import type { FieldValue } from '#shared/domain/events.ts'
import type { Field, FieldSection } from '#shared/domain/fields.ts'
import { fieldsOf } from '#shared/domain/settings/changes.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import { STATUS_TEXT, type Status } from '#shared/domain/status.ts'
import { listPeople, type Peer } from './presence.ts'

/** The fields of a section of the room: all of the type but the title, which stands in the header. */
export const roomFields = (type: Pick<IncidentType, 'fields'>, section: FieldSection): Field[] =>
  fieldsOf(type, section).filter(({ name }) => name !== 'title')

/** What stands where there is no value: when it will be asked for, else what belongs there. */
export function emptyHint(field: Field, status: Status): string {
  const later = (field.promptAt ?? []).filter((each) => each !== status)
  if (later.length > 0) return `Asked for at ${later.map((each) => STATUS_TEXT[each].label).join(', ')}`
  return field.hint || 'Nothing yet'
}

/** Who has this field open elsewhere, one of each person. */
export const listEditors = (peers: readonly Peer[], field: string): Peer[] =>
  listPeople(peers.filter(({ at }) => at !== null && 'field' in at && at.field === field))

export const isSameValue = (a: FieldValue, b: FieldValue): boolean => JSON.stringify(a) === JSON.stringify(b)
