import { deviceOf, stampMs } from '../clock.ts'
import type { IncidentEvent } from '../events.ts'
import type { ActorId } from '../ids.ts'

/** What one undo takes back: the events a person wrote at once, in id order. */
export type Step = readonly IncidentEvent[]

export interface History {
  /** The last one is what an undo takes back. */
  done: Step[]
  /** Events of undoings; the last one is what a redo takes back. */
  undone: Step[]
}

/** Said along with something else, or of no consequence: no step of their own, and nothing to take back. */
const ASIDE: ReadonlySet<IncidentEvent['kind']> = new Set([
  'actorNamed',
  'fileAttached',
  'entryEdited',
  'pageEdited',
  'messageDelivered',
  'numberAssigned'
])
/** A command writes its events in one turn. Two commands of a person are further apart. */
const TOGETHER_MS = 1

/** What one person did in one log, as editors keep it: undoing moves a step from `done` to `undone`, a new change empties `undone`. */
export function historyOf(log: readonly IncidentEvent[], by: ActorId): History {
  const history: History = { done: [], undone: [] }
  for (const step of stepsOf(log, by)) {
    const { undoes, redoes } = step[0]!
    const isOf = (other: Step | undefined, id: string) => other?.some((event) => event.id === id) ?? false
    if (undoes !== undefined) {
      // taken back otherwise than last first: by hand of another program; then it is no part of the history
      if (!step.some((event) => isOf(history.done.at(-1), event.undoes!))) continue
      history.done.pop()
      history.undone.push(step)
    } else if (redoes !== undefined) {
      if (!step.some((event) => isOf(history.undone.at(-1), event.redoes!))) continue
      history.undone.pop()
      history.done.push(step)
    } else {
      history.done.push(step)
      history.undone = []
    }
  }
  return history
}

function stepsOf(log: readonly IncidentEvent[], by: ActorId): Step[] {
  const steps: IncidentEvent[][] = []
  let last: IncidentEvent | undefined
  const own = log.filter((event) => event.by === by && event.source === undefined).sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const event of own) {
    const isTogether = last !== undefined && deviceOf(last.id) === deviceOf(event.id) && stampMs(event.id) - stampMs(last.id) <= TOGETHER_MS
    last = event
    if (!isTogether || steps.length === 0) steps.push([])
    if (!ASIDE.has(event.kind)) steps.at(-1)!.push(event)
  }
  return steps.filter((step) => step.length > 0)
}
