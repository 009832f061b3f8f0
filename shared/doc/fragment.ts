import * as Y from 'yjs'
import type { Block, RawNode } from '../domain/prose/nodes.ts'
import { parseProse } from '../domain/prose/parseProse.ts'
import { rawOf } from '../domain/prose/rawProse.ts'

/** Deeper than anybody writes: a page made to exhaust the stack is read this far. */
const MAX_DEPTH = 100

/** What stands in a page, as it stands there. */
export const readFragment = (fragment: Y.XmlFragment): RawNode[] => childrenOf(fragment, 0)

/** A page of rich text as plain data. */
export const readBlocks = (fragment: Y.XmlFragment): Block[] => parseProse(readFragment(fragment))

/** New nodes of a document, in a transaction of the caller. */
export const newNodes = (blocks: readonly Block[]): (Y.XmlElement | Y.XmlText)[] => rawNodes(rawOf(blocks))

function childrenOf(parent: Y.XmlFragment | Y.XmlElement, depth: number): RawNode[] {
  if (depth > MAX_DEPTH) return []
  return parent.toArray().flatMap((child): RawNode[] => {
    if (child instanceof Y.XmlText) return textsOf(child)
    if (!(child instanceof Y.XmlElement)) return []
    return [{ type: child.nodeName, attrs: child.getAttributes(), content: childrenOf(child, depth + 1) }]
  })
}

function textsOf(text: Y.XmlText): RawNode[] {
  const parts = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]
  return parts.flatMap(({ insert, attributes = {} }) => (typeof insert === 'string' ? [{ text: insert, marks: attributes }] : []))
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
