import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { declareIncident, markEdited, postEntry } from '#shared/doc/commands.ts'
import { eventsOf } from '#shared/doc/roots.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'

it('D118 what somebody else filed as an edit of mine, without an id, does not stop me from editing', () => {
  const ana = newAuthor('Ana')
  const doc = new Y.Doc()
  valueOf(declareIncident(doc, ana, aDeclaration))
  const note = valueOf(postEntry(doc, ana, { text: 'a note' }))
  eventsOf(doc).set('strange', { kind: 'entryEdited', entry: note, by: ana.id })
  eventsOf(doc).set('nothing', null)
  expect(valueOf(markEdited(doc, ana, note))).not.toBeNull()
  expect(valueOf(markEdited(doc, ana, note)), 'at most once an hour').toBeNull()
})
