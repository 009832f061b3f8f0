import * as v from 'valibot'
import { call } from '../rpc.ts'

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

/** What forms ask about the settings and what incidents made of them. */
export const SETTINGS_CALLS = {
  /** Values to offer for a field: those of the settings, then those of incidents with activity in the last days that hold `text`. */
  listKnownValues: call(v.object({ incidentType: name, field: name, text: v.pipe(v.string(), v.maxLength(500)) }), v.array(v.string()))
} as const
