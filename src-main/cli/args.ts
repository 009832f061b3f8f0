import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { UsageError, type Command, type CommandOption } from './command.ts'

export type Values = Record<string, string | boolean | string[] | undefined>

/** Every command takes these. */
export const COMMON_OPTIONS: Readonly<Record<string, CommandOption>> = {
  data: { value: 'DIR', help: 'work in this folder (also: MUSTER_DATA)' },
  json: { help: 'print JSON' },
  as: { value: 'NAME', help: 'write as this person; else as whose seat it is, else as who is logged in' },
  help: { help: 'say this' }
}

export interface Arguments {
  values: Values
  positionals: string[]
}

/** The arguments of a command. Throws a UsageError that says what is wrong. */
export function parseArguments(command: Command, argv: readonly string[]): Arguments {
  const { shielded, restore } = shield(argv)
  const { values, positionals } = parseStrictly({ ...command.options, ...COMMON_OPTIONS }, shielded)
  const restored: Values = {}
  for (const [name, value] of Object.entries(values)) {
    restored[name] = Array.isArray(value) ? value.map((item) => restore(String(item))) : typeof value === 'string' ? restore(value) : value
  }
  const isHelp = restored['help'] === true
  return { values: restored, positionals: isHelp ? [] : fitPositionals(command, positionals.map(restore)) }
}

function parseStrictly(options: Readonly<Record<string, CommandOption>>, args: string[]) {
  const config: ParseArgsOptionsConfig = {}
  for (const [name, option] of Object.entries(options)) {
    config[name] = {
      type: option.value ? 'string' : 'boolean',
      multiple: option.isList ?? false,
      ...(name === 'help' ? { short: 'h' } : {})
    }
  }
  try {
    return parseArgs({ args, options: config, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? (withoutValue(error.message, options) ?? firstLine(error.message)) : String(error))
  }
}

const firstLine = (message: string): string => message.split(/\n|\. To specify/)[0] ?? ''

/** An option stands there without what it takes. */
function withoutValue(message: string, options: Readonly<Record<string, CommandOption>>): string | null {
  const [, name = ''] = /^Option '.*?--([\w-]+).*' argument (?:missing|is ambiguous)/.exec(message) ?? []
  const option = options[name]
  return option?.value ? `--${name} takes ${option.value}, which is missing: ${option.help}` : null
}

/** `-10m` and `-service:web` are a time and a query, not options. */
const NOT_AN_OPTION = /^-(\d|\s|[A-Za-z_.]+:)/

function shield(argv: readonly string[]): { shielded: string[]; restore(text: string): string } {
  const mark = '\u0000'
  return {
    shielded: argv.map((arg, index) => (NOT_AN_OPTION.test(arg) ? `${mark}${index}` : arg)),
    restore: (text) => (text.startsWith(mark) ? (argv[Number(text.slice(1))] ?? text) : text)
  }
}

function fitPositionals(command: Command, positionals: string[]): string[] {
  const { args } = command
  const needed = args.filter((arg) => !arg.startsWith('[')).length
  const takesRest = args.at(-1)?.includes('…') ?? false
  if (positionals.length < needed) throw new UsageError(`${plain(args[positionals.length] ?? '')} is missing`)
  if (positionals.length <= args.length || command.isMany) return positionals
  if (!takesRest) throw new UsageError(`"${positionals[args.length]}" is too much`)
  const last = args.length - 1
  return [...positionals.slice(0, last), positionals.slice(last).join(' ')]
}

export const plain = (arg: string): string => arg.replace(/[[\]…]/g, '')

export const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

export const listOf = (values: Values, name: string): string[] => {
  const value = values[name]
  return Array.isArray(value) ? value : []
}

/** A value from a closed set, in any case. */
export function choiceOf<Choice extends string>(text: string, choices: readonly Choice[], what: string): Choice {
  const found = choices.find((choice) => choice.toLowerCase() === text.trim().toLowerCase())
  if (!found) throw new UsageError(`${what} is one of ${choices.join(', ')}, not "${text}"`)
  return found
}
