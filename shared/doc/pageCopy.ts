import * as sha256 from 'lib0/hash/sha256'
import * as Y from 'yjs'
import { fromMarkdown } from '../domain/prose/fromMarkdown.ts'
import { newNodes, readBlocks } from './fragment.ts'
import { pageOf } from './roots.ts'

/*
 * A template in the page, as one update that is the same to the byte wherever it is made: whoever starts a postmortem from one template
 * writes the same letters under the same ids, so that two who start it apart have one copy, and what each then wrote in it merges.
 */

export interface PageCopy {
  /** Names it; also in the event of the start. */
  id: string
  clientId: number
  update: Uint8Array
}

/** Above what Yjs gives to people's windows, which have 32 bits. */
const FIRST_CLIENT = 2 ** 32
const MAX_TAKES = 1000

/** `take`: how many copies of it there were before, and are gone. */
export function copyOf(body: string, take: number): PageCopy {
  const draft = sha256.digest(writeAs(1, body))
  // the update itself is hashed, not its source: another build may read Markdown otherwise, and that is then another copy
  const hash = sha256.digest(new Uint8Array([...draft, take & 255, (take >> 8) & 255]))
  const clientId = FIRST_CLIENT + hash.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0)
  return { id: hex(hash), clientId, update: writeAs(clientId, body) }
}

function writeAs(clientId: number, body: string): Uint8Array {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = clientId
  doc.transact(() => pageOf(doc, 'postmortem').insert(0, newNodes(fromMarkdown(body, { hasVariables: true }))))
  return Y.encodeStateAsUpdate(doc)
}

export type FoundCopy = { type: 'new'; copy: PageCopy } | { type: 'there' }

/** The copy to bring: the first that never was in the document; none while one stands in the page. */
export function findCopy(doc: Y.Doc, body: string): FoundCopy {
  for (let take = 0; take < MAX_TAKES; take++) {
    const copy = copyOf(body, take)
    if (Y.getState(doc.store, copy.clientId) === 0) return { type: 'new', copy }
    if (isShown(doc, copy.clientId)) return { type: 'there' }
  }
  return { type: 'there' }
}

/** Something of it stands in the page. */
export const isShown = (doc: Y.Doc, clientId: number): boolean =>
  pageOf(doc, 'postmortem')
    .toArray()
    .some((node) => node._item?.id.client === clientId)

/** Changes with any change of the words or their dress; that an item was ticked or made a follow-up is no change of the text. */
export function pageDigest(doc: Y.Doc): string {
  const words = JSON.stringify(readBlocks(pageOf(doc, 'postmortem')), (key, value: unknown) =>
    key === 'checked' || key === 'task' ? undefined : value
  )
  return hex(sha256.digest(new TextEncoder().encode(words)))
}

const hex = (bytes: Uint8Array): string => [...bytes.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
