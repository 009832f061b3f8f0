import { Extension, type Editor } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

import { mapSet } from './mapSet.ts'

/** A stretch of the page that is marked: words of a comment, or what was looked for. */
export interface PageMark {
  from: number
  to: number
  kind: 'commented' | 'found'
  /** Of the comment; empty where something was found. */
  id: string
  isCurrent: boolean
}

const key = new PluginKey<DecorationSet>('pageMarks')

/** Marks what its screen says; in between they move with the text. */
export const PageMarks = (onChoose: (id: string) => void) =>
  Extension.create({
    name: 'pageMarks',
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (tr, set) => (tr.getMeta(key) as DecorationSet | undefined) ?? mapSet(set, tr)
        },
        props: {
          decorations: (state) => key.getState(state),
          handleClick(_view, _at, event) {
            const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-comment]')?.dataset['comment'] : undefined
            if (id) onChoose(id)
            return false
          }
        }
      })
    ]
  })

export function showMarks(editor: Editor, marks: readonly PageMark[]): void {
  const { doc } = editor.state
  const size = doc.content.size
  const decorations = marks
    .filter(({ from, to }) => from < to && to <= size)
    .map(({ from, to, kind, id, isCurrent }) =>
      Decoration.inline(from, to, { class: `${kind}${isCurrent ? ' current' : ''}`, ...(id === '' ? {} : { 'data-comment': id }) })
    )
  const before = key.getState(editor.state)
  if (decorations.length === 0 && before?.find().length === 0) return
  editor.view.dispatch(editor.state.tr.setMeta(key, DecorationSet.create(doc, decorations)).setMeta('addToHistory', false))
}
