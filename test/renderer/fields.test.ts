import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromWallTime, toWallTime, zoneName } from '#renderer/parts/fields/localTime.ts'
import { shownValue } from '#renderer/parts/fields/words.ts'
import { emptyHint, listEditors } from '#renderer/state/room/fields.ts'
import { listPeers } from '#renderer/state/room/presence.ts'
import { findField } from '#shared/domain/fields.ts'

test('U25 a time typed on the wall of a zone is that moment, in summer and in winter', () => {
  expect(fromWallTime('2026-03-12T04:41', 'Europe/Paris')).toBe(Date.UTC(2026, 2, 12, 3, 41))
  expect(fromWallTime('2026-07-12T04:41', 'Europe/Paris')).toBe(Date.UTC(2026, 6, 12, 2, 41))
  expect(zoneName(Date.UTC(2026, 2, 12), 'UTC')).toBe('UTC')
  expect(fromWallTime('', 'UTC')).toBeNull()
  // outside of the hour that is there twice
  const outside = (at: number) => ![2, 3].includes(new Date(at).getUTCMonth()) && ![9, 10].includes(new Date(at).getUTCMonth())
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
      fc.constantFrom('UTC', 'Europe/Paris', 'Asia/Kathmandu', 'America/New_York'),
      (at, zone) => {
        if (outside(at)) expect(fromWallTime(toWallTime(at, zone), zone)).toBe(at)
      }
    )
  )
})

test('U26 an empty field says when it is asked for, else what belongs there', () => {
  const summary = findField('summary')!
  expect(emptyHint({ ...summary, promptAt: ['stable', 'resolved'] }, 'stable')).toBe('Asked for at Resolved')
  expect(emptyHint({ ...summary, promptAt: ['stable'] }, 'stable')).toBe(summary.hint)
  expect(emptyHint({ ...summary, hint: '' }, 'active')).toBe('Nothing yet')
  expect(shownValue(findField('detection_method')!, 'monitor')).toBe('Monitor')
})

test('U27 who edits a field elsewhere is told, once each, and what does not parse is nobody', () => {
  const user = { id: 'pana', name: 'Ana' }
  const peers = listPeers(
    new Map<number, unknown>([
      [1, { user, at: { field: 'summary' } }],
      [2, { user, at: { field: 'summary' } }],
      [3, { user: { id: 'pben', name: 'Ben' }, at: { field: 'x'.repeat(500) } }],
      [4, { user: { id: 'pcy', name: 'Cy' }, at: { field: 7 } }]
    ]),
    9
  )
  expect(listEditors(peers, 'summary').map(({ name }) => name)).toEqual(['Ana'])
  expect(listEditors(peers, 'root_cause')).toEqual([])
})
