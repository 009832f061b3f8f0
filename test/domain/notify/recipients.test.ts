import { describe, expect, it } from 'vitest'
import { foldIncident } from '#shared/domain/fold.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import { parseRecipient, readRecipient, recipientLabel, recipientsProblem, resolveRecipients } from '#shared/domain/notify/recipients.ts'
import { nextUpdateDue } from '#shared/domain/notify/updateDue.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { declaredFields, MINUTE, T0, writer } from '#test/support/events.ts'

const people = [{ id: 'pana' as ActorId, name: 'Ana Kim' }]
const type = DEFAULT_SETTINGS.types[0]!

describe('recipients', () => {
  it.each([
    ['ana kim', 'person:pana'],
    ['@Ana Kim', 'person:pana'],
    ['person:pana', 'person:pana'],
    ['Commander', 'commander'],
    ['responders', 'responders'],
    ['ops@example.org', 'email:ops@example.org'],
    ['#incidents', 'channel:incidents'],
    ['page:on-call', 'page:on-call']
  ])('D245 "%s" is read as %s, or refused with what may be written', (written, kept) => {
    expect(readRecipient(written, people)).toEqual({ ok: true, value: kept })
    const label = recipientLabel(kept, new Map([[people[0]!.id, 'Ana Kim']]))
    expect(
      readRecipient(
        label
          .replace(/^Page /, 'page:')
          .replace('Incident C', 'c')
          .replace('All ', ''),
        people
      )
    ).toEqual({ ok: true, value: kept })
    // as it is kept it is read as it is
    expect(readRecipient(kept, people)).toEqual({ ok: true, value: kept })
    for (const wrong of ['Nobody Known', 'email:no address', 'person:pzed', '#', '']) {
      const refused = readRecipient(wrong, people)
      expect(!refused.ok && refused.error.message).toMatch(/is nobody here\. Write a person's name, an e-mail address/)
    }
  })
  it('D246 roles become the people who have them, each once; imports are nobody to tell', () => {
    const event = writer()
    const incident = foldIncident([
      event('declared', declaredFields),
      event('responderAdded', { person: 'pben' as ActorId }),
      event('entryPosted', { category: 'note' }, { by: 'source:feed' })
    ])
    expect(resolveRecipients(['responders', 'commander', 'email:a@b.org', 'person:pben'], incident)).toEqual([
      'person:pana',
      'person:pben',
      'email:a@b.org'
    ])
    expect(resolveRecipients(['commander'], foldIncident([]))).toEqual([])
  })
  it('D247 too many recipients, and what is none, are refused with a sentence', () => {
    expect(recipientsProblem(['person:pana', 'commander'])).toBeUndefined()
    expect(recipientsProblem(Array(201).fill('commander'))).toMatch(/may have 200 recipients; this has 201/)
    for (const wrong of ['person:', 'fax:1', 'email:x', 'person: a']) expect(recipientsProblem([wrong])).toMatch(/is no recipient/)
    expect(parseRecipient('channel:a:b')).toEqual({ kind: 'channel', name: 'a:b' })
  })
})

describe('the next update', () => {
  it('D248 is due half an hour after stakeholders last heard something, at SEV-1 and SEV-2, while it is open', () => {
    const event = writer()
    const declared = event('declared', { ...declaredFields, severity: 'SEV-1' }, { at: T0 })
    const due = (...more: Parameters<typeof foldIncident>[0] extends Iterable<infer E> ? E[] : never) =>
      nextUpdateDue(foldIncident([declared, ...more]), type)
    expect(due()).toBe(T0 + 30 * MINUTE)
    expect(due(event('entryPosted', { category: 'note' }, { at: T0 + MINUTE }))).toBe(T0 + 30 * MINUTE)
    expect(due(event('entryPosted', { category: 'update' }, { at: T0 + 10 * MINUTE }))).toBe(T0 + 40 * MINUTE)
    const message = { recipients: [], subject: 'x', body: '', draft: null, rule: null, renotifies: null }
    expect(due(event('messageSent', message, { at: T0 + 20 * MINUTE }))).toBe(T0 + 50 * MINUTE)
    expect(due(event('statusChanged', { status: 'stable', base: declared.id }))).toBe(T0 + 30 * MINUTE)
    expect(due(event('statusChanged', { status: 'resolved', base: declared.id }))).toBeNull()
    expect(due(event('severityChanged', { severity: 'SEV-3', base: declared.id }))).toBeNull()
    expect(nextUpdateDue(foldIncident([]), type)).toBeNull()
  })
})
