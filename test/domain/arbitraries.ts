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
  fc.record({ kind: fc.constant('entryRetimed'), entry: anyId, to: time, base }),
  fc.record({ kind: fc.constant('entryFlagged'), entry: anyId, flagged: fc.boolean(), base }),
  fc.record({ kind: fc.constant('entryRetracted'), entry: anyId }),
  fc.record({ kind: fc.constant('linkAdded'), name: fc.constant('Board'), url: fc.constant('https://example.org') })
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
