import { describe, expect, it } from 'vitest'
import type { ActorId, EventId } from '#shared/domain/ids.ts'
import { impactSpan, type Impact } from '#shared/domain/impacts.ts'
import { foldRegister, type Setting } from '#shared/domain/register.ts'

const setting = (id: string, base: string | null, value: string): Setting<string> => ({
  id: id as EventId,
  base: base as EventId | null,
  value,
  by: 'pana' as ActorId,
  at: 0
})
const fold = (...settings: Setting<string>[]) => {
  const { current, overruled } = foldRegister(settings)
  return { value: current?.value, overruled: overruled.map((lost) => lost.value) }
}

describe('register', () => {
  it('D10 has no value before the first setting', () => {
    expect(fold()).toEqual({ value: undefined, overruled: [] })
  })
  it('D11 a chain of settings, each on the last, loses nothing', () => {
    expect(fold(setting('1', null, 'a'), setting('2', '1', 'b'), setting('3', '2', 'c'))).toEqual({ value: 'c', overruled: [] })
  })
  it('D12 of two settings with one base the later stamp wins and the other is reported', () => {
    expect(fold(setting('1', null, 'a'), setting('2', '1', 'b'), setting('3', '1', 'c'))).toEqual({ value: 'c', overruled: ['b'] })
  })
  it('D12 of three at once, two are reported', () => {
    expect(fold(setting('1', null, 'a'), setting('2', '1', 'b'), setting('3', '1', 'c'), setting('4', '1', 'd'))).toEqual({
      value: 'd',
      overruled: ['b', 'c']
    })
  })
  it('D13 building on the winner afterwards does not hide who lost', () => {
    expect(fold(setting('1', null, 'a'), setting('2', '1', 'b'), setting('3', '1', 'c'), setting('4', '3', 'd'))).toEqual({
      value: 'd',
      overruled: ['b']
    })
  })
  it('D13 a later setting that builds on the loser overrules the winner of before', () => {
    expect(fold(setting('1', null, 'a'), setting('2', '1', 'b'), setting('3', '1', 'c'), setting('4', '2', 'd'))).toEqual({
      value: 'd',
      overruled: ['c']
    })
  })
})

const impact = (start: number, end: number | null): Impact => ({
  id: `${start}` as EventId,
  start,
  end,
  scope: 'all',
  isCustomer: true,
  fields: {}
})

describe('impact span', () => {
  it('D14 is none without an impact', () => {
    expect(impactSpan([])).toEqual({ start: null, end: null })
  })
  it('D14 goes from the earliest start to the latest end', () => {
    expect(impactSpan([impact(50, 90), impact(10, 20), impact(30, 95)])).toEqual({ start: 10, end: 95 })
  })
  it('D15 has no end while any impact goes on, in whatever order they come', () => {
    expect(impactSpan([impact(10, null), impact(20, 30)])).toEqual({ start: 10, end: null })
    expect(impactSpan([impact(20, 30), impact(10, null)])).toEqual({ start: 10, end: null })
  })
})
