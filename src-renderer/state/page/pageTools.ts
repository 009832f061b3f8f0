import type { Editor } from '@tiptap/core'
import Bold from '@lucide/svelte/icons/bold'
import Code from '@lucide/svelte/icons/code'
import Heading1 from '@lucide/svelte/icons/heading-1'
import Heading2 from '@lucide/svelte/icons/heading-2'
import Heading3 from '@lucide/svelte/icons/heading-3'
import Info from '@lucide/svelte/icons/info'
import Italic from '@lucide/svelte/icons/italic'
import Link from '@lucide/svelte/icons/link'
import List from '@lucide/svelte/icons/list'
import ListChecks from '@lucide/svelte/icons/list-checks'
import ListOrdered from '@lucide/svelte/icons/list-ordered'
import Quote from '@lucide/svelte/icons/quote'
import Redo from '@lucide/svelte/icons/redo-2'
import SquareCode from '@lucide/svelte/icons/square-code'
import Strikethrough from '@lucide/svelte/icons/strikethrough'
import TableIcon from '@lucide/svelte/icons/table'
import Underline from '@lucide/svelte/icons/underline'
import Undo from '@lucide/svelte/icons/undo-2'
import type { IconComponent } from '#renderer/ui/icon.ts'

/** What can be done to the text of a page: its toolbar, its keys and the palette read it. */
export interface PageTool {
  label: string
  /** As in state/keySequence.ts. */
  keys?: string
  icon: IconComponent
  isOn?: (editor: Editor) => boolean
  canRun?: (editor: Editor) => boolean
  run(editor: Editor): void
}

const heading = (level: 1 | 2 | 3, icon: IconComponent): PageTool => ({
  label: `Heading ${level}`,
  keys: `Mod+Alt+${level}`,
  icon,
  isOn: (editor) => editor.isActive('heading', { level }),
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run()
})
const mark = (name: string, label: string, keys: string, icon: IconComponent): PageTool => ({
  label,
  keys,
  icon,
  isOn: (editor) => editor.isActive(name),
  canRun: (editor) => !editor.isActive('codeBlock'),
  run: (editor) => editor.chain().focus().toggleMark(name).run()
})

export const PAGE_TOOLS: readonly PageTool[] = [
  heading(1, Heading1),
  heading(2, Heading2),
  heading(3, Heading3),
  mark('bold', 'Bold', 'Mod+b', Bold),
  mark('italic', 'Italic', 'Mod+i', Italic),
  mark('underline', 'Underline', 'Mod+u', Underline),
  mark('strike', 'Strike', 'Mod+Shift+s', Strikethrough),
  mark('code', 'Code', 'Mod+e', Code),
  {
    label: 'List',
    keys: 'Mod+Shift+8',
    icon: List,
    isOn: (editor) => editor.isActive('bulletList'),
    run: (editor) => editor.chain().focus().toggleBulletList().run()
  },
  {
    label: 'Numbered list',
    keys: 'Mod+Shift+7',
    icon: ListOrdered,
    isOn: (editor) => editor.isActive('orderedList'),
    run: (editor) => editor.chain().focus().toggleOrderedList().run()
  },
  {
    label: 'Checklist',
    keys: 'Mod+Shift+9',
    icon: ListChecks,
    isOn: (editor) => editor.isActive('taskList'),
    run: (editor) => editor.chain().focus().toggleTaskList().run()
  },
  {
    label: 'Quote',
    keys: 'Mod+Shift+b',
    icon: Quote,
    isOn: (editor) => editor.isActive('blockquote'),
    run: (editor) => editor.chain().focus().toggleBlockquote().run()
  },
  {
    label: 'Callout',
    keys: 'Mod+Alt+q',
    icon: Info,
    isOn: (editor) => editor.isActive('callout'),
    run: (editor) =>
      editor.isActive('callout') ? editor.chain().focus().unsetCallout().run() : editor.chain().focus().setCallout('note').run()
  },
  {
    label: 'Code block',
    keys: 'Mod+Alt+c',
    icon: SquareCode,
    isOn: (editor) => editor.isActive('codeBlock'),
    run: (editor) => editor.chain().focus().toggleCodeBlock().run()
  },
  {
    label: 'Table',
    icon: TableIcon,
    isOn: (editor) => editor.isActive('table'),
    canRun: (editor) => !editor.isActive('table'),
    run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()
  }
]

export const linkTool = (ask: () => void): PageTool => ({
  label: 'Link',
  keys: 'Mod+Alt+k',
  icon: Link,
  isOn: (editor) => editor.isActive('link'),
  run: ask
})

export const UNDO_TOOLS: readonly PageTool[] = [
  {
    label: 'Undo my last change',
    keys: 'Mod+z',
    icon: Undo,
    canRun: (editor) => editor.can().undo(),
    run: (editor) => editor.chain().focus().undo().run()
  },
  {
    label: 'Redo',
    keys: 'Mod+y',
    icon: Redo,
    canRun: (editor) => editor.can().redo(),
    run: (editor) => editor.chain().focus().redo().run()
  }
]
