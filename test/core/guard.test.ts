import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { checkUpdate } from '#main/core/guard.ts'

const NESTED = [117, 1]

/** An update that sets one value: arrays in arrays, so many levels of them. Written by hand, as writing it would exhaust the stack. */
function nestedUpdate(levels: number): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('events').set('key', [[[]]])
  const bytes = Buffer.from(Y.encodeStateAsUpdate(doc))
  const at = bytes.indexOf(Buffer.from([...NESTED, ...NESTED]))
  return Buffer.concat([bytes.subarray(0, at), ...Array.from({ length: levels }, () => Buffer.from(NESTED)), bytes.subarray(at)])
}

function updateOf(write: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  write(doc)
  return Y.encodeStateAsUpdate(doc)
}

describe('what is let into a document', () => {
  it('G1 values nested so deep that they could be read but never written again are refused', () => {
    const doc = new Y.Doc()
    for (const levels of [200, 10_000, 200_000]) expect(checkUpdate(doc, nestedUpdate(levels)).type, `${levels} levels`).toBe('bad')
    expect(checkUpdate(doc, nestedUpdate(10))).toEqual({ type: 'fits' })
  })

  it('G2 so are those in the marks and embeds of a text', () => {
    let deep: unknown = 'x'
    for (let level = 0; level < 200; level++) deep = { deep }
    const doc = new Y.Doc()
    expect(
      checkUpdate(
        doc,
        updateOf((other) => other.getText('t').insert(0, 'x', { mark: deep as object }))
      ).type
    ).toBe('bad')
    expect(
      checkUpdate(
        doc,
        updateOf((other) => other.getText('t').insertEmbed(0, deep as object))
      ).type
    ).toBe('bad')
    expect(
      checkUpdate(
        doc,
        updateOf((other) => other.getText('t').insert(0, 'x', { mark: { a: [1] } }))
      )
    ).toEqual({ type: 'fits' })
  })

  it('G3 an update whose deletions cannot be read is refused before its insertions are in the document', () => {
    const good = updateOf((doc) => doc.getText('t').insert(0, 'x'))
    expect(good.at(-1), 'no deletions').toBe(0)
    const cut = Buffer.concat([good.subarray(0, -1), Buffer.from([5])])
    expect(checkUpdate(new Y.Doc(), cut).type).toBe('bad')
  })

  it('G4 what continues a writer of whom the beginning is missing leaves a gap', () => {
    const writer = new Y.Doc()
    const updates: Uint8Array[] = []
    writer.on('update', (update: Uint8Array) => updates.push(update))
    writer.getText('t').insert(0, 'a')
    writer.getText('t').insert(1, 'b')
    const doc = new Y.Doc()
    expect(checkUpdate(doc, updates[1]!)).toEqual({ type: 'gap' })
    Y.applyUpdate(doc, updates[0]!)
    expect(checkUpdate(doc, updates[1]!)).toEqual({ type: 'fits' })
    expect(checkUpdate(doc, updates[0]!)).toEqual({ type: 'fits' })
  })
})
