import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SaveStatus } from '#shared/bridge/docClient.ts'
import { HUB_STATES } from '#shared/bridge/warRoomApi.ts'
import { describeSave } from '#renderer/state/room/saveWords.ts'
import { sentWords, toWords } from '#shared/domain/notify/sentWords.ts'
import { parseUtcTime, writeUtcTime } from '#renderer/state/room/utcTime.ts'
import { dayIn, formatMinuteIn, readTime, writeTimeIn } from '#renderer/state/room/zoneTime.ts'
import { splitAtCarets } from '#renderer/state/room/carets.ts'
import { editWords, timeWords } from '#renderer/parts/timeline/entryWords.ts'
import type { ActorId } from '#shared/domain/ids.ts'
import { entry, HOUR, LENA, MINUTE, PRIYA, THREE } from './fixtures.ts'

describe('the save badge', () => {
  const status = (change: Partial<SaveStatus>): SaveStatus => ({ state: 'saved', waiting: 0, hub: 'none', message: null, ...change })

  it('W7 says shared only for the state shared, and marks as local what a room has not got', () => {
    for (const hub of HUB_STATES) {
      for (const state of ['loading', 'saving', 'saved', 'failed'] as const) {
        const words = describeSave(status({ hub, state, waiting: 3, message: 'The disk is full.' }))
        expect(words.isShared, `${state} ${hub}`).toBe(false)
        expect(words.label).not.toMatch(/shared/i)
      }
    }
    expect(describeSave(status({ state: 'shared', hub: 'online' }))).toMatchObject({ label: 'Shared', isShared: true, isLocalOnly: false })
    expect(describeSave(status({ hub: 'none' }))).toMatchObject({ label: 'Saved on this machine', isLocalOnly: false, detail: null })
    expect(describeSave(status({ hub: 'offline', waiting: 2 }))).toMatchObject({
      label: 'Saved on this machine',
      isLocalOnly: true,
      detail: 'offline, 2 changes wait'
    })
    expect(describeSave(status({ hub: 'online', waiting: 1 }))).toMatchObject({ isLocalOnly: true, detail: '1 change waits' })
  })

  it('gives the reason of a failed save', () => {
    expect(describeSave(status({ state: 'failed', message: 'The disk is full.' }))).toMatchObject({
      label: 'Not saved',
      detail: 'The disk is full.'
    })
  })
})

describe('times a person types', () => {
  const read = (text: string) => {
    const at = parseUtcTime(text, THREE)
    return at === undefined ? undefined : new Date(at).toISOString()
  }

  it('W8 are UTC: a clock time on the day at hand, or a full date', () => {
    expect(read('03:33')).toBe('2026-11-23T03:33:00.000Z')
    expect(read(' 3:05:09 UTC ')).toBe('2026-11-23T03:05:09.000Z')
    expect(read('2024-02-29 23:59')).toBe('2024-02-29T23:59:00.000Z')
    expect(read('2026-11-22T22:10:00Z')).toBe('2026-11-22T22:10:00.000Z')
  })

  it('are refused when there is no such time', () => {
    for (const text of ['', 'soon', '25:00', '12:60', '12:00:61', '2026-02-30 10:00', '2026-13-01 10:00', '03:33 CET', '0333'])
      expect(read(text), text).toBeUndefined()
  })

  it('read back to the second as they are written', () => {
    const at = THREE + 33 * MINUTE + 10_000
    expect(parseUtcTime(writeUtcTime(at), 0)).toBe(at)
    expect(dayIn(THREE, 'UTC')).toBe('Monday 23 November 2026, UTC')
  })
})

describe('times in a zone', () => {
  const berlin = 'Europe/Berlin'
  const read = (text: string, zone = berlin) => {
    const time = readTime(text, Date.UTC(2026, 9, 25, 12), zone)
    return time.ok ? new Date(time.at).toISOString().slice(0, 16) : time.problem
  }

  it('W52 are read on the clocks of the zone, or of the offset behind them', () => {
    expect(read('08:30')).toBe('2026-10-25T07:30')
    expect(read('2026-07-01 08:30')).toBe('2026-07-01T06:30')
    expect(read('2026-07-01 08:30 UTC')).toBe('2026-07-01T08:30')
    expect(read('2026-07-01 08:30 -05:00')).toBe('2026-07-01T13:30')
    expect(read('2026-07-01 08:30', 'Asia/Kathmandu')).toBe('2026-07-01T02:45')
    // in Auckland it is another day already
    expect(readTime('01:00', Date.UTC(2026, 0, 5, 13), 'Pacific/Auckland')).toMatchObject({ at: Date.UTC(2026, 0, 5, 12) })
    expect(read('half past')).toBe('Write it as 03:33 or 2026-11-23 03:33:10, in Europe/Berlin.')
  })

  it('W53 that clocks jump over are refused, and of those that come twice the first is taken and said', () => {
    expect(read('2026-03-29 02:30')).toMatch(/was never on the clocks of Europe\/Berlin/)
    expect(read('02:30')).toBe('2026-10-25T00:30')
    expect(readTime('02:30', Date.UTC(2026, 9, 25, 12), berlin)).toMatchObject({
      note: 'Twice that day: this is the first, +02:00. Write +01:00 behind it for the second.'
    })
    expect(read('02:30 +01:00')).toBe('2026-10-25T01:30')
  })

  it('W54 read back to the second as they are written, whatever the zone and the day', () => {
    const zones = ['UTC', berlin, 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca']
    const seconds = fc.integer({ min: Date.UTC(1990, 0) / 1000, max: Date.UTC(2035, 0) / 1000 })
    fc.assert(
      fc.property(seconds, fc.constantFrom(...zones), (second, zone) => {
        const at = second * 1000
        const back = readTime(writeTimeIn(at, zone), 0, zone)
        // where the clocks go back, text means the first of two
        return back.ok && (back.at === at || (back.note !== null && writeTimeIn(back.at, zone) === writeTimeIn(at, zone) && back.at < at))
      }),
      { seed: 5, numRuns: 400 }
    )
  })

  it('are those that Intl shows', () => {
    for (const zone of [berlin, 'America/St_Johns', 'Asia/Kolkata'])
      for (let hour = 0; hour < 24 * 366; hour += 7) {
        const at = Date.UTC(2026, 0, 1, hour)
        const shown = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at)
        expect(formatMinuteIn(at, zone)).toBe(shown)
      }
  })
})

describe('what an entry says about its own past', () => {
  it('tells from where it was moved, with the date where that differs', () => {
    const moved = entry(1, { at: THREE + 33 * MINUTE, moved: true, event: { ...entry(1).event, at: THREE + 36 * MINUTE } })
    expect(timeWords(moved, 'UTC')).toBe('wrote at 03:36, moved to 03:33')
    const other = entry(1, { at: THREE - 4 * HOUR, moved: true, event: { ...entry(1).event, at: THREE } })
    expect(timeWords(other, 'UTC')).toBe('wrote at 2026-11-23 03:00, moved to 2026-11-22 23:00')
  })

  it('tells when a note was written much later than its time, but not of imports', () => {
    expect(timeWords(entry(1, { at: THREE, writtenAt: THREE + MINUTE }), 'UTC')).toBeNull()
    expect(timeWords(entry(1, { at: THREE, writtenAt: THREE + HOUR }), 'UTC')).toBe('wrote at 04:00')
    expect(timeWords(entry(1, { at: THREE, writtenAt: THREE + HOUR, author: 'source:status page' as ActorId }), 'UTC')).toBeNull()
  })

  it('tells who changed the text', () => {
    const names = { names: new Map([[LENA, 'Lena Fischer']]) }
    expect(editWords(entry(1), names)).toBeNull()
    expect(editWords(entry(1, { editors: [PRIYA] }), names)).toBe('edited')
    expect(editWords(entry(1, { editors: [PRIYA, LENA] }), names)).toBe('edited by Lena Fischer')
  })
})

describe('carets in a text being written', () => {
  it('stand where they are, in reading order, and at the end when beyond it', () => {
    expect(splitAtCarets('retry gate', [10, 5, 99, -3])).toEqual([
      { type: 'caret', writer: 3 },
      { type: 'text', text: 'retry' },
      { type: 'caret', writer: 1 },
      { type: 'text', text: ' gate' },
      { type: 'caret', writer: 0 },
      { type: 'caret', writer: 2 }
    ])
    expect(splitAtCarets('', [])).toEqual([])
  })
})

it('U101 what was sent says whom it reached: people in Muster, and for whom it waits in the outbox', () => {
  expect(sentWords({ inside: 1, outside: 0 })).toBe('Sent to 1 person in Muster.')
  expect(sentWords({ inside: 2, outside: 3 })).toBe('Sent to 2 people in Muster, 3 in the outbox.')
  expect(sentWords({ inside: 0, outside: 1 })).toBe('In the outbox for 1. Nobody in Muster gets it.')
  expect([toWords({ inside: 2, outside: 1 }), toWords({ inside: 0, outside: 2 })]).toEqual([
    'To 2 people in Muster, 1 into the outbox.',
    'Into the outbox for 2.'
  ])
})
