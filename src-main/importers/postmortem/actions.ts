import type { Block, TaskItem } from '#shared/domain/prose/nodes.ts'
import { plainProse } from '#shared/domain/prose/plainProse.ts'

export interface Action {
  text: string
  isDone: boolean
}

export interface ReadActions {
  actions: Action[]
  /** The section, with boxes where it has items; `index` of an action stands in `task` until it has an id. */
  blocks: Block[]
  /** Something in it was not read as an item. */
  hasOther: boolean
}

/** What a list, or a table, of a section says is to be done. `from`: how many were read before. */
export function readActions(blocks: readonly Block[], from: number): ReadActions {
  const read: ReadActions = { actions: [], blocks: [], hasOther: false }
  const add = (content: readonly Block[], isDone: boolean): string | null => {
    const text = actionText(content)
    if (text === '') return null
    read.actions.push({ text, isDone })
    return String(from + read.actions.length - 1)
  }
  for (const block of blocks) {
    switch (block.type) {
      case 'bulletList':
      case 'orderedList': {
        const items = block.items.map((content): TaskItem => ({ checked: false, task: add(content, false), content }))
        read.blocks.push({ type: 'taskList', items: items.filter(({ task }) => task !== null) })
        break
      }
      case 'taskList':
        read.blocks.push({ ...block, items: block.items.map((item) => ({ ...item, task: add(item.content, item.checked) })) })
        break
      case 'table':
        for (const row of block.rows)
          if (!row.every(({ isHeader }) => isHeader)) add([rowText(row.map(({ content }) => plainProse(content)))], false)
        read.blocks.push(block)
        break
      default:
        read.hasOther ||= block.type !== 'heading' && plainProse([block]).trim() !== ''
        read.blocks.push(block)
    }
  }
  read.blocks = read.blocks.filter((block) => block.type !== 'taskList' || block.items.length > 0)
  return read
}

const rowText = (cells: readonly string[]): Block => ({
  type: 'paragraph',
  content: [
    {
      type: 'text',
      text: cells
        .map((cell) => cell.trim())
        .filter(Boolean)
        .join(' · '),
      marks: {}
    }
  ]
})

const MAX_TEXT = 2_000

/** Its own line; what stands below it in the list belongs to it. */
const actionText = (content: readonly Block[]): string =>
  plainProse(content)
    .replace(/\s*\n\s*/g, ' ')
    .trim()
    .slice(0, MAX_TEXT)
    .toWellFormed()
    .replace(/^[-–—_.]+$/, '')
