import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import type { Values } from './args.ts'

/** What a command may use of the world. Tests give their own. */
export interface Io {
  /** Data, on stdout. */
  out(text: string): void
  outBytes(bytes: Uint8Array): void
  /** Everything else, on stderr. */
  err(text: string): void
  isOutTty: boolean
  isErrTty: boolean
  env: Record<string, string | undefined>
  /** Epoch ms. */
  now(): number
  readFile(path: string): Promise<Uint8Array>
  /** Names of the files in a folder; null: it is no folder. */
  listFolder(path: string): Promise<string[] | null>
  writeFile(path: string, bytes: Uint8Array): Promise<void>
  readInput(): Promise<string>
  /** Ctrl-C, or the end of the session. */
  onStop(listener: () => void): () => void
  open: OpenWarRoom
}

export type OpenWarRoom = (options: {
  dataDir: string
  as?: string
  stays: boolean
}) => Promise<{ warRoom: WarRoom; close(): Promise<void> }>

export interface CommandContext {
  io: Io
  warRoom: WarRoom
  values: Values
  /** As many as `args` names; the last takes all that follow, joined by spaces, or each on its own where the command is `isMany`. */
  positionals: string[]
  isJson: boolean
  /** Print data: as JSON with --json, else as `text` gives it. */
  print(value: unknown, text: () => string): void
}

export interface CommandOption {
  /** What stands for the value in the help; absent for a switch. */
  value?: string
  isList?: boolean
  help: string
}

export interface Command {
  name: string
  summary: string
  /** `ID`, `TEXT…`, `[QUERY…]`: brackets for what may be missing, an ellipsis for the rest of the line. */
  args: readonly string[]
  options: Readonly<Record<string, CommandOption>>
  /** What the last argument takes are several, not words of one text. */
  isMany?: true
  /** Runs until it is stopped, and lets other commands work through it meanwhile. */
  stays?: true
  /** Exit code; 0 where it gives none. */
  run(context: CommandContext): Promise<number | void>
}

/** The person typed something that makes no sense: exit code 2. */
export class UsageError extends Error {}
