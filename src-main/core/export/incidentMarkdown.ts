import type { IncidentDetail } from '#shared/bridge/warRoomApi.ts'
import { COMMANDER_ROLE, type LinkRole } from '#shared/domain/events.ts'
import { duration } from '#shared/domain/lifecycle.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import { incidentLabel } from '#shared/domain/number.ts'
import { STATUS_TEXT, isStatus } from '#shared/domain/status.ts'
import { FIELDS, type Field } from '#shared/domain/fields.ts'

/** An incident as a document to read or to attach: facts, timeline by day in UTC, notes. Order and times are those on screen. */
export function markdownOfIncident(
  incident: IncidentDetail,
  { fields, impactFields }: FieldTables = { fields: FIELDS, impactFields: [] }
): string {
  const parts = [
    `# ${headingOf(incident)}`,
    factsOf(incident, fields, impactFields),
    sectionsOf(incident, fields),
    tasksOf('Tasks', incident.tasks),
    tasksOf('Follow-ups', incident.followUps),
    timelineOf(incident),
    notesOf(incident)
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** Of the incident's type. */
type FieldTables = Readonly<Record<keyof Pick<IncidentType, 'fields' | 'impactFields'>, readonly Field[]>>

/** `IR-12 Checkout is slow.md` without what file systems refuse. */
export function exportName(incident: Pick<IncidentDetail, 'id' | 'number' | 'prefix' | 'title'>, extension: 'md' | 'json'): string {
  const title = incident.title
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
    .toWellFormed()
  return `${`${labelOf(incident)} ${title}`.replace(/[. ]+$/, '')}.${extension}`
}

const LINK_WORDS: Record<LinkRole, string> = {
  link: 'Link',
  document: 'Document',
  chat: 'Chat',
  video: 'Call',
  postmortem: 'Postmortem',
  tracker: 'Ticket'
}

const labelOf = (incident: Pick<IncidentDetail, 'id' | 'number' | 'prefix'>): string =>
  incident.number === null ? incident.id : incidentLabel(incident)
const headingOf = (incident: IncidentDetail): string =>
  incident.number === null ? inline(incident.title) : `${incidentLabel(incident)}: ${inline(incident.title)}`

/** One line, not taken for Markdown. */
const inline = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&')

function factsOf(incident: IncidentDetail, fields: readonly Field[], impactFields: readonly Field[]): string {
  const { severity, status, commander, services, teams, customerImpact } = incident
  const facts: [string, string][] = [
    ['Severity', severity],
    ['Status', isStatus(status) ? STATUS_TEXT[status].label : status],
    ['Declared', utc(incident.declaredAt)],
    ['Resolved', incident.resolvedAt === null ? '' : `${utc(incident.resolvedAt)}${after(incident.declaredAt, incident.resolvedAt)}`],
    ['Incident Commander', commander ?? ''],
    ['Services', services.join(', ')],
    ['Teams', teams.join(', ')],
    ['Customers affected', customerImpact],
    ...fieldsOf(incident, fields, false),
    ...incident.impacts.map(({ start, end, scope, fields: own }): [string, string] => [
      'Impact',
      `${scope}, ${utc(start)} to ${end === null ? 'now' : `${utc(end)}${after(start, end)}`}${impactWords(own, impactFields)}`
    ]),
    ...incident.roles.filter(({ role }) => role !== COMMANDER_ROLE).map(({ role, name }): [string, string] => [`Role ${role}`, name]),
    ['Responders', incident.responders.map(({ name }) => name).join(', ')],
    ['Visibility', incident.visibility === 'private' ? 'Private' : ''],
    ['Test', incident.isTest ? 'This is a test incident' : ''],
    ['Id', incident.id]
  ]
  const lines = facts.filter(([, value]) => value !== '').map(([name, value]) => `- **${name}:** ${inline(value)}`)
  const links = incident.links.map(
    ({ name, url, role }) => `- **${LINK_WORDS[role]}:** [${inline(name || url)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`
  )
  return [...lines, ...links].join('\n')
}

function sectionsOf(incident: IncidentDetail, fields: readonly Field[]): string {
  return fieldsOf(incident, fields, true)
    .map(([label, value]) => `## ${inline(label)}\n\n${value}`)
    .join('\n\n')
}

/** Those with a place of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['title', 'services', 'teams', 'customer_impact'])

function impactWords(values: IncidentDetail['impacts'][number]['fields'], fields: readonly Field[]): string {
  const labels = new Map(fields.map(({ name, label }) => [name, label]))
  const words = Object.entries(values).map(
    ([name, value]) =>
      `; ${labels.get(name) ?? name}: ${readable(
        value,
        fields.find((field) => field.name === name)
      )}`
  )
  return words.join('')
}

/** Label and value of each field that has one: texts, or all others. What is no field of its type any more goes by its name. */
function fieldsOf({ fields: values }: IncidentDetail, fields: readonly Field[], areTexts: boolean): [string, string][] {
  const known = new Map(fields.map((field) => [field.name, field]))
  const names = [...known.keys(), ...Object.keys(values).filter((name) => !known.has(name))]
  return names.flatMap((name): [string, string][] => {
    const field = known.get(name)
    if (ELSEWHERE.has(name) || (field?.type === 'text') !== areTexts) return []
    const value = readable(values[name], field)
    return value === '' ? [] : [[field?.label ?? name, value]]
  })
}

function readable(value: unknown, field: Field | undefined): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.join(', ')
  return field?.type === 'datetime' && typeof value === 'string' ? utc(value) : String(value)
}

/** As a list of boxes, so that it can be pasted where they are ticked. */
function tasksOf(title: string, tasks: IncidentDetail['tasks']): string {
  const lines = tasks.map(({ text, assignees, dueAt, doneAt }) => {
    const people = assignees.length > 0 ? `, ${assignees.map(inline).join(', ')}` : ''
    const when = doneAt !== null ? `, done ${utc(doneAt)}` : dueAt !== null ? `, due ${utc(dueAt)}` : ''
    return `- [${doneAt === null ? ' ' : 'x'}] ${inline(text)}${people}${when}`
  })
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n')}`
}

function timelineOf(incident: IncidentDetail): string {
  if (incident.timeline.length === 0) return ''
  const parts = ['## Timeline', 'All times are UTC.']
  let day = ''
  for (const entry of incident.timeline) {
    if (entry.at.slice(0, 10) !== day) {
      day = entry.at.slice(0, 10)
      parts.push(`### ${day}`)
    }
    parts.push(entryOf(entry))
  }
  return parts.join('\n\n')
}

/** A list item; further lines are indented, so that lists and code in a note stay inside it. */
function entryOf({ at, author, text, flagged }: IncidentDetail['timeline'][number]): string {
  const head = `- **${at.slice(11, 19)}** ${flagged ? '⚑ ' : ''}${inline(author)}`
  const isBlock = text.includes('\n') || /^\s*([-*+#>`]|\d+\.)/.test(text)
  if (!isBlock) return `${head}: ${text}`
  return `${head}:\n\n${text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n')}`
}

const notesOf = ({ notes }: IncidentDetail): string => (notes === '' ? '' : `## Notes\n\n${notes}`)

const utc = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`

function after(startIso: string, endIso: string): string {
  const length = duration(Date.parse(startIso), Date.parse(endIso))
  return length.type === 'done' ? ` (after ${durationText(length.ms)})` : ' (before it started)'
}

function durationText(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  return [days && `${days} d`, hours && `${hours} h`, `${minutes % 60} min`].filter(Boolean).join(' ')
}
