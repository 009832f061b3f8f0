import { AGGREGATIONS } from '#shared/analytics/aggregate.ts'
import type { Clause } from '#shared/analytics/query/ast.ts'
import { FailureError } from '#shared/domain/result.ts'
import type { QueryProblem } from '#shared/domain/search/ast.ts'
import { textOf, type Values } from '../args.ts'
import { UsageError, type CommandOption } from '../command.ts'
import { describe } from '../problem.ts'

/* The options of `muster analytics` as the text of a question, and what is wrong with that text as words about the options. */

/** In the order of a question's text. */
const CLAUSE_OPTIONS = {
  by: 'by',
  rollup: 'rollup',
  zone: 'zone',
  'week-start': 'weekstart',
  from: 'from',
  to: 'to',
  top: 'top',
  compare: 'compare',
  definition: 'definition'
} as const satisfies Record<string, Clause>

const PARTS = ['agg', 'measure', ...Object.keys(CLAUSE_OPTIONS)]

export interface Question {
  text: string
  /** What a place in the text is part of, in rising order. `option` null: words somebody typed. */
  parts: readonly { at: number; option: string | null }[]
}

/** A question in words is one that begins as all of them do; anything else is a query as in the list. */
export function questionOf(values: Values, words: string): Question {
  const typed = textOf(values, 'question')
  const isQuestion = (AGGREGATIONS as readonly string[]).includes(words.trim().split(/\s/)[0]!.toLowerCase())
  const text = typed ?? (isQuestion ? words : undefined)
  if (text === undefined) return composed(values, words.trim())
  if (typed !== undefined && words.trim() !== '')
    throw new UsageError(`--question is the whole question, so "${words.trim()}" is too much; a query goes into it, after where`)
  const besides = PARTS.find((name) => values[name] !== undefined)
  if (besides) throw new UsageError(`--${besides} beside a whole question is too much; say it in the question, or leave the question out`)
  return { text, parts: [{ at: 0, option: null }] }
}

function composed(values: Values, query: string): Question {
  const measure = textOf(values, 'measure') ?? 'incident_count'
  // as on the screen: incidents are counted, of anything else the middle is what people ask for first
  const agg = textOf(values, 'agg') ?? (measure.toLowerCase() === 'incident_count' ? 'count' : 'p50')
  const parts: Question['parts'][number][] = []
  let text = ''
  const add = (option: string | null, clause: string, value: string) => {
    parts.push({ at: text.length, option })
    text += `${clause}${value} `
  }
  add('agg', '', quoted('agg', agg))
  add('measure', '', quoted('measure', measure))
  for (const [option, clause] of Object.entries(CLAUSE_OPTIONS)) {
    const value = textOf(values, option)
    if (value !== undefined) add(option, `${clause} `, quoted(option, value))
  }
  if (query !== '') {
    text += 'where '
    add(null, '', query)
  }
  return { text: text.trimEnd(), parts }
}

/** One word of the text, whatever is in it. */
function quoted(option: string, value: string): string {
  if (value.includes('"')) throw new UsageError(`--${option} takes no quotation marks inside its value: ${value}`)
  return `"${value}"`
}

/** Names the option that is wrong, or the place in what was typed. */
export function problemOf({ text, parts }: Question, problem: QueryProblem): UsageError | FailureError {
  const part = parts.findLast(({ at }) => at <= problem.at) ?? parts[0]!
  if (part.option !== null) return new UsageError(`--${part.option}: ${problem.message.replace(/\.$/, '')}`)
  return new FailureError('badInput', describe({ ...problem, at: problem.at - part.at }, text.slice(part.at)))
}

export const QUESTION_OPTIONS: Readonly<Record<string, CommandOption>> = {
  measure: { value: 'NAME', help: 'incident_count, time_to_resolve … or a number field (incident_count)' },
  agg: { value: 'HOW', help: `${AGGREGATIONS.join(', ')} (count of incidents, else p50)` },
  by: { value: 'FIELD', help: 'a row for each of its values: service, severity, team …' },
  rollup: { value: 'LENGTH', help: 'a row for each hour, day, week, month or quarter' },
  zone: { value: 'ZONE', help: 'whose clocks say when a day begins, such as Europe/Berlin (that of the workspace)' },
  'week-start': { value: 'DAY', help: 'the day weeks begin on (that of the workspace)' },
  from: { value: 'TIME', help: 'declared then or later: 2024, 2024-01-31, 2024-01-31T10:00Z or now-90d' },
  to: { value: 'TIME', help: 'declared before then' },
  top: { value: 'NUMBER', help: 'the greatest so many groups; the rest together is (other) (10)' },
  compare: { value: 'WITH', help: 'previous: the period before, too; lastyear, 2023: the same days of that year; needs --from' },
  definition: { value: 'NAME', help: '2023 or current: what is measured (that of the workspace)' },
  question: { value: 'TEXT', help: "all of it in words: 'p90 time_to_resolve by service rollup month from 2023 to 2025'" }
}
