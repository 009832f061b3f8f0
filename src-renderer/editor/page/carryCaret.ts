import type { ProsemirrorBinding } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { bornIn, placeIn } from '#shared/doc/rescue/heirs.ts'
import { aroundGone, isThere } from '#shared/doc/rescue/lost.ts'

interface Selection {
  anchor: Y.RelativePosition | null
  head: Y.RelativePosition | null
  /** Where they were; null: the place in the document is all that counts. */
  absAnchor: number | null
  absHead: number | null
}

/**
 * Somebody else wrote the block anew that the caret is in, as a heading or an item: the caret goes to the same letters there. Left to
 * itself the binding puts it somewhere near, and the rest of the sentence is typed into another paragraph.
 */
export function carryCaret(binding: ProsemirrorBinding, transaction: Y.Transaction): void {
  const selection = binding.beforeTransactionSelection as Selection | null
  if (!selection) return
  const anchor = carried(selection.anchor, transaction)
  const head = carried(selection.head, transaction)
  if (anchor) Object.assign(selection, { anchor, absAnchor: null })
  if (head) Object.assign(selection, { head, absHead: null })
}

function carried(place: Y.RelativePosition | null, transaction: Y.Transaction): Y.RelativePosition | undefined {
  const around = place ? aroundGone(transaction, place) : undefined
  const found = around && placeIn(bornIn(transaction).filter(isThere), [around])
  return found ? Y.createRelativePositionFromTypeIndex(found.text, found.index, -1) : undefined
}
