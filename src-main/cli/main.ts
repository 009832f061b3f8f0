import { readdir, readFile, writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { VERSION } from '#main/seat/version.ts'
import { getDataDir } from '#main/loopback/dataDir.ts'
import { FailureError, failureOf } from '#shared/domain/result.ts'
import { parseArguments, textOf, type Arguments } from './args.ts'
import { UsageError, type Command, type CommandContext, type Io } from './command.ts'
import { COMMANDS } from './commands/index.ts'
import { commandHelp, generalHelp } from './help.ts'
import { safeLine } from './table.ts'

/** Run one command line; gives the exit code. Nothing but data goes to `io.out`. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return help(rest[0], name === undefined, io)
  if (name === '--version' || name === 'version') {
    io.out(`${VERSION}\n`)
    return 0
  }
  const command = COMMANDS.find((candidate) => candidate.name === name)
  try {
    if (!command) throw new UsageError(`There is no command "${safeLine(name)}"; muster --help lists them`)
    const args = parseArguments(command, rest)
    if (args.values['help'] !== true) return await runCommand(command, args, io)
    io.out(commandHelp(command))
    return 0
  } catch (error) {
    return tell(error, command, io)
  }
}

function help(name: string | undefined, isLost: boolean, io: Io): number {
  const command = COMMANDS.find((candidate) => candidate.name === name)
  if (isLost) io.err(generalHelp(COMMANDS))
  else io.out(command ? commandHelp(command) : generalHelp(COMMANDS))
  return isLost ? 2 : 0
}

async function runCommand(command: Command, args: Arguments, io: Io): Promise<number> {
  const isJson = args.values['json'] === true
  const print: CommandContext['print'] = (value, asText) => {
    const shown = isJson ? JSON.stringify(value, null, io.isOutTty ? 2 : 0) : asText()
    if (shown !== '') io.out(shown.endsWith('\n') ? shown : `${shown}\n`)
  }
  const as = textOf(args.values, 'as')
  const opened = await io.open({
    dataDir: getDataDir(textOf(args.values, 'data'), io.env),
    ...(as ? { as } : {}),
    stays: command.stays === true
  })
  try {
    return (await command.run({ io, warRoom: opened.warRoom, values: args.values, positionals: args.positionals, isJson, print })) ?? 0
  } finally {
    await opened.close()
  }
}

function tell(error: unknown, command: Command | undefined, io: Io): number {
  if (error instanceof UsageError) {
    io.err(`muster: ${error.message}\n${command ? `Usage: muster ${[command.name, ...command.args].join(' ')} (--help tells more)\n` : ''}`)
    return 2
  }
  io.err(`muster: ${safeLine(failureOf(error).message)}\n`)
  if (!(error instanceof FailureError) && io.env['MUSTER_DEBUG'] && error instanceof Error) io.err(`${error.stack}\n`)
  return 1
}

async function listFolder(path: string): Promise<string[] | null> {
  try {
    const found = await readdir(path, { withFileTypes: true })
    return found.filter((each) => each.isFile()).map(({ name }) => name)
  } catch {
    // a file, or nothing at all: reading it says which
    return null
  }
}

/** The real world. */
export async function runMain(): Promise<void> {
  // `muster list | head` is not an error
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  process.exitCode = await run(process.argv.slice(2), {
    out: (data) => process.stdout.write(data),
    outBytes: (bytes) => process.stdout.write(bytes),
    err: (message) => process.stderr.write(message),
    isOutTty: process.stdout.isTTY === true,
    isErrTty: process.stderr.isTTY === true,
    env: process.env,
    now: Date.now,
    readFile: (path) => readFile(path),
    listFolder,
    writeFile: (path, bytes) => writeFile(path, bytes),
    readInput: () => text(process.stdin),
    onStop(listener) {
      process.on('SIGINT', listener).on('SIGTERM', listener).on('SIGHUP', listener)
      return () => process.off('SIGINT', listener).off('SIGTERM', listener).off('SIGHUP', listener)
    },
    // the core takes a moment to load; help does not need it
    open: async (options) => (await import('#main/seat/openWarRoom.ts')).openWarRoom(options)
  })
}
