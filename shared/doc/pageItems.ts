import * as Y from 'yjs'
import { PAGES } from '../domain/prose/pages.ts'
import type { EventId } from '../domain/ids.ts'
import { pageOf } from './roots.ts'

/** Deeper than anybody writes. */
const MAX_DEPTH = 100

/** Every element of a page, in its order. */
export function* elementsOf(parent: Y.XmlFragment | Y.XmlElement, depth = 0): Generator<Y.XmlElement> {
  if (depth > MAX_DEPTH) return
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue
    yield child
    yield* elementsOf(child, depth + 1)
  }
}

/** The items of the pages that were made this follow-up are ticked with it, in a transaction of the caller. */
export function tickItems(doc: Y.Doc, task: EventId, isDone: boolean): void {
  for (const page of PAGES) {
    // a page that nobody opened is not made by asking for it
    if (!doc.share.has(page)) continue
    for (const element of elementsOf(pageOf(doc, page))) {
      if (element.nodeName !== 'taskItem' || element.getAttribute('task') !== task) continue
      // y-prosemirror keeps truths as they are; the type of Yjs says strings only
      if ((element.getAttribute('checked') as unknown) !== isDone) element.setAttribute('checked', isDone as unknown as string)
    }
  }
}
