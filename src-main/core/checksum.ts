import { crc32 } from 'node:zlib'

/** CRC-32 over the document's name and the body, so that a row that changed its document is noticed too. */
export const checksum = (docId: string, body: Uint8Array): number => crc32(body, crc32(docId))
