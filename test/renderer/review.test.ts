import { beforeEach, describe, expect, test } from 'vitest'
import type { BehindIncident } from '#shared/bridge/contract/analytics.ts'
import { fail, ok } from '#shared/domain/result.ts'
import type { IncidentId } from '#shared/domain/ids.ts'
import { impactWords, statusTimes } from '#renderer/state/review/cardFacts.ts'
import { countBySeverity } from '#renderer/state/review/severityCounts.ts'
import { nextTo, readStep, writeStep, type Step } from '#renderer/state/review/steps.ts'
import { Walk } from '#renderer/state/review/walk.svelte.ts'
import { currentWeek, lastFullWeek, stepWeek, weekOf, weekText, weekWords } from '#renderer/state/review/week.ts'
import { WeekIncidents } from '#renderer/state/review/weekIncidents.svelte.ts'
import { formatRoute, parseRoute } from '#renderer/state/route.ts'
import { fakeStorage } from './fakeWarRoom.ts'

const at = (text: string): number => Date.parse(text)
const id = (text: string) => text as IncidentId
const behind = (name: string, severity: string, declaredAt: number): BehindIncident => ({
  id: id(name),
  number: null,
  prefix: 'IR',
  title: name,
  severity,
  status: 'active',
  declaredAt,
  outcome: 'value',
  value: null
})

describe('a week under review', () => {
  test('W200 it is the last one that is over, by the zone and week start of the workspace; a day of an address stands for its week', () => {
    const utc = { zone: 'UTC', weekStart: 'monday' } as const
    // a Wednesday
    expect(lastFullWeek(at('2026-11-25T09:00:00Z'), utc)).toBe('2026-11-16')
    expect(currentWeek(at('2026-11-25T09:00:00Z'), utc)).toBe('2026-11-23')
    expect(lastFullWeek(at('2026-11-25T09:00:00Z'), { ...utc, weekStart: 'thursday' })).toBe('2026-11-12')
    // Sunday evening in London is Monday in Tokyo: there another week is over
    expect(lastFullWeek(at('2026-11-22T20:00:00Z'), utc)).toBe('2026-11-09')
    expect(lastFullWeek(at('2026-11-22T20:00:00Z'), { zone: 'Asia/Tokyo', weekStart: 'monday' })).toBe('2026-11-16')
    expect(stepWeek('2026-12-28', 1)).toBe('2027-01-04')
    expect(weekOf('2026-11-22', utc)).toBe('2026-11-16')
    expect(['soon', '2026-02-30', '2026-13-01', ''].map((text) => weekOf(text, utc))).toEqual(Array(4).fill(undefined))
    expect(['2026-11-16', '2026-09-28', '2026-12-28'].map(weekWords)).toEqual([
      '16 to 22 Nov 2026',
      '28 Sep to 4 Oct 2026',
      '28 Dec 2026 to 3 Jan 2027'
    ])
    expect(weekText('2026-11-16', { agg: 'p50', measure: 'time_to_resolve', compare: true })).toBe(
      'p50 time_to_resolve from 2026-11-16 to 2026-11-23 compare previous'
    )
  })

  test('W201 a walk goes from the figures over each incident to the end and no further, and every step has its address', () => {
    const incidents = [{ id: id('a') }, { id: id('b') }]
    const walked: (Step | null)[] = [{ at: 'head' }]
    while (walked.at(-1)) walked.push(nextTo(walked.at(-1)!, 1, incidents))
    expect(walked.map((step) => step && (writeStep(step) ?? 'head'))).toEqual(['head', 'a', 'b', 'end', null])
    expect(nextTo({ at: 'head' }, -1, incidents)).toBeNull()
    expect(nextTo({ at: 'end' }, -1, [])).toEqual({ at: 'head' })
    for (const step of walked.slice(0, -1)) expect(readStep(writeStep(step!), incidents)).toEqual(step)
    expect(readStep('of another week', incidents)).toEqual({ at: 'head' })
    const route = { screen: 'review', week: '2026-11-16', step: 'end' } as const
    expect(parseRoute(formatRoute(route))).toEqual(route)
    expect(parseRoute('#review')).toEqual({ screen: 'review' })
  })
})

describe('a walk', () => {
  let kept: Map<string, string>
  beforeEach(() => void (kept = fakeStorage()))

  test('W202 it keeps what was seen and written, week by week, over a reload; begun anew it forgets, and what cannot be read is a new one', () => {
    const walk = new Walk('2026-11-16')
    walk.see(id('a'))
    walk.see(id('a'))
    walk.add({ type: 'note', id: 'n' as never, incident: id('a'), text: 'Seen late' })
    new Walk('2026-11-09').see(id('b'))
    const again = new Walk('2026-11-16')
    expect([[...again.seen], again.made.map(({ text }) => text)]).toEqual([['a'], ['Seen late']])
    expect([...new Walk('2026-11-09').seen]).toEqual(['b'])
    again.restart()
    expect([new Walk('2026-11-16').seen.size, new Walk('2026-11-16').made, [...new Walk('2026-11-09').seen]]).toEqual([0, [], ['b']])
    for (let week = 1; week < 40; week++) new Walk(stepWeek('2020-01-06', week)).see(id('c'))
    expect(Object.keys(JSON.parse(kept.get('muster.review')!))).toHaveLength(12)
    kept.set('muster.review', '{"2026-11-16": {"seen": 3}}')
    expect(new Walk('2026-11-16').seen.size).toBe(0)
  })

  test('W203 the incidents of a week come in pages and stand worst first, then as they were declared; an answer for another week is let go', async () => {
    const all = Array.from({ length: 1203 }, (_, index) => behind(`i${index}`, `SEV-${(index % 3) + 1}`, 5000 - index))
    const asked: string[] = []
    const warRoom = {
      async listBehind({ text, offset, limit }: { text: string; offset: number; limit: number }) {
        asked.push(`${text} ${offset}`)
        const incidents = text.includes('2026-11-16') ? all.slice(offset, offset + limit) : []
        return ok({ type: 'incidents' as const, total: text.includes('2026-11-16') ? all.length : 0, incidents, query: null })
      }
    }
    const week = new WeekIncidents()
    const late = week.load(warRoom, '2019-01-07')
    await Promise.all([late, week.load(warRoom, '2026-11-16')])
    expect(asked.filter((text) => text.includes('2026-11-16'))).toHaveLength(3)
    expect(week.all!.map(({ title }) => title)).toHaveLength(1203)
    expect(week.all!.slice(0, 2).map(({ severity, declaredAt }) => [severity, declaredAt])).toEqual([
      ['SEV-1', 3800],
      ['SEV-1', 3803]
    ])
    expect(week.all!.at(-1)!.severity).toBe('SEV-3')
    await week.load({ listBehind: async () => fail('notFound', 'The core is gone.') }, '2026-11-16')
    expect([week.problem, week.all!.length]).toEqual(['The core is gone.', 1203])
  })
})

describe('a card', () => {
  test('W204 by severity both weeks are named, also what only one of them had', async () => {
    const answers: Record<string, Record<string, number>> = {
      '2026-11-16': { 'SEV-3': 2, UNKNOWN: 1 },
      '2026-11-09': { 'SEV-1': 4, 'SEV-3': 1 }
    }
    const warRoom = {
      async measureSeries({ text }: { text: string }) {
        const counts = answers[/from (\S+)/.exec(text)![1]!]!
        const series = Object.entries(counts).map(([label, value]) => ({ group: { type: 'value', value: label, label }, total: { value } }))
        return ok({ type: 'series', current: { series } } as never)
      }
    }
    expect(await countBySeverity(warRoom, '2026-11-16')).toEqual(
      ok([
        { severity: 'SEV-1', now: 0, before: 4 },
        { severity: 'SEV-3', now: 2, before: 1 },
        { severity: 'UNKNOWN', now: 1, before: 0 }
      ])
    )
  })

  test('W205 a status has the time of all its stretches; what goes on is counted until now and says so; what ends before it starts is no time', () => {
    const times = (transitions: [string, string][], now = '2026-11-17T10:00:00Z') =>
      statusTimes({ transitions: transitions.map(([status, when]) => ({ status, at: at(when) })) as never }, at(now)).map(
        ({ label, words }) => `${label}: ${words}`
      )
    expect(
      times([
        ['active', '2026-11-17T08:00:00Z'],
        ['stable', '2026-11-17T08:20:00Z'],
        ['active', '2026-11-17T08:50:00Z'],
        ['resolved', '2026-11-17T09:00:00Z']
      ])
    ).toEqual(['Active: 30 min', 'Stable: 30 min', 'Resolved: 1 h, goes on'])
    expect(
      times([
        ['active', '2026-11-17T08:00:00Z'],
        ['stable', '2026-11-17T07:00:00Z']
      ])
    ).toEqual(['Active: end before start', 'Stable: 3 h, goes on'])
    const impact = { start: at('2026-11-17T23:30:00Z'), end: at('2026-11-18T00:10:00Z'), scope: 'EU', isCustomer: true, fields: {} }
    expect(impactWords(impact, 'UTC')).toBe('2026-11-17 23:30 to 2026-11-18 00:10, 40 min, customers affected')
    expect(impactWords(impact, 'Asia/Tokyo')).toBe('2026-11-18 08:30 to 09:10, 40 min, customers affected')
    expect(impactWords({ ...impact, end: null, isCustomer: false }, 'UTC')).toBe('since 2026-11-17 23:30, goes on, customers not affected')
  })
})
