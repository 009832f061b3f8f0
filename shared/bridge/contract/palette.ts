import * as v from 'valibot'
import type { IncidentId } from '../../domain/ids.ts'
import { STATUSES } from '../../domain/status.ts'
import { call } from '../rpc.ts'

/** An incident as it is offered: enough to know it by and to open it. */
const card = v.object({
  id: v.pipe(
    v.string(),
    v.transform((id) => id as IncidentId)
  ),
  number: v.nullable(v.number()),
  /** Of its type, before the number. */
  prefix: v.string(),
  title: v.string(),
  severity: v.string(),
  status: v.picklist(STATUSES),
  incidentType: v.string(),
  services: v.array(v.string()),
  declaredAt: v.number()
})
export type IncidentCard = v.InferOutput<typeof card>

/** Declared so close together, two incidents are perhaps one story. */
export const NEAR_MS = 20 * 60_000

const id = v.pipe(v.string(), v.maxLength(64))
const text = v.pipe(v.string(), v.maxLength(1_000))

/** What is offered while somebody types: in the palette, and while declaring. */
export const PALETTE = {
  /** By number (`12`, `IR-12`) or by words of the title, the last one perhaps half typed; without any, the latest. Open ones first. */
  suggestIncidents: call(v.object({ text, limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)) }), v.array(card)),
  /** Open and recent incidents that may be the one somebody is about to declare, the likeliest first. See domain/similar.ts. */
  findSimilar: call(v.object({ title: text, services: v.pipe(v.array(text), v.maxLength(100)) }), v.array(card)),
  /** Declared within NEAR_MS of this one, before or after, the nearest first. */
  listNear: call(v.object({ id }), v.array(card))
} as const
