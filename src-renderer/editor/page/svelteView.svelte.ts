import type { NodeViewRenderer } from '@tiptap/core'
import type { NodeView } from '@tiptap/pm/view'
import { mount, unmount, type Component } from 'svelte'
import type { LivePage } from '#renderer/state/page/livePage.svelte.ts'

export interface ViewProps {
  attrs: Readonly<Record<string, unknown>>
  isSelected: boolean
  live: LivePage
  setAttrs(attrs: Record<string, unknown>): void
}

const OWN = 'button, a, input, select, summary'

/** A node without text of its own, drawn by a component that follows the incident. */
export const svelteView =
  (component: Component<ViewProps>, tag: 'div' | 'span', live: LivePage): NodeViewRenderer =>
  ({ node, editor, getPos }): NodeView => {
    const dom = document.createElement(tag)
    dom.className = `live ${node.type.name}`
    const setAttrs = (attrs: Record<string, unknown>) => {
      const at = getPos()
      if (at !== undefined && editor.isEditable)
        editor.view.dispatch(editor.state.tr.setNodeMarkup(at, undefined, { ...props.attrs, ...attrs }))
    }
    const props: ViewProps = $state({ attrs: node.attrs, isSelected: false, live, setAttrs })
    const app = mount(component, { target: dom, props })
    return {
      dom,
      update(next) {
        if (next.type !== node.type) return false
        props.attrs = next.attrs
        return true
      },
      selectNode: () => (props.isSelected = true),
      deselectNode: () => (props.isSelected = false),
      ignoreMutation: () => true,
      stopEvent: (event) => event.target instanceof Element && event.target !== dom && event.target.closest(OWN) !== null,
      destroy: () => void unmount(app)
    }
  }
