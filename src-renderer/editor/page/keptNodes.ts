import { Extension } from '@tiptap/core'
import { Plugin, type EditorState } from '@tiptap/pm/state'
import { ySyncPluginKey, type ProsemirrorBinding } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { carryCaret } from './carryCaret.ts'

/*
 * What others write comes into the editor as the whole page, which its binding makes anew for each letter: every node, every comparison,
 * and the place on the screen besides. Here the nodes that nothing happened to stay the same objects, so a letter costs its paragraph.
 */

type Mapping = ProsemirrorBinding['mapping']
type Observer = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => void

/** The nodes that were made of the page; while it reads a change, nobody empties it. */
class KeptMapping extends Map<unknown, unknown> {
  isKept = false

  constructor(mapping: Mapping) {
    super()
    for (const [type, nodes] of mapping) this.set(type, nodes)
  }

  override clear(): void {
    if (!this.isKept) super.clear()
  }
}

export const bindingOf = (state: EditorState): ProsemirrorBinding | null =>
  (ySyncPluginKey.getState(state) as { binding: ProsemirrorBinding | null } | undefined)?.binding ?? null

/** Goes behind the binding of the page. */
export const KeptNodes = Extension.create({
  name: 'keptNodes',
  priority: 1,
  addProseMirrorPlugins: () => [
    new Plugin({
      view(view) {
        const binding = bindingOf(view.state)
        if (binding) keepNodes(binding)
        return {}
      }
    })
  ]
})

/** From now on the binding makes nodes only of what changed. Once is enough. */
export function keepNodes(binding: ProsemirrorBinding): void {
  if (binding.mapping instanceof KeptMapping) return
  const mapping = new KeptMapping(binding.mapping)
  binding.mapping = mapping as unknown as Mapping
  const observe = binding._observeFunction as Observer
  const isInView = binding._isLocalCursorInView.bind(binding)
  let isUndo = false
  binding.type.unobserveDeep(observe)
  binding._observeFunction = ((events, transaction) => {
    forgetChanged(mapping, transaction)
    if (transaction.origin !== ySyncPluginKey) carryCaret(binding, transaction)
    isUndo = transaction.origin instanceof Y.UndoManager
    mapping.isKept = true
    try {
      observe(events, transaction)
    } finally {
      mapping.isKept = false
    }
  }) satisfies Observer
  binding.type.observeDeep(binding._observeFunction as Observer)
  // letters of others do not scroll to the caret, which would lay out the page for each: the browser holds what is read in its place
  binding._isLocalCursorInView = () => isUndo && isInView()
}

function forgetChanged(mapping: Map<unknown, unknown>, transaction: Y.Transaction): void {
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentType) mapping.delete(struct.content.type)
  })
  // of what is typed here the editor has the nodes already
  if (transaction.origin === ySyncPluginKey) return
  for (const type of transaction.changed.keys()) mapping.delete(type)
  for (const type of transaction.changedParentTypes.keys()) mapping.delete(type)
}
