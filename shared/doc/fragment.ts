import * as Y from 'yjs'
import type { Block, RawNode } from '../domain/prose/nodes.ts'
import { noteText } from '../domain/prose/noteMark.ts'
import { parseProse } from '../domain/prose/parseProse.ts'
import { rawOf } from '../domain/prose/rawProse.ts'

/** Deeper than anybody writes: a page made to exhaust the stack is read this far. */
const MAX_DEPTH = 100

/** What stands in a page, as it stands there. */
export const readFragment = (fragment: Y.XmlFragment): RawNode[] => childrenOf(fragment, 0, NO_NOTES)

/** Where numbers of footnotes stand, by the text they stand in. */
export type NotePlaces = ReadonlyMap<Y.XmlText, readonly { index: number; note: number }[]>
const NO_NOTES: NotePlaces = new Map()

/** A page of rich text as plain data. */
export const readBlocks = (fragment: Y.XmlFragment, notes = NO_NOTES): Block[] => parseProse(childrenOf(fragment, 0, notes))

/** New nodes of a document, in a transaction of the caller. */
export const newNodes = (blocks: readonly Block[]): (Y.XmlElement | Y.XmlText)[] => rawNodes(rawOf(blocks))

function childrenOf(parent: Y.XmlFragment | Y.XmlElement, depth: number, notes: NotePlaces): RawNode[] {
  if (depth > MAX_DEPTH) return []
  return parent.toArray().flatMap((child): RawNode[] => {
    if (child instanceof Y.XmlText) return textsOf(child, notes.get(child) ?? [])
    if (!(child instanceof Y.XmlElement)) return []
    const { nodeName: type } = child
    const own = { type, attrs: child.getAttributes(), content: childrenOf(child, depth + 1, type === 'codeBlock' ? NO_NOTES : notes) }
    return type === 'codeBlock' ? [own, ...notesBelow(child, notes)] : [own]
  })
}

/** Code has no place for them. */
function notesBelow(code: Y.XmlElement, notes: NotePlaces): RawNode[] {
  const content = code.toArray().flatMap((child) => (child instanceof Y.XmlText ? (notes.get(child) ?? []) : []))
  return content.length === 0 ? [] : [{ type: 'paragraph', attrs: {}, content: content.map(({ note }) => noteText(note)) }]
}

function textsOf(text: Y.XmlText, notes: readonly { index: number; note: number }[]): RawNode[] {
  const parts = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]
  const nodes: RawNode[] = []
  const left = [...notes]
  let at = 0
  for (const { insert, attributes = {} } of parts) {
    // what is no letter counts as one
    if (typeof insert !== 'string') {
      at += 1
      continue
    }
    let rest = insert
    while (left[0] && left[0].index <= at + rest.length) {
      const { index, note } = left.shift()!
      const before = rest.slice(0, Math.max(0, index - at))
      if (before !== '') nodes.push({ text: before, marks: attributes })
      nodes.push(noteText(note))
      rest = rest.slice(before.length)
      at += before.length
    }
    if (rest !== '') nodes.push({ text: rest, marks: attributes })
    at += rest.length
  }
  return [...nodes, ...left.map(({ note }) => noteText(note))]
}

/** Texts beside each other are one text of the document, as the editor writes them. */
function rawNodes(nodes: readonly RawNode[]): (Y.XmlElement | Y.XmlText)[] {
  const made: (Y.XmlElement | Y.XmlText)[] = []
  let delta: { insert: string; attributes: Record<string, unknown> }[] = []
  const settle = () => {
    if (delta.length === 0) return
    const text = new Y.XmlText()
    // one delta: a text that is in no document yet has no length to insert at
    text.applyDelta(delta)
    made.push(text)
    delta = []
  }
  for (const node of nodes) {
    if ('text' in node) {
      if (node.text !== '') delta.push({ insert: node.text, attributes: { ...node.marks } })
      continue
    }
    settle()
    made.push(newElement(node.type, node.attrs, rawNodes(node.content)))
  }
  settle()
  return made
}

function newElement(type: string, attrs: Readonly<Record<string, unknown>>, children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const element = new Y.XmlElement(type)
  // y-prosemirror keeps numbers and truths as they are; the type of Yjs says strings only
  for (const [name, value] of Object.entries(attrs)) if (value !== null) element.setAttribute(name, value as string)
  if (children.length > 0) element.insert(0, children)
  return element
}
