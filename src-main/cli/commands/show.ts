import type { IncidentDetail } from '#shared/bridge/warRoomApi.ts'
import { valueOf } from '#shared/domain/result.ts'
import { textOf } from '../args.ts'
import type { Command } from '../command.ts'
import { factsText, safe, safeLine } from '../table.ts'
import { parseWhen, utcText } from '../times.ts'
import { labelOf, spanText, statusLabel } from './list.ts'

export const showCommand: Command = {
  name: 'show',
  summary: 'show one incident with its timeline',
  args: ['ID'],
  options: { at: { value: 'TIME', help: 'as it was then: 2026-11-02T10:15Z, 10:15 (UTC, today) or -10m' } },
  async run({ io, warRoom, values, positionals: [ref = ''], print }) {
    const when = textOf(values, 'at')
    const at = when === undefined ? undefined : parseWhen(when, io.now())
    const incident = valueOf(await warRoom.showIncident({ ref, ...(at === undefined ? {} : { at }) }))
    print(incident, () => detailText(incident, at ?? io.now()))
  }
}

function detailText(incident: IncidentDetail, nowMs: number): string {
  const parts = [
    `${labelOf(incident)}  ${safeLine(incident.title)}`,
    factsOf(incident, nowMs),
    tasksText('Tasks', incident.tasks),
    tasksText('Follow-ups', incident.followUps),
    timelineText(incident)
  ]
  if (incident.notes) parts.push(`Notes\n${indent(safe(incident.notes), '  ')}`)
  return parts.filter(Boolean).join('\n\n')
}

function factsOf(incident: IncidentDetail, nowMs: number): string {
  return factsText([
    ['Id', incident.id],
    ['Severity', incident.severity],
    ['Status', statusLabel(incident.status)],
    ['Declared', `${utcText(incident.declaredAt)} UTC`],
    ['Resolved', incident.resolvedAt === null ? '' : `${utcText(incident.resolvedAt)} UTC`],
    ['Duration', spanText(incident, nowMs)],
    ['Commander', incident.commander ?? ''],
    ['Customers affected', incident.customerImpact],
    ...incident.impacts.map(({ start, end, scope, fields }): [string, string] => [
      'Impact',
      `${scope}, ${utcText(start)} to ${end === null ? 'now' : utcText(end)} UTC${fieldsText(fields)}`
    ]),
    ['Services', incident.services.join(', ')],
    ['Teams', incident.teams.join(', ')],
    ...incident.roles.filter(({ role }) => role !== 'commander').map(({ title, name }): [string, string] => [title, name]),
    ['Responders', incident.responders.map(({ name }) => name).join(', ')],
    ...incident.links.map(({ name, url }): [string, string] => ['Link', `${name} ${url}`.trim()]),
    ['Visibility', incident.visibility === 'private' ? 'private' : ''],
    ['Test', incident.isTest ? 'yes' : '']
  ])
}

const fieldsText = (fields: IncidentDetail['impacts'][number]['fields']): string =>
  Object.entries(fields)
    .map(([name, value]) => `, ${name} ${Array.isArray(value) ? value.join(' and ') : String(value)}`)
    .join('')

function tasksText(title: string, tasks: IncidentDetail['tasks']): string {
  const lines = tasks.map(({ text, assignees, dueAt, doneAt }) => {
    const due = dueAt !== null && doneAt === null ? `, due ${utcText(dueAt)} UTC` : ''
    return `  [${doneAt === null ? ' ' : 'x'}] ${safeLine([text, ...assignees].join(', '))}${due}`
  })
  return lines.length === 0 ? '' : [title, ...lines].join('\n')
}

function timelineText({ timeline }: IncidentDetail): string {
  const lines: string[] = []
  let day = ''
  for (const { at, author, text, flagged } of timeline) {
    if (at.slice(0, 10) !== day) lines.push(`${day === '' ? '' : '\n'}${(day = at.slice(0, 10))} UTC`)
    const [first = '', ...rest] = safe(text).trim().split('\n')
    lines.push(
      `  ${at.slice(11, 19)} ${flagged ? '⚑' : ' '} ${safeLine(author)}: ${first}`,
      ...rest.map((line) => indent(line, ' '.repeat(13)))
    )
  }
  return lines.join('\n')
}

const indent = (text: string, by: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : by + line))
    .join('\n')
