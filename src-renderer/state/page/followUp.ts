import type { Editor } from '@tiptap/core'
import { addTask, finishTask } from '#shared/doc/taskCommands.ts'
import type { LivePage } from './livePage.svelte.ts'

/** Make the item the caret is in a follow-up: from then on ticking either ticks both. */
export function makeFollowUp(editor: Editor, live: LivePage): void {
  const { $from } = editor.state.selection
  const { room } = live
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth)
    if (node.type.name !== 'taskItem') continue
    const text = node.firstChild?.textContent.trim() ?? ''
    const task = room.do(addTask(room.doc, room.author, { text, list: 'followUp' }))
    if (task === undefined) return
    if (node.attrs['checked'] === true) room.do(finishTask(room.doc, room.author, task))
    editor.view.dispatch(editor.state.tr.setNodeAttribute($from.before(depth), 'task', task))
    return
  }
}
