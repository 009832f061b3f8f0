import type { DeviceId, EventId } from './ids.ts'

/**
 * Hybrid logical clock (Kulkarni et al. 2014): wall time where it can be, one more than the latest seen where it must be,
 * so that an event always sorts after every event its author had seen.
 * Stamp: 9 characters of base-36 epoch milliseconds, 3 of base-36 counter, `-`, device.
 */
export interface Clock {
  /** A new id, greater than every id made or observed before. */
  next(): EventId
  /** Take note of an id made elsewhere. */
  observe(id: EventId): void
  /** Wall time, epoch ms. */
  now(): number
}

const MS_CHARS = 9
const COUNTER_CHARS = 3
const COUNTER_LIMIT = 36 ** COUNTER_CHARS
/** A stamp further ahead than this is somebody's broken clock: sorted as it is, but not followed. */
export const MAX_DRIFT_MS = 48 * 3600_000

export const EVENT_ID = /^[0-9a-z]{12}-[0-9a-z]{1,24}$/

export function makeEventId(ms: number, counter: number, device: DeviceId): EventId {
  const time = Math.max(0, Math.floor(ms)).toString(36).padStart(MS_CHARS, '0')
  return `${time}${counter.toString(36).padStart(COUNTER_CHARS, '0')}-${device}` as EventId
}

/** When the event was written, epoch ms by its author's clock. */
export const stampMs = (id: EventId): number => parseInt(id.slice(0, MS_CHARS), 36)
const stampCounter = (id: EventId): number => parseInt(id.slice(MS_CHARS, MS_CHARS + COUNTER_CHARS), 36)
export const deviceOf = (id: EventId): DeviceId => id.slice(MS_CHARS + COUNTER_CHARS + 1) as DeviceId

export function createClock(device: DeviceId, now: () => number = Date.now): Clock {
  let ms = 0
  let counter = 0
  return {
    now,
    next() {
      const wall = now()
      if (wall > ms) {
        ms = wall
        counter = 0
      } else if (++counter >= COUNTER_LIMIT) {
        ms += 1
        counter = 0
      }
      return makeEventId(ms, counter, device)
    },
    observe(id) {
      const seen = stampMs(id)
      if (seen > now() + MAX_DRIFT_MS) return
      const seenCounter = stampCounter(id)
      if (seen > ms || (seen === ms && seenCounter > counter)) {
        // a peer may file anything as an id; following half of one would make our own unreadable
        if (!EVENT_ID.test(id)) return
        ms = seen
        counter = seenCounter
      }
    }
  }
}
