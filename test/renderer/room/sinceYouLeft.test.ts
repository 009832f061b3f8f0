import { expect, it } from 'vitest'
import { sinceYouLeft } from '#renderer/state/room/sinceYouLeft.ts'
import { changeSeverity, declareIncident, flagEntry, postEntry } from '#shared/doc/commands.ts'
import { readEvents, readIncident } from '#shared/doc/readIncident.ts'
import { newDoc } from '#shared/doc/roots.ts'
import type { EntryId } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { DEFAULT_SETTINGS, typeOf } from '#shared/domain/settings/foldSettings.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { MINUTE, T0 } from '#test/support/events.ts'

it('U143 who comes back is told what others did meanwhile, and nothing when nobody did anything', () => {
  let now = T0
  const [ana, ben] = ['Ana', 'Ben'].map((name) => newAuthor(name, () => now))
  const doc = newDoc('incident1')
  valueOf(declareIncident(doc, ana!, aDeclaration))
  const leftAt = now
  const type = typeOf(DEFAULT_SETTINGS, 'incident')
  const told = () => sinceYouLeft(readEvents(doc).events, readIncident(doc), type, { leftAt, person: ana!.id })
  now += MINUTE
  expect(told()).toBeNull()
  valueOf(postEntry(doc, ana!, { text: 'My own' }))
  expect(told()).toBeNull()
  now += MINUTE
  const entry = valueOf(postEntry(doc, ben!, { text: 'Rolled back' }))
  valueOf(flagEntry(doc, ben!, entry as EntryId, true))
  valueOf(changeSeverity(doc, ben!, 'SEV-1'))
  expect(told()).toMatchObject({ leftAt, entries: 1, flagged: 1 })
  expect(told()!.facts).toContainEqual({ what: 'severity', label: 'Severity', before: 'SEV-2', after: 'SEV-1' })
})
