import { hash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import * as v from 'valibot'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import {
  BUNDLE_VERSION,
  bundleHead,
  FILES,
  MANIFEST,
  manifestSchema,
  MAX_ENTRIES,
  MAX_UNPACKED,
  ROWS,
  type BundleRow,
  type Manifest
} from './bundleFormat.ts'
import { decodeRows } from './rowsFile.ts'

export interface Bundle {
  manifest: Manifest
  rows: BundleRow[]
  /** By hash. */
  pictures: ReadonlyMap<string, Uint8Array>
}

/** A ZIP; whether it is a bundle its manifest says. */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4

/** What is in a file that says it is a bundle. Nothing of it is believed before it is checked. */
export function readBundle(bytes: Uint8Array): Result<Bundle> {
  const unpacked = unpack(bytes)
  if (!unpacked.ok) return unpacked
  const files = unpacked.value
  const read = readManifest(files)
  if (!read.ok) return read
  const manifest = read.value
  const problem = contentProblem(manifest, files)
  if (problem !== undefined) return refused(problem)
  const rows = decodeRows(manifest.incident, files.get(ROWS)!)
  if (typeof rows === 'string') return refused(`In ${ROWS}, ${rows}`)
  if (rows.length !== manifest.rows) return refused(`It has ${rows.length} rows and says ${manifest.rows}`)
  const pictures = new Map([...files].filter(([name]) => name.startsWith(FILES)).map(([name, data]) => [name.slice(FILES.length), data]))
  return ok({ manifest, rows, pictures })
}

export const refused = (why: string) => fail('damaged', `${why}. The bundle was not imported, and nothing was changed.`)

/** Names are compared with those that a bundle has, never used as a path. */
const isKnownName = (name: string): boolean =>
  [MANIFEST, ROWS, 'incident.json', 'people.json', 'settings.json'].includes(name) || /^files\/[a-z2-7]{52}$/.test(name)

class Unwanted extends Error {}

function unpack(bytes: Uint8Array): Result<Map<string, Uint8Array>> {
  let size = 0
  const names = new Set<string>()
  try {
    const files = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!isKnownName(name)) throw new Unwanted(`It holds "${name.slice(0, 80)}", which no bundle has`)
        if (names.has(name)) throw new Unwanted(`It holds ${name} twice`)
        names.add(name)
        size += originalSize
        if (size > MAX_UNPACKED || names.size > MAX_ENTRIES) throw new Unwanted('It would unpack to more than one incident has')
        return true
      }
    })
    return ok(new Map(Object.entries(files)))
  } catch (error) {
    return refused(error instanceof Unwanted ? error.message : 'It is damaged: it cannot be unpacked')
  }
}

function readManifest(files: ReadonlyMap<string, Uint8Array>): Result<Manifest> {
  const text = files.get(MANIFEST)
  if (!text) return refused(`It is no bundle: there is no ${MANIFEST} in it`)
  let value: unknown
  try {
    value = JSON.parse(strFromU8(text))
  } catch {
    return refused(`Its ${MANIFEST} is no JSON`)
  }
  const head = v.safeParse(bundleHead, value)
  if (!head.success) return refused(`Its ${MANIFEST} is not that of a bundle`)
  if (head.output.version > BUNDLE_VERSION)
    return fail(
      'badInput',
      `The bundle was written by a newer Muster (format ${head.output.version}). Update Muster here, then import it again.`
    )
  const manifest = v.safeParse(manifestSchema, value)
  if (manifest.success) return ok(manifest.output)
  const [issue] = manifest.issues
  return refused(`In its ${MANIFEST}, ${issue.path?.map(({ key }) => String(key)).join('.') ?? 'something'}: ${issue.message}`)
}

/** Every file is in the list, every one of the list is there, and each is what was packed. */
function contentProblem({ files: listed }: Manifest, files: ReadonlyMap<string, Uint8Array>): string | undefined {
  for (const name of files.keys())
    if (name !== MANIFEST && !Object.hasOwn(listed, name)) return `It holds ${name}, which its list does not name`
  for (const [name, { bytes, sha256 }] of Object.entries(listed)) {
    const data = files.get(name)
    if (!data) return `${name} is missing`
    if (data.length !== bytes || hash('sha256', data) !== sha256) return `${name} is damaged: its checksum does not fit`
  }
  return files.has(ROWS) ? undefined : `${ROWS} is missing`
}
