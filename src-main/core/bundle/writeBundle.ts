import { hash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import * as Y from 'yjs'
import type { IncidentId } from '#shared/domain/ids.ts'
import type { Workspace } from '../identity.ts'
import { hasGaps, type Replica } from '../replica.ts'
import type { Pace } from '../export/pace.ts'
import { BUNDLE_FORMAT, BUNDLE_VERSION, FILES, MANIFEST, ROWS, type BundleRow, type Manifest } from './bundleFormat.ts'
import { encodeRows } from './rowsFile.ts'

export interface BundleParts {
  id: IncidentId
  doc: Y.Doc
  replica: Replica
  workspace: Workspace
  label: string
  nowMs: number
  /** Bytes of its pictures by hash, those that are here. */
  pictures: ReadonlyMap<string, Uint8Array>
  /** What is only to be read: name and text. */
  readable: Readonly<Record<string, string>>
  pace: Pace
}

const PAGE_ROWS = 1000
const PAGE_BYTES = 4 * 1024 * 1024

/** One incident with everything as a file. */
export async function writeBundle(parts: BundleParts): Promise<Uint8Array> {
  const { id, workspace, label, nowMs, pictures, readable, pace } = parts
  const rows = await readRows(parts)
  const files = new Map<string, Uint8Array>([[ROWS, encodeRows(id, rows)]])
  for (const [name, text] of Object.entries(readable)) files.set(name, strToU8(text))
  for (const [picture, bytes] of pictures) files.set(FILES + picture, bytes)
  const manifest: Manifest = {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    incident: id,
    label,
    exportedAt: nowMs,
    workspace,
    rows: rows.length,
    files: Object.fromEntries([...files].map(([name, bytes]) => [name, { bytes: bytes.length, sha256: hash('sha256', bytes) }]))
  }
  return zip(new Map([[MANIFEST, strToU8(`${JSON.stringify(manifest, null, 2)}\n`)], ...files]), pace)
}

async function readRows({ id, doc, replica, pace }: BundleParts): Promise<BundleRow[]> {
  const { store } = replica
  const rows: BundleRow[] = []
  for (let seq = 0; ;) {
    const page = await store.listOfDoc(id, seq, PAGE_ROWS, PAGE_BYTES)
    for (const { at, body } of page.updates) rows.push({ at, body })
    await pace.step(page.throughSeq, store.lastSeq())
    if (page.throughSeq === seq) break
    seq = page.throughSeq
  }
  // rows that were damaged here may live on in a snapshot: all there is goes along
  const isDamaged = (await store.listDamagedDocs()).includes(id)
  if ((isDamaged || rows.length === 0) && !hasGaps(doc)) rows.push({ at: 0, body: Y.encodeStateAsUpdate(doc) })
  return rows
}

const SLICE_BYTES = 512 * 1024

/** A slice at a time, so that other work goes on. Pictures are packed already. */
async function zip(files: ReadonlyMap<string, Uint8Array>, pace: Pace): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let failure: Error | null = null
  const archive = new Zip((error, chunk) => {
    if (error) failure = error
    else chunks.push(chunk)
  })
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  let done = 0
  for (const [name, bytes] of files) {
    const file = name.startsWith(FILES) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    // the same incident at the same moment is the same file: no time of packing
    file.mtime = new Date(1980, 0, 1)
    archive.add(file)
    for (let at = 0; at < bytes.length || at === 0; at += SLICE_BYTES) {
      file.push(bytes.subarray(at, at + SLICE_BYTES), at + SLICE_BYTES >= bytes.length)
      done += Math.min(SLICE_BYTES, bytes.length - at)
      await pace.step(done, total)
    }
  }
  archive.end()
  await setImmediate()
  if (failure) throw failure as Error
  return new Uint8Array(Buffer.concat(chunks))
}
