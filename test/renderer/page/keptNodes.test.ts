import { getSchema } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import { canSplit } from '@tiptap/pm/transform'
import { ProsemirrorBinding, ySyncPlugin, ySyncPluginKey, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newNodes } from '#shared/doc/fragment.ts'
import { newDoc, postmortemOf } from '#shared/doc/roots.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import { bindingOf, keepNodes } from '#renderer/editor/page/keptNodes.ts'
import { pageSchema } from '#renderer/editor/page/pageEditor.ts'
import { act, makeWriters, meet, type Writer } from '#test/fuzz/pageWriters.ts'
import { baseSeed, seededRandom, type Random } from '#test/fuzz/random.ts'

const SEEDS = Number(process.env['MUSTER_FUZZ_SEEDS'] ?? 10)
const schema = getSchema(pageSchema({} as never))

/** As much of an editor as the binding needs, without a screen. */
class Screenless {
  state: EditorState
  #views: { update?: (view: never, before: EditorState) => void }[] = []

  constructor(page: Y.XmlFragment) {
    this.state = EditorState.create({ schema, plugins: [ySyncPlugin(page)] })
    this.#views = this.state.plugins.map((plugin) => plugin.spec.view?.(this as never) ?? {})
    keepNodes(bindingOf(this.state)!)
  }

  readonly dispatch = (tr: Transaction): void => {
    const before = this.state
    this.state = before.apply(tr)
    for (const view of this.#views) view.update?.(this as never, before)
  }

  readonly hasFocus = (): boolean => false

  get binding(): ProsemirrorBinding {
    return bindingOf(this.state)!
  }
}

const shownAnew = (page: Y.XmlFragment): Node => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(page.doc!))
  return yXmlFragmentToProseMirrorRootNode(postmortemOf(copy), schema)
}

describe('what others write, in the editor', () => {
  it('W120 a letter of somebody else makes anew only the block it is in; the others stay the same nodes', () => {
    const doc = newDoc('a')
    doc.transact(() => postmortemOf(doc).insert(0, newNodes(fromMarkdown('one\n\ntwo\n\n- a\n- b\n\nthree'))))
    const editor = new Screenless(postmortemOf(doc))
    const before = editor.state.doc
    const other = newDoc('b')
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    const list = postmortemOf(other).get(2) as Y.XmlElement
    const letters = ((list.get(1) as Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlText
    letters.insert(1, 'x')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    const { doc: after } = editor.state
    expect(after.textContent).toBe('onetwoabxthree')
    expect([0, 1, 2, 3].map((index) => after.child(index) === before.child(index))).toEqual([true, true, false, true])
    expect(after.child(2).child(0)).toBe(before.child(2).child(0))
    expect(ySyncPluginKey.getState(editor.state)).toMatchObject({ isChangeOrigin: true })
  })

  it('W210 the caret stays between its letters when somebody else turns their paragraph into an item', () => {
    const doc = newDoc('a')
    doc.transact(() => postmortemOf(doc).insert(0, newNodes(fromMarkdown('Something before it.\n\nThe cache was cold.\n\nEnd.'))))
    const editor = new Screenless(postmortemOf(doc))
    const caret = editor.state.doc.child(0).nodeSize + 1 + 'The cache'.length
    editor.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, caret, caret + ' was'.length)))
    const other = newDoc('b')
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    other.transact(() => {
      postmortemOf(other).delete(1, 1)
      postmortemOf(other).insert(1, newNodes(fromMarkdown('- The cache was cold.')))
    })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    const { $from, from, to } = editor.state.selection
    expect($from.node(-1).type.name).toBe('listItem')
    expect(editor.state.doc.textBetween(from, to)).toBe(' was')
  })

  it.each(Array.from({ length: SEEDS }, (_, index) => baseSeed(1) + index))(
    'W121 seed %i: a page that is kept in step, typed in from both sides, is the page that opening it anew shows',
    (seed) => {
      const random = seededRandom(seed)
      const writers = makeWriters(2)
      const [near, far] = writers as [Writer, Writer]
      const page = postmortemOf(near.doc)
      const editor = new Screenless(page)
      for (let step = 0; step < 120; step += 1) {
        const kind = random.int(0, 3)
        if (kind === 0) typeHere(editor, random)
        else if (kind === 1) act(near, random)
        else act(far, random)
        if (random.chance(0.3)) meet(far, near)
        if (random.chance(0.3)) meet(near, far)
        // where nothing stands at all the editor has a paragraph to type in
        if (page.length > 0) expect(editor.state.doc.toJSON()).toEqual(shownAnew(page).toJSON())
        for (const [type, node] of editor.binding.mapping as unknown as Map<Y.AbstractType<unknown>, Node>)
          if (type instanceof Y.XmlElement) expect(node.textContent, 'what is remembered of an element').toBe(wordsOf(type))
      }
      for (const { undo } of writers) undo.destroy()
    }
  )
})

const wordsOf = (element: Y.XmlElement): string =>
  element
    .toArray()
    .map((child) =>
      child instanceof Y.XmlText
        ? (child.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')
        : wordsOf(child as Y.XmlElement)
    )
    .join('')

function typeHere(editor: Screenless, random: Random): void {
  const { doc } = editor.state
  const at = TextSelection.near(doc.resolve(random.int(0, doc.content.size)))
  const tr = editor.state.tr.setSelection(at)
  if (random.chance(0.7)) tr.insertText(random.pick(['pool ', 'x']))
  else if (at.from > 1 && canSplit(doc, at.from)) tr.split(at.from)
  editor.dispatch(tr)
}
