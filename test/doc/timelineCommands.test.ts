import { beforeEach, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { declareIncident, flagEntry, postEntry, type Author } from '#shared/doc/commands.ts'
import { readIncident } from '#shared/doc/readIncident.ts'
import { eventsOf, newDoc } from '#shared/doc/roots.ts'
import { flagEntries, setTimeZone, shiftEntries } from '#shared/doc/timelineCommands.ts'
import { describeEntry } from '#shared/domain/describe.ts'
import type { EntryId } from '#shared/domain/ids.ts'
import { valueOf } from '#shared/domain/result.ts'
import { aDeclaration, newAuthor } from '#test/support/authors.ts'
import { MINUTE, T0 } from '#test/support/events.ts'

let now = T0
let doc: Y.Doc
let ana: Author
let notes: EntryId[]
beforeEach(() => {
  now = T0
  doc = newDoc('incident1')
  ana = newAuthor('Ana', () => now)
  valueOf(declareIncident(doc, ana, aDeclaration))
  notes = [10, 20, 30].map((minute) => valueOf(postEntry(doc, ana, { text: `at ${minute}`, at: T0 + minute * MINUTE })))
})

const minutes = (): number[] => notes.map((note) => (readIncident(doc).timeline.find(({ id }) => id === note)!.at - T0) / MINUTE)

function countTransactions(work: () => void): number {
  let count = 0
  const onUpdate = () => (count += 1)
  doc.on('update', onUpdate)
  work()
  doc.off('update', onUpdate)
  return count
}

describe('the zone of an incident', () => {
  it('D200 is set by the name of a zone, whatever its case, taken away again, and says so in the timeline', () => {
    valueOf(setTimeZone(doc, ana, 'europe/berlin'))
    expect(readIncident(doc).fields['time_zone']).toBe('Europe/Berlin')
    valueOf(setTimeZone(doc, ana, 'UTC'))
    valueOf(setTimeZone(doc, ana, null))
    const incident = readIncident(doc)
    expect(incident.fields['time_zone']).toBeNull()
    expect(incident.timeline.map((entry) => describeEntry(entry, incident)).filter((text) => text?.includes('zone'))).toEqual([
      'set the time zone to Europe/Berlin',
      'set the time zone to UTC',
      'cleared the time zone, before UTC'
    ])
  })

  it('D201 a name that is none is refused with a sentence, and nothing is written', () => {
    const before = eventsOf(doc).size
    for (const zone of ['Europe/Berlitz', '', '+02:00', 'x'.repeat(100), '../../etc'])
      expect(setTimeZone(doc, ana, zone)).toMatchObject({
        ok: false,
        error: { message: expect.stringMatching(/^There is no time zone ".*"/) }
      })
    expect(eventsOf(doc).size).toBe(before)
  })
})

describe('several entries at once', () => {
  it('D202 move by one amount, or to a new start, in one transaction, each keeping its distance to the others', () => {
    const [first, , third] = notes as [EntryId, EntryId, EntryId]
    expect(countTransactions(() => valueOf(shiftEntries(doc, ana, [third, first], { by: -5 * MINUTE })))).toBe(1)
    expect(minutes()).toEqual([5, 20, 25])
    valueOf(shiftEntries(doc, ana, notes, { startAt: T0 + 60 * MINUTE }))
    expect(minutes()).toEqual([60, 75, 80])
    expect(readIncident(doc).overruled).toEqual([])
  })

  it('D203 what cannot be moved is refused with a sentence, and none of them moves', () => {
    const gone = '00000000zzzz-gone' as EntryId
    const refused = [
      shiftEntries(doc, ana, [], { by: 1 }),
      shiftEntries(doc, ana, [...notes, gone], { by: 1 }),
      shiftEntries(doc, ana, notes, { by: Number.NaN }),
      shiftEntries(doc, ana, notes, { by: 8.6e15 }),
      shiftEntries(doc, ana, notes, { by: 0 })
    ]
    expect(refused.map((result) => (result.ok ? 'done' : result.error.message))).toEqual([
      'Nothing is selected. Press X on an entry first.',
      'One of the entries is not in the timeline any more. Select them again.',
      'That is not a time.',
      'That is further than dates go.',
      'They stand at that time already.'
    ])
    expect(minutes()).toEqual([10, 20, 30])
  })

  it('D204 are flagged together, and those that are so already are left alone', () => {
    valueOf(flagEntry(doc, ana, notes[0]!, true))
    expect(valueOf(flagEntries(doc, ana, notes, true))).toHaveLength(2)
    expect(readIncident(doc).timeline.filter(({ flagged }) => flagged)).toHaveLength(3)
    expect(valueOf(flagEntries(doc, ana, notes, false))).toHaveLength(3)
    expect(readIncident(doc).timeline.some(({ flagged }) => flagged)).toBe(false)
  })
})
