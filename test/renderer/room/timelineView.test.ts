import { countTimeline } from '#shared/domain/timelineCounts.ts'
import { describe, expect, it } from 'vitest'
import type { EntryId } from '#shared/domain/ids.ts'
import type { Entry } from '#shared/domain/incident.ts'
import { entriesToTell, type Announced } from '#renderer/state/room/announced.ts'
import {
  countNew,
  digestWords,
  EVERYTHING,
  filterTimeline,
  groupByDay,
  hasCode,
  newWords,
  stepEntry,
  type TimelineFilter
} from '#renderer/state/room/timelineView.ts'
import { dayIn } from '#renderer/state/room/zoneTime.ts'
import { entry, HOUR, LENA, PRIYA, THREE } from './fixtures.ts'

const timeline = [
  entry(1, { category: 'update' }),
  entry(2, { flagged: true, editors: [LENA] }),
  entry(3, { author: LENA, moved: true }),
  entry(4, { author: LENA, flagged: true, category: 'integration' })
]
const texts: Record<string, string> = { [timeline[1]!.id]: 'Rollback reached 100 %', [timeline[2]!.id]: 'Pool is back: `active=4`' }
const looked = {
  searchable: (each: Entry) => (texts[each.id] ?? '').toLowerCase(),
  hasCode: (each: Entry) => hasCode(texts[each.id] ?? '')
}
const shown = (change: Partial<TimelineFilter>) =>
  filterTimeline(timeline, { ...EVERYTHING, ...change }, looked).map((each) => timeline.indexOf(each) + 1)

describe('the filter of the timeline', () => {
  it('shows everything at first, oldest first, and newest first when asked', () => {
    expect(shown({})).toEqual([1, 2, 3, 4])
    expect(shown({ newestFirst: true })).toEqual([4, 3, 2, 1])
  })

  it('narrows by category, flag, edited time and person, all at once', () => {
    expect(shown({ hidden: new Set(['update']) })).toEqual([2, 3, 4])
    expect(shown({ flaggedOnly: true })).toEqual([2, 4])
    expect(shown({ movedOnly: true })).toEqual([3])
    expect(shown({ editedOnly: true })).toEqual([2])
    expect(shown({ codeOnly: true })).toEqual([3])
    expect(shown({ people: new Set([LENA]) })).toEqual([3, 4])
    expect(shown({ people: new Set([LENA]), flaggedOnly: true, hidden: new Set(['integration']) })).toEqual([])
  })

  it('finds entries that have every word, whatever the case and order', () => {
    expect(shown({ text: 'REACHED roll' })).toEqual([2])
    expect(shown({ text: 'reached pool' })).toEqual([])
    expect(shown({ text: '   ' })).toEqual([1, 2, 3, 4])
  })

  it('W1 counts the whole timeline whatever the filter', () => {
    const counts = countTimeline(timeline, looked.hasCode)
    expect(counts).toMatchObject({ total: 4, flagged: 2, moved: 1, code: 1, edited: 1 })
    expect(counts.categories).toEqual([
      { category: 'note', count: 2 },
      { category: 'update', count: 1 },
      { category: 'integration', count: 1 }
    ])
    expect(counts.people).toEqual([
      { person: PRIYA, count: 2 },
      { person: LENA, count: 2 }
    ])
  })
})

describe('code in an entry', () => {
  it('W50 is a fenced block or a word between back ticks, and not a lone back tick', () => {
    for (const text of ['see `retry=0`', '```\nERR\n```', 'first\n  ~~~sh\nls\n~~~']) expect(hasCode(text), text).toBe(true)
    for (const text of ['', 'it`s broken', 'one `\n two`', '    ```indented as text']) expect(hasCode(text), text).toBe(false)
  })
})

describe('days', () => {
  it('W51 are those of the zone, and the one on which clocks change is one day of 23 or 25 hours', () => {
    const at = (iso: string) => Date.parse(iso)
    // clocks of Berlin go from 02:00 to 03:00 on 29 March and from 03:00 to 02:00 on 25 October 2026
    const night = ['2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z'].map((iso, n) =>
      entry(n, { at: at(iso) })
    )
    const autumn = ['2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'].map((iso, n) => entry(n, { at: at(iso) }))
    const kinds = (entries: typeof night) =>
      groupByDay(entries, 'Europe/Berlin').map((row) => (row.type === 'day' ? dayIn(row.at, 'Europe/Berlin') : 'entry'))
    expect(kinds(night)).toEqual([
      'Saturday 28 March 2026, Europe/Berlin',
      'entry',
      'Sunday 29 March 2026, Europe/Berlin',
      'entry',
      'entry',
      'Monday 30 March 2026, Europe/Berlin',
      'entry'
    ])
    expect(kinds(autumn)).toEqual([
      'Sunday 25 October 2026, Europe/Berlin',
      'entry',
      'entry',
      'Monday 26 October 2026, Europe/Berlin',
      'entry'
    ])
  })

  it('W2 puts a heading before each new UTC day, in either order', () => {
    const night = [entry(1, { at: THREE - 4 * HOUR }), entry(2, { at: THREE }), entry(3, { at: THREE + HOUR })]
    const kinds = (entries: typeof night) =>
      groupByDay(entries).map((row) => (row.type === 'day' ? new Date(row.at).toISOString() : night.indexOf(row.entry) + 1))
    expect(kinds(night)).toEqual(['2026-11-22T00:00:00.000Z', 1, '2026-11-23T00:00:00.000Z', 2, 3])
    expect(kinds(night.toReversed())).toEqual(['2026-11-23T00:00:00.000Z', 3, 2, '2026-11-22T00:00:00.000Z', 1])
  })

  it('moves from entry to entry past the headings and stays at the ends', () => {
    const rows = groupByDay([entry(1, { at: THREE - 4 * HOUR }), entry(2, { at: THREE })])
    const [first, last] = [entry(1).id, entry(2).id]
    expect(stepEntry(rows, first, 1)).toBe(last)
    expect(stepEntry(rows, last, -1)).toBe(first)
    expect(stepEntry(rows, first, -1)).toBe(first)
    expect(stepEntry(rows, last, 1)).toBe(last)
    expect(stepEntry(rows, null, 1)).toBe(first)
    expect(stepEntry(rows, null, -1)).toBe(last)
    expect(stepEntry(rows, 'filtered away' as EntryId, -1)).toBe(last)
    expect(stepEntry([], null, 1)).toBeNull()
  })
})

describe('what came while reading back', () => {
  it('W3 counts what was not there, backdated entries too, and names the latest written', () => {
    const seen = new Set([timeline[0]!.id, timeline[3]!.id])
    const fresh = countNew(timeline, seen)
    expect(fresh).toMatchObject({ count: 2, flagged: 1 })
    expect(fresh.latest?.id).toBe(timeline[2]!.id)
    expect(newWords(fresh)).toBe('2 new, 1 flagged')
    expect(newWords({ count: 7, flagged: 0 })).toBe('7 new')
  })

  it('is said in one sentence', () => {
    expect(digestWords({ count: 4, flagged: 1 }, 'Ji-woo Han')).toBe('4 new entries, 1 flagged, latest from Ji-woo Han.')
    expect(digestWords({ count: 1, flagged: 0 }, 'Ji-woo Han')).toBe('1 new entry, from Ji-woo Han.')
    expect(digestWords({ count: 2, flagged: 2 }, 'Ji-woo Han', 'flagged')).toBe('2 flagged entries, latest from Ji-woo Han.')
  })

  it('W100 what others added is told of: all of it, what is flagged, or nothing', () => {
    const [mine, theirs, flagged] = [entry(1), entry(2, { author: LENA }), entry(3, { author: LENA, flagged: true })] as const
    const told = (which: Announced) => entriesToTell([mine, theirs, flagged], PRIYA, which)
    expect([told('all'), told('flagged'), told('none')]).toEqual([[theirs, flagged], [flagged], []])
  })
})
