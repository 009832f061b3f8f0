import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldIncident } from '#shared/domain/fold.ts'
import { foldOpening, openingEvents } from '#shared/domain/opening.ts'
import { anyLog } from './arbitraries.ts'
import { declaredFields, MINUTE, T0, writer } from '#test/support/events.ts'

describe('the opening of a huge incident', () => {
  it('D392 is the incident as it is, with the newest lines of its timeline, whatever happened in it', () => {
    let given = 0
    fc.assert(
      fc.property(anyLog, fc.integer({ min: 1, max: 8 }), (log, lines) => {
        const incident = foldIncident(log)
        const events = openingEvents(log, incident, lines)
        if (events === null) return
        given += 1
        // settings of entries that are left out are no part of it
        expect(foldOpening(events, lines)).toEqual({ ...incident, timeline: incident.timeline.slice(-lines) })
      }),
      { seed: 392, numRuns: 500 }
    )
    expect(given).toBeGreaterThan(250)
  })

  it('D393 leaves out what makes it huge', () => {
    const event = writer()
    const log = [
      event('declared', declaredFields),
      ...Array.from({ length: 2000 }, (_, n) => event('entryPosted', { category: 'note' }, { at: T0 + n * MINUTE, by: `p${n % 3}` }))
    ]
    const events = openingEvents(log, foldIncident(log), 80)!
    expect(events.length).toBeLessThan(100)
    const opening = foldOpening(events, 80)
    expect(opening.timeline.map(({ id }) => id)).toEqual(log.slice(-80).map(({ id }) => id))
    expect(opening.responders).toEqual(foldIncident(log).responders)
  })
})
