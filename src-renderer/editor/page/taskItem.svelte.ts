import { TaskItem } from '@tiptap/extension-list'
import type { NodeView } from '@tiptap/pm/view'
import { mount, unmount } from 'svelte'
import { finishTask, reopenTask } from '#shared/doc/taskCommands.ts'
import { EVENT_ID } from '#shared/domain/clock.ts'
import type { EventId } from '#shared/domain/ids.ts'
import FollowUpChip from '#renderer/parts/page/FollowUpChip.svelte'
import type { LivePage } from '#renderer/state/page/livePage.svelte.ts'
import { ITEM_CONTENT, notInItems } from './tolerant.ts'

/** An item to tick off. One that was made a follow-up shows and sets whether that is done. */
export const taskItem = (live: LivePage) =>
  TaskItem.extend({
    content: ITEM_CONTENT,
    addInputRules() {
      return notInItems(this.parent?.() ?? [])
    },
    addAttributes() {
      return {
        ...this.parent?.(),
        task: {
          default: null,
          keepOnSplit: false,
          parseHTML: (element) => (EVENT_ID.test(element.dataset['task'] ?? '') ? element.dataset['task'] : null),
          renderHTML: ({ task }) => (task === null ? {} : { 'data-task': task as string })
        }
      }
    },
    addNodeView() {
      return ({ node, editor, getPos }): NodeView => {
        const props = $state({ id: node.attrs['task'] as string | null, checked: node.attrs['checked'] === true, live })
        const dom = document.createElement('li')
        const label = document.createElement('label')
        const checkbox = document.createElement('input')
        const contentDOM = document.createElement('div')
        const chip = document.createElement('span')
        label.contentEditable = 'false'
        chip.contentEditable = 'false'
        chip.className = 'follow'
        checkbox.type = 'checkbox'
        label.append(checkbox)
        dom.append(label, contentDOM, chip)
        const setLabel = (text: string) => checkbox.setAttribute('aria-label', `Done: ${text || 'an empty item'}`)
        setLabel(node.textContent)
        checkbox.addEventListener('mousedown', (event) => event.preventDefault())
        checkbox.addEventListener('change', () => {
          const isDone = checkbox.checked
          // it shows what is so, not what was clicked
          checkbox.checked = props.checked
          toggle(isDone)
        })
        const toggle = (isDone: boolean) => {
          if (tickFollowUp(live, props.id, isDone)) return
          const at = getPos()
          if (at === undefined || !editor.isEditable) return
          editor.view.dispatch(editor.state.tr.setNodeAttribute(at, 'checked', isDone))
        }
        const app = mount(FollowUpChip, { target: chip, props })
        const stop = $effect.root(() => {
          $effect(() => {
            const task = live.task(props.id)
            const isDone = task ? task.doneAt !== null : props.checked
            checkbox.checked = isDone
            dom.dataset['checked'] = String(isDone)
          })
        })
        return {
          dom,
          contentDOM,
          update(next) {
            if (next.type !== node.type) return false
            props.id = next.attrs['task'] as string | null
            props.checked = next.attrs['checked'] === true
            setLabel(next.textContent)
            return true
          },
          ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
          stopEvent: (event) => event.target instanceof Node && (label.contains(event.target) || chip.contains(event.target)),
          destroy() {
            stop()
            void unmount(app)
          }
        }
      }
    }
  }).configure({ nested: true })

/** Tick the follow-up of an item; false: it has none that is here. */
export function tickFollowUp(live: LivePage, id: string | null, isDone: boolean): boolean {
  const task = live.task(id)
  if (!task) return false
  const { room } = live
  if ((task.doneAt !== null) !== isDone) room.do((isDone ? finishTask : reopenTask)(room.doc, room.author, task.id as EventId))
  return true
}
