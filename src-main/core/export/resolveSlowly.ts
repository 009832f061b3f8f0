import type { Block } from '#shared/domain/prose/nodes.ts'
import { entryItem, resolveProse, type EntryLine, type ProseContext } from '#shared/domain/prose/resolveProse.ts'
import type { Pace } from './pace.ts'

/** As `resolveProse`, a piece at a time: a timeline may have 100,000 entries. */
export async function resolveSlowly(blocks: readonly Block[], context: ProseContext, pace: Pace): Promise<Block[]> {
  const resolved: Block[] = []
  for (const [index, block] of blocks.entries()) {
    await pace.step(index, blocks.length)
    if (block.type === 'timeline') resolved.push(...(await timelineSlowly(context.timeline(block.show), context.zone, 3, pace)))
    else resolved.push(...resolveProse([block], context))
  }
  return resolved
}

/** A list a day, each day under a heading of this level. */
export async function timelineSlowly(lines: readonly EntryLine[], zone: string, level: 2 | 3, pace: Pace): Promise<Block[]> {
  if (lines.length === 0) return [paragraph('No entries.')]
  const blocks: Block[] = [paragraph(`All times are ${zone}.`)]
  let day = ''
  let items: Block[][] = []
  for (const [index, line] of lines.entries()) {
    await pace.step(index, lines.length)
    if (line.day !== day) {
      day = line.day
      items = []
      blocks.push({ type: 'heading', level, content: [{ type: 'text', text: day, marks: {} }] }, { type: 'bulletList', items })
    }
    items.push(entryItem(line))
  }
  return blocks
}

const paragraph = (words: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text: words, marks: {} }] })
