declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** One incident, and the name of its Y.Doc. */
export type IncidentId = Branded<'IncidentId'>
/** Sortable as text: a hybrid logical clock stamp, then the device that wrote it. */
export type EventId = Branded<'EventId'>
/** A timeline entry is the event that made it. */
export type EntryId = EventId
/** A person, or a source such as an imported status page (`source:…`). */
export type ActorId = Branded<'ActorId'>
/** One writer of events: a window, a command, an import. */
export type DeviceId = Branded<'DeviceId'>
/** A Y.Doc: an incident, the workspace, or the bytes of one file. */
export type DocId = string

export const WORKSPACE_DOC: DocId = 'workspace'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

/** `length` random characters of 0-9a-z. */
export function randomText(length: number): string {
  let text = ''
  // 252 = 7 × 36: a byte at or above it would favour the first letters
  for (const byte of randomBytes(length * 2)) {
    if (byte < 252 && text.length < length) text += ALPHABET[byte % 36]
  }
  return text.length === length ? text : randomText(length)
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}

export const newIncidentId = (): IncidentId => randomText(16) as IncidentId
export const newActorId = (): ActorId => `p${randomText(11)}` as ActorId
export const newDeviceId = (): DeviceId => randomText(8) as DeviceId

/** What may name a document on disk, on the wire and in a URL. */
export const DOC_ID = /^[a-z0-9][a-z0-9-]{2,63}$/
export const isDocId = (text: string): text is DocId => DOC_ID.test(text)
export const isIncidentId = (text: string): text is IncidentId => isDocId(text) && text !== WORKSPACE_DOC && !isFileDoc(text)

/** SHA-256 of a file, see images/fileHash.ts. */
export const FILE_HASH = /^[a-z2-7]{52}$/
const FILE = 'file-'
/** Every name that begins so is kept for files, whether it can be one or not. */
export const isFileDoc = (docId: DocId): boolean => docId.startsWith(FILE)
export const fileDocOf = (hash: string): DocId => `${FILE}${hash}`
export const hashOfFileDoc = (docId: DocId): string => docId.slice(FILE.length)
