import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newNodes, readBlocks } from '#shared/doc/fragment.ts'
import { newDoc, postmortemOf } from '#shared/doc/roots.ts'
import { arbitraryProse } from '#test/domain/prose/arbitraryProse.ts'

describe('a page in the document', () => {
  it('D407 what is written into a document is read from it, here and on another machine', () => {
    fc.assert(
      fc.property(arbitraryProse({ isStatic: false }), (blocks) => {
        const doc = newDoc('a')
        doc.transact(() => postmortemOf(doc).insert(0, newNodes(blocks)))
        expect(readBlocks(postmortemOf(doc))).toEqual(blocks)
        const other = newDoc('a')
        Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
        expect(readBlocks(postmortemOf(other))).toEqual(blocks)
      }),
      { seed: 7, numRuns: 200 }
    )
  })
})
