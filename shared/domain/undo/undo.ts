import type { IncidentEvent } from '../events.ts'
import type { ActorId } from '../ids.ts'
import type { Incident } from '../incident.ts'
import type { NewEvent } from '../newEvent.ts'
import { inverseOf } from './inverse.ts'
import { undoRoles } from './roles.ts'
import { historyOf, type Step } from './steps.ts'
import { readUndoLog, type UndoLog } from './undoLog.ts'

/*
 * Undo of what one person did last, as new events: nothing is deleted. The state is then the one without the change. What others
 * changed since is left alone unless the person says otherwise.
 */

export type UndoPlan =
  /** This person did nothing that is left to take back. */
  | { type: 'nothing' }
  /** `reason`: why, as a sentence without its full stop. */
  | { type: 'never'; step: Step; reason: string }
  /** `rivals`: who changed the same since; empty: it may be done at once. */
  | { type: 'changes'; step: Step; changes: NewEvent[]; rivals: ActorId[] }

/** `incident`: the fold of the events, where it is known already. */
export function planUndo(events: Iterable<IncidentEvent>, by: ActorId, incident?: Incident): UndoPlan {
  const log = readUndoLog(events, incident)
  return plan(historyOf(log.events, by).done.at(-1), log, 'undoes')
}

export function planRedo(events: Iterable<IncidentEvent>, by: ActorId, incident?: Incident): UndoPlan {
  const log = readUndoLog(events, incident)
  return plan(historyOf(log.events, by).undone.at(-1), log, 'redoes')
}

function plan(step: Step | undefined, log: UndoLog, mark: 'undoes' | 'redoes'): UndoPlan {
  if (step === undefined) return { type: 'nothing' }
  const changes: NewEvent[] = []
  const rivals = new Set<ActorId>()
  for (const event of step.toReversed()) {
    const inverse = inverseOf(event, log)
    if (inverse.type === 'never') return { type: 'never', step, reason: inverse.reason }
    if (inverse.type === 'nothing') continue
    changes.push({ ...inverse.event, [mark]: event.id })
    if (inverse.rival !== null) rivals.add(inverse.rival)
  }
  const roles = undoRoles(step, log)
  if ('reason' in roles) return { type: 'never', step, reason: roles.reason }
  const last = step.findLast((event) => ROLES.has(event.kind))
  changes.push(...roles.changes.map((change) => ({ ...change, [mark]: last!.id })))
  if (roles.rival !== null) rivals.add(roles.rival)
  return changes.length === 0 ? { type: 'nothing' } : { type: 'changes', step, changes: oncePerSetting(changes), rivals: [...rivals] }
}

/** One setting changed twice in a step goes back to what it was before both: the last of these changes. */
function oncePerSetting(changes: readonly NewEvent[]): NewEvent[] {
  const last = new Map(changes.map((change, index) => ['base' in change ? `${change.kind} ${change.base}` : index, change]))
  return changes.filter((change, index) => last.get('base' in change ? `${change.kind} ${change.base}` : index) === change)
}

const ROLES: ReadonlySet<IncidentEvent['kind']> = new Set(['responderAdded', 'responderRemoved', 'roleAssigned', 'roleGiven'])
