import { valueOf } from '#shared/domain/result.ts'
import { choiceOf, textOf } from '../args.ts'
import type { Command } from '../command.ts'

const FORMATS = ['json', 'md'] as const

export const exportCommand: Command = {
  name: 'export',
  summary: 'print one incident as JSON or Markdown',
  args: ['ID'],
  options: { format: { value: 'FORMAT', help: 'json or md (as without it)' } },
  async run({ warRoom, values, positionals: [ref = ''], isJson, io }) {
    const format = choiceOf(textOf(values, 'format') ?? (isJson ? 'json' : 'md'), FORMATS, 'The format')
    const exported = valueOf(await warRoom.exportIncident({ ref, format }))
    // asked for Markdown inside JSON: as a JSON value, so that the output is what --json says
    const text = isJson && format === 'md' ? JSON.stringify(exported) : exported.text
    io.out(text.endsWith('\n') ? text : `${text}\n`)
  }
}
