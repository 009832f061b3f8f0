import * as Y from 'yjs'
import { MAX_IMAGE_BYTES } from '../domain/images/checkImage.ts'
import { numberOfHash } from '../domain/images/fileHash.ts'
import { FILE_HASH, hashOfFileDoc, type DocId } from '../domain/ids.ts'

/*
 * The bytes of a file as the document `file-<hash>`: the root `chunks`, Y.Map number → bytes. Whoever writes a file writes the very same
 * updates, under a client id made from its hash: two who attach one image have one set of bytes when they meet, and nothing can be
 * set again or taken away.
 */

const ROOT = 'chunks'
export const CHUNK_BYTES = 256 * 1024
const MAX_CHUNKS = MAX_IMAGE_BYTES / CHUNK_BYTES

/** One update for each chunk, in order; each is made when it is asked for. */
export function* updatesOfFile(hash: string, bytes: Uint8Array): Generator<Uint8Array> {
  const doc = new Y.Doc()
  doc.clientID = numberOfHash(hash)
  let made: Uint8Array
  doc.on('update', (update: Uint8Array) => (made = update))
  const chunks = doc.getMap(ROOT)
  for (let index = 0; index < countChunks(bytes); index++) {
    chunks.set(String(index), bytes.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES))
    yield made!
  }
  doc.destroy()
}

export const countChunks = (bytes: Uint8Array): number => Math.ceil(bytes.length / CHUNK_BYTES)

/** The bytes as far as they are here without a hole; whether they are those of the hash only the hash tells. */
export function bytesOfFile(doc: Y.Doc): Uint8Array {
  const found = chunksOf(doc)
  const bytes = new Uint8Array(found.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of found) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

function chunksOf(doc: Y.Doc): Uint8Array[] {
  const chunks = doc.getMap(ROOT)
  const found: Uint8Array[] = []
  for (let index = 0; index < MAX_CHUNKS; index++) {
    const chunk = chunks.get(String(index))
    if (!(chunk instanceof Uint8Array) || chunk.length > CHUNK_BYTES) break
    found.push(chunk)
  }
  return found
}

type Decoded = ReturnType<typeof Y.decodeUpdate>

/** What an update to a file would do beside adding chunks of that file; undefined: nothing. */
export function fileUpdateProblem(docId: DocId, { structs, ds }: Decoded): string | undefined {
  if (ds.clients.size > 0) return 'an update that takes bytes out of a file'
  const hash = hashOfFileDoc(docId)
  const isPart = FILE_HASH.test(hash) && structs.every((struct) => isChunk(struct, numberOfHash(hash)))
  return isPart ? undefined : 'an update that is no part of a file'
}

function isChunk(struct: Decoded['structs'][number], client: number): boolean {
  if (!(struct instanceof Y.Item) || struct.id.client !== client || struct.id.clock >= MAX_CHUNKS) return false
  const { parent, parentSub, content } = struct
  const isInPlace = (parent as unknown) === ROOT && parentSub === String(struct.id.clock) && struct.origin === null
  return isInPlace && content instanceof Y.ContentBinary && content.content.length > 0 && content.content.length <= CHUNK_BYTES
}
