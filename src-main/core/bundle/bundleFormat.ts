import * as v from 'valibot'
import { isIncidentId, type IncidentId } from '#shared/domain/ids.ts'

/*
 * One incident as a file, `*.muster`: a ZIP, so that anybody can look inside with what their system has. What is in it:
 *   manifest.json   what this is, of which incident, and the SHA-256 of every other file
 *   rows.bin        the rows of the incident's document as they stand in the log, with when they were written
 *   files/<hash>    bytes of its pictures
 *   incident.json   the incident as `muster export --format json` has it, to read; not read back
 *   people.json     names of who takes part, to read; not read back
 *   settings.json   its type as it was set, to read; not read back
 */

export const BUNDLE_FORMAT = 'muster-bundle'
export const BUNDLE_VERSION = 1
export const MANIFEST = 'manifest.json'
export const ROWS = 'rows.bin'
export const FILES = 'files/'

/** More is nothing that one incident holds, and nothing this machine should be made to unpack. */
export const MAX_UNPACKED = 512 * 1024 * 1024
export const MAX_ENTRIES = 2_000

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Read first, so that a later version is named before anything else of it is looked at. */
export const bundleHead = v.object({ format: v.literal(BUNDLE_FORMAT), version: v.pipe(v.number(), v.integer(), v.minValue(1)) })

export const manifestSchema = v.object({
  ...bundleHead.entries,
  incident: v.pipe(
    v.string(),
    v.check((id) => isIncidentId(id) && !id.startsWith('file-'), 'no id of an incident'),
    v.transform((id) => id as IncidentId)
  ),
  /** Number and title, to read. */
  label: v.pipe(v.string(), v.maxLength(600)),
  /** Epoch ms. */
  exportedAt: v.pipe(v.number(), v.minValue(0)),
  workspace: v.object({ id: v.pipe(v.string(), v.maxLength(200)), name: v.pipe(v.string(), v.maxLength(200)) }),
  rows: count,
  files: v.record(v.pipe(v.string(), v.maxLength(100)), v.object({ bytes: count, sha256 }))
})
export type Manifest = v.InferOutput<typeof manifestSchema>

/** A row of the log. */
export interface BundleRow {
  /** When it was written, epoch ms; 0: unknown. */
  at: number
  body: Uint8Array
}
