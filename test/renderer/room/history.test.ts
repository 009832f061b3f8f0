import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listChanges } from '#renderer/state/room/historyView.ts'
import { wordDiff } from '#renderer/state/room/wordDiff.ts'
import { MINUTE, THREE } from './fixtures.ts'

const show = (before: string, after: string) =>
  wordDiff(before, after)
    .map(({ type, text }) => (type === 'same' ? text : type === 'removed' ? `[-${text}-]` : `[+${text}+]`))
    .join('')

describe('what differs between two texts', () => {
  it('W60 is said in whole words, what went before what came', () => {
    expect(show('Two carts of forty.', 'Two carts of fifty.')).toBe('Two carts of [-forty-][+fifty+].')
    expect(show('pool is full', 'pool is back under limit')).toBe('pool is [-full-][+back under limit+]')
    expect(show('', 'new')).toBe('[+new+]')
    expect(show('retry_budget=0', 'retry_budget=3')).toBe('retry_budget=[-0-][+3+]')
    expect(show('same', 'same')).toBe('same')
  })

  it('W61 gives both texts back, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'pool', ' ', '  ', '\n', '.', 'é', '🙂', '`x`'), { maxLength: 40 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordDiff(before, after)
        const without = (left: string) =>
          parts
            .filter(({ type }) => type !== left)
            .map((part) => part.text)
            .join('')
        return without('added') === before && without('removed') === after
      }),
      { seed: 6, numRuns: 500 }
    )
  })

  it('of two long texts without much in common is one change', () => {
    const [before, after] = ['a ', 'b '].map((word) => word.repeat(5000))
    expect(wordDiff(before!.trim(), after!.trim()).map(({ type }) => type)).toEqual(['removed', 'added'])
  })
})

describe('the list of changes of an entry', () => {
  it('W62 has texts and moves in one line of time, and says which was first', () => {
    const changes = listChanges({
      versions: [
        { from: THREE, at: THREE, by: 'priya', text: 'Pool full' },
        { from: 0, at: 0, by: null, text: 'Pool is full' },
        { from: THREE + 9 * MINUTE, at: THREE + 9 * MINUTE, by: 'lena', text: 'Pool is back' }
      ],
      moves: [{ at: THREE + 5 * MINUTE, by: 'lena', from: THREE, to: THREE - MINUTE }],
      omitted: 0
    })
    expect(changes.map((change) => [change.type, change.by, change.type === 'text' && change.isFirst])).toEqual([
      ['text', 'priya', true],
      ['text', null, false],
      ['move', 'lena', false],
      ['text', 'lena', false]
    ])
  })

  it('shows of long passages that stayed only what is near a change', () => {
    const long = 'word '.repeat(200)
    const [, change] = listChanges({
      versions: [long, `${long}end`].map((text) => ({ from: 1, at: 1, by: null, text })),
      moves: [],
      omitted: 0
    })
    const parts = change!.type === 'text' ? change!.parts : []
    expect(parts.map(({ type }) => type)).toEqual(['same', 'added'])
    expect(parts[0]!.text.length).toBeLessThan(130)
  })
})
