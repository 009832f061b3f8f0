import { Editor } from '@tiptap/core'
import Collaboration from '@tiptap/extension-collaboration'
import CollaborationCaret from '@tiptap/extension-collaboration-caret'
import StarterKit from '@tiptap/starter-kit'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { drawCaret, selectionAttributes, type Painted } from './peerCaret.ts'
import { guardAwareness } from './guardAwareness.ts'

export interface NotesEditorOptions {
  element: HTMLElement
  fragment: Y.XmlFragment
  awareness: Awareness
  label: string
  /** How to draw whoever sent this `user` field. */
  paint: (user: unknown) => Painted
  onFocus(): void
  onBlur(): void
  /** The selection, the text or what is active in it changed. */
  onChange(): void
}

const LINK = /^(https:\/\/|mailto:)/i

/** The shared notes page. Everything typed is in the document at once; undo takes back only what this person did. */
export function openNotesEditor(options: NotesEditorOptions): Editor {
  const { awareness, paint } = options
  return new Editor({
    element: options.element,
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        undoRedo: false,
        heading: { levels: [2, 3] },
        link: {
          openOnClick: false,
          protocols: ['https', 'mailto'],
          defaultProtocol: 'https',
          isAllowedUri: (url) => LINK.test(url),
          HTMLAttributes: { rel: 'noopener noreferrer', target: '_blank' }
        }
      }),
      Collaboration.configure({ fragment: options.fragment }),
      CollaborationCaret.configure({
        provider: { awareness: guardAwareness(awareness) },
        user: awareness.getLocalState()?.['user'] ?? {},
        render: (user) => drawCaret(paint(user), false),
        selectionRender: (user) => selectionAttributes(paint(user))
      })
    ],
    editorProps: {
      attributes: { 'aria-label': options.label, role: 'textbox', 'aria-multiline': 'true', spellcheck: 'true' },
      handleClick: (_view, _at, event) => openLink(event)
    },
    onFocus: options.onFocus,
    onBlur: options.onBlur,
    onTransaction: options.onChange
  })
}

/** A click places the caret; with Ctrl or Cmd it follows the link. */
function openLink(event: MouseEvent): boolean {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || !(event.ctrlKey || event.metaKey) || !LINK.test(link.href)) return false
  window.open(link.href, '_blank', 'noopener,noreferrer')
  return true
}
