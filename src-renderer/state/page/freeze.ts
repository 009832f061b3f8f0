import type { Editor } from '@tiptap/core'
import { Fragment } from '@tiptap/pm/model'
import type { ProseContext } from '#shared/domain/prose/resolveProse.ts'
import { resolveProse } from '#shared/domain/prose/resolveProse.ts'
import { pmNodesOf } from '#renderer/editor/page/pmJson.ts'
import { asOneStep } from './find.ts'

/**
 * Variables and timelines become what they say now; entry cards stay, they are links to what is in the log. Only they are replaced, so
 * that what others write meanwhile is kept. One step of undo.
 */
export function freezePage(editor: Editor, context: ProseContext): void {
  const { tr, schema, doc } = editor.state
  const live: { at: number; size: number; replacement: Fragment }[] = []
  doc.descendants((node, at) => {
    if (node.type.name === 'variable') {
      const name = String(node.attrs['name'])
      live.push({ at, size: node.nodeSize, replacement: Fragment.from(schema.text(context.variable(name) || `{{${name}}}`, node.marks)) })
    } else if (node.type.name === 'timeline') {
      const blocks = resolveProse([{ type: 'timeline', show: node.attrs['show'] === 'all' ? 'all' : 'flagged' }], context)
      live.push({ at, size: node.nodeSize, replacement: Fragment.from(pmNodesOf(blocks, schema)) })
    }
  })
  for (const { at, size, replacement } of live.toReversed()) tr.replaceWith(at, at + size, replacement)
  if (tr.docChanged) asOneStep(editor, () => editor.view.dispatch(tr))
}
