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
  title: v.string(),
  severity: v.string(),
  status: v.picklist(STATUSES),
  declaredAt: v.number()
})
export type IncidentCard = v.InferOutput<typeof card>

const text = v.pipe(v.string(), v.maxLength(1_000))

/** What is offered while somebody types: in the palette. */
export const PALETTE = {
  /** By number (`12`, `IR-12`) or by words of the title, the last one perhaps half typed; without any, the latest. Open ones first. */
  suggestIncidents: call(v.object({ text, limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)) }), v.array(card))
} as const
