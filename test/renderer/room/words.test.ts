import { describe, expect, it } from 'vitest'
import type { SaveStatus } from '#shared/bridge/docClient.ts'
import { HUB_STATES } from '#shared/bridge/warRoomApi.ts'
import { describeSave } from '#renderer/state/room/saveWords.ts'
import { parseUtcTime, utcDay, writeUtcTime } from '#renderer/state/room/utcTime.ts'
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
    expect(utcDay(THREE)).toBe('Monday 23 November 2026, UTC')
  })
})

describe('what an entry says about its own past', () => {
  it('tells from where it was moved, with the date where that differs', () => {
    const moved = entry(1, { at: THREE + 33 * MINUTE, moved: true, event: { ...entry(1).event, at: THREE + 36 * MINUTE } })
    expect(timeWords(moved)).toBe('wrote at 03:36, moved to 03:33')
    const other = entry(1, { at: THREE - 4 * HOUR, moved: true, event: { ...entry(1).event, at: THREE } })
    expect(timeWords(other)).toBe('wrote at 2026-11-23 03:00, moved to 2026-11-22 23:00')
  })

  it('tells when a note was written much later than its time, but not of imports', () => {
    expect(timeWords(entry(1, { at: THREE, writtenAt: THREE + MINUTE }))).toBeNull()
    expect(timeWords(entry(1, { at: THREE, writtenAt: THREE + HOUR }))).toBe('wrote at 04:00')
    expect(timeWords(entry(1, { at: THREE, writtenAt: THREE + HOUR, author: 'source:status page' as ActorId }))).toBeNull()
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
