import type { Node } from '@tiptap/pm/model'
import type { Editor } from '@tiptap/core'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import type { UndoManager } from 'yjs'

export interface Hit {
  from: number
  to: number
}

/** More than anybody steps through. */
const MOST = 10_000

/** Where words stand, within one paragraph each; case counts only when asked for. */
export function findIn(doc: Node, wanted: string, isCaseKept = false): Hit[] {
  const hits: Hit[] = []
  if (wanted === '') return hits
  const fold = (text: string) => (isCaseKept ? text : foldSame(text))
  const needle = fold(wanted)
  doc.descendants((node, at) => {
    if (!node.isTextblock) return hits.length < MOST
    // what is no letter takes one place, as in the editor
    const text = fold(node.textBetween(0, node.content.size, undefined, '\ufffc'))
    for (let index = text.indexOf(needle); index >= 0 && hits.length < MOST; index = text.indexOf(needle, index + needle.length))
      hits.push({ from: at + 1 + index, to: at + 1 + index + needle.length })
    return false
  })
  return hits
}

/** In lower case where that keeps the length: places must stay places. */
const foldSame = (text: string): string => {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : text
}

/** All at once: one step of undo. */
export function replaceAll(editor: Editor, hits: readonly Hit[], text: string): void {
  const { tr, schema } = editor.state
  for (const { from, to } of hits.toReversed()) {
    const marks = tr.doc.resolve(from + 1).marks()
    if (text === '') tr.delete(from, to)
    else tr.replaceWith(from, to, schema.text(text, marks))
  }
  asOneStep(editor, () => editor.view.dispatch(tr))
}

/** What happens in `change` is undone by itself, and not with what was typed before it. */
export function asOneStep(editor: Editor, change: () => void): void {
  const manager = (yUndoPluginKey.getState(editor.state) as { undoManager?: UndoManager } | undefined)?.undoManager
  manager?.stopCapturing()
  change()
  manager?.stopCapturing()
}
