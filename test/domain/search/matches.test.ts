import { describe, expect, test } from 'vitest'
import { matches, type SearchRow } from '#shared/domain/search/matches.ts'
import { parseQuery } from '#shared/domain/search/parse.ts'
import { parseDate, parseDuration, parseRelativeTime } from '#shared/domain/search/values.ts'
import { FIELDS, NOW } from './arbitraries.ts'

const row: SearchRow = {
  number: 12,
  title: '[TEST] Checkout fails for café orders',
  pieces: [{ source: 'notes', at: NOW, text: 'Rolled back to 4.2.1. Out of memory on db-7.' }],
  incidentType: 'incident',
  createdBy: { id: 'p2', name: 'Ben Ode' },
  responders: [
    { id: 'p1', name: 'Ana Kim' },
    { id: 'p2', name: 'Ben Ode' }
  ],
  roles: ['commander', 'r7'],
  hasPostmortem: true,
  postmortemState: 'review',
  detectedAt: Date.UTC(2026, 0, 31, 9, 50),
  impactStart: Date.UTC(2026, 0, 31, 9, 45),
  impactEnd: Date.UTC(2026, 0, 31, 11),
  customerImpactStart: Date.UTC(2026, 0, 31, 9, 45),
  customerImpactEnd: Date.UTC(2026, 0, 31, 10, 40),
  createdAt: Date.UTC(2026, 0, 31, 10),
  activeMs: 150 * 60_000,
  stableMs: null,
  fields: { detection_method: 'monitor', root_cause: 'A full disk', region: 'eu-west', cost: -12.5, tags: ['az:1', 'az:2'], due: NOW },
  severity: 'SEV-2',
  status: 'resolved',
  visibility: 'private',
  isTest: true,
  customerImpact: 'yes',
  commander: 'p1',
  commanderName: 'Ana Kim',
  services: ['checkout-api', 'Payments'],
  teams: [],
  declaredAt: Date.UTC(2026, 0, 31, 10),
  resolvedAt: Date.UTC(2026, 0, 31, 12, 30),
  lastUpdateAt: NOW - 2 * 86_400_000
}

function finds(text: string, changed: Partial<SearchRow> = {}): boolean {
  const parsed = parseQuery(text, FIELDS)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`)
  return matches(parsed.query, { ...row, ...changed }, NOW, FIELDS)
}

describe('what a query finds', () => {
  test.each([
    '',
    'severity:SEV-2',
    'severity:sev2',
    'state:(active OR resolved)',
    '-state:active',
    'service:payments',
    'service:check*',
    'services:PAYMENTS',
    'commander:"ana kim"',
    'commander:p1',
    'commander:ana*',
    'customer_impacted:yes',
    'test:true',
    'visibility:private',
    '-team:*',
    'service:*',
    'checkout',
    'CAFE',
    '"out of memory"',
    'mem*',
    '"out of me"*',
    'title:checkout',
    '4.2.1',
    'IR-12',
    'IR-12*',
    'number:12',
    'id:IR-12',
    'number:[10 TO 12]',
    'created:2026-01-31',
    'created:2026-01',
    'created:>2026-01-30',
    'created:>=2026-01-31',
    'created:<=2026-01-31',
    'created:[2026-01-31 TO 2026-01-31]',
    'created:>2026-01-31T09:59Z',
    'created:2026-01-31T11:00+01:00',
    'updated:>3d',
    'updated:<now-1d',
    'resolved:*',
    'time_to_resolve:>2h',
    'duration:<=2h30m',
    'responder:"ben ode"',
    'responder:p2',
    'created_by:ben*',
    'role:commander',
    'role:"pay ments"',
    'detection_method:monitor',
    'root_cause:disk',
    'type:incident',
    'type:INC*',
    'postmortem:yes',
    'postmortem_state:review',
    'detected:2026-01-31T09:50',
    'impact_start:<2026-01-31T10:00',
    'impact_duration:>1h',
    'time_to_detect:[5m TO 5m]',
    'time_to_repair:<=40m',
    'region:EU-west',
    'region:eu*',
    'cost:-12.5',
    'cost:[-13 TO -12]',
    'tags:"az:2"',
    'due:>1h',
    '-why:*'
  ])('found by %j', (query) => {
    expect(finds(query)).toBe(true)
  })

  test.each([
    'severity:SEV-1',
    'service:payment',
    'service:"check*"',
    'team:*',
    'commander:ana',
    '"memory of"',
    'checkou',
    'title:memory',
    '12',
    'IR-1',
    'number:>12',
    'created:>2026-01-31',
    'created:<2026-01-31',
    'created:2026-02',
    'created:>2026',
    'time_to_resolve:>2h30m',
    'updated:>1d',
    'checkout -memory',
    'NOT (a OR café)',
    'created_by:ana*',
    'root_cause:memory',
    'role:scribe',
    'postmortem:no',
    'postmortem_state:final',
    'cost:>-12.5',
    'cost:12.5',
    'tags:az',
    'region:disk'
  ])('not found by %j', (query) => {
    expect(finds(query)).toBe(false)
  })

  test('Q7 what has no value is found by no comparison, and by its opposite', () => {
    const open = { resolvedAt: null, commander: null, commanderName: null, number: null }
    for (const query of [
      'resolved:>2000',
      'resolved:<2100',
      'time_to_resolve:>0s',
      'commander:ana*',
      'number:>0',
      'resolved:*',
      'resolved:[* TO *]'
    ]) {
      expect(finds(query, open)).toBe(false)
      expect(finds(`-${query}`, open)).toBe(true)
    }
  })

  test('Q8 a duration runs until now while the incident is open, and there is none where it ends before it starts', () => {
    const declaredAt = NOW - 3 * 3_600_000
    expect(finds('duration:>2h', { declaredAt, resolvedAt: null })).toBe(true)
    expect(finds('duration:>3h', { declaredAt, resolvedAt: null })).toBe(false)
    expect(finds('duration:*', { declaredAt, resolvedAt: declaredAt - 1 })).toBe(false)
    expect(finds('time_to_resolve:<1h', { declaredAt, resolvedAt: declaredAt - 1 })).toBe(false)
  })
})

describe('reading values', () => {
  test('a date names a stretch of time, in UTC', () => {
    const stretch = (from: number, to: number): unknown => ({ at: from, before: to })
    expect(parseDate('2026')).toEqual(stretch(Date.UTC(2026, 0), Date.UTC(2027, 0)))
    expect(parseDate('2026-12')).toEqual(stretch(Date.UTC(2026, 11), Date.UTC(2027, 0)))
    expect(parseDate('2024-02')).toEqual(stretch(Date.UTC(2024, 1), Date.UTC(2024, 2)))
    expect(parseDate('2024-02-29')).toEqual(stretch(Date.UTC(2024, 1, 29), Date.UTC(2024, 2, 1)))
    expect(parseDate('2026-01-01T10:00')).toEqual(stretch(Date.UTC(2026, 0, 1, 10), Date.UTC(2026, 0, 1, 10, 1)))
    expect(parseDate('2026-01-01T10:00:05-02:30')).toEqual(stretch(Date.UTC(2026, 0, 1, 12, 30, 5), Date.UTC(2026, 0, 1, 12, 30, 6)))
    expect(parseDate('2026-01-01T10:00:05.5Z')?.at).toBe(Date.UTC(2026, 0, 1, 10, 0, 5, 500))
    expect(parseDate('0026-01-01')?.at).toBe(new Date('0026-01-01T00:00:00Z').getTime())
    for (const wrong of ['2025-02-29', '2026-00', '2026-1-1', '26', '2026-01-01T10', '2026-01-01 10:00', ''])
      expect(parseDate(wrong)).toBeUndefined()
  })

  test('durations and times ago', () => {
    const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
    expect(['90s', '15m', '2h', '3d', '1w', '1h30m', '1.5h', '2H'].map(parseDuration)).toEqual([
      1.5 * minute,
      15 * minute,
      2 * hour,
      3 * day,
      7 * day,
      1.5 * hour,
      1.5 * hour,
      2 * hour
    ])
    for (const wrong of ['', '2', 'h', '2y', '-2h', '2h ', '1e3h', '999999999999w']) expect(parseDuration(wrong)).toBeUndefined()
    expect(['now', 'now-2h', 'NOW+1d', '7d'].map((text) => parseRelativeTime(text, NOW))).toEqual([
      NOW,
      NOW - 2 * hour,
      NOW + day,
      NOW - 7 * day
    ])
    for (const wrong of ['now-', 'now2h', 'tomorrow', '2026', '']) expect(parseRelativeTime(wrong, NOW)).toBeUndefined()
  })
})
