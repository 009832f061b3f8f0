import * as v from 'valibot'
import { DOC_ID } from '#shared/domain/ids.ts'

const incident = v.pipe(v.string(), v.regex(DOC_ID))

/** What the shell and the core's process say to each other, beside the windows' own ports. */
export const shellMessage = v.variant('t', [
  v.object({ t: v.literal('open'), dataDir: v.string() }),
  /** Comes with the port of one window. */
  v.object({ t: v.literal('attach') }),
  /** The person chose what they were told of on the desktop. null: their work. */
  v.object({ t: v.literal('show'), incident: v.nullable(incident) }),
  v.object({ t: v.literal('close') })
])
export type ShellMessage = v.InferOutput<typeof shellMessage>

/** The core could not be opened; the message is for the person. */
export const coreFailure = v.object({ t: v.literal('failed'), message: v.string() })
export type CoreFailure = v.InferOutput<typeof coreFailure>

/** Something the person should hear of at once: plain text of a length that any desktop shows. */
export const coreAlert = v.object({
  t: v.literal('alert'),
  title: v.pipe(v.string(), v.maxLength(100)),
  body: v.pipe(v.string(), v.maxLength(200)),
  incident: v.nullable(incident)
})
export type CoreAlert = v.InferOutput<typeof coreAlert>
