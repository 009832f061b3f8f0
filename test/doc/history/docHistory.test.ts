import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readFragment } from '#shared/doc/fragment.ts'
import { DocHistory, type Written } from '#shared/doc/history/docHistory.ts'
import type { ChangeMark } from '#shared/doc/history/readThen.ts'
import { entriesOf, findEntryText, newDoc, notesOf } from '#shared/doc/roots.ts'
import { CHANGE } from '#shared/domain/prose/changeMark.ts'
import type { RawNode } from '#shared/domain/prose/nodes.ts'

/** What one of several people does to the notes and to an entry. */
interface Step {
  who: number
  what: 'type' | 'erase' | 'bold' | 'newLine' | 'dropLine' | 'heading' | 'entry' | 'meet'
  at: number
  length: number
}
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.integer({ min: 0, max: 2 }),
  what: fc.constantFrom('type', 'type', 'type', 'erase', 'bold', 'newLine', 'dropLine', 'heading', 'entry', 'meet'),
  at: fc.nat(1000),
  length: fc.integer({ min: 1, max: 4 })
})

/** Three machines that see each other only when they meet; every update as it was written. */
function write(steps: readonly Step[]): Written[] {
  const rows: Written[] = []
  const docs = [1, 2, 3].map((client) => {
    const doc = newDoc('a')
    doc.clientID = client
    doc.on('update', (body: Uint8Array, origin: unknown) => origin !== 'met' && rows.push({ at: 1000 + rows.length * 10, body }))
    return doc
  })
  docs[0]!.transact(() => {
    notesOf(docs[0]!).push([new Y.XmlElement('paragraph')])
    entriesOf(docs[0]!).set('e1', new Y.Text('seen'))
  })
  for (const { who, what, at, length } of steps) act(docs, docs[who]!, what, at, length)
  return rows
}

function act(docs: readonly Y.Doc[], doc: Y.Doc, what: Step['what'], at: number, length: number): void {
  const notes = notesOf(doc)
  const line = notes.length > 0 ? (notes.get(at % notes.length) as Y.XmlElement) : undefined
  const text = line && line.length > 0 ? (line.get(0) as Y.XmlText) : undefined
  const place = text ? at % (text.length + 1) : 0
  doc.transact(() => {
    if (what === 'type' && line && !text) line.insert(0, [new Y.XmlText('a'.repeat(length))])
    else if (what === 'type') text?.insert(place, 'xyzä'.slice(0, length))
    else if (what === 'erase' && text) text.delete(place, Math.min(length, text.length - place))
    else if (what === 'bold' && text) text.format(place, Math.min(length, text.length - place), { bold: at % 2 === 0 ? {} : null })
    else if (what === 'newLine') notes.insert(at % (notes.length + 1), [new Y.XmlElement('paragraph')])
    else if (what === 'dropLine' && line) notes.delete(at % notes.length, 1)
    else if (what === 'heading' && line) line.setAttribute('level', String(at % 3))
    else if (what === 'entry') findEntryText(doc, 'e1')?.insert(0, 'more ')
  })
  if (what === 'meet') for (const other of docs) if (other !== doc) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc), 'met')
}

const then = (rows: readonly Written[], count: number): Y.Doc => {
  const doc = newDoc('a')
  for (const { body } of rows.slice(0, count)) Y.applyUpdate(doc, body)
  return doc
}
/** The text that both reading ways give: dress on runs of no letters does not count. */
const shown = (nodes: readonly RawNode[]) => JSON.parse(JSON.stringify(nodes)) as RawNode[]
const withoutMark = (all: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(all).filter(([name]) => name !== CHANGE))
/** A page with what one side did left out. */
function side(nodes: readonly RawNode[], without: ChangeMark['kind']): RawNode[] {
  const result: RawNode[] = []
  for (const node of nodes) {
    const own = ('text' in node ? node.marks : node.attrs)[CHANGE] as ChangeMark | undefined
    if (own?.kind === without) continue
    if (!('text' in node)) {
      const attrs = withoutMark(node.attrs)
      result.push({ ...node, attrs, content: side(node.content, without) })
      continue
    }
    const marks = withoutMark(node.marks)
    const last = result.at(-1)
    if (last && 'text' in last && JSON.stringify(last.marks) === JSON.stringify(marks))
      result[result.length - 1] = { text: last.text + node.text, marks }
    else result.push({ text: node.text, marks })
  }
  return result
}

const OPTIONS = { seed: 20261125, numRuns: 150 }

describe('the history of a document', () => {
  it('D460 at any moment it is what a document is that got the updates until then', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(1000), (steps, pick) => {
        const rows = write(steps)
        const history = new DocHistory('a')
        history.add(rows.slice(0, rows.length >> 1))
        history.add(rows.slice(rows.length >> 1))
        for (const moment of [0, pick % (rows.length + 1), rows.length]) {
          const doc = then(rows, moment)
          expect(shown(history.page('notes', moment))).toEqual(shown(readFragment(notesOf(doc))))
          expect(history.entryText('e1', moment) ?? '').toBe(findEntryText(doc, 'e1')?.toString() ?? '')
        }
      }),
      OPTIONS
    )
  })

  it('D461 two moments compared: without what was added it is the first, without what was removed the second', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(1000), fc.nat(1000), (steps, a, b) => {
        const rows = write(steps)
        const history = new DocHistory('a')
        history.add(rows)
        const [from, to] = [a % (rows.length + 1), b % (rows.length + 1)].sort((x, y) => x - y) as [number, number]
        const between = history.compare('notes', from, to)
        expect(words(side(between, 'added'))).toBe(words(shown(history.page('notes', from))))
        expect(side(between, 'removed')).toEqual(shown(history.page('notes', to)))
      }),
      OPTIONS
    )
  })

  it('D462 what was added says which client wrote it and with which update, what was removed with which', () => {
    const rows: Written[] = []
    const [ana, ben] = [1, 2].map((client) => {
      const doc = newDoc('a')
      doc.clientID = client
      doc.on('update', (body: Uint8Array, origin: unknown) => origin !== 'met' && rows.push({ at: 1000 * (rows.length + 1), body }))
      return doc
    }) as [Y.Doc, Y.Doc]
    notesOf(ana).push([paragraph('Cache was cold.')])
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana), 'met')
    const text = (notesOf(ben).get(0) as Y.XmlElement).get(0) as Y.XmlText
    text.insert(5, ' of the shop')
    text.delete(21, 5)
    const history = new DocHistory('a')
    history.add(rows)
    expect(history.momentAt(1999)).toBe(1)
    expect(history.momentAt(3000)).toBe(3)
    expect([0, 1, 2].map((row) => history.writerOf(row))).toEqual([1, 2, undefined])
    const [line] = history.compare('notes', 1, 3) as unknown as [{ content: RawNode[] }]
    expect(line.content).toEqual([
      { text: 'Cache', marks: {} },
      { text: ' of the shop', marks: { [CHANGE]: { kind: 'added', client: 2, row: 1 } } },
      { text: ' was', marks: {} },
      { text: ' cold', marks: { [CHANGE]: { kind: 'removed', client: 1, row: 2 } } },
      { text: '.', marks: {} }
    ])
  })

  it('D463 an update that comes twice, or before what it stands on, changes no moment it should not', () => {
    const rows = write([
      { who: 0, what: 'type', at: 0, length: 4 },
      { who: 0, what: 'erase', at: 0, length: 2 },
      { who: 0, what: 'meet', at: 0, length: 1 },
      { who: 1, what: 'type', at: 1, length: 3 }
    ])
    const whole = then(rows, rows.length)
    const history = new DocHistory('a')
    history.add([...rows, { at: 9999, body: Y.encodeStateAsUpdate(whole) }, ...rows.map((row) => ({ ...row, at: 10_000 }))])
    for (let moment = 0; moment <= rows.length; moment += 1)
      expect(shown(history.page('notes', moment))).toEqual(shown(readFragment(notesOf(then(rows, moment)))))
    expect(shown(history.page('notes', history.length))).toEqual(shown(readFragment(notesOf(whole))))
    const late = new DocHistory('a')
    late.add(rows.toReversed().map(({ body }, index) => ({ at: index, body })))
    expect(shown(late.page('notes', rows.length))).toEqual(shown(readFragment(notesOf(whole))))
  })

  it('D600 stored and read again it is the same at every moment, also when it goes on from there', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (steps, cut) => {
        const rows = write(steps)
        const [whole, first] = [new DocHistory('a'), new DocHistory('a')]
        whole.add(rows)
        first.add(rows.slice(0, cut))
        const again = DocHistory.read('a', first.write())
        again.add(rows.slice(cut))
        expect(again.length).toBe(whole.length)
        for (let moment = 0; moment <= rows.length; moment += 1) {
          expect(again.page('notes', moment)).toEqual(whole.page('notes', moment))
          expect(again.entryText('e1', moment)).toBe(whole.entryText('e1', moment))
          expect(again.compare('notes', moment, rows.length)).toEqual(whole.compare('notes', moment, rows.length))
          expect([again.writtenAt(moment), again.writerOf(moment)]).toEqual([whole.writtenAt(moment), whole.writerOf(moment)])
        }
      }),
      OPTIONS
    )
  })
})

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

/** Letters and lines: formats are those of the second moment. */
const words = (nodes: readonly RawNode[]): string =>
  nodes.map((node) => ('text' in node ? node.text : `<${node.type}>${words(node.content)}`)).join('')
