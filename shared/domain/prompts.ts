import { isAnswered, type Field } from './fields.ts'
import type { Incident } from './incident.ts'
import type { IncidentType } from './settings/settings.ts'
import type { Status } from './status.ts'

/** What a person is asked for before the incident becomes `status`: fields of its type that are prompted there and have no value yet. */
export const promptedFields = (incident: Pick<Incident, 'fields'>, type: Pick<IncidentType, 'fields'>, status: Status): Field[] =>
  type.fields.filter((field) => field.promptAt?.includes(status) && !isAnswered(incident.fields[field.name]))
