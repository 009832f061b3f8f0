import type { Incident } from './incident.ts'
import { typeOf } from './settings/foldSettings.ts'
import type { WorkspaceSettings } from './settings/settings.ts'

/** `IR-12`, `SEC-7`: the prefix is that of its type now. `draft` until a hub has given the number. */
export const numberOf = (
  { number, incidentType }: Pick<Incident, 'number' | 'incidentType'>,
  settings: Pick<WorkspaceSettings, 'types'>
): string => (number === null ? 'draft' : `${typeOf(settings, incidentType).prefix}-${number}`)
