import { expect, test } from 'vitest'
import { Sorting, stepPlace, type Place } from '#renderer/state/settings/sorting.svelte.ts'

const LISTS = [
  { id: 'top', label: 'Top', items: ['a', 'b'] },
  { id: 'none', label: 'None', items: [] },
  { id: 'end', label: 'End', items: ['c'] }
]

function newSorting() {
  const moves: [string, Place][] = []
  const sorting = new Sorting(
    () => LISTS,
    (id) => id.toUpperCase(),
    (id, to) => void moves.push([id, to])
  )
  return { sorting, moves }
}

test('U20 arrows lead through a list and on into the next, also an empty one, and back', () => {
  const places: Place[] = [{ list: 'top', index: 0 }]
  for (let step = 0; step < 5; step++) places.push(stepPlace(LISTS, 'a', places.at(-1)!, 1))
  expect(places.map(({ list, index }) => `${list} ${index}`)).toEqual(['top 0', 'top 1', 'none 0', 'end 0', 'end 1', 'end 1'])
  const back: Place[] = [{ list: 'end', index: 1 }]
  for (let step = 0; step < 5; step++) back.push(stepPlace(LISTS, 'a', back.at(-1)!, -1))
  expect(back.map(({ list, index }) => `${list} ${index}`)).toEqual(['end 1', 'end 0', 'none 0', 'top 1', 'top 0', 'top 0'])
})

test('U21 what is lifted is shown where it would drop, written once at the drop, and said', () => {
  const { sorting, moves } = newSorting()
  sorting.lift('a')
  expect(sorting.message).toMatch(/^A is lifted\. Place 1 of 2 in Top\./)
  sorting.step(1)
  expect(sorting.shown('top')).toEqual(['b', 'a'])
  sorting.step(1)
  sorting.step(1)
  expect([sorting.shown('top'), sorting.shown('end')]).toEqual([['b'], ['a', 'c']])
  expect(sorting.message).toBe('Place 1 of 2 in End.')
  expect(moves).toEqual([])
  sorting.drop()
  expect(moves).toEqual([['a', { list: 'end', index: 0 }]])
  expect(sorting.message).toBe('A is dropped. Place 1 of 2 in End.')
})

test('U22 Escape puts back, and a drop in the own place writes nothing', () => {
  const { sorting, moves } = newSorting()
  sorting.lift('a')
  sorting.step(1)
  sorting.cancel()
  expect(sorting.shown('top')).toEqual(['a', 'b'])
  sorting.lift('a')
  sorting.over('top', 'b', true)
  sorting.over('top', 'b', false)
  sorting.drop()
  expect(moves).toEqual([])
  sorting.lift('a')
  sorting.over('none', null, true)
  sorting.drop()
  expect(moves).toEqual([['a', { list: 'none', index: 0 }]])
})
