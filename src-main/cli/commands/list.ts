import type { IncidentSummary, Sort } from '#shared/bridge/warRoomApi.ts'
import { toCsv } from '#shared/domain/csv.ts'
import { duration } from '#shared/domain/lifecycle.ts'
import { FailureError, valueOf } from '#shared/domain/result.ts'
import { incidentLabel, type Numbered } from '#shared/domain/number.ts'
import { STATUS_TEXT, isStatus } from '#shared/domain/status.ts'
import { textOf } from '../args.ts'
import { UsageError, type Command } from '../command.ts'
import { describe } from '../problem.ts'
import { tableText } from '../table.ts'
import { durationText, utcText } from '../times.ts'

const ORDERS = ['severity', 'number', 'title', 'status', 'duration', 'commander', 'lastUpdate', 'declared', 'bestMatch'] as const

export const listCommand: Command = {
  name: 'list',
  summary: 'list incidents, all or those a query finds; of a word, check* is the beginning',
  args: ['[QUERY…]'],
  options: {
    sort: { value: 'COLUMN', help: `order: ${ORDERS.join(', ')} or any field; -COLUMN turns it round` },
    csv: { help: 'print CSV' }
  },
  async run({ io, warRoom, values, positionals: [query = ''], isJson, print }) {
    if (values['csv'] && isJson) throw new UsageError('--csv and --json are two shapes: choose one')
    const sort = sortOf(textOf(values, 'sort'))
    const { problem } = valueOf(await warRoom.countList({ query }))
    if (problem) throw new FailureError('badInput', describe(problem, query))
    const summaries = valueOf(await warRoom.listSummaries({ query, ...(sort ? { sort } : {}) }))
    if (values['csv']) io.out(csvText(summaries))
    else print(summaries, () => (summaries.length === 0 ? '' : listText(summaries, io.now())))
    if (summaries.length === 0) io.err(query === '' ? 'No incidents yet.\n' : 'No incident matches.\n')
  }
}

/** What is most interesting at its greatest comes first so. */
const GREATEST_FIRST: ReadonlySet<string> = new Set(['number', 'duration', 'lastUpdate', 'declared', 'bestMatch'])

function sortOf(text: string | undefined): Sort | undefined {
  const name = text?.replace(/^-/, '').trim()
  if (text === undefined || name === undefined) return undefined
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new UsageError(`--sort takes a column such as ${ORDERS[0]} or -${ORDERS[0]}, not "${text}"`)
  const by = ORDERS.find((each) => each.toLowerCase() === name.toLowerCase()) ?? name
  return { by, descending: GREATEST_FIRST.has(by) !== text.startsWith('-') }
}

const CSV_COLUMNS = [
  'id',
  'number',
  'title',
  'severity',
  'status',
  'visibility',
  'isTest',
  'commander',
  'services',
  'teams',
  'declaredAt',
  'resolvedAt',
  'lastUpdateAt',
  'prefix'
] as const satisfies readonly (keyof IncidentSummary)[]

/** The columns of the JSON; of several names, joined by a comma and a space. */
function csvText(summaries: readonly IncidentSummary[]): string {
  const cell = (value: IncidentSummary[keyof IncidentSummary]) => (Array.isArray(value) ? value.join(', ') : String(value ?? ''))
  return toCsv([CSV_COLUMNS, ...summaries.map((row) => CSV_COLUMNS.map((column) => cell(row[column])))])
}

export const labelOf = (incident: Numbered & { id: string }): string =>
  incident.number === null ? incident.id.slice(0, 8) : incidentLabel(incident)
export const statusLabel = (status: string): string => (isStatus(status) ? STATUS_TEXT[status].label : status)

function listText(summaries: readonly IncidentSummary[], nowMs: number): string {
  return tableText<IncidentSummary>(summaries, [
    { title: 'ID', text: labelOf },
    { title: 'SEVERITY', text: ({ severity }) => severity },
    { title: 'STATUS', text: ({ status }) => statusLabel(status) },
    { title: 'DECLARED (UTC)', text: ({ declaredAt }) => utcText(declaredAt) },
    { title: 'DURATION', text: (row) => spanText(row, nowMs) },
    { title: 'COMMANDER', text: ({ commander }) => commander ?? '', max: 24 },
    { title: 'SERVICES', text: ({ services }) => services.join(', '), max: 32 },
    { title: 'TITLE', text: (row) => `${row.title}${row.visibility === 'private' ? ' (private)' : ''}` }
  ])
}

export function spanText(row: { declaredAt: string; resolvedAt: string | null }, nowMs: number): string {
  const span = duration(Date.parse(row.declaredAt), row.resolvedAt === null ? null : Date.parse(row.resolvedAt))
  if (span.type === 'running') return durationText(Math.max(0, nowMs - span.sinceAt))
  return span.type === 'done' ? durationText(span.ms) : 'end before start'
}
