import type { Block, Inline } from './nodes.ts'

export interface Mapping {
  /** What stands in the place of a block whose inside is mapped already. */
  block(block: Block): Block[]
  inline(inline: Inline): Inline[]
}

/** A page with each of its blocks and inlines replaced, from the inside out. */
export const mapProse = (blocks: readonly Block[], mapping: Mapping): Block[] =>
  blocks.flatMap((block) => mapping.block(mapInside(block, mapping)))

function mapInside(block: Block, mapping: Mapping): Block {
  const inside = (content: readonly Block[]) => mapProse(content, mapping)
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return { ...block, content: block.content.flatMap(mapping.inline) }
    case 'blockquote':
    case 'callout':
      return { ...block, content: inside(block.content) }
    case 'bulletList':
    case 'orderedList':
      return { ...block, items: block.items.map(inside) }
    case 'taskList':
      return { ...block, items: block.items.map((item) => ({ ...item, content: inside(item.content) })) }
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map((cell) => ({ ...cell, content: inside(cell.content) }))) }
    case 'codeBlock':
    case 'horizontalRule':
    case 'image':
    case 'timeline':
    case 'entry':
      return block
  }
}
