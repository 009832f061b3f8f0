import type * as Y from 'yjs'
import type { EntryCategory } from '../domain/events.ts'
import type { EntryId, EventId } from '../domain/ids.ts'
import { MAX_IMAGE_BYTES, MAX_INCIDENT_IMAGE_BYTES, megabytes } from '../domain/images/checkImage.ts'
import type { ImageType } from '../domain/images/imageHeader.ts'
import { withReferences } from '../domain/images/imageReference.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { postEntry } from './commands.ts'
import { readIncident } from './readIncident.ts'
import { tryWrite, type Author, type NewEvent } from './write.ts'

/* Images of an incident. Their bytes must be on this machine's disk before any of these is called. */

/** What the core said of an image it keeps. */
export interface KeptImage {
  hash: string
  name: string
  mediaType: ImageType
  bytes: number
  width: number
  height: number
}
/** With what it shows, in words. */
export type ShownImage = KeptImage & { alt: string }

/** Note that they belong to this incident; those that do already are left as they are. */
export function attachFiles(doc: Y.Doc, author: Author, files: readonly KeptImage[], at?: number): Result<EventId[]> {
  const events = newFiles(doc, files, at)
  return events.ok ? (events.value.length > 0 ? tryWrite(doc, author, events.value) : ok([])) : events
}

/** As postEntry, with images after the text. */
export function postWithImages(
  doc: Y.Doc,
  author: Author,
  entry: { text: string; at?: number; category?: EntryCategory },
  images: readonly ShownImage[]
): Result<EntryId> {
  const files = newFiles(doc, images, entry.at)
  if (!files.ok) return files
  return postEntry(doc, author, { ...entry, text: withReferences(entry.text, images) }, files.value)
}

function newFiles(doc: Y.Doc, files: readonly KeptImage[], at?: number): Result<NewEvent[]> {
  const attached = readIncident(doc).files
  const known = new Set(attached.map(({ hash }) => hash))
  const added = files.filter(({ hash }) => !known.has(hash) && known.add(hash))
  const total = [...attached, ...added].reduce((sum, { bytes }) => sum + Math.min(bytes, MAX_IMAGE_BYTES), 0)
  if (added.length > 0 && total > MAX_INCIDENT_IMAGE_BYTES)
    return fail(
      'badInput',
      `The images of this incident would have ${megabytes(total)} together; they may have ${megabytes(MAX_INCIDENT_IMAGE_BYTES)}. Link to this one instead.`
    )
  return ok(
    added.map(({ hash, name, mediaType, bytes, width, height }) => ({
      kind: 'fileAttached',
      hash,
      name,
      mediaType,
      bytes,
      width,
      height,
      at
    }))
  )
}
