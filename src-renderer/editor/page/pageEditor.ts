import { Editor, Extension, type Extensions } from '@tiptap/core'
import Collaboration from '@tiptap/extension-collaboration'
import CollaborationCaret from '@tiptap/extension-collaboration-caret'
import { TaskList } from '@tiptap/extension-list'
import { TableKit } from '@tiptap/extension-table'
import StarterKit from '@tiptap/starter-kit'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { SAFE_HREF } from '#shared/domain/prose/parseProse.ts'
import type { LivePage } from '#renderer/state/page/livePage.svelte.ts'
import { drawCaret, selectionAttributes, type Painted } from '../peerCaret.ts'
import { guardAwareness } from '../guardAwareness.ts'
import { CodeColours } from './codeColours.ts'
import { KeptNodes } from './keptNodes.ts'
import { liveNodes } from './liveNodes.ts'
import { MarkdownPaste } from './paste.ts'
import { suggestions, type SuggestSource, type SuggestState } from './suggest.svelte.ts'
import { taskItem, tickFollowUp } from './taskItem.svelte.ts'
import { tolerantNodes } from './tolerant.ts'
import './prose.css'

export interface PageEditorOptions {
  element: HTMLElement
  fragment: Y.XmlFragment
  awareness: Awareness
  label: string
  isEditable: boolean
  live: LivePage
  suggest: SuggestState
  sources: readonly SuggestSource[]
  extensions?: Extensions
  /** How to draw whoever sent this `user` field. */
  paint: (user: unknown) => Painted
  onFocus(): void
  onBlur(): void
  /** Keys of the screen around it, in the words of ProseMirror. */
  keys: Readonly<Record<string, () => void>>
  /** The selection, the text or what is active in it changed. */
  onChange(): void
}

/** A shared page of rich text. Everything typed is in the document at once; undo takes back only what this person did. */
export function openPageEditor(options: PageEditorOptions): Editor {
  const { awareness, paint, live } = options
  return new Editor({
    element: options.element,
    injectCSS: false,
    editable: options.isEditable,
    extensions: [
      pageKeys(live, options.keys),
      ...pageSchema(live),
      MarkdownPaste,
      CodeColours,
      suggestions(options.suggest, options.sources),
      ...(options.extensions ?? []),
      Collaboration.configure({ fragment: options.fragment }),
      KeptNodes,
      CollaborationCaret.configure({
        provider: { awareness: guardAwareness(awareness) },
        user: awareness.getLocalState()?.['user'] ?? {},
        render: (user) => drawCaret(paint(user), false),
        selectionRender: (user) => selectionAttributes(paint(user))
      })
    ],
    editorProps: {
      attributes: { class: 'page-text', 'aria-label': options.label, role: 'textbox', 'aria-multiline': 'true', spellcheck: 'true' },
      handleClick: (_view, _at, event) => openLink(event)
    },
    onFocus: options.onFocus,
    onBlur: options.onBlur,
    onTransaction: options.onChange
  })
}

/** What may stand in a page. */
export const pageSchema = (live: LivePage): Extensions => [
  StarterKit.configure({
    undoRedo: false,
    trailingNode: false,
    listItem: false,
    bulletList: false,
    orderedList: false,
    codeBlock: false,
    code: false,
    heading: { levels: [1, 2, 3] },
    dropcursor: { class: 'dropcursor', color: false },
    link: {
      openOnClick: false,
      protocols: ['https', 'mailto'],
      defaultProtocol: 'https',
      isAllowedUri: (url) => SAFE_HREF.test(url),
      HTMLAttributes: { rel: 'noopener noreferrer', target: '_blank' }
    }
  }),
  ...tolerantNodes,
  TaskList,
  taskItem(live),
  TableKit.configure({ table: { resizable: false } }),
  ...liveNodes(live)
]

/** Keys of a page that no extension has; before theirs. */
const pageKeys = (live: LivePage, keys: PageEditorOptions['keys']): Extension =>
  Extension.create({
    name: 'pageKeys',
    priority: 1000,
    addKeyboardShortcuts() {
      const { editor } = this
      return {
        'Mod-Enter': () => editor.isActive('taskItem') && toggleItem(editor, live),
        ...Object.fromEntries(Object.entries(keys).map(([key, run]) => [key, () => (run(), true)])),
        'Mod-Alt-q': () => editor.commands.setCallout('note')
      }
    }
  })

/** Tick the item the caret is in. */
export function toggleItem(editor: Editor, live: LivePage): boolean {
  const { $from } = editor.state.selection
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth)
    if (node.type.name !== 'taskItem') continue
    const id = node.attrs['task'] as string | null
    const task = live.task(id)
    if (task) return tickFollowUp(live, id, task.doneAt === null)
    editor.view.dispatch(editor.state.tr.setNodeAttribute($from.before(depth), 'checked', node.attrs['checked'] !== true))
    return true
  }
  return false
}

/** A click places the caret; with Ctrl or Cmd it follows the link. A mention leads to its place in this window. */
function openLink(event: MouseEvent): boolean {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link) return false
  if (link.classList.contains('mention')) return ((location.hash = link.hash), true)
  if (!(event.ctrlKey || event.metaKey) || !SAFE_HREF.test(link.href)) return false
  window.open(link.href, '_blank', 'noopener,noreferrer')
  return true
}
