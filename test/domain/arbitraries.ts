import fc from 'fast-check'
import { makeEventId } from '#shared/domain/clock.ts'
import { ENTRY_CATEGORIES, type IncidentEvent } from '#shared/domain/events.ts'
import type { ActorId, DeviceId, EventId } from '#shared/domain/ids.ts'
import { STATUSES } from '#shared/domain/status.ts'
import { MINUTE, T0 } from '#test/support/events.ts'

const ids = Array.from({ length: 24 }, (_, index) =>
  makeEventId(T0 + Math.floor(index / 2) * 1000, index % 2, `dev${index % 3}` as DeviceId)
)
const anyId = fc.constantFrom<EventId>(...ids)
const base = fc.option(anyId, { freq: 2 })
const person = fc.constantFrom('pana', 'pben', 'pcho').map((name) => name as ActorId)
const actor = fc.oneof(
  { weight: 5, arbitrary: person },
  { weight: 1, arbitrary: fc.constantFrom('source:feed', 'hub:h1').map((name) => name as ActorId) }
)
const severity = fc.constantFrom('SEV-1', 'SEV-2', 'UNKNOWN')
const status = fc.constantFrom(...STATUSES)
const time = fc.integer({ min: -30, max: 30 }).map((minutes) => T0 + minutes * MINUTE)
const scope = fc.constantFrom('EU', 'US')
const end = fc.option(time)

/** Roles, handover, tasks, links, signals, messages, times set by hand. */
function recordOfWork(): fc.Arbitrary<object> {
  const value = fc.oneof(fc.constant(null), fc.boolean(), fc.constantFrom('text', 'followUp'), fc.integer(), fc.constant(['pana', 'pben']))
  const message = { recipients: fc.constantFrom(['person:pana'], ['email:a@example.org', 'person:pben']), subject: scope, body: scope }
  return fc.oneof(
    fc.record({ kind: fc.constant('visibilityChanged'), visibility: fc.constantFrom('public', 'private'), base }),
    fc.record({ kind: fc.constant('roleGiven'), role: fc.constantFrom('commander', 'comms', 'responder'), person, base }),
    fc.record({ kind: fc.constant('responderRemoved'), person }),
    fc.record({ kind: fc.constant('handoverOffered'), to: person, brief: fc.constant('All yours') }),
    fc.record({ kind: fc.constant('handoverAnswered'), offer: anyId, answer: fc.constantFrom('accepted', 'declined', 'withdrawn') }),
    fc.record({ kind: fc.constant('impactRemoved'), impact: anyId }),
    fc.record({ kind: fc.constant('linkRemoved'), link: anyId }),
    fc.record({
      kind: fc.constant('taskAdded'),
      list: fc.constantFrom('task', 'followUp'),
      text: scope,
      assignees: fc.constantFrom([], ['pana']),
      dueAt: end
    }),
    fc.record({
      kind: fc.constant('taskSet'),
      task: anyId,
      property: fc.constantFrom('text', 'assignees', 'dueAt', 'doneAt', 'list'),
      value,
      base
    }),
    fc.record({ kind: fc.constant('taskRemoved'), task: anyId }),
    fc.record({ kind: fc.constant('timestampSet'), timestamp: fc.constantFrom('declared', 'detected', 'resolved'), to: end, base }),
    fc.record({
      kind: fc.constant('relatedAdded'),
      incident: fc.constantFrom('one', 'two'),
      relation: fc.constantFrom('related', 'duplicate')
    }),
    fc.record({ kind: fc.constant('relatedRemoved'), incident: fc.constantFrom('one', 'two') }),
    fc.record({
      kind: fc.constant('signalAttached'),
      signal: fc.constantFrom<object>(
        { type: 'link', title: 'Board', url: 'https://example.org' },
        { type: 'monitor', title: 'Checkout 5xx', state: 'alert' }
      )
    }),
    fc.record({ kind: fc.constant('signalRemoved'), signal: anyId }),
    fc.record({ kind: fc.constant('messageDrafted'), ...message, template: fc.constant(null) }),
    fc.record({ kind: fc.constant('messageSet'), message: anyId, property: fc.constantFrom('recipients', 'subject', 'body'), value, base }),
    fc.record({ kind: fc.constant('messageDiscarded'), message: anyId }),
    fc.record({ kind: fc.constant('restored'), removal: anyId, what: fc.constantFrom('entry', 'task', 'draft') }),
    fc.record({ kind: fc.constant('messageSent'), ...message, draft: base, rule: fc.constant(null), renotifies: fc.constant(null) }),
    fc.record({
      kind: fc.constant('messageDelivered'),
      message: anyId,
      recipient: fc.constant('email:a@example.org'),
      outcome: fc.constantFrom('delivered', 'failed'),
      detail: fc.constant('no route')
    }),
    fc.record({ kind: fc.constant('settingSet'), path: fc.constantFrom('types/incident/prefix', 'types/%', 'x'), value, base })
  )
}

const payload: fc.Arbitrary<object> = fc.oneof(
  fc.record({
    kind: fc.constant('declared'),
    title: fc.constantFrom('One', 'Two'),
    severity,
    status,
    visibility: fc.constantFrom('public', 'private'),
    isTest: fc.boolean(),
    customerImpact: fc.constantFrom('yes', 'no', 'unknown'),
    commander: fc.option(person)
  }),
  fc.record({ kind: fc.constant('numberAssigned'), number: fc.integer({ min: 1, max: 9 }), hub: fc.constant('h1') }),
  fc.record({ kind: fc.constant('actorNamed'), actor, name: fc.constantFrom('Ana', 'Ben') }),
  fc.record({ kind: fc.constant('statusChanged'), status, base, undoes: anyId }),
  fc.record({ kind: fc.constant('statusChanged'), status, base, redoes: anyId }),
  fc.record({ kind: fc.constant('statusChanged'), status, base }),
  fc.record({ kind: fc.constant('severityChanged'), severity, base }),
  fc.record({
    kind: fc.constant('fieldSet'),
    field: fc.constantFrom('title', 'services', 'customer_impact', '__proto__', 'other'),
    value: fc.oneof(fc.constant(null), fc.constantFrom('yes', 'text'), fc.integer(), fc.constant(['a', 'b'])),
    base
  }),
  fc.record({ kind: fc.constant('roleAssigned'), role: fc.constantFrom('commander', 'scribe'), person, base }),
  fc.record({ kind: fc.constant('responderAdded'), person }),
  fc.record({ kind: fc.constant('impactAdded'), start: time, end, scope, isCustomer: fc.boolean() }),
  fc.record({ kind: fc.constant('impactChanged'), impact: anyId, start: time, end, scope, isCustomer: fc.boolean(), base }),
  fc.record({ kind: fc.constant('entryPosted'), category: fc.constantFrom(...ENTRY_CATEGORIES) }),
  fc.record({ kind: fc.constant('entryEdited'), entry: anyId }),
  fc.record({ kind: fc.constant('pageEdited'), page: fc.constantFrom('notes', 'postmortem') }),
  fc.record({ kind: fc.constant('entryRetimed'), entry: anyId, to: time, base }),
  fc.record({ kind: fc.constant('entryFlagged'), entry: anyId, flagged: fc.boolean(), base }),
  fc.record({ kind: fc.constant('entryRetracted'), entry: anyId }),
  fc.record({ kind: fc.constant('linkAdded'), name: fc.constant('Board'), url: fc.constant('https://example.org') }),
  recordOfWork()
)

/** A log of different events, any kinds, referring to each other or to what is not there. */
export const anyLog: fc.Arbitrary<IncidentEvent[]> = fc
  .uniqueArray(anyId, { maxLength: ids.length })
  .chain((own) =>
    fc.tuple(
      ...own.map((id) =>
        fc
          .tuple(payload, time, actor, fc.option(fc.constantFrom('feed/1', 'feed/2'), { freq: 6, nil: undefined }))
          .map(([fields, at, by, source]) => ({ ...fields, id, at, by, ...(source ? { source } : {}) }))
      )
    )
  )
  .map((events) => events as unknown as IncidentEvent[])
