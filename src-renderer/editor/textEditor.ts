import { defaultKeymap } from '@codemirror/commands'
import { markdown } from '@codemirror/lang-markdown'
import { EditorState, Prec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Painted } from './peerCaret.ts'
import { remoteCarets } from './remoteCarets.ts'

export interface TextEditorOptions {
  parent: HTMLElement
  text: Y.Text
  awareness: Awareness
  label: string
  paint: (state: unknown) => Painted | undefined
  /** Esc or Ctrl/Cmd+Enter: what is typed is in the document already. */
  onDone(): void
  /** This person changed the text. */
  onType(): void
}

export interface TextEditor {
  /** Put text in the place of what is selected, as if it were typed. */
  insert(text: string): void
  close(): void
}

/** A Markdown editor on a live text. The caret starts at the end. */
export function openTextEditor(options: TextEditorOptions): TextEditor {
  const { text, awareness } = options
  const undoManager = new Y.UndoManager(text)
  const done = () => (options.onDone(), true)
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: text.toString(),
      selection: { anchor: text.length },
      extensions: [
        // one character here is one in the document: CodeMirror would take \r\n for one line break
        EditorState.lineSeparator.of('\n'),
        EditorView.cspNonce.of(styleNonce()),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'true', autocapitalize: 'sentences' }),
        Prec.highest(
          keymap.of([
            { key: 'Escape', run: done, stopPropagation: true },
            { key: 'Mod-Enter', run: done }
          ])
        ),
        keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
        markdown(),
        yCollab(text, null, { undoManager }),
        remoteCarets(text, awareness, options.paint),
        EditorView.updateListener.of((update) => {
          if (
            update.transactions.some(
              (tr) => tr.isUserEvent('input') || tr.isUserEvent('delete') || tr.isUserEvent('undo') || tr.isUserEvent('redo')
            )
          )
            options.onType()
        })
      ]
    })
  })
  view.focus()
  return {
    insert(inserted) {
      view.dispatch(view.state.replaceSelection(inserted), { userEvent: 'input', scrollIntoView: true })
      view.focus()
    },
    close() {
      view.destroy()
      undoManager.destroy()
    }
  }
}

/** The page's nonce for styles that code adds; empty where the page has no content security policy. */
const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''
