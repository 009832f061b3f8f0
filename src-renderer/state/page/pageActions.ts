import type { Editor } from '@tiptap/core'
import { toggleItem } from '#renderer/editor/page/pageEditor.ts'
import type { Action } from '../actions/action.ts'
import type { LivePage } from './livePage.svelte.ts'
import { linkTool, PAGE_TOOLS, UNDO_TOOLS, type PageTool } from './pageTools.ts'

export interface PageActionOptions {
  live: LivePage
  askLink: () => void
  more: readonly PageTool[]
}

/** What can be done in a page that is open; its keys mean it while the caret is there. */
export const pageActions = (editor: Editor, { live, askLink, more }: PageActionOptions): Action[] => {
  const isHere = () => editor.isFocused
  const actions = [...PAGE_TOOLS, linkTool(askLink), ...more].map((tool) => actionOf(editor, tool))
  return [
    ...actions,
    ...UNDO_TOOLS.map((tool): Action => ({ ...actionOf(editor, tool), label: `${tool.label}, in the page` })),
    { id: 'page tick', label: 'Tick the item', keys: 'Mod+Enter', keysWhen: isHere, run: () => void toggleItem(editor, live) },
    { id: 'page menu', label: 'Insert something', keys: '/', ...typed(editor, '/') },
    { id: 'page person', label: 'Mention a person', keys: '@', ...typed(editor, '@') },
    { id: 'page place', label: 'Mention an incident or an entry', keys: '#', ...typed(editor, '#') }
  ]
}

/** The character opens its menu; typed where the caret is, it needs no action. */
const typed = (editor: Editor, character: string): Pick<Action, 'keysWhen' | 'run'> => ({
  keysWhen: () => false,
  run: () => void editor.chain().focus().insertContent(character).run()
})

const actionOf = (editor: Editor, tool: PageTool): Action => ({
  id: `page ${tool.label}`,
  label: tool.label,
  ...(tool.keys ? { keys: tool.keys } : {}),
  keysWhen: () => editor.isFocused,
  keywords: 'format page text write',
  lead: { type: 'icon', icon: tool.icon },
  get disabled() {
    if (!editor.isEditable) return 'This page is read-only'
    return (tool.canRun?.(editor) ?? true) ? null : 'Not here'
  },
  run: () => tool.run(editor)
})
