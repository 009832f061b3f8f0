import { StateEffect, type Extension, type Range } from '@codemirror/state'
import { Decoration, ViewPlugin, WidgetType, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { drawCaret, selectionAttributes, type Painted } from './peerCaret.ts'
import { findRange } from './remotePosition.ts'

/*
 * Live carets in a CodeMirror editor. In place of y-codemirror's own, which paints with style attributes: the content security
 * policy refuses those, and a colour sent by the other side cannot follow this window's theme.
 */

const peersMoved = StateEffect.define<null>()

class CaretWidget extends WidgetType {
  readonly #person: Painted
  readonly #atEnd: boolean
  readonly #key: string

  constructor(person: Painted, clientId: number, head: number, atEnd: boolean) {
    super()
    this.#person = person
    this.#atEnd = atEnd
    // a caret that moved is drawn anew, so that its name shows again
    this.#key = `${clientId} ${head} ${atEnd} ${person.colour} ${person.name}`
  }

  override eq(other: CaretWidget): boolean {
    return other.#key === this.#key
  }

  override toDOM(): HTMLElement {
    return drawCaret(this.#person, this.#atEnd)
  }

  override ignoreEvent(): boolean {
    return true
  }
}

/** Shows others' carets in `text` and tells them ours. `paint` says how to draw whoever sent an awareness state; undefined: not. */
export function remoteCarets(text: Y.Text, awareness: Awareness, paint: (state: unknown) => Painted | undefined): Extension {
  class RemoteCarets {
    decorations: DecorationSet = Decoration.none
    readonly #view: EditorView

    constructor(view: EditorView) {
      this.#view = view
      awareness.on('change', this.#onChange)
      this.decorations = this.#draw()
    }

    update(update: ViewUpdate): void {
      if (update.selectionSet || update.focusChanged || update.docChanged) this.#tell(update.view)
      if (update.docChanged || update.transactions.some((tr) => tr.effects.some((effect) => effect.is(peersMoved))))
        this.decorations = this.#draw()
    }

    destroy(): void {
      awareness.off('change', this.#onChange)
      if (findRange(awareness.getLocalState()?.['cursor'], text)) awareness.setLocalStateField('cursor', null)
    }

    #onChange = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>): void => {
      const own = awareness.clientID
      if ([...added, ...updated, ...removed].some((id) => id !== own)) this.#view.dispatch({ effects: peersMoved.of(null) })
    }

    #tell(view: EditorView): void {
      if (!view.hasFocus) return
      const { anchor, head } = view.state.selection.main
      const known = findRange(awareness.getLocalState()?.['cursor'], text)
      if (known?.anchor === anchor && known.head === head) return
      const place = (index: number) => Y.createRelativePositionFromTypeIndex(text, Math.min(index, text.length))
      awareness.setLocalStateField('cursor', { anchor: place(anchor), head: place(head) })
    }

    #draw(): DecorationSet {
      const { doc } = this.#view.state
      const ranges: Range<Decoration>[] = []
      for (const [clientId, state] of awareness.getStates()) {
        const range = clientId === awareness.clientID ? undefined : findRange(state['cursor'], text)
        const person = range && paint(state)
        if (!range || !person) continue
        const head = Math.min(range.head, doc.length)
        const anchor = Math.min(range.anchor, doc.length)
        const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)]
        if (from < to) ranges.push(Decoration.mark({ attributes: selectionAttributes(person) }).range(from, to))
        const widget = new CaretWidget(person, clientId, head, doc.lineAt(head).to === head)
        ranges.push(Decoration.widget({ widget, side: head > anchor ? -1 : 1 }).range(head))
      }
      return Decoration.set(ranges, true)
    }
  }
  return ViewPlugin.fromClass(RemoteCarets, { decorations: (plugin) => plugin.decorations })
}
