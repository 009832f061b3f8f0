import type { Block, Inline, Marks, RawElement, RawNode } from './nodes.ts'

/** A page as the editor writes it into the document: `parseProse` of it is the page again. */
export const rawOf = (blocks: readonly Block[]): RawNode[] => blocks.map(blockOf)

const element = (type: string, attrs: RawElement['attrs'] = {}, content: readonly RawNode[] = []): RawElement => ({ type, attrs, content })

function blockOf(block: Block): RawNode {
  const { type } = block
  switch (type) {
    case 'paragraph':
      return element(type, {}, inlinesOf(block.content))
    case 'heading':
      return element(type, { level: block.level }, inlinesOf(block.content))
    case 'codeBlock':
      return element(type, block.language === '' ? {} : { language: block.language }, [{ text: block.text, marks: {} }])
    case 'blockquote':
      return element(type, {}, rawOf(block.content))
    case 'callout':
      return element(type, { tone: block.tone }, rawOf(block.content))
    case 'bulletList':
      return element(type, {}, listItems(block.items))
    case 'orderedList':
      return element(type, { start: block.start }, listItems(block.items))
    case 'taskList':
      return element(
        type,
        {},
        block.items.map(({ checked, task, content }) => element('taskItem', { checked, task }, rawOf(content)))
      )
    case 'table':
      return element(
        type,
        {},
        block.rows.map((row) => element('tableRow', {}, row.map(cellOf)))
      )
    case 'horizontalRule':
      return element(type)
    case 'image':
      return element(type, { hash: block.hash, alt: block.alt })
    case 'timeline':
      return element(type, { show: block.show })
    case 'entry':
      return element(type, { id: block.id })
  }
}

const listItems = (items: readonly Block[][]): RawNode[] => items.map((item) => element('listItem', {}, rawOf(item)))

const cellOf = ({ isHeader, colspan, rowspan, content }: { isHeader: boolean; colspan: number; rowspan: number; content: Block[] }) =>
  element(isHeader ? 'tableHeader' : 'tableCell', { colspan, rowspan }, rawOf(content))

const inlinesOf = (inlines: readonly Inline[]): RawNode[] =>
  inlines.map((inline): RawNode => {
    if (inline.type === 'text') return { text: inline.text, marks: rawMarks(inline.marks) }
    const { type, ...attrs } = inline
    return element(type, attrs)
  })

/** y-prosemirror's way: an attribute a mark, with what the mark carries. */
function rawMarks({ href, change: _change, ...plain }: Marks): Record<string, unknown> {
  const marks: Record<string, unknown> = Object.fromEntries(Object.keys(plain).map((name) => [name, {}]))
  return href === undefined ? marks : { ...marks, link: { href } }
}
