import type { Entry, Incident } from './incident.ts'
import { nameOf } from './incident.ts'
import { duration, type Duration } from './lifecycle.ts'
import { STATUS_TEXT } from './status.ts'
import type { Task } from './tasks.ts'

export interface BriefContext {
  /** Epoch ms. */
  nowMs: number
  /** `IR-12` or `draft`. */
  number: string
  /** When stakeholders should hear something next, epoch ms; null: nothing is due. */
  nextUpdateAt: number | null
  /** What an entry says, in one line or many. */
  textOf(entry: Entry): string
}

/** The most recent lines only: a brief is read in a minute. */
const MAX_LINES = 12
const MAX_TASKS = 15

/** What whoever takes command must know, as Markdown to be edited. Pure; times in UTC. */
export function handoverBrief(incident: Incident, context: BriefContext): string {
  const since = lastHandoverAt(incident)
  const changed = incident.timeline.filter((entry) => entry.writtenAt > since && isTold(entry))
  const flagged = incident.timeline.filter((entry) => entry.flagged)
  const open = incident.tasks.filter((task) => task.list === 'task' && task.doneAt === null)
  return [
    `## ${context.number} ${oneLine(incident.title)}`,
    facts(incident, context),
    section(
      'Impact',
      incident.impacts.map((impact) => impactLine(impact, context.nowMs)),
      'None recorded.'
    ),
    section(
      since > incident.declaredAt ? `Since the last handover, ${utc(since, context.nowMs)}` : 'So far',
      latest(changed, (entry) => entryLine(entry, incident, context))
    ),
    section(
      'Open tasks',
      capped(sortByDue(open), MAX_TASKS, 'task', (task) => taskLine(task, incident, context.nowMs)),
      'None.'
    ),
    section(
      'Flagged',
      latest(flagged, (entry) => entryLine(entry, incident, context))
    )
  ]
    .filter(Boolean)
    .join('\n\n')
}

function facts(incident: Incident, { nowMs, nextUpdateAt }: BriefContext): string {
  const lines = [
    `Times in UTC, written ${new Date(nowMs).toISOString().slice(0, 16).replace('T', ' ')}`,
    `${incident.severity}, ${STATUS_TEXT[incident.status].label}, declared ${utc(incident.declaredAt, nowMs)}, ${lengthOf(duration(incident.declaredAt, incident.resolvedAt), nowMs)}`,
    `Last update ${age(nowMs - incident.lastUpdateAt)} ago`,
    nextUpdateAt === null
      ? ''
      : nextUpdateAt < nowMs
        ? `The next update was due ${utc(nextUpdateAt, nowMs)}, ${age(nowMs - nextUpdateAt)} ago`
        : `The next update is due ${utc(nextUpdateAt, nowMs)}, in ${age(nextUpdateAt - nowMs)}`,
    typeof incident.fields['root_cause'] === 'string'
      ? `Root cause: ${oneLine(incident.fields['root_cause'])}`
      : 'Root cause: not known yet'
  ]
  return lines
    .filter(Boolean)
    .map((line) => `- ${line}`)
    .join('\n')
}

function impactLine({ scope, start, end, isCustomer }: Incident['impacts'][number], nowMs: number): string {
  const who = isCustomer ? '' : ', customers not affected'
  return `${oneLine(scope)}: from ${utc(start, nowMs)} ${end === null ? 'and goes on' : `to ${utc(end, nowMs)}`}, ${lengthOf(duration(start, end), nowMs)}${who}`
}

function taskLine(task: Task, incident: Incident, nowMs: number): string {
  const people = task.assignees.map((person) => nameOf(incident, person)).join(', ') || 'nobody yet'
  const due =
    task.dueAt === null
      ? ''
      : task.dueAt < nowMs
        ? `, due ${utc(task.dueAt, nowMs)}, late by ${age(nowMs - task.dueAt)}`
        : `, due ${utc(task.dueAt, nowMs)}`
  return `[ ] ${oneLine(task.text)}: ${people}${due}`
}

const entryLine = (entry: Entry, incident: Incident, { textOf, nowMs }: BriefContext): string =>
  `${utc(entry.at, nowMs)} ${nameOf(incident, entry.author)}: ${shorten(oneLine(textOf(entry)))}`

/** Latest last, as they are read. */
function latest(entries: readonly Entry[], line: (entry: Entry) => string): string[] {
  const shown = entries.slice(-MAX_LINES).map(line)
  const hidden = entries.length - shown.length
  return hidden > 0 ? [`${hidden} earlier, in the timeline`, ...shown] : shown
}

function capped<T>(items: readonly T[], max: number, what: string, line: (item: T) => string): string[] {
  const hidden = items.length - max
  return [...items.slice(0, max).map(line), ...(hidden > 0 ? [`${hidden} more ${what}${hidden === 1 ? '' : 's'}`] : [])]
}

const section = (title: string, lines: readonly string[], none?: string): string => {
  if (lines.length === 0 && none === undefined) return ''
  return `### ${title}\n${lines.length === 0 ? none : lines.map((line) => `- ${line}`).join('\n')}`
}

/** When command last passed after the declaration; the declaration, when it never did. */
function lastHandoverAt({ timeline, declaredAt }: Incident): number {
  const passed = timeline.filter(({ event }) => event.kind === 'roleAssigned' && event.role === 'commander')
  return passed.reduce((last, { writtenAt }) => Math.max(last, writtenAt), declaredAt)
}

/** What people wrote and what changed; bookkeeping of links and the offer itself are left out. */
const isTold = ({ category, event }: Entry): boolean =>
  category !== 'system' && event.kind !== 'declared' && event.kind !== 'handoverOffered' && event.kind !== 'handoverAnswered'

const sortByDue = (tasks: readonly Task[]): Task[] => tasks.toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity))

const MAX_TEXT = 300
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
const shorten = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).toWellFormed()}…` : text)

/** `10:05` on the day of the brief, else `2026-11-23 10:05`; the brief says which day, and that it is UTC. */
function utc(at: number, nowMs: number): string {
  const [written, today] = [at, nowMs].map((each) => new Date(each).toISOString())
  const isToday = written!.slice(0, 10) === today!.slice(0, 10)
  return isToday ? written!.slice(11, 16) : written!.slice(0, 16).replace('T', ' ')
}

function lengthOf(span: Duration, nowMs: number): string {
  switch (span.type) {
    case 'running':
      return `running for ${age(nowMs - span.sinceAt)}`
    case 'done':
      return `for ${age(span.ms)}`
    case 'invalid':
      return 'end before start'
    case 'none':
      return 'no length yet'
  }
}

function age(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  if (days > 0) return hours > 0 ? `${days}d ${hours}h` : `${days}d`
  if (minutes >= 60) return minutes % 60 > 0 ? `${hours}h ${minutes % 60}m` : `${hours}h`
  return minutes === 0 ? '<1m' : `${minutes}m`
}
