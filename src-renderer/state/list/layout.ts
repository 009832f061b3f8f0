/*
 * A long list drawn by arithmetic: every block knows how many items it has and how high each is, so what is on the screen
 * follows from the scroll position alone, for 100,000 rows as for ten.
 */
export interface Block {
  name: 'nothing' | 'matches' | 'heading' | 'openOutside'
  count: number
  /** Of one item, px. */
  height: number
}

export interface Placed {
  block: Block['name']
  /** Within the block. */
  index: number
  /** From the top of the list, px. */
  y: number
}

export interface Counts {
  matches: number
  openOutside: number
}

/** px. A row that matches has a line more where words were asked for. */
export interface Heights {
  row: number
  outside: number
  heading: number
  nothing: number
}

/** What the list consists of. Without a query there is no "outside". */
export function blocksOf(counts: Counts, hasQuery: boolean, heights: Heights): Block[] {
  const blocks: Block[] = []
  if (counts.matches === 0 && hasQuery) blocks.push({ name: 'nothing', count: 1, height: heights.nothing })
  blocks.push({ name: 'matches', count: counts.matches, height: heights.row })
  if (hasQuery && counts.openOutside > 0) {
    blocks.push(
      { name: 'heading', count: 1, height: heights.heading },
      { name: 'openOutside', count: counts.openOutside, height: heights.outside }
    )
  }
  return blocks
}

export const totalHeight = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + block.count * block.height, 0)

/** What stands between `top` and `bottom` (px), and `spare` px beyond on each side. */
export function placedBetween(blocks: readonly Block[], top: number, bottom: number, spare: number): Placed[] {
  const placed: Placed[] = []
  let start = 0
  for (const block of blocks) {
    const first = Math.max(0, Math.floor((top - spare - start) / block.height))
    const last = Math.min(block.count - 1, Math.floor((bottom + spare - start) / block.height))
    for (let index = first; index <= last; index++) placed.push({ block: block.name, index, y: start + index * block.height })
    start += block.count * block.height
  }
  return placed
}

/** Rows counted through both sections: the n-th stands in which, and where. */
export function placeOfRow(blocks: readonly Block[], row: number): (Placed & { height: number }) | undefined {
  let start = 0
  let before = 0
  for (const block of blocks) {
    const isRows = block.name === 'matches' || block.name === 'openOutside'
    if (isRows && row < before + block.count) {
      const index = row - before
      return { block: block.name, index, y: start + index * block.height, height: block.height }
    }
    if (isRows) before += block.count
    start += block.count * block.height
  }
  return undefined
}

/** Where to scroll so that an item is fully seen, moving no further than needed. `covered`: px at the top under a sticky head. */
export function scrollToShow(item: { y: number; height: number }, scrollTop: number, viewHeight: number, covered: number): number {
  if (item.y < scrollTop) return item.y
  const bottom = item.y + item.height + covered
  return bottom > scrollTop + viewHeight ? bottom - viewHeight : scrollTop
}
