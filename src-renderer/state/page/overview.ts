import type { Node } from '@tiptap/pm/model'

export interface PageHeading {
  text: string
  level: number
  /** In the editor. */
  at: number
}

/** A page at a glance, read when nobody has typed for a moment. */
export interface PageOverview {
  headings: PageHeading[]
  words: number
  /** Entries that stand in it as a card or a mention. */
  entries: ReadonlySet<string>
  /** It holds the timeline, and so every flagged entry, or every entry. */
  timeline: 'none' | 'flagged' | 'all'
  /** Items to tick, and how many of them are no follow-up with somebody's name. */
  items: { text: string; task: string | null }[]
  /** Variables and timelines: what freezing would replace. */
  live: number
}

export const EMPTY_OVERVIEW: PageOverview = { headings: [], words: 0, entries: new Set(), timeline: 'none', items: [], live: 0 }

/** A block that nobody touched stays the same object, so of a long page only what changed is read again. */
const known = new WeakMap<Node, PageOverview>()

export function overviewOf(doc: Node): PageOverview {
  const entries = new Set<string>()
  const whole: PageOverview = { headings: [], words: 0, entries, timeline: 'none', items: [], live: 0 }
  doc.forEach((block, offset) => {
    let part = known.get(block)
    if (!part) known.set(block, (part = readBlock(block)))
    for (const heading of part.headings) whole.headings.push({ ...heading, at: offset + heading.at })
    whole.items.push(...part.items)
    whole.words += part.words
    whole.live += part.live
    for (const entry of part.entries) entries.add(entry)
    if (whole.timeline !== 'all' && part.timeline !== 'none') whole.timeline = part.timeline
  })
  return whole
}

/** Places count from the start of the block. */
function readBlock(block: Node): PageOverview {
  const entries = new Set<string>()
  const found: PageOverview = { headings: [], words: 0, entries, timeline: 'none', items: [], live: 0 }
  const read = (node: Node, at: number): void => {
    const { attrs } = node
    const { name } = node.type
    if (node.isTextblock) found.words += node.textContent.match(/\S+/g)?.length ?? 0
    if (name === 'heading' && node.textContent.trim() !== '')
      found.headings.push({ text: node.textContent, level: Number(attrs['level']), at })
    if (name === 'entry' || (name === 'mention' && attrs['kind'] === 'entry')) entries.add(String(attrs['id']))
    if (name === 'timeline' && found.timeline !== 'all') found.timeline = attrs['show'] === 'all' ? 'all' : 'flagged'
    if (name === 'taskItem') found.items.push({ text: node.firstChild?.textContent ?? '', task: attrs['task'] as string | null })
    if (name === 'variable' || name === 'timeline') found.live += 1
  }
  read(block, 0)
  block.descendants((node, at) => read(node, at + 1))
  return found
}

/** The heading a place is under; -1: above the first. */
export const sectionAt = (headings: readonly PageHeading[], position: number): number => headings.findLastIndex(({ at }) => at <= position)
