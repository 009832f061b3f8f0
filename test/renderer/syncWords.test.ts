import { expect, test } from 'vitest'
import type { CoreStatus } from '#shared/bridge/warRoomApi.ts'
import { syncWords } from '#renderer/parts/syncWords.ts'

const status = (hub: Partial<CoreStatus['hub']>, fault: string | null = null): CoreStatus => ({
  fault,
  hub: { state: 'none', url: null, invite: null, reason: null, seats: 0, waiting: 0, ...hub },
  rebuilding: null,
  incidents: 0
})

test('U8 without a hub the badge says that the data is on this machine only', () => {
  expect(syncWords(status({ state: 'none' }))).toMatchObject({ kind: 'local', text: 'On this machine only' })
})

test('U8 online says synced only when nothing waits', () => {
  expect(syncWords(status({ state: 'online', seats: 5 }))).toMatchObject({ kind: 'shared', text: 'Synced', detail: '5 here' })
  expect(syncWords(status({ state: 'online', seats: 5, waiting: 3 }))).toMatchObject({ kind: 'sending', text: 'Sending 3' })
  expect(syncWords(status({ state: 'hosting', seats: 2 }))).toMatchObject({ kind: 'shared', text: 'Hosting', detail: '2 here' })
  expect(syncWords(status({ state: 'hosting', seats: 2, waiting: 1 })).kind).toBe('sending')
})

test('U8 offline says how much is saved here and not shared', () => {
  expect(syncWords(status({ state: 'offline', waiting: 14 })).text).toBe('Offline · 14 changes saved here')
  expect(syncWords(status({ state: 'offline', waiting: 1 })).text).toBe('Offline · 1 change saved here')
  expect(syncWords(status({ state: 'offline', waiting: 0 })).text).toBe('Offline · nothing waiting')
  expect(syncWords(status({ state: 'connecting', waiting: 2 })).kind).toBe('offline')
})

test('U8 a fault wins over everything: nothing is said to be saved', () => {
  for (const state of ['none', 'online', 'hosting', 'offline'] as const) {
    expect(syncWords(status({ state }, 'The disk is full.'))).toMatchObject({ kind: 'fault', text: 'Not saved' })
  }
})

test('U8 when the core is gone, what it said last is not repeated', () => {
  expect(syncWords(status({ state: 'online', seats: 5 }), true)).toMatchObject({ kind: 'fault', text: 'Not saved' })
})

test('U8 before the core has answered nothing is claimed', () => {
  expect(syncWords(null).kind).toBe('unknown')
})
