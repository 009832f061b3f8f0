import type * as Y from 'yjs'
import { mapProse } from '#shared/domain/prose/mapProse.ts'
import type { Block, Mention } from '#shared/domain/prose/nodes.ts'
import type { PageName } from '#shared/domain/prose/pages.ts'
import { plainProse } from '#shared/domain/prose/plainProse.ts'
import { readBlocks, type NotePlaces } from '#shared/doc/fragment.ts'
import { pageOf } from '#shared/doc/roots.ts'

/** What stands in a page; empty where nobody wrote anything. */
export function readPage(doc: Y.Doc, page: PageName, notes?: NotePlaces): Block[] {
  const blocks = readBlocks(pageOf(doc, page), notes)
  return blocks.some(saysSomething) ? blocks : []
}

const saysSomething = (block: Block): boolean =>
  block.type === 'image' || block.type === 'timeline' || block.type === 'entry' || plainProse([block]).trim() !== ''

/** Who and what is mentioned in pages. */
export function mentionsIn(blocks: readonly Block[]): Mention[] {
  const found: Mention[] = []
  mapProse(blocks, {
    block: (block) => [block],
    inline(inline) {
      if (inline.type === 'mention') found.push(inline)
      return [inline]
    }
  })
  return found
}

/** Hashes of the pictures in blocks, each once. */
export function picturesIn(blocks: readonly Block[]): string[] {
  const hashes = new Set<string>()
  mapProse(blocks, {
    block(block) {
      if (block.type === 'image') hashes.add(block.hash)
      return [block]
    },
    inline: (inline) => [inline]
  })
  return [...hashes]
}

/** With the highest of its headings on this level, and the others as far below it as there are levels. */
export function headedFrom(level: 1 | 2, blocks: readonly Block[]): Block[] {
  let highest = 3
  const shifted = (block: Block, by: number): Block =>
    block.type === 'heading' ? { ...block, level: LEVELS[Math.min(3, block.level + by) - 1]! } : block
  mapProse(blocks, {
    block(block) {
      if (block.type === 'heading') highest = Math.min(highest, block.level)
      return [block]
    },
    inline: (inline) => [inline]
  })
  return mapProse(blocks, { block: (block) => [shifted(block, level - highest)], inline: (inline) => [inline] })
}

const LEVELS = [1, 2, 3] as const
