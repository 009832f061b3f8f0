import { describe, expect, it } from 'vitest'
import { describeEntry } from '#shared/domain/describe.ts'
import type { IncidentEvent } from '#shared/domain/events.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import { foldSettings } from '#shared/domain/settings/foldSettings.ts'
import type { FieldType } from '#shared/domain/fields.ts'
import type { IncidentType } from '#shared/domain/settings/settings.ts'
import { declaredFields, T0, writer } from '#test/support/events.ts'

/** The sentences of a log, in the order of the timeline. */
function sentences(log: IncidentEvent[]): (string | null)[] {
  const incident = foldIncident(log)
  return incident.timeline.map((entry) => describeEntry(entry, incident))
}

describe('sentences of the timeline', () => {
  it('D219 a field of a workspace goes by its label, and a time reads as one', () => {
    const event = writer()
    const log = [
      event('declared', declaredFields),
      event('fieldSet', { field: 'seen_at', value: T0, base: null }),
      event('fieldSet', { field: 'seen_at', value: null, base: null }),
      event('fieldSet', { field: 'gone', value: 'x', base: null })
    ]
    const incident = foldIncident(log)
    const type = { fields: [{ name: 'seen_at', label: 'Seen at', type: 'datetime' }], impactFields: [], roleNames: new Map() } as const
    expect(incident.timeline.slice(1).map((entry) => describeEntry(entry, { ...incident, type }))).toEqual([
      'set Seen at to 2026-03-10 12:00 UTC',
      'cleared Seen at, before 2026-03-10 12:00 UTC',
      'set gone to x'
    ])
  })
  it('D344 a role goes by what the settings call it, also after it was renamed or removed, else by what it was called when given', () => {
    const event = writer()
    const set = (path: string, value: string | boolean) => event('settingSet', { path: `types/incident/roles/${path}`, value, base: null })
    const { types } = foldSettings([set('r-7/name', 'Scribe'), set('r-8/name', 'Liaison'), set('r-8/isRemoved', true)])
    const ben = 'pben' as ActorId
    const incident = foldIncident([
      event('actorNamed', { actor: ben, name: 'Ben' }),
      event('declared', declaredFields),
      event('roleAssigned', { role: 'r-7', name: 'Note taker', person: ben, base: null }),
      event('roleGiven', { role: 'r-8', person: ben, base: null }),
      event('roleGiven', { role: 'responder', person: ben, base: null }),
      event('roleGiven', { role: 'r-9', name: 'Driver', person: ben, base: null })
    ])
    const say = (type?: IncidentType) => incident.timeline.slice(1).map((entry) => describeEntry(entry, { ...incident, type }))
    expect(say(types[0])).toEqual(['made Ben Scribe', 'made Ben Liaison', 'made Ben responder, before Liaison', 'made Ben Driver'])
    expect(say().at(0)).toBe('made Ben Note taker')
  })
  it('D348 an impact is told with its own fields, by their labels', () => {
    const event = writer()
    const impact = { start: T0, end: null, scope: 'EU', isCustomer: true }
    const added = event('impactAdded', { ...impact, fields: { region: ['eu', 'us'], since: T0, gone: 'x' } })
    const ended = event('impactChanged', { impact: added.id, ...impact, end: T0 + 1, base: added.id, fields: { region: ['eu'] } })
    const incident = foldIncident([event('declared', declaredFields), added, ended])
    const field = (name: string, label: string, type: FieldType) => ({ name, label, type })
    const impactFields = [field('since', 'Seen at', 'datetime'), field('region', 'Region', 'multiSelect')]
    const type = { fields: [], impactFields, roleNames: new Map() }
    const impacts = incident.timeline.filter(({ event: { kind } }) => kind.startsWith('impact'))
    expect(impacts.map((entry) => describeEntry(entry, { ...incident, type }))).toEqual([
      'added customer impact: EU; Seen at: 2026-03-10 12:00 UTC; Region: eu, us; gone: x',
      'ended impact: EU; Region: eu'
    ])
  })
  it('D80 says what changed, from what to what', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const impact = { start: T0, end: null, scope: 'EU checkout', isCustomer: true }
    const before = [
      event('actorNamed', { actor: 'pben' as ActorId, name: 'Ben Adler' }),
      declared,
      event('severityChanged', { severity: 'SEV-1', base: declared.id }),
      event('severityChanged', { severity: 'SEV-4', base: null }),
      event('statusChanged', { status: 'stable', base: declared.id }),
      event('roleAssigned', { role: 'commander', person: 'pben' as ActorId, base: declared.id }),
      event('fieldSet', { field: 'services', value: ['cart', 'pay'], base: null }),
      event('fieldSet', { field: 'services', value: [], base: null }),
      event('fieldSet', { field: 'root_cause', value: null, base: null })
    ]
    const added = event('impactAdded', impact)
    expect(
      sentences([
        ...before,
        added,
        event('impactChanged', { impact: added.id, ...impact, scope: 'EU', base: added.id }),
        event('impactChanged', { impact: added.id, ...impact, end: T0 + 1, scope: 'EU', base: added.id }),
        event('responderAdded', { person: 'pben' as ActorId }),
        event('linkAdded', { name: 'Board', url: 'https://example.org/b' }),
        event('entryPosted', { category: 'note' })
      ]).slice(1)
    ).toEqual([
      'raised severity from SEV-3 to SEV-1',
      'lowered severity from SEV-1 to SEV-4',
      'changed status from Active to Stable',
      'made Ben Adler commander, before pana',
      'set Services to cart, pay',
      'cleared Services, before cart, pay',
      'cleared Root cause',
      'added customer impact: EU checkout',
      'changed impact: EU',
      'ended impact: EU',
      'added Ben Adler as responder',
      'linked Board https://example.org/b',
      null
    ])
  })
  it('D81 the declaration', () => {
    expect(sentences([writer()('declared', declaredFields)])).toEqual(['declared the incident as SEV-3, Active: Checkout fails'])
  })
  it('D82 without a value before, it claims none', () => {
    const event = writer()
    expect(
      sentences([event('severityChanged', { severity: 'SEV-2', base: null }), event('statusChanged', { status: 'resolved', base: null })])
    ).toEqual(['set severity to SEV-2', 'changed status to Resolved'])
  })
})
