import type * as Y from 'yjs'
import type { FieldValue, TaskList, TaskProperty } from '../domain/events.ts'
import type { ActorId, EventId } from '../domain/ids.ts'
import type { Incident } from '../domain/incident.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { taskKey, type Task } from '../domain/tasks.ts'
import { readIncident } from './readIncident.ts'
import { headOf, lastOf, naming, tryWrite, writeOne, type Author, type NewEvent } from './write.ts'

/* Tasks while it runs, follow-ups after: one kind of thing in two lists. */

interface Person {
  id: ActorId
  name: string
}

export interface NewTask {
  text: string
  list?: TaskList
  assignees?: readonly Person[]
  /** Epoch ms; null: none. */
  dueAt?: number | null
}

export function addTask(doc: Y.Doc, author: Author, task: NewTask): Result<EventId> {
  const { list = 'task', assignees = [], dueAt = null } = task
  const problem = textProblem(task.text) ?? peopleProblem(assignees) ?? dueProblem(dueAt)
  if (problem) return fail('badInput', problem)
  return lastOf(
    tryWrite(doc, author, [
      ...namesOf(readIncident(doc), author, assignees),
      { kind: 'taskAdded', list, text: task.text.trim(), assignees: distinctIds(assignees), dueAt }
    ])
  )
}

export interface TaskChange {
  text?: string
  assignees?: readonly Person[]
  dueAt?: number | null
}

/** Change what is given and differs, in one transaction; the ids of what was written. */
export function changeTask(doc: Y.Doc, author: Author, id: EventId, change: TaskChange): Result<EventId[]> {
  const incident = readIncident(doc)
  const task = findTask(incident, id)
  if (!task) return fail('notFound', NO_TASK)
  const { text, assignees, dueAt } = change
  const problem =
    (text === undefined ? undefined : textProblem(text)) ??
    (assignees && peopleProblem(assignees)) ??
    (dueAt === undefined ? undefined : dueProblem(dueAt))
  if (problem) return fail('badInput', problem)
  const events: NewEvent[] = []
  const set = (property: TaskProperty, value: FieldValue) => events.push(taskSet(incident, id, property, value))
  if (text !== undefined && text.trim() !== task.text) set('text', text.trim())
  if (assignees && !isSame(distinctIds(assignees), task.assignees)) set('assignees', distinctIds(assignees))
  if (dueAt !== undefined && dueAt !== task.dueAt) set('dueAt', dueAt)
  return events.length === 0 ? ok([]) : tryWrite(doc, author, [...namesOf(incident, author, assignees ?? []), ...events])
}

export function finishTask(doc: Y.Doc, author: Author, id: EventId): Result<EventId> {
  return setOne(doc, author, id, (task) => (task.doneAt === null ? ['doneAt', author.clock.now()] : `"${task.text}" is done already.`))
}

export function reopenTask(doc: Y.Doc, author: Author, id: EventId): Result<EventId> {
  return setOne(doc, author, id, (task) => (task.doneAt === null ? `"${task.text}" is open already.` : ['doneAt', null]))
}

export function moveTask(doc: Y.Doc, author: Author, id: EventId, list: TaskList): Result<EventId> {
  return setOne(doc, author, id, (task) => (task.list === list ? `"${task.text}" is in that list already.` : ['list', list]))
}

/** It leaves its list; the timeline keeps that it was there. */
export function removeTask(doc: Y.Doc, author: Author, id: EventId): Result<EventId> {
  return findTask(readIncident(doc), id) ? writeOne(doc, author, { kind: 'taskRemoved', task: id }) : fail('notFound', NO_TASK)
}

const NO_TASK = 'That task is not part of this incident any more.'
const MAX_TEXT = 2000
const MAX_ASSIGNEES = 50

const findTask = (incident: Incident, id: EventId): Task | undefined => incident.tasks.find((task) => task.id === id)

function setOne(
  doc: Y.Doc,
  author: Author,
  id: EventId,
  next: (task: Task) => readonly [TaskProperty, FieldValue] | string
): Result<EventId> {
  const incident = readIncident(doc)
  const task = findTask(incident, id)
  if (!task) return fail('notFound', NO_TASK)
  const change = next(task)
  return typeof change === 'string' ? fail('badInput', change) : writeOne(doc, author, taskSet(incident, id, ...change))
}

const taskSet = (incident: Incident, task: EventId, property: TaskProperty, value: FieldValue): NewEvent => ({
  kind: 'taskSet',
  task,
  property,
  value,
  base: headOf(incident, taskKey(task, property))
})

const distinctIds = (people: readonly Person[]): ActorId[] => [...new Set(people.map(({ id }) => id))]
const isSame = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((each, index) => each === b[index])
const namesOf = (incident: Incident, author: Author, people: readonly Person[]): NewEvent[] =>
  people.flatMap((person) => naming(incident, author, person))

function textProblem(text: string): string | undefined {
  const length = text.trim().length
  if (length === 0) return 'The task is empty. Say what is to be done.'
  return length > MAX_TEXT ? `A task may have ${MAX_TEXT} characters; this has ${length}.` : undefined
}
const peopleProblem = (people: readonly Person[]): string | undefined =>
  people.length > MAX_ASSIGNEES ? `A task may have ${MAX_ASSIGNEES} people; these are ${people.length}.` : undefined
const dueProblem = (dueAt: number | null): string | undefined =>
  dueAt === null || Number.isSafeInteger(dueAt) ? undefined : 'When it is due is not a time.'
