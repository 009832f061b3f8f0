import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { declareIncident } from '#shared/doc/commands.ts'
import { discardDraft, draftMessage, reportDelivery, sendMessage, setDraft } from '#shared/doc/messageCommands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { eventsOf } from '#shared/doc/roots.ts'
import { messageKey } from '#shared/domain/messages.ts'
import { valueOf } from '#shared/domain/result.ts'
import { DEFAULT_SETTINGS } from '#shared/domain/settings/foldSettings.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'

const type = DEFAULT_SETTINGS.types[0]!
const [ana, ben] = [newAuthor('Ana'), newAuthor('Ben')]
const input = {
  recipients: ['commander', 'email:ops@example.org'],
  subject: 'Update: {{incident.title}}',
  body: '{{incident.severity}}, {{incident.oops}}'
}
let doc: Y.Doc
beforeEach(() => {
  doc = new Y.Doc({ guid: 'incident-a' })
  valueOf(declareIncident(doc, ana, aDeclaration))
})
const messages = () => readIncident(doc).messages

describe('messages', () => {
  it('D255 a draft keeps variables, changes property by property, and goes out once with words and people of that moment', () => {
    const draft = valueOf(draftMessage(doc, ben, input))
    valueOf(setDraft(doc, ana, draft, 'body', '{{incident.severity}}, {{incident.oops}}. Rolling back'))
    const [kept] = messages()
    expect(kept).toMatchObject({ sentAt: null, subject: input.subject, body: `${input.body}. Rolling back` })
    const sent = valueOf(sendMessage(doc, ben, kept!, { type, draft }))
    expect(messages()).toMatchObject([
      {
        id: sent,
        by: ben.id,
        recipients: [`person:${ana.id}`, 'email:ops@example.org'],
        subject: 'Update: Checkout fails',
        body: 'SEV-2, {{incident.oops}}. Rolling back'
      }
    ])
    expect(sendMessage(doc, ana, input, { type, draft })).toMatchObject({ ok: false, error: { reason: 'notFound' } })
    expect(messages()).toHaveLength(1)
  })
  it('D256 two who change one property of a draft apart: the later is kept, the other is in the merge report', () => {
    const draft = valueOf(draftMessage(doc, ana, input))
    const other = new Y.Doc({ guid: 'incident-a' })
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    valueOf(setDraft(doc, ana, draft, 'subject', 'Hers'))
    valueOf(setDraft(other, ben, draft, 'subject', 'His'))
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    const { overruled, messages: all } = readIncident(doc)
    expect(overruled.map(({ what }) => what)).toEqual([messageKey(draft, 'subject')])
    expect([overruled[0]!.lost.value, overruled[0]!.kept.value].sort()).toEqual(['Hers', 'His'])
    expect(all[0]!.subject).toBe(overruled[0]!.kept.value)
  })
  it.each([
    ['nobody to tell', () => sendMessage(doc, ana, { ...input, recipients: [] }, { type }), /^Say who gets the message/],
    ['no subject', () => sendMessage(doc, ana, { ...input, subject: '  ' }, { type }), /needs a subject/],
    ['what is no recipient', () => draftMessage(doc, ana, { ...input, recipients: ['fax:1'] }), /is no recipient/],
    ['too long a body', () => draftMessage(doc, ana, { ...input, body: 'x'.repeat(10_001) }), /may have 10000 characters; this has 10001/],
    [
      'a draft that is not there',
      () => discardDraft(doc, ana, messages()[0]?.id ?? ('000000000000-x' as never)),
      /sent or discarded meanwhile/
    ],
    [
      'a report on nothing',
      () => reportDelivery(doc, ana, '000000000000-x' as never, 'email:a@b.org', { outcome: 'failed', detail: '' }),
      /Nothing waits/
    ]
  ])('D257 %s is refused with a sentence and writes nothing', (_what, work, sentence) => {
    const before = eventsOf(doc).size
    const refused = work()
    expect(!refused.ok && refused.error.message).toMatch(sentence)
    expect(eventsOf(doc).size).toBe(before)
  })
  it('D258 what became of a recipient is kept: failed waits on, delivered and discarded do not, and are final', () => {
    const sent = valueOf(sendMessage(doc, ana, input, { type }))
    const report = (outcome: 'failed' | 'delivered' | 'discarded') =>
      reportDelivery(doc, ana, sent, 'email:ops@example.org', { outcome, detail: 'no route' })
    valueOf(report('failed'))
    expect(messages()[0]!.deliveries.get('email:ops@example.org')).toMatchObject({ outcome: 'failed', detail: 'no route' })
    valueOf(report('discarded'))
    expect(report('delivered')).toMatchObject({ ok: false })
    expect(reportDelivery(doc, ana, sent, `person:${ana.id}`, { outcome: 'delivered', detail: '' })).toMatchObject({ ok: false })
  })
  it('D259 a person the incident does not know is named in it with the message', () => {
    const names = new Map([[ben.id, 'Ben Ode']])
    valueOf(sendMessage(doc, ana, { ...input, recipients: [`person:${ben.id}`] }, { type, names }))
    expect(readIncident(doc).names.get(ben.id)).toBe('Ben Ode')
  })
})
