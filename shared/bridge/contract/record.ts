import * as v from 'valibot'
import { RELATIONS, TASK_LISTS } from '../../domain/events.ts'
import type { ActorId, IncidentId } from '../../domain/ids.ts'
import { STATUSES } from '../../domain/status.ts'
import { call } from '../rpc.ts'

const ref = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const incidentId = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(64),
  v.transform((id) => id as IncidentId)
)
const actorId = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(120),
  v.transform((id) => id as ActorId)
)
const done = v.object({ id: incidentId })

/** An incident beside another one. */
const neighbour = v.object({
  id: incidentId,
  number: v.nullable(v.number()),
  /** Of its type, before the number. */
  prefix: v.string(),
  title: v.string(),
  severity: v.string(),
  status: v.picklist(STATUSES),
  incidentType: v.string()
})
export type Neighbour = v.InferOutput<typeof neighbour>

/** What is done to a record from outside its window, and what it shows of other records. */
export const RECORD = {
  changeSeverity: call(v.object({ ref, severity: v.string() }), done),
  /** `assign`: names of people. `dueAt`: epoch ms. */
  addTask: call(
    v.object({
      ref,
      text: v.string(),
      list: v.optional(v.picklist(TASK_LISTS)),
      assign: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(50))),
      dueAt: v.optional(v.nullable(v.number()))
    }),
    v.object({ id: incidentId, task: v.string() })
  ),
  /** Those of the ids that are on this machine. */
  describeIncidents: call(v.object({ ids: v.pipe(v.array(incidentId), v.maxLength(1000)) }), v.array(neighbour)),
  /** Somebody a window named is known in the workspace from now on, so that they can sit down under that name. */
  notePerson: call(v.object({ id: actorId, name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }), v.null()),
  /** Marks both, each about the other; a duplicate's other side is related. null: no longer. */
  relateIncidents: call(v.object({ id: incidentId, other: incidentId, relation: v.nullable(v.picklist(RELATIONS)) }), v.null())
} as const
