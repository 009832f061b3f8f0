import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { mapSet } from './mapSet.ts'
import { findLanguage, highlightCode } from '../highlight.ts'

/* The parts of code told apart, once its language is loaded and nobody has typed for a moment. */

interface Part {
  from: number
  to: number
  className: string
}

const key = new PluginKey<DecorationSet>('codeColours')
const REST_MS = 150
const MAX_KEPT = 200
const CLASS = /^hljs-[\w-]+(?: [\w-]+)*$/
const kept = new Map<string, readonly Part[]>()

/** What the highlighter's markup says of the text; it is read in a document that runs nothing, and only its classes are used. */
export function partsOf(html: string): Part[] {
  const parts: Part[] = []
  let at = 0
  const walk = (node: ParentNode & globalThis.Node) => {
    for (const child of node.childNodes) {
      const from = at
      if (child.nodeType === 3) at += child.nodeValue?.length ?? 0
      else if (child instanceof Element) {
        walk(child)
        if (CLASS.test(child.className) && at > from) parts.push({ from, to: at, className: child.className })
      }
    }
  }
  walk(new DOMParser().parseFromString(`<pre>${html}</pre>`, 'text/html').querySelector('pre')!)
  return parts
}

const codeBlocksOf = (doc: Node): { node: Node; at: number }[] => {
  const found: { node: Node; at: number }[] = []
  doc.descendants((node, at) => {
    if (node.type.name === 'codeBlock') found.push({ node, at })
    return !node.isTextblock
  })
  return found
}

const keyOf = (node: Node, language: string): string => `${language}\n${node.textContent}`

async function colour(view: EditorView, isOver: () => boolean): Promise<void> {
  for (const { node } of codeBlocksOf(view.state.doc)) {
    const language = findLanguage(String(node.attrs['language'] ?? ''))
    if (!language || kept.has(keyOf(node, language))) continue
    const html = await highlightCode(node.textContent, language).catch(() => undefined)
    if (isOver()) return
    if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value!)
    kept.set(keyOf(node, language), html === undefined ? [] : partsOf(html))
  }
  if (!isOver()) view.dispatch(view.state.tr.setMeta(key, true).setMeta('addToHistory', false))
}

function draw(doc: Node): DecorationSet {
  const decorations = codeBlocksOf(doc).flatMap(({ node, at }) => {
    const language = findLanguage(String(node.attrs['language'] ?? ''))
    const parts = language ? (kept.get(keyOf(node, language)) ?? []) : []
    return parts.map(({ from, to, className }) => Decoration.inline(at + 1 + from, at + 1 + to, { class: className }))
  })
  return DecorationSet.create(doc, decorations)
}

export const CodeColours = Extension.create({
  name: 'codeColours',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key,
      state: {
        init: (_config, { doc }) => draw(doc),
        apply: (tr, set) => (tr.getMeta(key) ? draw(tr.doc) : mapSet(set, tr))
      },
      props: { decorations: (state) => key.getState(state) },
      view(view) {
        let timer: ReturnType<typeof setTimeout> | undefined
        let round = 0
        let isClosed = false
        const plan = () => {
          clearTimeout(timer)
          const mine = ++round
          timer = setTimeout(() => void colour(view, () => isClosed || mine !== round), REST_MS)
        }
        plan()
        return {
          update: (_view, before) => {
            if (!view.state.doc.eq(before.doc)) plan()
          },
          destroy: () => {
            isClosed = true
            clearTimeout(timer)
          }
        }
      }
    })
  ]
})
