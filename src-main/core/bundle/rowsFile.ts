import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { checksum } from '../checksum.ts'
import { MAX_UPDATE_BYTES } from '../guard.ts'
import type { BundleRow } from './bundleFormat.ts'

/** Each row: when it was written, its checksum in the log (which covers the name of its document), its bytes. */
export function encodeRows(docId: string, rows: readonly BundleRow[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const { at, body } of rows) {
    encoding.writeVarUint(encoder, at)
    encoding.writeUint32(encoder, checksum(docId, body))
    encoding.writeVarUint8Array(encoder, body)
  }
  return encoding.toUint8Array(encoder)
}

/** The rows, or why they cannot be those of this document. */
export function decodeRows(docId: string, bytes: Uint8Array): BundleRow[] | string {
  const decoder = decoding.createDecoder(bytes)
  const rows: BundleRow[] = []
  try {
    while (decoding.hasContent(decoder)) {
      const at = decoding.readVarUint(decoder)
      const sum = decoding.readUint32(decoder)
      const body = decoding.readVarUint8Array(decoder)
      const place = `row ${rows.length + 1}`
      if (at > 8.64e15) return `${place} was written at no time there is`
      if (body.length > MAX_UPDATE_BYTES) return `${place} has ${body.length} bytes`
      if (checksum(docId, body) !== sum) return `${place} is not one of this incident: its checksum does not fit`
      rows.push({ at, body })
    }
  } catch {
    return `row ${rows.length + 1} ends too early`
  }
  return rows
}
