import type { Editor } from '@tiptap/core'
import type { EntryId } from '#shared/domain/ids.ts'

/** A card of the entry: below what the caret is in, or, where nobody wrote yet, at the end of the section Timeline or of the page. */
export function insertEntry(editor: Editor, id: EntryId): void {
  const { state } = editor
  const { $to } = state.selection
  const isPlaced = state.selection.from > 1
  const at = isPlaced && $to.depth > 0 ? $to.after(1) : endOfTimeline(editor)
  editor.chain().insertContentAt(Math.min(at, state.doc.content.size), { type: 'entry', attrs: { id } }).run()
}

function endOfTimeline({ state: { doc } }: Editor): number {
  let isIn = false
  let end = doc.content.size
  doc.forEach((node, offset) => {
    if (node.type.name !== 'heading') return
    if (isIn) {
      end = Math.min(end, offset)
      isIn = false
    } else if (/timeline/i.test(node.textContent)) isIn = true
  })
  return end
}
