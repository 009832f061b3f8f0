import { InputRule } from '@tiptap/core'
import Code from '@tiptap/extension-code'
import CodeBlock from '@tiptap/extension-code-block'
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list'

/*
 * What two people did apart can meet in a shape that neither would have been let to make: an item whose first paragraph one deleted while
 * the other wrote a list under it. What the schema of the editor does not take its binding deletes, for everybody, words and all. So the
 * schema takes whatever can come of a merge.
 */

/** Of items: anything may come first. */
export const ITEM_CONTENT = 'block+'

/** A list that is typed at the start of an item stays the letters it is typed with. */
export const notInItems = (rules: readonly InputRule[]): InputRule[] =>
  rules.map(
    ({ find, handler, undoable }) =>
      new InputRule({
        find,
        undoable,
        handler: (typed) => {
          const $from = typed.state.doc.resolve(typed.range.from)
          const isInItem = $from.depth > 0 && /^(list|task)Item$/.test($from.node(-1).type.name)
          return isInItem ? null : handler(typed)
        }
      })
  )

export const tolerantNodes = [
  ListItem.extend({ content: ITEM_CONTENT }),
  BulletList.extend({
    addInputRules() {
      return notInItems(this.parent?.() ?? [])
    }
  }),
  OrderedList.extend({
    addInputRules() {
      return notInItems(this.parent?.() ?? [])
    }
  }),
  // one made a paragraph code while the other made words of it bold; nothing of that is shown or exported
  CodeBlock.extend({ marks: '_' }),
  // only itself: one made words code, the other made them bold
  Code.extend({ excludes: 'code' })
]
