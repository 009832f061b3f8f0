import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IncidentEvent } from '#shared/domain/events.ts'
import { foldIncident } from '#shared/domain/fold.ts'
import type { EntryId } from '#shared/domain/ids.ts'
import { IncidentFold } from '#shared/domain/incidentFold.ts'
import { anyLog } from './arbitraries.ts'
import { declaredFields, MINUTE, T0, writer } from '#test/support/events.ts'

/** Feed a log in pieces and compare with the whole at every step. */
function feed(pieces: readonly (readonly IncidentEvent[])[]): void {
  const fold = new IncidentFold()
  const log: IncidentEvent[] = []
  for (const piece of pieces) {
    log.push(...piece)
    const before = fold.incident
    const copy = structuredClone(before)
    // as a window has them: to be read once
    expect(fold.add(piece, () => log.values())).toEqual(foldIncident(log))
    expect(before, 'what was given out stays as it was').toEqual(copy)
  }
}

const sorted = (log: readonly IncidentEvent[]) => log.toSorted((a, b) => (a.id < b.id ? -1 : 1))
const inPieces = (log: readonly IncidentEvent[], size: number) =>
  Array.from({ length: Math.ceil(log.length / size) }, (_, index) => log.slice(index * size, (index + 1) * size))

/** Logs as they come in a busy room: mostly entries and what is done to them, with anything else between. */
const busyLog = fc
  .array(
    fc.record({
      what: fc.constantFrom('post', 'post', 'update', 'edit', 'flag', 'retime', 'name', 'retract', 'status', 'other'),
      by: fc.constantFrom('pana', 'pben', 'source:feed'),
      target: fc.nat(30),
      minutes: fc.integer({ min: -20, max: 20 }),
      isLate: fc.boolean()
    }),
    { maxLength: 40 }
  )
  .map((steps) => {
    const event = writer()
    const log: IncidentEvent[] = [event('declared', declaredFields)]
    const heads = new Map<string, IncidentEvent['id']>()
    for (const { what, by, target, minutes, isLate } of steps) {
      const entry = log[target % log.length]!.id as EntryId
      // sometimes without having seen the one before
      const base = (key: string) => (isLate ? null : (heads.get(key) ?? null))
      const at = T0 + minutes * MINUTE
      const add = (made: IncidentEvent, key?: string) => {
        log.push(made)
        if (key) heads.set(key, made.id)
      }
      if (what === 'post') add(event('entryPosted', { category: 'note' }, { at, by }))
      else if (what === 'update') add(event('entryPosted', { category: 'update' }, { at, by }))
      else if (what === 'edit') add(event('entryEdited', { entry }, { by }))
      else if (what === 'flag')
        add(event('entryFlagged', { entry, flagged: minutes > 0, base: base(`flag:${entry}`) }, { by }), `flag:${entry}`)
      else if (what === 'retime') add(event('entryRetimed', { entry, to: at, base: base(`at:${entry}`) }, { by }), `at:${entry}`)
      else if (what === 'name') add(event('actorNamed', { actor: 'pben' as never, name: `Ben ${target}` }, { by }))
      else if (what === 'retract') add(event('entryRetracted', { entry }, { by }))
      else if (what === 'status') add(event('statusChanged', { status: 'stable', base: null }, { by }))
      else add(event('responderAdded', { person: 'pcho' as never }, { by }))
    }
    return log
  })

describe('the fold of a log that grows', () => {
  it('D205 is that of the whole log, at every step of a busy room', () => {
    fc.assert(
      fc.property(busyLog, fc.integer({ min: 1, max: 5 }), (log, size) => feed(inPieces(log, size))),
      { seed: 11, numRuns: 300 }
    )
  })

  it('D206 is that of the whole log for any events in any order, also when some come late', () => {
    fc.assert(
      fc.property(anyLog, fc.integer({ min: 1, max: 4 }), fc.boolean(), (log, size, inOrder) =>
        feed(inPieces(inOrder ? sorted(log) : log, size))
      ),
      { seed: 12, numRuns: 300 }
    )
  })

  it('D207 does not read the log again for entries, edits, flags and moves that come after it', () => {
    const event = writer()
    const log: IncidentEvent[] = [event('declared', declaredFields), event('entryPosted', { category: 'note' })]
    const fold = new IncidentFold()
    fold.reset(log)
    let reads = 0
    const read = () => {
      reads += 1
      return log
    }
    const entry = log[1]!.id as EntryId
    const fresh = [
      event('entryPosted', { category: 'note' }, { at: T0 - MINUTE }),
      event('entryEdited', { entry }),
      event('entryFlagged', { entry, flagged: true, base: null }),
      event('entryRetimed', { entry, to: T0 - 5 * MINUTE, base: null })
    ]
    for (const one of fresh) {
      log.push(one)
      fold.add([one], read)
    }
    // once, to know what the entries are
    expect(reads).toBe(1)
    expect(fold.incident).toEqual(foldIncident(log))
    const late = event('entryPosted', { category: 'note' }, { id: '000000000000-dev9' as never })
    log.push(late)
    fold.add([late], read)
    expect(reads).toBe(2)
  })
})
