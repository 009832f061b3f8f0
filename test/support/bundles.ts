import { hash } from 'node:crypto'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { encodeRows } from '#main/core/bundle/rowsFile.ts'
import type { BundleRow } from '#main/core/bundle/bundleFormat.ts'

/* Bundles taken apart and put together again, as somebody would who wants to smuggle something in. */

export type Unpacked = Record<string, Uint8Array>

export const unpackBundle = (bytes: Uint8Array): Unpacked => unzipSync(bytes)
export const packBundle = (files: Unpacked): Uint8Array => zipSync(files)

export const manifestOf = (files: Unpacked): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(files['manifest.json'])) as Record<string, unknown>

/** With a list that fits what is in it, and `change` in the manifest. */
export function signed(files: Unpacked, change: Record<string, unknown> = {}): Unpacked {
  const others = Object.entries(files).filter(([name]) => name !== 'manifest.json')
  const list = Object.fromEntries(others.map(([name, bytes]) => [name, { bytes: bytes.length, sha256: hash('sha256', bytes) }]))
  return { ...files, 'manifest.json': strToU8(JSON.stringify({ ...manifestOf(files), files: list, ...change })) }
}

export function withRows(files: Unpacked, rows: readonly BundleRow[], change: Record<string, unknown> = {}): Unpacked {
  const id = String(change['incident'] ?? manifestOf(files)['incident'])
  return signed({ ...files, 'rows.bin': encodeRows(id, rows) }, { rows: rows.length, ...change })
}
