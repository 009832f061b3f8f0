import { expect, test } from 'vitest'
import { declareIncident } from '#shared/doc/commands.ts'
import { readEvents, readIncident } from '#shared/doc/readIncident.ts'
import { answeredIn, dismissRelated } from '#shared/doc/relatedCommands.ts'
import { newDoc } from '#shared/doc/roots.ts'
import { undoLast } from '#shared/doc/undoCommands.ts'
import { describeEntry } from '#shared/domain/describe.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'

test('D313 that another incident has nothing to do with this one is said once, and can be undone', () => {
  let now = Date.UTC(2026, 10, 23)
  const ana = newAuthor('Ana', () => (now += 1000))
  const doc = newDoc('incident1')
  valueOf(declareIncident(doc, ana, aDeclaration))
  valueOf(dismissRelated(doc, ana, { id: 'other1', title: 'IR-12 Login slow' }))
  const incident = readIncident(doc)
  expect(incident.related).toEqual([])
  expect(describeEntry(incident.timeline.at(-1)!, incident)).toBe('marked as not related to IR-12 Login slow')
  expect([...answeredIn(readEvents(doc).events)]).toEqual(['other1'])
  expect(dismissRelated(doc, ana, { id: 'other1' }).ok).toBe(false)
  expect(valueOf(undoLast(doc, ana)).type).toBe('done')
  expect(readIncident(doc).related).toEqual([])
})
