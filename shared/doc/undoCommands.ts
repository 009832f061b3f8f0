import type * as Y from 'yjs'
import type { ActorId } from '../domain/ids.ts'
import { nameOf } from '../domain/incident.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { planRedo, planUndo } from '../domain/undo/undo.ts'
import { describeStep } from '../domain/undo/words.ts'
import { readEvents, readIncident } from './readIncident.ts'
import { tryWrite, type Author } from './write.ts'

/** `words`: what was taken back (or done again), as in the timeline. */
export type Undone =
  | { type: 'done'; words: string }
  /** Somebody changed the same since: nothing is written until the person says so. */
  | { type: 'asks'; words: string; rivals: string[] }

export interface UndoOptions {
  /** Take back the last undo instead. */
  isRedo?: boolean
  /** Also over what others changed since. */
  isForced?: boolean
}

/** Takes back what this author did last in this document, as new events in one transaction. */
export function undoLast(doc: Y.Doc, author: Author, { isRedo = false, isForced = false }: UndoOptions = {}): Result<Undone> {
  const { events } = readEvents(doc)
  const incident = readIncident(doc)
  const plan = isRedo ? planRedo(events, author.id, incident) : planUndo(events, author.id, incident)
  if (plan.type === 'nothing')
    return fail('badInput', isRedo ? 'You took nothing back that could be done again.' : 'You changed nothing here that could be undone.')
  const words = describeStep(plan.step, incident)
  if (plan.type === 'never') return fail('notAllowed', `Your last change cannot be undone (${words}). ${plan.reason}.`)
  const rivals = plan.rivals.map((rival: ActorId) => nameOf(incident, rival) ?? rival)
  if (rivals.length > 0 && !isForced) return ok({ type: 'asks', words, rivals })
  const written = tryWrite(doc, author, plan.changes)
  return written.ok ? ok({ type: 'done', words }) : written
}
