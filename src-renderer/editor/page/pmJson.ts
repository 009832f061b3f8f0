import { Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model'
import type { JSONContent } from '@tiptap/core'
import type { Block, RawNode, RawText } from '#shared/domain/prose/nodes.ts'
import { plainProse } from '#shared/domain/prose/plainProse.ts'
import { rawOf } from '#shared/domain/prose/rawProse.ts'

/** A page as the editor's own plain data. */
export const jsonOf = (blocks: readonly Block[]): JSONContent[] => nodesOf(rawOf(blocks))

const nodesOf = (nodes: readonly RawNode[]): JSONContent[] => nodes.flatMap(nodeOf)

function nodeOf(node: RawNode): JSONContent[] {
  if (!('text' in node)) return [{ type: node.type, attrs: { ...node.attrs }, content: nodesOf(node.content) }]
  if (node.text === '') return []
  const marks = marksOf(node.marks)
  return [{ type: 'text', text: node.text, ...(marks.length > 0 ? { marks } : {}) }]
}

const marksOf = (marks: RawText['marks']) =>
  Object.entries(marks).map(([type, attrs]) => ({ type, attrs: attrs as Record<string, unknown> }))

/** Blocks as nodes of the editor. What its schema does not take keeps its words, a paragraph a line: nothing written gets lost. */
export const pmNodesOf = (blocks: readonly Block[], schema: Schema): Node[] =>
  blocks.flatMap((block) => readNode(jsonOf([block]), schema) ?? wordsOf(block, schema))

function readNode(json: readonly JSONContent[], schema: Schema): Node[] | undefined {
  try {
    return json.map((each) => {
      const node = schema.nodeFromJSON(each)
      node.check()
      return node
    })
  } catch {
    // of another shape than the editor's, such as a quote of nothing
    return undefined
  }
}

const wordsOf = (block: Block, schema: Schema): Node[] =>
  plainProse([block])
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.node('paragraph', null, [schema.text(line)]))

/** To be put where the caret is: text at either end joins what stands there. */
export function sliceOf(blocks: readonly Block[], schema: Schema): Slice {
  const nodes = pmNodesOf(blocks, schema)
  const isOpen = (node: Node | undefined): number => (node?.type.name === 'paragraph' ? 1 : 0)
  return new Slice(Fragment.from(nodes), isOpen(nodes[0]), isOpen(nodes.at(-1)))
}
