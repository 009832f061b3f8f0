import type { Block, Inline } from './nodes.ts'

/** The words of a page, a line a block; what is live in it says what it was called when it was written. */
export const plainProse = (blocks: readonly Block[]): string => blocks.flatMap(linesOf).join('\n')

export const plainInlines = (inlines: readonly Inline[]): string => inlines.map(wordsOf).join('')

function linesOf(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [plainInlines(block.content)]
    case 'codeBlock':
      return [block.text]
    case 'blockquote':
    case 'callout':
      return block.content.flatMap(linesOf)
    case 'bulletList':
    case 'orderedList':
      return block.items.flat().flatMap(linesOf)
    case 'taskList':
      return block.items.flatMap(({ content }) => content.flatMap(linesOf))
    case 'table':
      return block.rows.map((row) => row.map(({ content }) => content.flatMap(linesOf).join(' ')).join('\t'))
    case 'image':
      return [block.alt]
    case 'horizontalRule':
    case 'timeline':
    case 'entry':
      return []
  }
}

function wordsOf(inline: Inline): string {
  switch (inline.type) {
    case 'text':
      return inline.marks.note === undefined ? inline.text : ''
    case 'hardBreak':
      return '\n'
    case 'mention':
      return inline.kind === 'person' ? `@${inline.label}` : inline.label
    case 'variable':
      return `{{${inline.name}}}`
  }
}
