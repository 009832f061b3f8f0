import { mapProse } from './mapProse.ts'
import type { Block, Inline, MentionKind, TimelineShow } from './nodes.ts'
import { fromMarkdown } from './fromMarkdown.ts'

/** An entry of the timeline as a reader sees it. */
export interface EntryLine {
  /** As on screen, such as `03:15:22`. */
  time: string
  /** As on screen, such as `Mon 23 Nov 2026`. */
  day: string
  author: string
  /** Markdown. */
  text: string
  isFlagged: boolean
}

/** What a page needs to know of its incident to be read without it. */
export interface ProseContext {
  /** What `{{name}}` says now; undefined: there is no such variable. */
  variable(name: string): string | undefined
  /** What it is called now; undefined: as it was written. */
  mention(kind: MentionKind, id: string): string | undefined
  /** In the order of the screen. */
  timeline(show: TimelineShow): readonly EntryLine[]
  entry(id: string): EntryLine | undefined
  /** Zone of all times, for a line above a timeline, such as `UTC`. */
  zone: string
}

/**
 * A page with everything live in it replaced by what it says now: what an export shows, and what freezing a page writes into it. What is
 * not known (a variable of another build, an entry that has not arrived) stays visible as its name.
 */
export const resolveProse = (blocks: readonly Block[], context: ProseContext): Block[] =>
  mapProse(blocks, {
    block(block) {
      if (block.type === 'timeline') return timelineBlocks(context.timeline(block.show), context.zone)
      if (block.type !== 'entry') return [block]
      const line = context.entry(block.id)
      return line ? [{ type: 'bulletList', items: [entryItem(line)] }] : [paragraph('An entry that is not on this machine.')]
    },
    inline: (inline) => [resolveInline(inline, context)]
  })

function resolveInline(inline: Inline, { variable, mention }: ProseContext): Inline {
  switch (inline.type) {
    case 'variable':
      return text(variable(inline.name) ?? `{{${inline.name}}}`)
    case 'mention':
      return text(`${inline.kind === 'person' ? '@' : ''}${mention(inline.kind, inline.id) ?? inline.label}`)
    case 'text':
    case 'hardBreak':
      return inline
  }
}

/** A list a day. */
function timelineBlocks(lines: readonly EntryLine[], zone: string): Block[] {
  if (lines.length === 0) return [paragraph('No entries.')]
  const days = Map.groupBy(lines, ({ day }) => day)
  return [
    paragraph(`All times are ${zone}.`),
    ...[...days].flatMap(([day, entries]): Block[] => [
      { type: 'heading', level: 3, content: [text(day)] },
      { type: 'bulletList', items: entries.map(entryItem) }
    ])
  ]
}

/** An entry as an item of a list. */
export function entryItem({ time, author, text: body, isFlagged }: EntryLine): Block[] {
  const head: Inline[] = [text(time, true), text(` ${isFlagged ? '⚑ ' : ''}${author}: `)]
  const [first, ...rest] = fromMarkdown(body)
  if (first?.type === 'paragraph') return [{ type: 'paragraph', content: [...head, ...first.content] }, ...rest]
  return [{ type: 'paragraph', content: head }, ...(first ? [first, ...rest] : [])]
}

const text = (words: string, isBold = false): Inline => ({ type: 'text', text: words, marks: isBold ? { bold: true } : {} })
const paragraph = (words: string): Block => ({ type: 'paragraph', content: [text(words)] })
