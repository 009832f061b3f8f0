import { run } from '#main/cli/main.ts'
import type { Io } from '#main/cli/command.ts'
import type { WarRoom } from '#shared/bridge/warRoomApi.ts'
import { ok } from '#shared/domain/result.ts'

export const NOW = Date.parse('2026-11-23T12:00:00Z')

export interface Called {
  code: number
  out: string
  err: string
  bytes: Uint8Array[]
  files: Map<string, Uint8Array>
  /** Method and argument of every call. */
  calls: [string, unknown][]
  opened: unknown[]
  closed: number
}

type Answers = { [Method in keyof WarRoom]?: (arg: never, options?: { signal?: AbortSignal; onEmit?: (value: never) => void }) => unknown }

/** Run a command line against answers made by hand; a method without an answer gives null. */
export async function runFake(argv: string[], answers: Answers = {}, change: Partial<Io> = {}): Promise<Called> {
  const called: Called = { code: -1, out: '', err: '', bytes: [], files: new Map(), calls: [], opened: [], closed: 0 }
  const warRoom = new Proxy({} as WarRoom, {
    get: (_target, method: string) =>
      method === 'then'
        ? undefined
        : async (arg: never, options?: never) => {
            called.calls.push([method, arg])
            const answer = answers[method as keyof WarRoom]
            return answer ? await answer(arg, options) : ok(null)
          }
  })
  const io: Io = {
    out: (text) => void (called.out += text),
    outBytes: (bytes) => void called.bytes.push(bytes),
    err: (text) => void (called.err += text),
    isOutTty: false,
    isErrTty: false,
    env: { MUSTER_DATA: '/data/of/env' },
    now: () => NOW,
    readFile: async () => new Uint8Array(),
    listFolder: async () => null,
    writeFile: async (path, bytes) => void called.files.set(path, bytes),
    readInput: async () => '',
    onStop: () => () => {},
    async open(options) {
      called.opened.push(options)
      return { warRoom, close: async () => void called.closed++ }
    },
    ...change
  }
  called.code = await run(argv, io)
  return called
}
