import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ActorId } from '#shared/domain/ids.ts'
import type { Entry } from '#shared/domain/incident.ts'
import { countTimeline, TimelineCounter } from '#shared/domain/timelineCounts.ts'
import { DayRows } from '#renderer/state/room/dayRows.ts'
import { groupByDay } from '#renderer/state/room/timelineView.ts'
import { entry, HOUR, THREE } from './fixtures.ts'

/** Timelines as a window gets them, one after the other: mostly the one before with more at its end. */
const growing = fc
  .array(
    fc.record({
      what: fc.constantFrom('append', 'append', 'append', 'change', 'insert', 'remove', 'nothing'),
      place: fc.nat(30),
      hours: fc.nat(20),
      author: fc.constantFrom('pana', 'pben', 'pcho'),
      flagged: fc.boolean()
    }),
    { minLength: 1, maxLength: 25 }
  )
  .map((steps) => {
    const timelines: Entry[][] = [[]]
    for (const [n, { what, place, hours, author, flagged }] of steps.entries()) {
      const last = timelines.at(-1)!
      const at = place % (last.length + 1)
      const made = (time: number) => entry(n, { at: time, author: author as ActorId, flagged })
      if (what === 'append') timelines.push([...last, made((last.at(-1)?.at ?? THREE) + hours * HOUR)])
      else if (what === 'insert') timelines.push(last.toSpliced(at, 0, made(last[at]?.at ?? THREE)))
      else if (what === 'remove') timelines.push(last.toSpliced(at, 1))
      else if (what === 'change') timelines.push(last.map((each, index) => (index === at ? { ...each, flagged } : each)))
      else timelines.push(last.slice())
    }
    return timelines
  })

describe('a timeline that grows', () => {
  it('U114 has the rows and days of the whole, and keeps the rows of what was there', () => {
    fc.assert(
      fc.property(growing, fc.constantFrom('UTC', 'Europe/Berlin'), (timelines, zone) => {
        const days = new DayRows()
        for (const timeline of timelines) expect(days.group(timeline, zone)).toEqual(groupByDay(timeline, zone))
      })
    )
    const days = new DayRows()
    const first = [entry(1), entry(2)]
    const rows = days.group(first)
    const more = days.group([...first, entry(3, { at: THREE + 48 * HOUR })])
    expect(more.slice(0, rows.length).every((row, index) => row === rows[index])).toBe(true)
    expect(more.slice(rows.length).map(({ type }) => type)).toEqual(['day', 'entry'])
    expect(days.group(first, 'Asia/Tokyo')).toEqual(groupByDay(first, 'Asia/Tokyo'))
  })

  it('U115 is counted as the whole, whatever changed in it', () => {
    const hasCode = ({ author }: Entry) => author === 'pana'
    fc.assert(
      fc.property(growing, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (timelines, known) => {
        const counter = new TimelineCounter()
        for (const [index, timeline] of timelines.entries()) {
          const code = known[index] ? hasCode : null
          expect(counter.count(timeline, code)).toEqual(countTimeline(timeline, code))
        }
      })
    )
  })
})
