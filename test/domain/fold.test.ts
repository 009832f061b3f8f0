import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseEvent } from '#shared/domain/events.ts'
import type { Entry } from '#shared/domain/incident.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import type { ActorId, EventId } from '#shared/domain/ids.ts'
import { isStatus } from '#shared/domain/status.ts'
import { declaredFields, MINUTE, T0, writer } from '#test/support/events.ts'
import { anyLog } from './arbitraries.ts'

const person = (name: string) => name as ActorId

fc.configureGlobal({ seed: 20260310 })

describe('fold, for any log', () => {
  it('D50 the arbitrary logs are made of valid events', () => {
    fc.assert(fc.property(anyLog, (log) => log.every((event) => parseEvent(event.id, event).type === 'event')))
  })
  it('D51 any order of arrival and any repetition give the same incident', () => {
    const arrivals = anyLog.chain((log) =>
      fc
        .record({ log: fc.constant(log), arrived: fc.shuffledSubarray([...log, ...log, ...log], { minLength: 0 }) })
        .map(({ log: all, arrived }) => ({
          log: all,
          arrived: [...arrived, ...all.filter((event) => !arrived.includes(event))]
        }))
    )
    fc.assert(
      fc.property(arrivals, ({ log, arrived }) => {
        expect(foldIncident(arrived)).toEqual(foldIncident(log))
      })
    )
  })
  it('D52 any subset folds, with one commander at most, a status that exists and a sorted timeline', () => {
    fc.assert(
      fc.property(
        anyLog.chain((log) => fc.shuffledSubarray(log)),
        (some) => {
          const incident = foldIncident(some)
          expect(isStatus(incident.status)).toBe(true)
          expect(incident.commander === null || typeof incident.commander === 'string').toBe(true)
          const order = incident.timeline.map((entry) => `${String(entry.at).padStart(16, '0')} ${entry.id}`)
          expect(order).toEqual([...order].sort())
          expect(new Set(incident.timeline.map((entry) => entry.id)).size).toBe(incident.timeline.length)
        }
      )
    )
  })
  it('D53 folding changes nothing in the events', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const before = structuredClone(log)
        foldIncident(log)
        expect(log).toEqual(before)
      })
    )
  })
  it('D54 a fact of one source counts once, the first id of it; only a copy somebody typed in is shown beside it', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const incident = foldIncident(log)
        const edited = new Set(log.flatMap((event) => (event.kind === 'entryEdited' ? [event.entry] : [])))
        const isTypedIn = (entry: Entry) => entry.event.kind === 'entryPosted' && edited.has(entry.id)
        for (const source of ['feed/1', 'feed/2']) {
          const all = log.filter((event) => event.source === source).sort((a, b) => (a.id < b.id ? -1 : 1))
          const shown = incident.timeline.filter((entry) => entry.event.source === source && !isTypedIn(entry))
          expect(shown.length).toBeLessThanOrEqual(1)
          if (shown[0]) expect(shown[0].id).toBe(all[0]!.id)
        }
      })
    )
  })
})

describe('fold', () => {
  it('D54 what refers to the second copy of an imported fact acts on the first', () => {
    const [one, two] = [writer(), writer()]
    const fact = { start: 1000, end: null, scope: 'EU', isCustomer: true, source: 'feed:1#impact' }
    const first = one('impactAdded', fact)
    const copy = two('impactAdded', fact)
    const ended = two('impactChanged', { impact: copy.id, ...fact, source: undefined, end: 5000, base: copy.id })
    expect(foldIncident([first, copy, ended]).impacts).toMatchObject([{ id: first.id, end: 5000 }])
  })

  it('D55 an incident from its declaration', () => {
    const event = writer()
    const declared = event('declared', { ...declaredFields, customerImpact: 'yes', visibility: 'private', isTest: true })
    expect(foldIncident([declared])).toMatchObject({
      isDeclared: true,
      number: null,
      title: 'Checkout fails',
      severity: 'SEV-3',
      status: 'active',
      visibility: 'private',
      isTest: true,
      customerImpact: 'yes',
      commander: 'pana',
      declaredAt: declared.at,
      declaredBy: 'pana',
      resolvedAt: null,
      impactSpan: { start: null, end: null },
      overruled: [],
      lastUpdateAt: T0 + 1000
    })
  })

  it('D56 before the declaration has arrived it says so instead of guessing', () => {
    const event = writer()
    const incident = foldIncident([event('statusChanged', { status: 'stable', base: null })])
    expect(incident).toMatchObject({ isDeclared: false, title: 'Not arrived yet', severity: 'UNKNOWN', status: 'stable', commander: null })
    expect(foldIncident([])).toMatchObject({ isDeclared: false, status: 'active', timeline: [], lastUpdateAt: 0 })
  })

  it('D57 the first declaration and the first number count', () => {
    const event = writer()
    const incident = foldIncident([
      event('declared', declaredFields),
      event('declared', { ...declaredFields, title: 'Other', severity: 'SEV-1' }),
      event('numberAssigned', { number: 7, hub: 'h' }),
      event('numberAssigned', { number: 8, hub: 'h' })
    ])
    expect(incident).toMatchObject({ title: 'Checkout fails', severity: 'SEV-3', number: 7, overruled: [] })
  })

  it('D58 two status changes made without seeing each other: the later wins, the other is in the merge report', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const ben = event('statusChanged', { status: 'stable', base: declared.id }, { by: 'pben' })
    const cho = event('statusChanged', { status: 'resolved', base: declared.id }, { by: 'pcho' })
    const incident = foldIncident([cho, declared, ben])
    expect(incident.status).toBe('resolved')
    expect(incident.resolvedAt).toBe(cho.at)
    expect(incident.overruled).toEqual([
      {
        what: 'status',
        lost: { id: ben.id, base: declared.id, value: 'stable', by: 'pben', at: ben.at },
        kept: { id: cho.id, base: declared.id, value: 'resolved', by: 'pcho', at: cho.at }
      }
    ])
  })

  it('D59 two people who set the same value have no conflict', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const same = ['pben', 'pcho'].map((by) => event('fieldSet', { field: 'services', value: ['checkout'], base: null }, { by }))
    expect(foldIncident([declared, ...same]).overruled).toEqual([])
  })

  it('D60 a time set by its author does not decide who wins', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const first = event('severityChanged', { severity: 'SEV-1', base: declared.id }, { at: T0 + 99 * MINUTE })
    const second = event('severityChanged', { severity: 'SEV-2', base: first.id }, { at: T0 - 99 * MINUTE })
    expect(foldIncident([declared, first, second]).severity).toBe('SEV-2')
  })

  it('D61 commander: always one; taking over replaces, both stay responders', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const taken = event('roleAssigned', { role: 'commander', person: person('pben'), base: declared.id }, { by: 'pcho' })
    const incident = foldIncident([declared, taken])
    expect(incident.commander).toBe('pben')
    expect(incident.responders.map((responder) => responder.person)).toEqual(['pana', 'pben', 'pcho'])
    expect(incident.responders.map((responder) => responder.lastContributionAt !== null)).toEqual([true, false, true])
  })

  it('D62 sources and hubs are not people, and their bookkeeping is no activity', () => {
    const event = writer()
    const declared = event('declared', { ...declaredFields, commander: null }, { by: 'source:feed' })
    const numbered = event('numberAssigned', { number: 1, hub: 'h' }, { by: 'hub:h' })
    const named = event('actorNamed', { actor: person('pana'), name: 'Ana' })
    const incident = foldIncident([declared, numbered, named])
    expect(incident.responders).toEqual([])
    expect(incident.lastUpdateAt).toBe(T0 + 1000)
  })

  it('D63 an impact changes as a whole; the last change counts; one that is not there is ignored', () => {
    const event = writer()
    const added = event('impactAdded', { start: T0, end: null, scope: 'EU', isCustomer: true })
    const other = event('impactAdded', { start: T0 - MINUTE, end: T0, scope: 'US', isCustomer: false })
    const ended = event('impactChanged', { impact: added.id, start: T0, end: T0 + MINUTE, scope: 'EU', isCustomer: true, base: added.id })
    const lost = event('impactChanged', { impact: ended.id, start: T0, end: null, scope: 'x', isCustomer: true, base: null })
    const incident = foldIncident([lost, ended, other, added])
    expect(incident.impacts.map(({ scope, end }) => [scope, end])).toEqual([
      ['EU', T0 + MINUTE],
      ['US', T0]
    ])
    expect(incident.impactSpan).toEqual({ start: T0 - MINUTE, end: T0 + MINUTE })
  })

  it('D64 an entry moves to another time, and back', () => {
    const event = writer()
    const first = event('entryPosted', { category: 'note' })
    const second = event('entryPosted', { category: 'note' })
    const moved = event('entryRetimed', { entry: second.id, to: T0 - MINUTE, base: null })
    const order = (...log: Parameters<typeof foldIncident>[0][]) =>
      foldIncident(log.flatMap((some) => [...some])).timeline.map(({ id, moved }) => [id, moved])
    expect(order([first, second])).toEqual([
      [first.id, false],
      [second.id, false]
    ])
    expect(order([first, second, moved])).toEqual([
      [second.id, true],
      [first.id, false]
    ])
    const back = event('entryRetimed', { entry: second.id, to: second.at, base: moved.id })
    expect(order([first, second, moved, back])).toEqual([
      [first.id, false],
      [second.id, false]
    ])
  })

  it('D65 one time: in the order of writing', () => {
    const event = writer()
    const posted = Array.from({ length: 5 }, () => event('entryPosted', { category: 'note' }, { at: T0 }))
    expect(foldIncident([...posted].reverse()).timeline.map((entry) => entry.id)).toEqual(posted.map((entry) => entry.id))
  })

  it('D66 flag and unflag, also on a line Muster wrote', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const flagged = event('entryFlagged', { entry: declared.id, flagged: true, base: null })
    const unflagged = event('entryFlagged', { entry: declared.id, flagged: false, base: flagged.id })
    expect(foldIncident([declared, flagged]).timeline[0]!.flagged).toBe(true)
    expect(foldIncident([declared, flagged, unflagged]).timeline[0]!.flagged).toBe(false)
  })

  it('D67 what a person posted can be taken back; a fact cannot', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const note = event('entryPosted', { category: 'note' })
    const log = [declared, note, event('entryRetracted', { entry: note.id }), event('entryRetracted', { entry: declared.id })]
    expect(foldIncident(log).timeline.map((entry) => entry.id)).toEqual([declared.id])
  })

  it('D68 whoever changed a text after posting is named once', () => {
    const event = writer()
    const note = event('entryPosted', { category: 'note' })
    const edits = ['pben', 'pcho', 'pben'].map((by) => event('entryEdited', { entry: note.id }, { by }))
    expect(foldIncident([note, ...edits]).timeline[0]!.editors).toEqual(['pben', 'pcho'])
  })

  it('D69 names the setting to build on, for each setting', () => {
    const event = writer()
    const declared = event('declared', declaredFields)
    const changed = event('severityChanged', { severity: 'SEV-1', base: declared.id })
    const impact = event('impactAdded', { start: T0, end: null, scope: 'EU', isCustomer: true })
    const moved = event('entryRetimed', { entry: impact.id, to: T0, base: null })
    const { heads } = foldIncident([declared, changed, impact, moved])
    expect(Object.fromEntries(heads)).toEqual({
      status: declared.id,
      severity: changed.id,
      'field:title': declared.id,
      'field:customer_impact': declared.id,
      'role:commander': declared.id,
      visibility: declared.id,
      [`impact:${impact.id}`]: impact.id,
      [`at:${impact.id}`]: moved.id
    })
  })

  it('D70 one fact imported on two seats: what either seat said about its copy counts for the one that is shown', () => {
    const here = writer('dev1', 'source:feed')
    const there = writer('dev2', 'source:feed')
    const fact = { source: 'feed/1/declared' }
    const update = { source: 'feed/1/update' }
    const declaredHere = here('declared', declaredFields, fact)
    const declaredThere = there('declared', declaredFields, fact)
    const entryHere = here('entryPosted', { category: 'update' }, update)
    const entryThere = there('entryPosted', { category: 'update' }, update)
    const log = [
      declaredHere,
      declaredThere,
      entryHere,
      entryThere,
      there('statusChanged', { status: 'stable', base: declaredThere.id }, { by: 'pben' }),
      there('entryFlagged', { entry: entryThere.id, flagged: true, base: null }, { by: 'pben' })
    ]
    const incident = foldIncident(log)
    expect(incident.overruled, 'nobody lost anything').toEqual([])
    expect(incident.timeline.filter((entry) => entry.event.kind === 'entryPosted').map(({ id, flagged }) => [id, flagged])).toEqual([
      [entryHere.id as EventId, true]
    ])
  })
})
