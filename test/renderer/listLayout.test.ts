import { expect, test } from 'vitest'
import { blocksOf, placedBetween, placeOfRow, scrollToShow, totalHeight } from '#renderer/state/list/layout.ts'

const HEIGHTS = { row: 38, outside: 38, heading: 32, nothing: 76 }

test('U4 matches come first, then a heading, then the open incidents outside the search', () => {
  const blocks = blocksOf({ matches: 2, openOutside: 1 }, true, HEIGHTS)
  const placed = placedBetween(blocks, 0, 1000, 0)
  expect(placed).toEqual([
    { block: 'matches', index: 0, y: 0 },
    { block: 'matches', index: 1, y: 38 },
    { block: 'heading', index: 0, y: 76 },
    { block: 'openOutside', index: 0, y: 108 }
  ])
  expect(totalHeight(blocks)).toBe(146)
})

test('U4 without a query nothing is outside of it', () => {
  expect(blocksOf({ matches: 3, openOutside: 2 }, false, HEIGHTS).map((block) => block.name)).toEqual(['matches'])
})

test('U4 a search without a match says so and still shows what is open', () => {
  const blocks = blocksOf({ matches: 0, openOutside: 2 }, true, HEIGHTS)
  expect(placedBetween(blocks, 0, 500, 0).map((item) => item.block)).toEqual(['nothing', 'heading', 'openOutside', 'openOutside'])
})

test('of 100,000 rows only those in sight are drawn', () => {
  const blocks = blocksOf({ matches: 100_000, openOutside: 0 }, false, HEIGHTS)
  const placed = placedBetween(blocks, 1_900_000, 1_900_700, 0)
  expect(placed[0]).toEqual({ block: 'matches', index: 50_000, y: 1_900_000 })
  expect(placed).toHaveLength(19)
  expect(placedBetween(blocks, 0, 700, 0)[0]?.index).toBe(0)
  expect(placedBetween(blocks, totalHeight(blocks) - 700, totalHeight(blocks), 0).at(-1)?.index).toBe(99_999)
})

test('every row of both sections is found where it is drawn', () => {
  const blocks = blocksOf({ matches: 3, openOutside: 2 }, true, HEIGHTS)
  const drawn = placedBetween(blocks, 0, 1000, 0).filter((item) => item.block === 'matches' || item.block === 'openOutside')
  const found = [0, 1, 2, 3, 4].map((row) => placeOfRow(blocks, row))
  expect(found.map((place) => place && { block: place.block, index: place.index, y: place.y })).toEqual(drawn)
  expect(placeOfRow(blocks, 5)).toBeUndefined()
})

test('a row is brought into view by the shortest way', () => {
  const view = 400
  const head = 30
  expect(scrollToShow({ y: 100, height: 38 }, 0, view, head)).toBe(0)
  expect(scrollToShow({ y: 380, height: 38 }, 0, view, head)).toBe(48)
  expect(scrollToShow({ y: 100, height: 38 }, 300, view, head)).toBe(100)
})
