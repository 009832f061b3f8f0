import type { AnalyticsSeries } from '#shared/bridge/contract/analytics.ts'
import { valueOf } from '#shared/domain/result.ts'
import { csvOf, jsonOf } from '../analytics/rows.ts'
import { problemOf, QUESTION_OPTIONS, questionOf } from '../analytics/question.ts'
import { analyticsText } from '../analytics/text.ts'
import { UsageError, type Command, type CommandContext } from '../command.ts'

export const analyticsCommand: Command = {
  name: 'analytics',
  summary: 'figures of all incidents, or of those a query finds; QUERY may also be a whole question, as Explore copies it',
  args: ['[QUERY…]'],
  options: { ...QUESTION_OPTIONS, csv: { help: 'print CSV; in it and in JSON durations are seconds' } },
  async run(context) {
    const { io, values, isJson, print } = context
    if (values['csv'] && isJson) throw new UsageError('--csv and --json are two shapes: choose one')
    const answer = await ask(context)
    if (values['csv']) io.out(csvOf(answer, io.now()))
    else print(jsonOf(answer, io.now()), () => analyticsText(answer, io.now()))
  }
}

async function ask({ warRoom, values, positionals: [words = ''] }: CommandContext): Promise<AnalyticsSeries> {
  const question = questionOf(values, words)
  const answer = valueOf(await warRoom.measureSeries({ text: question.text }))
  if (answer.type === 'problem') throw problemOf(question, answer)
  return answer
}
