import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { declareIncident } from '#shared/doc/commands.ts'
import { plainText, readIncident } from '#shared/doc/readIncident.ts'
import { notesOf } from '#shared/doc/roots.ts'
import { attachSignals, quoteInNotes, removeSignal } from '#shared/doc/signalCommands.ts'
import { valueOf } from '#shared/domain/result.ts'
import type { Signal } from '#shared/domain/signals.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'

const ana = newAuthor('Ana')
const monitor: Signal = { type: 'monitor', title: 'Pay is slow', state: 'alert' }
const link: Signal = { type: 'link', title: 'Board', url: 'https://graphs.example/d/1' }
let doc: Y.Doc
beforeEach(() => {
  doc = new Y.Doc({ guid: 'incident-a' })
  valueOf(declareIncident(doc, ana, aDeclaration))
})

describe('Signals of an incident', () => {
  it('D285 are attached together and removed one by one; what was removed is gone once', () => {
    const [first] = valueOf(attachSignals(doc, ana, [monitor, link]))
    expect(readIncident(doc).signals.map(({ signal }) => signal)).toEqual([monitor, link])
    valueOf(removeSignal(doc, ana, first!))
    expect(readIncident(doc).signals.map(({ signal }) => signal)).toEqual([link])
    expect(removeSignal(doc, ana, first!)).toMatchObject({ ok: false, error: { reason: 'notFound' } })
  })

  it('D286 one that cannot be kept refuses all, with a sentence, and writes nothing', () => {
    const before = Y.encodeStateAsUpdate(doc)
    const graph: Signal = { type: 'graph', title: 'g', query: '', from: 2, to: 1, series: [{ name: 'a', points: [[1, 1]] }] }
    for (const [signals, reason] of [
      [[], 'no signal'],
      [[monitor, { ...monitor, title: ' ' }], 'needs a title'],
      [[monitor, { ...link, url: 'javascript:alert(1)' }], 'Begin it with https://'],
      [[graph], 'ends before it begins'],
      [[{ ...graph, to: 3, series: [] }], 'cannot be attached']
    ] as [Signal[], string][]) {
      const refused = attachSignals(doc, ana, signals)
      expect(refused.ok ? '' : refused.error.message).toContain(reason)
    }
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  it('D287 are quoted at the end of the notes, with what they were and where they are', () => {
    valueOf(quoteInNotes(doc, [link]))
    valueOf(quoteInNotes(doc, [monitor]))
    expect(plainText(notesOf(doc))).toBe('Board (https://graphs.example/d/1)\nPay is slow (monitor, alert)')
    expect(notesOf(doc).toString()).toContain('<link href="https://graphs.example/d/1">Board</link>')
  })
})
