import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createClock, deviceOf, EVENT_ID, makeEventId, MAX_DRIFT_MS, stampMs } from '#shared/domain/clock.ts'
import {
  isDocId,
  isIncidentId,
  newActorId,
  newDeviceId,
  newIncidentId,
  randomText,
  type DeviceId,
  type EventId
} from '#shared/domain/ids.ts'
import { T0 } from '#test/support/events.ts'

const device = (name: string) => name as DeviceId
const isAscending = (ids: readonly string[]) => ids.every((id, index) => index === 0 || ids[index - 1]! < id)

fc.configureGlobal({ seed: 20260310 })

describe('clock', () => {
  it('D20 gives ids that sort as text in the order of making, also while wall time stands still or goes back', () => {
    const times = [T0, T0, T0 + 5, T0 + 5, T0 - 60_000, T0 - 60_000, T0 + 6]
    const clock = createClock(device('a'), () => times.shift() ?? T0)
    const ids = Array.from({ length: 7 }, () => clock.next())
    expect(isAscending(ids)).toBe(true)
    expect(new Set(ids).size).toBe(7)
    expect(ids.every((id) => EVENT_ID.test(id))).toBe(true)
  })

  it('D21 goes on after every id it has seen, of whichever device', () => {
    const fast = createClock(device('zz'), () => T0 + 90_000)
    const slow = createClock(device('aa'), () => T0)
    const seen = [fast.next(), fast.next()]
    for (const id of seen) slow.observe(id)
    expect(slow.next() > seen[1]!).toBe(true)
  })

  it('D22 does not follow a stamp too far ahead of wall time', () => {
    const clock = createClock(device('aa'), () => T0)
    clock.observe(makeEventId(T0 + MAX_DRIFT_MS + 1, 0, device('bb')))
    expect(stampMs(clock.next())).toBe(T0)
    clock.observe(makeEventId(T0 + MAX_DRIFT_MS, 0, device('bb')))
    expect(stampMs(clock.next())).toBe(T0 + MAX_DRIFT_MS)
  })

  it('D23 a full counter goes on with the next millisecond', () => {
    const clock = createClock(device('aa'), () => T0)
    const last = makeEventId(T0, 36 ** 3 - 1, device('bb'))
    clock.observe(last)
    const next = clock.next()
    expect(next > last).toBe(true)
    expect(stampMs(next)).toBe(T0 + 1)
    expect(EVENT_ID.test(next)).toBe(true)
  })

  it('D24 whatever a peer files as an id, the next id is a whole one and later than before', () => {
    const hour = (T0 + 3_600_000).toString(36).padStart(9, '0')
    const texts = ['', '5', '__proto__', hour, `${hour}!!!-x`, `${hour}1`, `${hour}AAA-dev`, '-'.repeat(30)]
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...texts), fc.string())), (keys) => {
        const clock = createClock(device('aa'), () => T0)
        const before = clock.next()
        for (const key of keys) clock.observe(key as EventId)
        const after = clock.next()
        return EVENT_ID.test(after) && after > before
      })
    )
  })

  it('D25 an id says when and where it was written', () => {
    const id = makeEventId(T0, 7, device('laptop1'))
    expect(stampMs(id)).toBe(T0)
    expect(deviceOf(id)).toBe('laptop1')
  })
})

describe('ids', () => {
  it('D26 new ids are whole and each another', () => {
    const ids = Array.from({ length: 200 }, () => newIncidentId())
    expect(new Set(ids).size).toBe(200)
    expect(ids.every(isIncidentId)).toBe(true)
    expect(newActorId()).toMatch(/^p[0-9a-z]{11}$/)
    expect(newDeviceId()).toMatch(/^[0-9a-z]{8}$/)
    expect(randomText(0)).toBe('')
  })
  it.each(['../x', 'a:b', '*', 'ab\0c', '__proto__', 'ab', 'A'.repeat(5), 'a'.repeat(65), '-abc', 'a/b', 'a.b', 'abc\n', ''])(
    'D27 %j names no document',
    (name) => expect(isDocId(name)).toBe(false)
  )
  it('D27 the workspace is a document and no incident', () => {
    expect(isDocId('workspace')).toBe(true)
    expect(isIncidentId('workspace')).toBe(false)
  })
})
