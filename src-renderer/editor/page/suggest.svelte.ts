import { Extension, type Editor, type Range } from '@tiptap/core'
import { PluginKey } from '@tiptap/pm/state'
import Suggestion, { exitSuggestion } from '@tiptap/suggestion'
import type { Lead } from '#renderer/state/actions/action.ts'

/** One line of the menu that opens at the caret. */
export interface SuggestItem {
  id: string
  label: string
  detail?: string
  /** A heading above the first of each. */
  group: string
  lead?: Lead
  /** What was typed is gone already; the caret stands where it was. */
  run(editor: Editor): void
}

interface Open {
  items: readonly SuggestItem[]
  index: number
  /** Where what was typed stands, in the window. */
  rect: DOMRect
  choose(item: SuggestItem): void
  close(): void
}

/** The menu of an editor, as its screen draws it; null: none is open. */
export class SuggestState {
  open = $state.raw<Open | null>(null)

  point(index: number): void {
    if (this.open) this.open = { ...this.open, index }
  }

  /** What the menu does with a key; false: nothing. */
  press(key: string): boolean {
    const { open } = this
    if (!open || open.items.length === 0) return false
    const { length } = open.items
    if (key === 'ArrowDown') this.point((open.index + 1) % length)
    else if (key === 'ArrowUp') this.point((open.index - 1 + length) % length)
    else if (key === 'Enter' || key === 'Tab') open.choose(open.items[open.index]!)
    else return false
    return true
  }
}

export interface SuggestSource {
  /** `/`, `@` or `#`. */
  char: string
  items(query: string): readonly SuggestItem[] | Promise<readonly SuggestItem[]>
}

/** Opens the menu where one of the characters is typed at the start of a word. Esc closes it and leaves the text. */
export const suggestions = (state: SuggestState, sources: readonly SuggestSource[]) =>
  Extension.create({
    name: 'suggestions',
    addProseMirrorPlugins() {
      return sources.map(({ char, items }) => {
        const pluginKey = new PluginKey(`suggest ${char}`)
        return Suggestion<SuggestItem>({
          editor: this.editor,
          pluginKey,
          char,
          allowSpaces: true,
          allowedPrefixes: [' ', '('],
          decorationClass: 'suggesting',
          allow: ({ editor, state: { doc }, range }) =>
            !editor.isActive('codeBlock') && !editor.isActive('code') && doc.resolve(range.from).parent.inlineContent,
          items: async ({ query }) => [...(await items(query))],
          command: ({ editor, range, props }) => takeOut(editor, range, props),
          render: () => {
            const show = (props: ShownProps) => {
              const rect = props.clientRect?.() ?? null
              const { open } = state
              // the same again, because somebody typed elsewhere: whoever chose something keeps it
              const isSame = open?.items.length === props.items.length && open.items.every(({ id }, at) => id === props.items[at]!.id)
              state.open = rect && {
                items: props.items,
                index: isSame ? open.index : 0,
                rect,
                choose: (item) => props.command(item),
                close: () => exitSuggestion(props.editor.view, pluginKey)
              }
            }
            return {
              onStart: show,
              onUpdate: show,
              onExit: () => (state.open = null),
              onKeyDown: ({ event }) => state.press(event.key)
            }
          }
        })
      })
    }
  })

interface ShownProps {
  editor: Editor
  items: SuggestItem[]
  command: (item: SuggestItem) => void
  clientRect?: (() => DOMRect | null) | null
}

function takeOut(editor: Editor, range: Range, item: SuggestItem): void {
  editor.chain().focus().deleteRange(range).run()
  item.run(editor)
}
