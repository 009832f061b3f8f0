import type { IncidentSummary, QueryProblem } from '#shared/bridge/warRoomApi.ts'
import { duration } from '#shared/domain/lifecycle.ts'
import { FailureError, valueOf } from '#shared/domain/result.ts'
import { STATUS_TEXT, isStatus } from '#shared/domain/status.ts'
import type { Command } from '../command.ts'
import { tableText } from '../table.ts'
import { durationText, utcText } from '../times.ts'

export const listCommand: Command = {
  name: 'list',
  summary: 'list incidents, all or those a query finds',
  args: ['[QUERY…]'],
  options: {},
  async run({ io, warRoom, positionals: [query = ''], print }) {
    const { problem } = valueOf(await warRoom.countList({ query }))
    if (problem) throw new FailureError('badInput', describe(problem, query))
    const summaries = valueOf(await warRoom.listSummaries({ query }))
    print(summaries, () => (summaries.length === 0 ? '' : listText(summaries, io.now())))
    if (summaries.length === 0) io.err(query === '' ? 'No incidents yet.\n' : 'No incident matches.\n')
  }
}

/** In one line, so that the place is a number and the word there. */
function describe({ message, at, length }: QueryProblem, query: string): string {
  const found = query.slice(at, at + Math.max(1, length))
  return `${message.replace(/\.$/, '')} (at character ${at + 1}${found.trim() ? `: ${found}` : ''})`
}

export const labelOf = ({ id, number }: { id: string; number: number | null }): string =>
  number === null ? id.slice(0, 8) : `IR-${number}`
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
