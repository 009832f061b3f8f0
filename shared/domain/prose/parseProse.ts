import { EVENT_ID } from '../clock.ts'
import type { EntryId } from '../ids.ts'
import { changeOf } from './changeMark.ts'
import { noteOf } from './noteMark.ts'
import {
  MENTION_KINDS,
  TIMELINE_SHOWS,
  TONES,
  type Block,
  type Inline,
  type Marks,
  type RawElement,
  type RawNode,
  type RawText,
  type TableCell,
  type TaskItem
} from './nodes.ts'

/** Deeper than anybody writes: what a peer nested deeper is left out. */
const MAX_DEPTH = 100
export const SAFE_HREF = /^(?:https:\/\/|mailto:)\S+$/i
export const FILE_HASH = /^[a-z2-7]{52}$/

/** Whatever stands in the document becomes a page. What no build of ours wrote keeps its words and loses its dress. */
export function parseProse(nodes: readonly RawNode[]): Block[] {
  return blocksOf(nodes, 0)
}

function blocksOf(nodes: readonly RawNode[], depth: number): Block[] {
  if (depth > MAX_DEPTH) return []
  const blocks: Block[] = []
  let loose: Inline[] = []
  const settle = () => {
    if (loose.length > 0) blocks.push({ type: 'paragraph', content: loose })
    loose = []
  }
  for (const node of nodes) {
    const inline = inlineOf(node)
    if (inline) {
      loose.push(inline)
      continue
    }
    settle()
    blocks.push(...blockOf(node as RawElement, depth))
  }
  settle()
  return blocks
}

function blockOf(node: RawElement, depth: number): Block[] {
  const inside = () => blocksOf(node.content, depth + 1)
  switch (node.type) {
    case 'paragraph':
      return [{ type: 'paragraph', content: inlinesOf(node.content, depth) }]
    case 'heading':
      return [{ type: 'heading', level: levelOf(node.attrs['level']), content: inlinesOf(node.content, depth) }]
    case 'codeBlock':
      return [{ type: 'codeBlock', language: textOf(node.attrs['language'], 40), text: wordsOf(node.content, depth) }]
    case 'blockquote':
      return [{ type: 'blockquote', content: inside() }]
    case 'callout':
      return [{ type: 'callout', tone: oneOf(TONES, node.attrs['tone']), content: inside() }]
    case 'bulletList':
      return [{ type: 'bulletList', items: itemsOf(node, depth) }]
    case 'orderedList':
      return [{ type: 'orderedList', start: countOf(node.attrs['start'], 1_000_000), items: itemsOf(node, depth) }]
    case 'taskList':
      return [{ type: 'taskList', items: elementsOf(node.content).map((item) => taskItemOf(item, depth + 1)) }]
    case 'table':
      return [
        { type: 'table', rows: elementsOf(node.content).map((row) => elementsOf(row.content).map((cell) => cellOf(cell, depth + 2))) }
      ]
    case 'horizontalRule':
      return [{ type: 'horizontalRule' }]
    case 'image':
      return FILE_HASH.test(String(node.attrs['hash']))
        ? [{ type: 'image', hash: String(node.attrs['hash']), alt: textOf(node.attrs['alt'], 500) }]
        : []
    case 'timeline':
      return [{ type: 'timeline', show: oneOf(TIMELINE_SHOWS, node.attrs['show']) }]
    case 'entry':
      return EVENT_ID.test(String(node.attrs['id'])) ? [{ type: 'entry', id: String(node.attrs['id']) as EntryId }] : []
    default:
      return inside()
  }
}

const isText = (node: RawNode): node is RawText => 'text' in node
const elementsOf = (nodes: readonly RawNode[]): RawElement[] => nodes.filter((node) => !isText(node)) as RawElement[]
const itemsOf = (list: RawElement, depth: number): Block[][] => elementsOf(list.content).map((item) => blocksOf(item.content, depth + 2))

const taskItemOf = ({ attrs, content }: RawElement, depth: number): TaskItem => ({
  checked: attrs['checked'] === true,
  task: typeof attrs['task'] === 'string' && EVENT_ID.test(attrs['task']) ? attrs['task'] : null,
  content: blocksOf(content, depth + 1)
})

const cellOf = ({ type, attrs, content }: RawElement, depth: number): TableCell => ({
  isHeader: type === 'tableHeader',
  colspan: countOf(attrs['colspan'], 100),
  rowspan: countOf(attrs['rowspan'], 1000),
  content: blocksOf(content, depth + 1)
})

/** Inline content; blocks where only words may stand give their words. */
function inlinesOf(nodes: readonly RawNode[], depth: number): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    const inline = inlineOf(node)
    if (inline) return [inline]
    const text = wordsOf((node as RawElement).content, depth + 1)
    return text === '' ? [] : [{ type: 'text', text, marks: {} }]
  })
}

/** undefined: it is no inline. */
function inlineOf(node: RawNode): Inline | undefined {
  if (isText(node)) return { type: 'text', text: node.text, marks: marksOf(node.marks) }
  const { type, attrs } = node
  if (type === 'hardBreak') return { type }
  if (type === 'variable') return { type, name: textOf(attrs['name'], 100) }
  if (type !== 'mention') return undefined
  return { type, kind: oneOf(MENTION_KINDS, attrs['kind']), id: textOf(attrs['id'], 120), label: textOf(attrs['label'], 300) }
}

function marksOf(raw: RawText['marks']): Marks {
  const marks: Marks = {}
  const change = changeOf(raw)
  if (change) marks.change = change
  const note = noteOf(raw)
  if (note !== undefined) marks.note = note
  for (const [name, value] of Object.entries(raw)) {
    if (value === null || value === undefined || value === false) continue
    if (name === 'bold' || name === 'italic' || name === 'underline' || name === 'strike' || name === 'code') marks[name] = true
    else if (name === 'link') {
      const { href } = value as { href?: unknown }
      if (typeof href === 'string' && href.length <= 2000 && SAFE_HREF.test(href)) marks.href = href
    }
  }
  return marks
}

function wordsOf(nodes: readonly RawNode[], depth: number): string {
  if (depth > MAX_DEPTH) return ''
  return nodes.map((node) => (isText(node) ? node.text : node.type === 'hardBreak' ? '\n' : wordsOf(node.content, depth + 1))).join('')
}

const textOf = (value: unknown, max: number): string => (typeof value === 'string' ? value.slice(0, max).toWellFormed() : '')
const levelOf = (value: unknown): 1 | 2 | 3 => (value === 1 || value === 2 ? value : 3)
const oneOf = <const T extends readonly string[]>(known: T, value: unknown): T[number] => known.find((each) => each === value) ?? known[0]!
const countOf = (value: unknown, max: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max ? value : 1
