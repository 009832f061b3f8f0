import { Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model'
import type { JSONContent } from '@tiptap/core'
import type { Block, RawNode } from '#shared/domain/prose/nodes.ts'
import { rawOf } from '#shared/domain/prose/rawProse.ts'

/** A page as the editor's own plain data. */
export const jsonOf = (blocks: readonly Block[]): JSONContent[] => nodesOf(rawOf(blocks))

const nodesOf = (nodes: readonly RawNode[]): JSONContent[] => nodes.flatMap(nodeOf)

function nodeOf(node: RawNode): JSONContent[] {
  if (!('text' in node)) return [{ type: node.type, attrs: { ...node.attrs }, content: nodesOf(node.content) }]
  if (node.text === '') return []
  const marks = Object.entries(node.marks).map(([type, attrs]) => ({ type, attrs: attrs as Record<string, unknown> }))
  return [{ type: 'text', text: node.text, ...(marks.length > 0 ? { marks } : {}) }]
}

/** Blocks as nodes of the editor; what its schema does not take is left out. */
export const pmNodesOf = (blocks: readonly Block[], schema: Schema): Node[] => jsonOf(blocks).flatMap((json) => readNode(json, schema))

function readNode(json: JSONContent, schema: Schema): Node[] {
  try {
    const node = schema.nodeFromJSON(json)
    node.check()
    return [node]
  } catch {
    return []
  }
}

/** To be put where the caret is: text at either end joins what stands there. */
export function sliceOf(blocks: readonly Block[], schema: Schema): Slice {
  const nodes = pmNodesOf(blocks, schema)
  const isOpen = (node: Node | undefined): number => (node?.type.name === 'paragraph' ? 1 : 0)
  return new Slice(Fragment.from(nodes), isOpen(nodes[0]), isOpen(nodes.at(-1)))
}
