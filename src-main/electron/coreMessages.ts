import * as v from 'valibot'

/** What the shell and the core's process say to each other, beside the windows' own ports. */
export const shellMessage = v.variant('t', [
  v.object({ t: v.literal('open'), dataDir: v.string() }),
  /** Comes with the port of one window. */
  v.object({ t: v.literal('attach') }),
  v.object({ t: v.literal('close') })
])
export type ShellMessage = v.InferOutput<typeof shellMessage>

/** The core could not be opened; the message is for the person. */
export const coreFailure = v.object({ t: v.literal('failed'), message: v.string() })
export type CoreFailure = v.InferOutput<typeof coreFailure>
