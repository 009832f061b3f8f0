import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Awareness } from 'y-protocols/awareness'
import { findRange, isCursor } from '#renderer/editor/remotePosition.ts'
import { guardAwareness } from '#renderer/editor/guardAwareness.ts'

function cursorIn(text: Y.Text, anchor: number, head: number): unknown {
  const place = (index: number) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index))
  return JSON.parse(JSON.stringify({ anchor: place(anchor), head: place(head) }))
}

/** What somebody may send in place of a caret. */
const HOSTILE: unknown[] = [
  7,
  'here',
  [],
  {},
  { anchor: null, head: null },
  { anchor: {}, head: 'x' },
  { anchor: { type: 'x' }, head: {} },
  { anchor: { item: { client: 'a', clock: {} } }, head: {} },
  { anchor: { tname: 5 }, head: {} }
]

describe('a caret from another machine', () => {
  it('W9 is found in the text it stands in and in no other, and moves with it', () => {
    const doc = new Y.Doc()
    const [one, two] = [new Y.Text('retry gate'), new Y.Text('retry gate')]
    doc.getMap('entries').set('a', one)
    doc.getMap('entries').set('b', two)
    const cursor = cursorIn(one, 2, 5)
    expect(findRange(cursor, one)).toEqual({ anchor: 2, head: 5 })
    expect(findRange(cursor, two)).toBeUndefined()
    one.insert(0, 'the ')
    expect(findRange(cursor, one)).toEqual({ anchor: 6, head: 9 })
  })

  it('W10 that is none is dropped and breaks nothing', () => {
    const doc = new Y.Doc()
    const text = doc.getText('t')
    text.insert(0, 'abc')
    for (const cursor of HOSTILE) {
      expect(isCursor(cursor), JSON.stringify(cursor)).toBe(false)
      expect(findRange(cursor, text)).toBeUndefined()
    }
    // well-formed, but of a text and an author nobody has seen
    const foreign = { anchor: { type: { client: 4, clock: 9 }, item: { client: 4, clock: 10 } }, head: { tname: 'elsewhere' } }
    expect(isCursor(foreign)).toBe(true)
    expect(findRange(foreign, text)).toBeUndefined()
  })

  it('W11 never reaches the notes editor when it is not one, nor does a state without a person', () => {
    const good = { user: { id: 'lena', name: 'Lena' }, cursor: cursorIn(new Y.Doc().getText('t'), 0, 0) }
    const states = new Map<number, Record<string, unknown>>([
      [1, {}],
      [2, good],
      [3, { user: { id: 'x', name: 'x' } }],
      [4, { cursor: null }],
      [5, { user: 'me' }]
    ])
    HOSTILE.forEach((cursor, index) => states.set(10 + index, { user: { id: 'x', name: 'x' }, cursor }))
    const guarded = guardAwareness({ clientID: 1, getStates: () => states } as unknown as Awareness) as {
      getStates(): Map<number, unknown>
    }
    expect([...guarded.getStates().keys()]).toEqual([1, 2, 3])
  })
})
