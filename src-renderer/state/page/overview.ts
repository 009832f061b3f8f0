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
}

export const EMPTY_OVERVIEW: PageOverview = { headings: [], words: 0, entries: new Set(), timeline: 'none', items: [] }

export function overviewOf(doc: Node): PageOverview {
  const headings: PageHeading[] = []
  const entries = new Set<string>()
  const items: PageOverview['items'] = []
  let timeline: PageOverview['timeline'] = 'none'
  let words = 0
  doc.descendants((node, at) => {
    const { attrs } = node
    if (node.isTextblock) words += node.textContent.match(/\S+/g)?.length ?? 0
    if (node.type.name === 'heading' && node.textContent.trim() !== '')
      headings.push({ text: node.textContent, level: Number(attrs['level']), at })
    if (node.type.name === 'entry' || (node.type.name === 'mention' && attrs['kind'] === 'entry')) entries.add(String(attrs['id']))
    if (node.type.name === 'timeline' && timeline !== 'all') timeline = attrs['show'] === 'all' ? 'all' : 'flagged'
    if (node.type.name === 'taskItem') items.push({ text: node.firstChild?.textContent ?? '', task: attrs['task'] as string | null })
  })
  return { headings, words, entries, timeline, items }
}

/** The heading a place is under; -1: above the first. */
export const sectionAt = (headings: readonly PageHeading[], position: number): number => headings.findLastIndex(({ at }) => at <= position)
