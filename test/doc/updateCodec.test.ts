import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { applyUpdate, decodeUpdate, encodeState } from '#shared/doc/updateCodec.ts'

const word = fc.oneof(
  fc.constantFrom('kind', 'note', 'entryPosted', '', 'é', '日本語', '🔥', 'a'.repeat(48), 'a'.repeat(49), 'b'.repeat(127), 'c'.repeat(200)),
  fc.string({ unit: 'binary', maxLength: 60 })
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    word,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 5 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 4, noNullPrototype: true })
  )
}))
const step = fc.record({ client: fc.integer({ min: 1, max: 3 }), key: word, value, text: word, cut: fc.boolean() })
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Events, bodies, notes, deletions, of several clients. */
function docOf(steps: readonly Step[]): Y.Doc {
  const doc = new Y.Doc()
  for (const { client, key, value, text, cut } of steps) {
    doc.clientID = client
    doc.getMap('events').set(key, value)
    const body = new Y.Text(text)
    doc.getMap('entries').set(key, body)
    body.insert(0, 'x', { [`m${text.length}`]: key })
    const element = new Y.XmlElement('heading')
    element.setAttribute('level', text)
    doc.getXmlFragment('notes').insert(0, [element])
    if (cut) body.delete(0, body.length)
  }
  return doc
}

const failure = (work: () => unknown): string | null => {
  try {
    work()
    return null
  } catch (error) {
    return String(error)
  }
}

describe('updates of documents, read and written faster', () => {
  const steps = fc.array(step, { maxLength: 12 })

  it('D390 are read as Yjs reads them, and written byte for byte as it writes them', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const update = Y.encodeStateAsUpdate(docOf(list))
        const [ours, theirs] = [new Y.Doc(), new Y.Doc()]
        applyUpdate(ours, update, 'us')
        Y.applyUpdate(theirs, update)
        for (const root of ['events', 'entries']) expect(ours.getMap(root).toJSON()).toEqual(theirs.getMap(root).toJSON())
        expect(ours.getXmlFragment('notes').toString()).toBe(theirs.getXmlFragment('notes').toString())
        expect(encodeState(ours)).toEqual(Y.encodeStateAsUpdate(theirs))
        expect(encodeState(ours, Y.encodeStateVector(theirs))).toEqual(Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(ours)))
        expect(decodeUpdate(update)).toEqual(Y.decodeUpdate(update))
      })
    )
  })

  it('D391 that are damaged are refused just where Yjs refuses them', () => {
    fc.assert(
      fc.property(steps, fc.nat(), fc.option(fc.integer({ min: 0, max: 255 })), (list, place, byte) => {
        const whole = Y.encodeStateAsUpdate(docOf(list))
        const at = place % whole.length
        const damaged = byte === null ? whole.subarray(0, at) : whole.with(at, byte)
        const [ours, theirs] = [failure(() => decodeUpdate(damaged)), failure(() => Y.decodeUpdate(damaged))]
        expect(ours).toBe(theirs)
        if (theirs === null) expect(decodeUpdate(damaged)).toEqual(Y.decodeUpdate(damaged))
      })
    )
  })
})
