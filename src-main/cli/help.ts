import { COMMON_OPTIONS } from './args.ts'
import type { Command, CommandOption } from './command.ts'

const align = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

const usageOf = (command: Command): string => ['muster', command.name, ...command.args].join(' ')

const optionRows = (options: Readonly<Record<string, CommandOption>>): [string, string][] =>
  Object.entries(options).map(([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}${name === 'help' ? ', -h' : ''}`, help])

export function generalHelp(commands: readonly Command[]): string {
  const rows = commands.map((command): [string, string] => [[command.name, ...command.args].join(' '), command.summary])
  return `muster COMMAND: work incidents from the command line.

Commands
${align(rows)}

For every command
${align(optionRows(COMMON_OPTIONS))}

muster COMMAND --help tells the options of one command. Data goes to stdout, everything else to stderr.
Exit code: 0 done, 1 failed, 2 not understood.
`
}

export const commandHelp = (command: Command): string => `${usageOf(command)}

${command.summary}

${align(optionRows({ ...command.options, ...COMMON_OPTIONS }))}
`
