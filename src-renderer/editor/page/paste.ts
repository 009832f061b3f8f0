import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { Slice } from '@tiptap/pm/model'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import { sliceOf } from './pmJson.ts'

/*
 * What is pasted goes through the schema: of HTML only what the page knows is taken (no script, no image from elsewhere, no style, links
 * only https: and mailto:), read in a document that runs nothing. Text that is Markdown becomes what it says.
 */

const MARKS_OF_MARKDOWN = [
  /^#{1,6} \S/m,
  /^\s*[-*+] \S.*\n\s*[-*+] \S/m,
  /^\s*[-*+] \[[ xX]\] /m,
  /^\s*1[.)] \S.*\n\s*2[.)] \S/m,
  /^```/m,
  /^> \S/m,
  /^\|.*\|\s*\n\|[\s:|-]+\|\s*$/m,
  /\[[^\]\n]+\]\((?:https:\/\/|mailto:)[^)\s]+\)/,
  /\*\*[^*\n]+\*\*/
]

/** Lines of a log keep their breaks; only what was clearly written as Markdown is read as such. */
export const looksLikeMarkdown = (text: string): boolean => MARKS_OF_MARKDOWN.some((mark) => mark.test(text))

export const MarkdownPaste = Extension.create({
  name: 'markdownPaste',
  addProseMirrorPlugins() {
    const { schema } = this.editor
    return [
      new Plugin({
        props: {
          // undefined: the usual reading, a paragraph a line
          clipboardTextParser: (text, _context, isPlain) =>
            (isPlain || !looksLikeMarkdown(text) ? undefined : sliceOf(fromMarkdown(text), schema)) as unknown as Slice
        }
      })
    ]
  }
})
