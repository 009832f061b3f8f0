import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { declareIncident, retractEntry } from '#shared/doc/commands.ts'
import { countKnown, MAX_PASTED, postEntries, type DatedEntry } from '#shared/doc/pasteCommands.ts'
import { readIncident, textOfEntry } from '#shared/doc/readIncident.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'

const [ana, ben] = [newAuthor('Ana'), newAuthor('Ben')]
const AT = Date.UTC(2024, 3, 15, 12, 32)
const CHAT: DatedEntry[] = [
  { at: AT, text: 'it is down', author: 'Ada' },
  { at: AT, text: '+1' },
  { at: AT, text: '+1' },
  { at: AT + 60_000, text: 'back' }
]
let doc: Y.Doc
beforeEach(() => {
  doc = new Y.Doc({ guid: 'incident-a' })
  valueOf(declareIncident(doc, ana, aDeclaration))
})
const shown = (of: Y.Doc = doc) => {
  const incident = readIncident(of)
  return incident.timeline.filter(({ category }) => category === 'note').map((entry) => textOfEntry(of, incident, entry))
}

describe('Pasted entries', () => {
  it('D280 come into the timeline together, at their own times, with who said it in the text', () => {
    let transactions = 0
    doc.on('afterTransaction', ({ changed }) => void (transactions += changed.size > 0 ? 1 : 0))
    expect(valueOf(postEntries(doc, ben, CHAT))).toMatchObject({ posted: { length: 4 }, known: 0 })
    expect(transactions).toBe(1)
    expect(shown()).toEqual(['Ada: it is down', '+1', '+1', 'back'])
    expect(readIncident(doc).timeline.find((entry) => entry.at === AT)?.author).toBe(ben.id)
  })

  it('D281 pasting again changes nothing and says how many were there; what is new is added', () => {
    valueOf(postEntries(doc, ana, CHAT))
    const before = Y.encodeStateAsUpdate(doc)
    expect(countKnown(doc, CHAT)).toBe(4)
    expect(valueOf(postEntries(doc, ana, CHAT))).toEqual({ posted: [], known: 4 })
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    expect(valueOf(postEntries(doc, ben, [...CHAT, { at: AT, text: '+1' }]))).toMatchObject({ posted: { length: 1 }, known: 4 })
    expect(shown().filter((text) => text === '+1')).toHaveLength(3)
  })

  it('D282 two people who paste the same text without seeing each other have it once', () => {
    const other = new Y.Doc({ guid: 'incident-a' })
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    valueOf(postEntries(doc, ana, CHAT))
    valueOf(postEntries(other, ben, CHAT))
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    expect(shown()).toEqual(['Ada: it is down', '+1', '+1', 'back'])
    expect(shown(other)).toEqual(shown())
  })

  it('D283 what was taken back can be pasted again', () => {
    const [first] = valueOf(postEntries(doc, ana, CHAT)).posted
    for (let round = 0; round < 3; round += 1) {
      const gone =
        round === 0
          ? first!
          : readIncident(doc).timeline.find((entry) => textOfEntry(doc, readIncident(doc), entry) === 'Ada: it is down')!.id
      valueOf(retractEntry(doc, ana, gone))
      expect(shown()).toEqual(['+1', '+1', 'back'])
      expect(valueOf(postEntries(doc, ana, CHAT))).toMatchObject({ posted: { length: 1 }, known: 3 })
      expect(shown()).toHaveLength(4)
    }
  })

  it('D284 one that cannot be kept refuses all, with the reason, and writes nothing', () => {
    const before = Y.encodeStateAsUpdate(doc)
    const many = Array.from({ length: MAX_PASTED + 1 }, () => CHAT[0]!)
    for (const [entries, reason] of [
      [[], 'There is no entry'],
      [[...CHAT, { at: AT, text: ' ' }], 'is empty'],
      [[...CHAT, { at: Number.NaN, text: 'when' }], '"when" has no time'],
      [[...CHAT, { at: 9e15, text: 'far' }], 'cannot be kept'],
      [many, 'Add them in parts']
    ] as const) {
      const refused = postEntries(doc, ana, entries)
      expect(refused.ok ? '' : refused.error.message).toContain(reason)
    }
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })
})
