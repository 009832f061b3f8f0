import * as v from 'valibot'
import type { IncidentId } from '#shared/domain/ids.ts'
import { loadStored, store } from '../stored.ts'

/* Which changes made on both sides this person has looked at and let be: theirs alone, on this machine. */

const schema = v.array(v.string())
const key = (incident: IncidentId): string => `aside.${incident}`

export const loadAside = (incident: IncidentId): ReadonlySet<string> => new Set(loadStored(key(incident), schema, []))

export const saveAside = (incident: IncidentId, ids: ReadonlySet<string>): void => store(key(incident), ids.size === 0 ? null : [...ids])
