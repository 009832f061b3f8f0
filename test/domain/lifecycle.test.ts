import { describe, expect, it } from 'vitest'
import { duration, resolvedAt, type Transition } from '#shared/domain/lifecycle.ts'
import type { Status } from '#shared/domain/status.ts'

/** One transition a minute. */
const through = (...statuses: Status[]): number | null => resolvedAt(statuses.map((status, index): Transition => ({ status, at: index })))

describe('resolved time', () => {
  // from, to, resolved at: an incident declared at 0 enters `from` at 1 and `to` at 2
  it.each<[Status, Status, number | null]>([
    ['active', 'active', null],
    ['active', 'stable', null],
    ['active', 'resolved', 2],
    ['active', 'completed', 2],
    ['stable', 'active', null],
    ['stable', 'stable', null],
    ['stable', 'resolved', 2],
    ['stable', 'completed', 2],
    ['resolved', 'active', null],
    ['resolved', 'stable', null],
    ['resolved', 'resolved', 1],
    ['resolved', 'completed', 1],
    ['completed', 'active', null],
    ['completed', 'stable', null],
    ['completed', 'resolved', 1],
    ['completed', 'completed', 1]
  ])('D1 from %s to %s it is %s', (from, to, expected) => {
    expect(through('active', from, to)).toBe(expected)
  })

  it('D2 reopened and resolved again: the last one counts', () => {
    expect(through('active', 'resolved', 'active')).toBeNull()
    expect(through('active', 'resolved', 'active', 'stable', 'completed')).toBe(4)
    expect(through('active', 'resolved', 'completed', 'stable', 'resolved', 'completed')).toBe(4)
  })

  it('D3 declared already ended: resolved when it was declared', () => {
    expect(through('resolved')).toBe(0)
    expect(through('completed', 'resolved')).toBe(0)
  })

  it('D4 no transition at all: not resolved', () => {
    expect(through()).toBeNull()
  })
})

describe('durations', () => {
  it('D5 runs from its start while it has no end', () => {
    expect(duration(1000, null)).toEqual({ type: 'running', sinceAt: 1000 })
  })
  it('D5 is done once it ended, zero included', () => {
    expect(duration(1000, 4000)).toEqual({ type: 'done', ms: 3000 })
    expect(duration(1000, 1000)).toEqual({ type: 'done', ms: 0 })
  })
  it('D6 that ends before it starts is invalid, never a negative number', () => {
    expect(duration(4000, 1000)).toEqual({ type: 'invalid' })
  })
  it('D5 without a start there is none', () => {
    expect(duration(null, null)).toEqual({ type: 'none' })
    expect(duration(null, 4000)).toEqual({ type: 'none' })
  })
})
