import type { FieldValue, IncidentEvent, TaskList, TaskProperty } from './events.ts'
import type { ActorId, EventId } from './ids.ts'
import { TASK_LISTS } from './events.ts'

export interface Task {
  id: EventId
  list: TaskList
  text: string
  assignees: ActorId[]
  /** Epoch ms; null: none. */
  dueAt: number | null
  /** When it was done, epoch ms; null: it is open. */
  doneAt: number | null
  createdBy: ActorId
  createdAt: number
}

/** What a task's property is called among settings: conflicts are named by it. */
export const taskKey = (task: EventId, property: TaskProperty): string => `task:${task}/${property}`

/** `valueOf` gives the current value of a setting; undefined: never set after adding. In the order of adding. */
export function foldTasks(log: readonly IncidentEvent[], valueOf: (what: string) => FieldValue | undefined): Task[] {
  const removed = new Set(log.flatMap((event) => (event.kind === 'taskRemoved' ? [event.task] : [])))
  const tasks: Task[] = []
  for (const event of log) {
    if (event.kind !== 'taskAdded' || removed.has(event.id)) continue
    const set = (property: TaskProperty) => valueOf(taskKey(event.id, property))
    const [text, assignees, dueAt, doneAt, list] = [set('text'), set('assignees'), set('dueAt'), set('doneAt'), set('list')]
    tasks.push({
      id: event.id,
      list: TASK_LISTS.find((each) => each === list) ?? event.list,
      text: typeof text === 'string' && text !== '' ? text : event.text,
      assignees: Array.isArray(assignees) ? (assignees as ActorId[]) : event.assignees,
      dueAt: dueAt === undefined ? event.dueAt : asTime(dueAt),
      doneAt: asTime(doneAt),
      createdBy: event.by,
      createdAt: event.at
    })
  }
  return tasks
}

const asTime = (value: FieldValue | undefined): number | null => (typeof value === 'number' ? value : null)
