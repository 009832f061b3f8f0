import { getSchema } from '@tiptap/core'
import { baseKeymap, lift, selectParentNode, setBlockType, splitBlock, toggleMark, wrapIn } from '@tiptap/pm/commands'
import type { Node } from '@tiptap/pm/model'
import { liftListItem, sinkListItem, splitListItem, wrapInList } from '@tiptap/pm/schema-list'
import { EditorState, TextSelection, type Command } from '@tiptap/pm/state'
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, toggleHeaderRow } from '@tiptap/pm/tables'
import { initProseMirrorDoc, updateYFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { readFragment } from '#shared/doc/fragment.ts'
import { postmortemOf } from '#shared/doc/roots.ts'
import type { RawNode } from '#shared/domain/prose/nodes.ts'
import { pageSchema } from '#renderer/editor/page/pageEditor.ts'
import type { LivePage } from '#renderer/state/page/livePage.svelte.ts'
import { act, makeWriters, meet } from '#test/fuzz/pageWriters.ts'
import { baseSeed, seededRandom, type Random } from '#test/fuzz/random.ts'

const SEEDS = Number(process.env['MUSTER_FUZZ_SEEDS'] ?? 25)
const STEPS = 80
// drawing asks the room, what may stand where does not
const schema = getSchema(pageSchema({} as LivePage))
const { nodes, marks } = schema
const COMMANDS: readonly Command[] = [
  splitBlock,
  splitListItem(nodes['listItem']!),
  splitListItem(nodes['taskItem']!),
  liftListItem(nodes['listItem']!),
  liftListItem(nodes['taskItem']!),
  sinkListItem(nodes['listItem']!),
  sinkListItem(nodes['taskItem']!),
  wrapInList(nodes['bulletList']!),
  wrapInList(nodes['orderedList']!),
  wrapInList(nodes['taskList']!),
  wrapIn(nodes['blockquote']!),
  wrapIn(nodes['callout']!),
  lift,
  selectParentNode,
  setBlockType(nodes['heading']!, { level: 2 }),
  setBlockType(nodes['paragraph']!),
  setBlockType(nodes['codeBlock']!),
  toggleMark(marks['bold']!),
  toggleMark(marks['code']!),
  baseKeymap['Backspace']!,
  baseKeymap['Delete']!,
  baseKeymap['Enter']!,
  addRowAfter,
  addColumnAfter,
  deleteRow,
  deleteColumn,
  deleteTable,
  toggleHeaderRow
]

it.each(Array.from({ length: SEEDS }, (_, index) => baseSeed(1) + index))(
  'F21 seed %i: whatever people do to a page apart, together it is a page of the editor, and opening it drops no word',
  (seed) => {
    const random = seededRandom(seed)
    const writers = makeWriters(2 + random.int(0, 1))
    for (let step = 0; step < STEPS; step += 1) {
      const writer = random.pick(writers)
      if (random.chance(0.6)) edit(writer.doc, random)
      else act(writer, random)
      if (!random.chance(0.15)) continue
      const other = random.pick(writers)
      meet(writer, other)
      expectWhole(other.doc)
    }
    for (const one of writers) for (const other of writers) meet(one, other)
    for (const { doc } of writers) expectWhole(doc)
    for (const { undo } of writers) undo.destroy()
  }
)

/** As the editor does it: a command on its nodes, and what differs is written into the page. */
function edit(doc: Y.Doc, random: Random): void {
  const page = postmortemOf(doc)
  const { doc: shown, meta } = initProseMirrorDoc(page, schema)
  let state = EditorState.create({ doc: shown })
  const at = () => random.int(0, shown.content.size)
  const from = at()
  const to = random.chance(0.6) ? from : Math.min(shown.content.size, from + random.int(0, 60))
  state = state.apply(state.tr.setSelection(TextSelection.between(shown.resolve(from), shown.resolve(to))))
  const run = (command: Command) => {
    const before = state
    try {
      command(state, (tr) => (state = state.apply(tr)))
    } catch {
      // a command that gives up half way changes nothing in a window either
      state = before
    }
  }
  for (let n = random.int(1, 3); n > 0; n--) {
    run(random.pick(COMMANDS))
    if (random.chance(0.3)) state = state.apply(state.tr.insertText(random.pick(['pool ', 'drained', 'x'])))
  }
  doc.transact(() => updateYFragment(doc, page, state.doc, meta))
}

function expectWhole(doc: Y.Doc): void {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const words = lettersOf(readFragment(postmortemOf(copy)))
  const shown: Node = yXmlFragmentToProseMirrorRootNode(postmortemOf(copy), schema)
  expect(shown.textContent).toBe(words)
  // a page of nothing has no block until somebody types in it
  if (shown.childCount > 0) shown.check()
}

const lettersOf = (nodes: readonly RawNode[]): string =>
  nodes.map((node) => ('text' in node ? node.text : lettersOf(node.content))).join('')
