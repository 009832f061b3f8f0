import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { declareIncident, postEntry } from '#shared/doc/commands.ts'
import { plainText, readEvents, readIncident, textOfEntry } from '#shared/doc/readIncident.ts'
import { readProse } from '#shared/doc/readProse.ts'
import { eventsOf, newDoc, notesOf, postmortemOf, rootCauseOf } from '#shared/doc/roots.ts'
import { makeEventId } from '#shared/domain/clock.ts'
import type { DeviceId } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { T0 } from '#test/support/events.ts'

let doc: Y.Doc
const ana = newAuthor('Ana', () => T0)
beforeEach(() => (doc = newDoc('incident1')))

function paragraph(...texts: string[]): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(
    0,
    texts.map((text) => new Y.XmlText(text))
  )
  return element
}

describe('reading an incident', () => {
  it('D120 what cannot be used is kept, named and left out; the rest counts', () => {
    valueOf(declareIncident(doc, ana, aDeclaration))
    const id = (counter: number) => makeEventId(T0, counter + 100, 'dev9' as DeviceId)
    eventsOf(doc).set(id(1), { id: id(1), kind: 'pollOpened', at: 1, by: 'p' })
    eventsOf(doc).set(id(2), { id: id(2), kind: 'pollOpened', at: 1, by: 'p' })
    eventsOf(doc).set(id(3), { id: id(3), kind: 'statusChanged', at: 1, by: 'p', status: 'gone', base: null })
    eventsOf(doc).set('short', 5)
    const read = readEvents(doc)
    expect(read.events.map((event) => event.kind)).toEqual(['actorNamed', 'declared'])
    expect([...read.unknown]).toEqual([['pollOpened', 2]])
    expect(read.malformed).toEqual([expect.stringMatching(`^${id(3)}: status: `), 'short: it has no kind'])
    expect(readIncident(doc).title).toBe('Checkout fails')
  })

  it('D121 an entry says its body, or the sentence Muster wrote', () => {
    valueOf(declareIncident(doc, ana, { ...aDeclaration, notes: 'first look' }))
    const incident = readIncident(doc)
    expect(incident.timeline.map((entry) => textOfEntry(doc, incident, entry))).toEqual([
      'declared the incident as SEV-2, Active: Checkout fails',
      'first look'
    ])
  })

  it('D122 rich text as plain text, a line a block, without marks', () => {
    const list = new Y.XmlElement('bulletList')
    list.insert(0, [paragraph('one'), paragraph('two')])
    notesOf(doc).insert(0, [paragraph('Hello'), list, new Y.XmlElement('horizontalRule'), paragraph('')])
    const bold = (notesOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
    bold.insert(5, ' world', { bold: true })
    expect(plainText(notesOf(doc))).toBe('Hello world\none\ntwo')
  })

  it('D123 everything a person wrote is found: notes page and every entry', () => {
    valueOf(postEntry(doc, ana, { text: 'rolled back' }))
    valueOf(postEntry(doc, ana, { text: 'cache warm' }))
    notesOf(doc).insert(0, [paragraph('root cause: disk')])
    rootCauseOf(doc).insert(0, [paragraph('a full disk')])
    const read = () => readProse(doc, readIncident(doc))
    expect(read().pieces.map(({ text }) => text)).toEqual(['rolled back', 'cache warm', 'root cause: disk', 'a full disk'])
    expect(read().hasPostmortem).toBe(false)
    postmortemOf(doc).insert(0, [paragraph('We learned')])
    expect(read()).toMatchObject({ hasPostmortem: true })
    expect(read().pieces.at(-1)).toMatchObject({ source: 'postmortem', text: 'We learned' })
  })

  it('D124 text nested without end is read as far as a person would, and never fails', () => {
    let inner = paragraph('deep')
    const outer = inner
    notesOf(doc).insert(0, [outer])
    doc.transact(() => {
      for (let depth = 0; depth < 20_000; depth++) {
        const next = new Y.XmlElement('blockquote')
        inner.push([next])
        inner = next
      }
    })
    expect(plainText(notesOf(doc))).toContain('deep')
  })
})
