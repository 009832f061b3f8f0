import type { TaskList } from '#shared/domain/events.ts'
import { nameOf, type Incident } from '#shared/domain/incident.ts'
import type { Task } from '#shared/domain/tasks.ts'

export interface TaskFilter {
  list: TaskList
  /** Words of the task or a name of who does it; empty: all. */
  text: string
  isDoneHidden: boolean
}

/** Open ones first, the next due on top; then what is done, the latest first. */
export function listTasks(incident: Pick<Incident, 'tasks' | 'names'>, { list, text, isDoneHidden }: TaskFilter): Task[] {
  const words = text.trim().toLowerCase().split(/\s+/)
  const matches = (task: Task) => {
    const said = [task.text, ...task.assignees.map((person) => nameOf(incident, person) ?? '')].join(' ').toLowerCase()
    return words.every((word) => said.includes(word))
  }
  return incident.tasks.filter((task) => task.list === list && !(isDoneHidden && task.doneAt !== null) && matches(task)).toSorted(byUrgency)
}

function byUrgency(a: Task, b: Task): number {
  if (a.doneAt !== null || b.doneAt !== null) return (b.doneAt ?? Infinity) - (a.doneAt ?? Infinity) || compare(a.id, b.id)
  return (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || compare(a.id, b.id)
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** `2 of 5 done`; null: there are none. */
export function doneWords(tasks: readonly Task[], list: TaskList): string | null {
  const all = tasks.filter((task) => task.list === list)
  return all.length === 0 ? null : `${all.filter(({ doneAt }) => doneAt !== null).length} of ${all.length} done`
}

export const countOpen = (tasks: readonly Task[]): number => tasks.filter(({ doneAt }) => doneAt === null).length
